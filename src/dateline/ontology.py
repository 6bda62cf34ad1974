"""The expert knowledge that reading rests on, from `data/`, as typed values: verbs, closed word classes, event types.

Everything is parsed once per process and checked as it is parsed; a broken file is a `DataError` that names it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast, get_args

from dateline import data
from dateline.errors import DataError
from dateline.schema import EventType, Factuality

Form = Literal["base", "s", "ing", "past", "participle"]
_VOWELS = "aeiou"
SHOWN_TRIGGERS = 24
_FORMS: tuple[Form, ...] = get_args(Form)


@dataclass(frozen=True, slots=True)
class VerbForm:
    """One reading of a written form as a verb.

    Attributes:
        lemma: the base form.
        form: `past` and `participle` are two readings even where they look alike.
        noun: whether the written form is as often a noun ("attacks", "fighting").
        adjective: whether the written form is as often an adjective ("clear", "armed").
    """

    lemma: str
    form: Form
    noun: bool = False
    adjective: bool = False


Pos = Literal["verb", "noun", "adj", "phrase"]
_POS: tuple[Pos, ...] = get_args(Pos)


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that evoke an event where the words around them allow it; one sense of them.

    Attributes:
        words: lemmas in order, or for adjectives and phrases the words as written; determiners and adverbs may stand
            between them, and anything up to a noun phrase where `*` stands. A first word with a hyphen in front
            ("-held") is the last part of a compound.
        pos: `verb` and `noun` inflect (the first and the last word respectively), `adj` and `phrase` do not.
        weight: how often the words evoke the type where they stand and what they ask for is given, 0 to 1.
        object, subject: kinds of which one must fill the undergoer or the doer, passives turned round; empty for any.
            For nouns the undergoer is the of-phrase or the modifier, for adjectives the noun they stand with.
            Kinds are place, people, force, person, thing and the groups of `noun_kinds`.
        not_object: kinds of which none may be the undergoer.
        needs: of which one must hold in the clause: `inf` an infinitive behind it, `that` a clause behind it, `object`
            any undergoer, `number` a count, a kind (a mention of it), or a preposition that follows.
    """

    type: EventType
    words: tuple[str, ...]
    pos: Pos
    weight: float
    object: frozenset[str]
    subject: frozenset[str]
    not_object: frozenset[str]
    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class TypeInfo:
    """What an expert knows of one event type.

    Attributes:
        roles: what each role that the type takes holds (agent, target, place, quantity), in that order.
        each_place: whether every place named makes a claim of its own.
        positive, negative: a sentence that holds a claim of the type, and one with its words that holds none.
        acled: "event type / sub-event type" of the ACLED codebook.
        plover: event, or event/mode, of the PLOVER ontology.
        cameo: CAMEO codes, two to four digits.
    """

    name: EventType
    definition: str
    roles: Mapping[str, str]
    each_place: bool
    positive: str
    negative: str
    acled: tuple[str, ...]
    plover: tuple[str, ...]
    cameo: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reporting:
    """A verb of reported speech and how it takes what is said.

    Attributes:
        kind: the group of `reporting_verbs.toml`: say, tell, report, believe, doubt, deny, accuse, appeal, ...
        force: what it makes of its content for a reader: say, deny, doubt, call, accuse.
        says: whether the content may stand before it ("..., he said").
        addressee: whether somebody who is told may stand before the content.
        nominal: whether the content may be a noun phrase ("denied the attack").
        infinitive: whether the content may be an infinitive ("vowed to fight").
        content: how real the content is by its speaker.
        event: the type of event that the verb is by itself, None where it is mere speech.
    """

    lemma: str
    kind: str
    force: str
    says: bool
    addressee: bool
    nominal: bool
    infinitive: bool
    content: Factuality
    event: EventType | None


@dataclass(frozen=True, slots=True)
class Loaded:
    """Loaded wording in one written form, with its neutral twin in the same form.

    Attributes:
        favours: `agent` or `target`; or, where the wording names a party, `named` or `opponent` of the party so named.
    """

    words: tuple[str, ...]
    neutral: str
    favours: Literal["agent", "target", "named", "opponent"]

    def side(self, role: Literal["agent", "target"]) -> Literal["agent", "target"]:
        """Whom the wording favours where it stands in `role`, or names somebody who does."""
        if self.favours in ("agent", "target"):
            return self.favours
        other: Literal["agent", "target"] = "target" if role == "agent" else "agent"
        return role if self.favours == "named" else other


