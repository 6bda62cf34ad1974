"""The annotated texts as documents of words with labels, from the corpus beside this folder and the sets it names."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from dateline import ontology
from dateline.extract.hints import Hint, hints, marks
from dateline.extract.labels import FACTUALITIES, MENTIONS, ROLES, SPEECH
from dateline.extract.rules import RuleExtractor
from dateline.extract.windows import Words, parties, words, words_of
from dateline.reading import spot
from dateline.schema import Mention, MentionKind, Report, days
from dateline.text import load

CORPUS = Path(__file__).parent.parent / "corpus"
SAME_TEXT = {
    "el-6246": "el-6246", "el-5815": "el-6246", "el-8112": "el-6246", "el-5891": "el-6246", "el-8484": "el-7342",
    "el-4695": "el-8113",
}  # fmt: skip
"""Passages that share text with another, and the one by which both are put on one side of the split."""

KINDS: tuple[str, ...] = (*ontology.types(), SPEECH)
Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """A trigger with its roles, in word indices; `unsure` roles have no label to learn from."""

    kind: int
    trigger: Range
    roles: Mapping[str, tuple[Range, ...]]
    factuality: int | None = None
    unsure: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Named:
    """A range of words that names a party or a place, which may be swapped for another name of its kind."""

    words: Range
    kind: str


@dataclass(frozen=True, slots=True)
class Document:
    """One annotated text as words.

    Attributes:
        told: which heads it teaches: `claims`, `speech`, and kinds of mentions.
        hints, named: what rules read in it and what its words name.
        parties: the words that name parties of known kind, with the word that reading shows in their place.
        mentions: gold ranges by kind.
    """

    id: str
    source: str
    forms: tuple[str, ...]
    sentence: tuple[int, ...]
    told: frozenset[str]
    items: tuple[Item, ...] = ()
    hints: tuple[Hint, ...] = ()
    named: Mapping[str, tuple[Range, ...]] = field(default_factory=dict)
    mentions: Mapping[str, tuple[Range, ...]] = field(default_factory=dict)
    names: tuple[Named, ...] = ()
    parties: tuple[tuple[Range, str], ...] = ()


def aside(document_id: str) -> bool:
    """Whether a text is kept out of training to measure on: a tenth, by a hash of its id."""
    name = SAME_TEXT.get(document_id, document_id)
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10 == 3


def records(shared: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """(source, annotated text) of the written corpus, the real texts and the texts that came with the task.

    Raises:
        ValueError: a text is not the one that its annotation counts in.
    """
    texts = dict(chain.from_iterable(source(shared / "data") for source in (_fakes, _passages, _statements, _coded)))
    for path in sorted(CORPUS.glob("written-*.jsonl")):
        yield from (("written", record) for record in _lines(path))
    for path in sorted(CORPUS.glob("real-*.jsonl")):
        for record in _lines(path):
            text = texts[record["id"]]
            if hashlib.sha256(text.encode()).hexdigest() != record["sha256"]:
                raise ValueError(f"{record['id']}: not the text that {path.name} was annotated on")
            yield "real", {**record, "text": text}
    for record in _lines(shared / "gold" / "train.jsonl"):
        yield "first", record


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _fakes(data: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(data / "fakes.jsonl.gz", "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            yield record["id"], record["text"]


def _passages(data: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(data / "event_location.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, record in enumerate(map(json.loads, lines)):
            yield f"el-{number}", record["text"]


def _statements(data: Path) -> Iterator[tuple[str, str]]:
    for folder in _folders(data):
        for record in _lines(folder / "documents.json"):
            yield f"re3d-{record['_id']}", record["text"]


def _folders(data: Path) -> Iterator[Path]:
    return (path.parent for path in sorted((data / "re3d").glob("*/documents.json")))


def _coded(data: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(data / "plover_gsr.txt.gz", "rt", encoding="utf-8") as file:
        for record in json.load(file):
            if text := record.get("text"):
                yield record["id"], text


def document(source: str, record: Mapping[str, Any]) -> Document:
    """An annotated text with its labels on words."""
    report = load.report(record["text"], id=record["id"], published=record.get("published"))
    mentions = spot(report)
    cut = words(report)
    dated = report.published is not None
    items = [item for claim in record["claims"] if (item := _claim(cut, claim, mentions, dated=dated)) is not None]
    items += [item for speech in record.get("attributions", ()) if (item := _speech(cut, speech)) is not None]
    told = {"claims", "speech"} if "attributions" in record else {"claims"}
    return Document(
        id=record["id"],
        source=source,
        forms=tuple(cut.forms),
        sentence=tuple(cut.sentence),
        told=frozenset(told),
        items=tuple(_merged(items)),
        hints=hints(RuleExtractor().extract(report, mentions), cut),
        named=marks(mentions, cut),
        names=tuple(_names(cut, mentions)),
        parties=tuple(_parties(cut, mentions)),
    )


def _range(cut: Words, span: Mapping[str, Any]) -> Range | None:
    """The words that a span of characters touches."""
    found = [at for at in range(len(cut)) if cut.starts[at] < span["end"] and span["start"] < cut.ends[at]]
    return (found[0], found[-1] + 1) if found else None


def _ranges(cut: Words, spans: Sequence[Mapping[str, Any]]) -> tuple[Range, ...]:
    return tuple(found for span in spans if (found := _range(cut, span)) is not None)


def _claim(cut: Words, claim: Mapping[str, Any], mentions: Sequence[Mention], *, dated: bool) -> Item | None:
    # In a text of unknown date a weekday that tells the time has no date either, and its claim none in the gold.
    trigger = _range(cut, claim["trigger"])
    if trigger is None or claim["type"] not in KINDS:
        return None
    roles = {role: _ranges(cut, claim[role]) for role in ("agent", "target", "place")}
    roles["source"], roles["inner"] = _ranges(cut, claim["sources"][:1]), _ranges(cut, claim["sources"][1:])
    unsure = {"content"} if claim["time"] or dated else {"content", "time"}
    near = [m for m in mentions if abs(m.span.start - claim["trigger"]["start"]) < 600]
    for role, wanted, matches in (("time", claim["time"], _same_time), ("quantity", claim["quantity"], _same_count)):
        spans = [m.span for m in near if matches(m, wanted)]
        if wanted and not spans:
            unsure.add(role)
        elif wanted:
            here = claim["trigger"]["start"]
            inside = [s for s in spans if claim["sentence"]["start"] <= s.start < claim["sentence"]["end"]]
            best = min(inside or spans, key=lambda span: abs(span.start - here))
            roles[role] = _ranges(cut, [{"start": best.start, "end": best.end}])
    factuality = [str(f) for f in FACTUALITIES].index(claim["factuality"])
    return Item(KINDS.index(claim["type"]), trigger, roles, factuality, frozenset(unsure))


def _same_time(mention: Mention, wanted: str | None) -> bool:
    return bool(wanted) and mention.interval is not None and days(mention.interval.iso) == days(str(wanted)[:21])


def _same_count(mention: Mention, wanted: Mapping[str, Any] | None) -> bool:
    count = mention.quantity
    if not wanted or count is None:
        return False
    if wanted.get("value") is not None or count.value is not None:
        return bool(wanted.get("value") == count.value)
    return (wanted.get("min"), wanted.get("max"), bool(wanted.get("words"))) == (
        count.min,
        count.max,
        bool(count.words),
    )


def _speech(cut: Words, speech: Mapping[str, Any]) -> Item | None:
    """A piece of reported speech at its cue; one without a cue teaches nothing."""
    cue = _range(cut, speech["cue"]) if speech["cue"] else None
    if cue is None:
        return None
    roles = {
        "source": _ranges(cut, [speech["source"]] if speech["source"] else []),
        "content": _ranges(cut, speech["content"]),
    }
    unsure = frozenset(ROLES) - {"source", "content"}
    return Item(KINDS.index(SPEECH), cue, roles, None, unsure)


def _merged(items: Sequence[Item]) -> Iterator[Item]:
    """The items with those of one kind at one trigger made one: a claim for each place is one reading of the words."""
    by_trigger: dict[tuple[int, int], list[Item]] = {}
    for item in items:
        by_trigger.setdefault((item.kind, item.trigger[0]), []).append(item)
    for group in by_trigger.values():
        roles = {role: tuple(dict.fromkeys(r for item in group for r in item.roles.get(role, ()))) for role in ROLES}
        unsure = frozenset().union(*(item.unsure for item in group))
        yield Item(group[0].kind, group[0].trigger, roles, group[0].factuality, unsure)


def _names(cut: Words, mentions: Sequence[Mention]) -> Iterator[Named]:
    taken = -1
    for mention in mentions:
        kind = mention.actor.kind if mention.actor else "place" if mention.place else None
        found = _range(cut, {"start": mention.span.start, "end": mention.span.end}) if kind else None
        if kind and found and found[0] >= taken and cut.forms[found[0]][0].isupper():
            taken = found[1]
            yield Named(found, kind)


def _parties(cut: Words, mentions: Sequence[Mention]) -> Iterator[tuple[Range, str]]:
    for start, (end, shown) in sorted(parties(mentions).items()):
        found = _range(cut, {"start": start, "end": end})
        if found:
            yield found, shown


def mention_documents(shared: Path) -> Iterator[Document]:
    """Texts that teach the mention head alone: Universal NER's English Web Treebank and re3d."""
    with gzip.open(shared / "data/uner_ewt/train.iob2.gz", "rt", encoding="utf-8") as lines:
        yield from _iob(lines)
    for folder in _folders(shared / "data"):
        yield from (text for text in _re3d(folder) if not aside(text.id))