@cache
def types() -> Mapping[EventType, TypeInfo]:
    """The event types by name in the order of the documentation.

    Raises:
        DataError: where `data/event_types.toml` lacks a field.
    """
    return {EventType(name): _type(name, entry) for name, entry in data.table("event_types.toml").items()}


def _type(name: str, entry: Mapping[str, Any]) -> TypeInfo:
    try:
        return TypeInfo(
            name=EventType(name),
            definition=entry["definition"],
            roles=dict(entry["roles"]),
            each_place=entry["each_place"],
            positive=entry["positive"],
            negative=entry["negative"],
            acled=tuple(entry["acled"]),
            plover=tuple(entry["plover"]),
            cameo=tuple(entry["cameo"]),
        )
    except KeyError as error:
        raise DataError(f"data file event_types.toml: {name} lacks {error}") from None


@cache
def triggers() -> tuple[Trigger, ...]:
    """Every trigger of `data/triggers.csv`, grouped by type.

    Raises:
        DataError: where a row has an unknown type or part of speech, no words, or no weight between 0 and 1.
    """
    return tuple(map(_trigger, data.rows("triggers.csv")))


def _trigger(row: Mapping[str, str]) -> Trigger:
    try:
        pos, weight = cast(Pos, row["pos"]), float(row["weight"])
        demands = (row["object"], row["subject"], row["not_object"], row["needs"])
        if not row["words"] or pos not in _POS or row["type"] not in types() or not 0 <= weight <= 1:
            raise ValueError
        return Trigger(EventType(row["type"]), tuple(row["words"].split()), pos, weight, *map(_demand, demands))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise DataError(f"data file triggers.csv: broken row: {dict(row)}") from None


@cache
def _demand(cell: str) -> frozenset[str]:
    return frozenset(cell.replace("/", " ").split())


@cache
def noun_kinds() -> Mapping[str, frozenset[str]]:
    """What kinds of thing a noun in the singular can name (place, thing, projectile, ...), for triggers' demands."""
    found: dict[str, set[str]] = {}
    for kind in data.table("words.toml")["noun"]:
        if kind != "irregular_plural":
            for noun in words("noun", kind):
                found.setdefault(singular(noun), set()).add(kind)
    return {noun: frozenset(kinds) for noun, kinds in found.items()}


@cache
def idioms() -> frozenset[tuple[str, ...]]:
    """Phrases by lemma that hold the words of a trigger and evoke no event ("take place", "heart attack")."""
    return frozenset(tuple(idiom.split()) for pos in ("verb", "noun") for idiom in words("idiom", pos))


@cache
def reporting() -> Mapping[str, Reporting]:
    """The verbs of reported speech by lemma."""
    found: dict[str, Reporting] = {}
    for kind, group in data.table("reporting_verbs.toml").items():
        if kind == "other":
            continue
        frames = group["frames"].split()
        for lemma in group["lemmas"].split():
            found[lemma] = Reporting(
                lemma,
                kind,
                force=group["force"],
                says="quote" in frames,
                addressee="addressee" in frames,
                nominal="nominal" in frames,
                infinitive="infinitive" in frames,
                content=Factuality(group["content"]),
                event=EventType(group["event"]) if "event" in group else None,
            )
    return found


@cache
def source_prepositions() -> frozenset[str]:
    """Prepositions that bring in a source: "according to"."""
    return _spaced("reporting_verbs.toml", "other", "prepositions")


@cache
def reporting_nouns() -> frozenset[str]:
    """Nouns of reported speech in the singular: statement, claim, denial."""
    return _spaced("reporting_verbs.toml", "other", "nouns")


@cache
def governors() -> Mapping[str, str]:
    """What a verb, noun or adjective makes of the event it governs ("tried to"): a factuality by its lemma."""
    return _effects("governor")


@cache
def modifiers() -> Mapping[str, str]:
    """What a word before a nominal event makes of it ("planned", "alleged"): a factuality by the word."""
    return _effects("modifier")


@cache
def doubt_adverbs() -> frozenset[str]:
    """Adverbs that make what they stand with possible: "reportedly"."""
    return _spaced("factuality.toml", "adverb", "doubt")