def _iob(lines: Iterator[str]) -> Iterator[Document]:
    kinds = {"PER": MentionKind.ACTOR, "ORG": MentionKind.ACTOR, "LOC": MentionKind.PLACE}
    forms: list[str] = []
    found: dict[str, list[Range]] = {kind: [] for kind in MENTIONS}
    number = 0
    for line in chain(lines, ("\n",)):
        cells = line.split("\t")
        if len(cells) > 2:
            cut = words_of(cells[1], [Report("", cells[1]).span(0, len(cells[1]))])
            first = len(forms)
            forms += cut.forms
            tag, _, kind = cells[2].partition("-")
            if kind in kinds:
                spans = found[kinds[kind]]
                if tag == "I" and spans and spans[-1][1] == first:
                    spans[-1] = (spans[-1][0], len(forms))
                else:
                    spans.append((first, len(forms)))
        elif not line.strip() and forms:
            told = frozenset({MentionKind.ACTOR, MentionKind.PLACE})
            mentions = {kind: tuple(ranges) for kind, ranges in found.items()}
            yield Document(f"ewt-{number}", "ewt", tuple(forms), (0,) * len(forms), told, mentions=mentions)
            forms, found, number = [], {kind: [] for kind in MENTIONS}, number + 1


def _re3d(folder: Path) -> Iterator[Document]:
    kinds = {
        "Person": MentionKind.ACTOR, "Organisation": MentionKind.ACTOR, "Location": MentionKind.PLACE,
        "Temporal": MentionKind.TIME, "Quantity": MentionKind.QUANTITY,
    }  # fmt: skip
    entities: dict[str, list[dict[str, Any]]] = {}
    for entity in _lines(folder / "entities.json"):
        if entity["type"] in kinds and entity["confidence"] >= 0.5:
            entities.setdefault(entity["documentId"], []).append(entity)
    for record in _lines(folder / "documents.json"):
        report = load.report(record["text"], id=record["_id"])
        cut = words(report)
        found: dict[str, tuple[Range, ...]] = {}
        for entity in entities.get(record["_id"], ()):
            spans = _ranges(cut, [{"start": entity["begin"], "end": entity["end"]}])
            found[kinds[entity["type"]]] = (*found.get(kinds[entity["type"]], ()), *spans)
        told = frozenset(MENTIONS)
        yield Document(f"re3d-{record['_id']}", "re3d", tuple(cut.forms), tuple(cut.sentence), told, mentions=found)