def _effects(section: str) -> Mapping[str, str]:
    table = data.table("factuality.toml")[section]
    return {word: Factuality(name).value for name in table for word in _spaced("factuality.toml", section, name)}


@cache
def stance() -> Mapping[str, Loaded]:
    """Loaded wording by its written form in lower case, inflected forms included; words are parted by a space."""
    found: dict[str, Loaded] = {}
    for pos in ("verb", "noun", "fixed"):
        for line in _text("stance.toml", pos).strip().splitlines():
            for loaded, neutral, favours in _twins(line, pos):
                found.setdefault(loaded.lower(), Loaded(tuple(loaded.lower().split()), neutral, favours))
    return found


def _twins(line: str, pos: str) -> Iterator[tuple[str, str, Any]]:
    """The (loaded, neutral, favours) of a line of stance.toml in each form of its part of speech."""
    loaded, _, rest = line.partition(" = ")
    neutral, _, favours = rest.rpartition(", ")
    if not neutral or favours not in ("agent", "target", "named", "opponent"):
        raise DataError(f"data file stance.toml: no twin and side in {line!r}")
    yield (loaded, neutral, favours)
    if pos == "noun":
        yield (_s(loaded), _s(neutral) if " of " not in neutral else neutral, favours)
    elif pos == "verb":
        for form in _FORMS[1:]:
            yield (_inflect(loaded, form), _inflect(neutral, form), favours)


@cache
def verb_forms() -> Mapping[str, tuple[VerbForm, ...]]:
    """Every inflected form of the verbs of `data/verbs.toml` with its readings, for a parser without a tagger.

    Forms are in lower case.

    Raises:
        DataError: where the file is broken.
    """
    found: dict[str, tuple[VerbForm, ...]] = {}
    noun_base, adjective_base = _verb_words("noun_base"), _verb_words("adjective_base")
    nouns = _verb_words("noun_ing") | _verb_words("noun_ed")
    adjectives = _verb_words("adjective_ing") | _verb_words("adjective_ed")
    for lemma, form, written in _inflected():
        if form in ("base", "s"):
            reading = VerbForm(lemma, form, lemma in noun_base, form == "base" and lemma in adjective_base)
        else:
            reading = VerbForm(lemma, form, written in nouns, written in adjectives)
        known = found.get(written)
        found[written] = (*known, reading) if known else (reading,)
    return found


@cache
def words(group: str, name: str) -> frozenset[str]:
    """The words `name` of `group` in `data/words.toml` in lower case; words that stand together are parted by a space.

    Raises:
        DataError: where there is no such list.
    """
    return _spaced("words.toml", group, name)


def singular(noun: str) -> str:
    """The singular of an English noun in lower case, for looking up nouns; the word itself where it is no plural."""
    known = _irregular_plurals().get(noun)
    if known is not None:
        return known
    if (
        not noun.endswith("s")
        or noun.endswith(("ss", "us", "is"))
        or len(noun) < 4
        or noun in words("ending", "s_singular")
    ):
        return noun
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    return noun[:-2] if noun.endswith(("ches", "shes", "sses", "xes")) else noun[:-1]


@cache
def _irregular_plurals() -> Mapping[str, str]:
    pairs = _text("words.toml", "noun", "irregular_plural").split()
    return dict(pair.split("/", 1) for pair in pairs)


def _spaced(file: str, *keys: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in _text(file, *keys).split())


def _text(file: str, *keys: str) -> str:
    value: object = data.table(file)
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    if not isinstance(value, str):
        raise DataError(f"data file {file} has no text at {'.'.join(keys)}")
    return value


def _verb_words(name: str) -> frozenset[str]:
    return frozenset(_text("verbs.toml", name).split())


Inflected = tuple[str, Form, str]


def _inflected() -> Iterator[Inflected]:
    doubling, both = _verb_words("doubling"), _verb_words("both")
    for lemma in _text("verbs.toml", "regular").split():
        doubled = (False, True) if lemma in both else (lemma in doubling or _doubles(lemma),)
        yield (lemma, "base", lemma)
        yield (lemma, "s", _s(lemma))
        for one in doubled:
            past = _ed(lemma, doubling=one)
            yield (lemma, "ing", _ing(lemma, doubling=one))
            yield (lemma, "past", past)
            yield (lemma, "participle", past)
    for line in _text("verbs.toml", "irregular").splitlines():
        lemma, past, participle = _fields(line, 3)
        yield (lemma, "base", lemma)
        yield (lemma, "s", _s(lemma))
        yield (lemma, "ing", _ing(lemma, doubling=lemma in doubling or _doubles(lemma)))
        yield from ((lemma, "past", one) for one in past.split("/"))
        yield from ((lemma, "participle", one) for one in participle.split("/"))
    for line in _text("verbs.toml", "special").splitlines():
        lemma, *fields = _fields(line, 6)
        for form, field in zip(_FORMS, fields, strict=True):
            yield from ((lemma, form, one) for one in field.split(","))


def _fields(line: str, count: int) -> list[str]:
    fields = line.split()
    if len(fields) != count:
        raise DataError(f"data file verbs.toml: {count} words expected in {line!r}")
    return fields


def _doubles(lemma: str) -> bool:
    """Whether the verb has one syllable and ends in one vowel and one consonant that doubles ("plan", "quit")."""
    if len(lemma) < 3 or lemma[-1] not in "bdfgklmnprstvz" or lemma[-2] not in _VOWELS:
        return False
    head = lemma[:-3] if lemma[-3:-1] == "ui" and lemma[:-3].endswith("q") else lemma[:-2]
    return not any(letter in _VOWELS for letter in head)


def _s(lemma: str) -> str:
    if lemma.endswith(("s", "x", "z", "ch", "sh")) or (lemma[-1] == "o" and lemma[-2] not in _VOWELS):
        return lemma + "es"
    return lemma[:-1] + "ies" if _consonant_y(lemma) else lemma + "s"


def _ing(lemma: str, *, doubling: bool) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("c"):
        return lemma + "king"
    if doubling:
        return lemma + lemma[-1] + "ing"
    return (lemma[:-1] if lemma[-1] == "e" and lemma[-2] not in "eoy" else lemma) + "ing"


def _ed(lemma: str, *, doubling: bool) -> str:
    if lemma.endswith("c"):
        return lemma + "ked"
    if doubling:
        return lemma + lemma[-1] + "ed"
    return lemma[:-1] + "ied" if _consonant_y(lemma) else lemma + ("d" if lemma[-1] == "e" else "ed")


def _consonant_y(lemma: str) -> bool:
    return lemma[-1] == "y" and lemma[-2] not in _VOWELS


def _inflect(lemma: str, form: Form) -> str:
    """The first written form of a known verb."""
    try:
        return _first_written()[lemma, form]
    except KeyError:
        raise DataError(f"data file verbs.toml lacks {lemma}, which another data file uses") from None


@cache
def _first_written() -> Mapping[tuple[str, Form], str]:
    found: dict[tuple[str, Form], str] = {}
    for written, readings in verb_forms().items():
        for reading in readings:
            found.setdefault((reading.lemma, reading.form), written)
    return found


def markdown() -> str:
    """The page `docs/event-types.md`: every type with definition, roles, examples, codes and weightiest triggers."""
    parts = [
        "# Event types\n",
        "What a claim can be. This page is made from `data/event_types.toml` and `data/triggers.csv` by",
        "`dateline.ontology.markdown()`; edit those, not this.\n",
    ]
    by_type: dict[EventType, list[Trigger]] = {name: [] for name in types()}
    for trigger in triggers():
        by_type[trigger.type].append(trigger)
    for info in types().values():
        parts += _section(info, by_type[info.name])
    return "\n".join(parts)


def _section(info: TypeInfo, evoking: list[Trigger]) -> list[str]:
    best = dict.fromkeys(" ".join(one.words) for one in sorted(evoking, key=lambda one: -one.weight))
    shown = ", ".join(list(best)[:SHOWN_TRIGGERS])
    codes = [f"{name} {'; '.join(values)}" for name, values in _codes(info) if values]
    roles = "".join(f"\n- *{role}*: {meaning}" for role, meaning in info.roles.items())
    return [
        f"## {info.name}\n",
        info.definition + (" One claim for each place named." if info.each_place else "") + f"\n{roles}\n",
        f"- A claim: “{info.positive}”",
        f"- None: “{info.negative}”",
        f"- Words ({len(best)} in all): {shown}",
        f"- Kin: {' · '.join(codes) or 'none'}\n",
    ]


def _codes(info: TypeInfo) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return (("ACLED", info.acled), ("PLOVER", info.plover), ("CAMEO", info.cameo))
