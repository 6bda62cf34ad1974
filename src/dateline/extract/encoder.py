"""The trained encoder at run time: sentences to scores on words, and triggers to scores of their roles.

Two graphs in ONNX, run by onnxruntime: one reads words, the other reads the words around a trigger, because which
triggers there are is known only when the first has run. `training/reader` makes both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dateline import data
from dateline.errors import DataError
from dateline.extract.around import MIDDLE, OFFSETS, RADIUS, bounds
from dateline.extract.hints import FEATURES, Hint, Range, features
from dateline.extract.labels import MENTIONS, ROLES
from dateline.extract.windows import Case, Window, Words, case_of, plain, windows

if TYPE_CHECKING:
    import onnxruntime
    from tokenizers import Tokenizer

FOLDER = "encoder"
PIECES = 2048
"""Pieces of a batch, padding counted; a larger one gains nothing on a CPU and takes memory."""
KNOWN = 200_000
"""Words whose pieces are remembered; about 40 MB at most."""

Scores = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Seen:
    """What the encoder makes of a report's words; each array has a row for each word.

    Attributes:
        trigger: scores (log-odds) by kind of trigger.
        mention: scores by kind of mention, of standing in one and then of beginning one.
        vectors: what the role network reads, by window, context words included.
        windows: where the rows of each window lie in the report's words.
    """

    trigger: Scores
    mention: Scores
    vectors: tuple[Scores, ...]
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of like lengths and the arrays that stand for them."""

    windows: tuple[Window, ...]
    inputs: dict[str, NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A trigger whose roles are asked for: its kind, its words of the report, and what rules make of it."""

    kind: int
    words: Range
    hint: Hint | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """What the role network makes of one trigger.

    Attributes:
        first: the word at which the rows of `roles` begin.
        roles: scores by word, of standing in a role and then of beginning one, in the order of `labels.ROLES`.
        factuality: scores by factuality.
        counts: the score that the trigger is one.
    """

    first: int
    roles: Scores
    factuality: Scores
    counts: float


class Pieces:
    """The pieces of words, each word looked up once: a few thousand words make up most of any report."""

    def __init__(self, tokenizer: Path) -> None:
        from tokenizers import Tokenizer

        self.tokenizer: Tokenizer = Tokenizer.from_file(str(tokenizer))
        # The file that ships with all-MiniLM-L6-v2 cuts every text at 128 pieces and fills up shorter ones.
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        vocabulary = self.tokenizer.get_vocab()
        self.opening, self.closing = vocabulary["[CLS]"], vocabulary["[SEP]"]
        self.mask = (vocabulary["[MASK]"],)
        self._unknown = (vocabulary["[UNK]"],)
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, form: str) -> tuple[int, ...]:
        """The pieces of a word, at least one."""
        found = self._known.get(form)
        if found is None:
            found = tuple(self.tokenizer.encode(form, add_special_tokens=False).ids) or self._unknown
            if len(self._known) < KNOWN:
                self._known[form] = found
        return found


class Encoder:
    """The two graphs with their vocabulary and labels; opened once per process by `encoder`."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.folder = folder
        self.threads = threads
        try:
            self.about: Mapping[str, Any] = json.loads((folder / "encoder.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise DataError(f"{folder}: no encoder: {error}") from error
        self.kinds: tuple[str, ...] = tuple(self.about["kinds"])
        if tuple(self.about["roles"]) != ROLES:
            raise DataError(f"{folder}: an encoder with other roles; train it anew with `make train`")

    @cached_property
    def pieces(self) -> Pieces:
        """Words to pieces."""
        return Pieces(self.folder / "tokenizer.json")

    @cached_property
    def _words(self) -> onnxruntime.InferenceSession:
        return _session(self.folder / "encoder.onnx", self.threads)

    @cached_property
    def _roles(self) -> onnxruntime.InferenceSession:
        return _session(self.folder / "roles.onnx", self.threads)

    def see(self, cut: Words) -> Seen:
        """The scores of a report's words."""
        trigger = np.empty((len(cut), len(self.kinds)), np.float32)
        mention = np.empty((len(cut), 2 * len(MENTIONS)), np.float32)
        vectors: dict[Window, Scores] = {}
        for batch in self.batches(cut):
            scores = self.run(batch)
            for row, part in enumerate(batch.windows):
                own, last = part.own - part.first, part.last - part.first
                trigger[part.own : part.last] = scores[0][row, own:last]
                mention[part.own : part.last] = scores[1][row, own:last]
                vectors[part] = scores[2][row, :last]
        parts = sorted(vectors, key=lambda part: part.own)
        return Seen(trigger, mention, tuple(vectors[part] for part in parts), tuple(parts))

    def batches(self, cut: Words) -> list[Batch]:
        """A report's words as input of the encoder's graph."""
        pieces = [self.pieces.of(form) for form in plain(cut.forms)]
        cases = [case_of(form) for form in cut.forms]
        parts = windows(cut.sentence, [len(part) for part in pieces])
        groups = _alike([sum(map(len, pieces[part.first : part.last])) + 2 for part in parts])
        chosen = ([parts[at] for at in group] for group in groups)
        return [Batch(tuple(group), self._inputs(group, pieces, cases)) for group in chosen]

    def run(self, batch: Batch) -> list[Scores]:
        """[trigger scores, mention scores, vectors], each with a row for each window of the batch."""
        found: list[Scores] = self._words.run(None, batch.inputs)
        return found

    def _inputs(
        self, parts: Sequence[Window], cut: Sequence[tuple[int, ...]], cases: Sequence[int]
    ) -> dict[str, NDArray[np.int64]]:
        rows = [
            (
                [self.pieces.opening, *(p for word in cut[w.first : w.last] for p in word), self.pieces.closing],
                [Case.NONE, *(cases[at] for at in range(w.first, w.last) for _ in cut[at]), Case.NONE],
                [len(word) for word in cut[w.first : w.last]],
            )
            for w in parts
        ]
        length, most = max(len(ids) for ids, _, _ in rows), max(len(sizes) for _, _, sizes in rows)
        ids, case, mask = (np.zeros((len(rows), length), np.int64) for _ in range(3))
        first = np.zeros((len(rows), most), np.int64)
        for at, (pieces, written, sizes) in enumerate(rows):
            ids[at, : len(pieces)], case[at, : len(pieces)], mask[at, : len(pieces)] = pieces, written, 1
            first[at, 1 : len(sizes)] = np.cumsum(sizes[:-1])
            first[at, : len(sizes)] += 1
        return {"ids": ids, "case": case, "mask": mask, "first": first}

    def fill(self, seen: Seen, asked: Sequence[Asked], named: Mapping[str, Sequence[Range]]) -> list[Filled]:
        """The roles of triggers in the order given; `named` is where mentions of each kind stand, by words."""
        crops = [_crop(seen, item.words) for item in asked]
        found: dict[int, Filled] = {}
        for group in _alike([crop.last - crop.first for crop in crops]):
            inputs = _inputs(seen, [asked[at] for at in group], [crops[at] for at in group], named)
            roles, factuality, counts = self._roles.run(None, inputs)
            for row, at in enumerate(group):
                crop = crops[at]
                start = seen.windows[crop.window].first + crop.first
                found[at] = Filled(start, roles[row, : crop.last - crop.first], factuality[row], float(counts[row]))
        return [found[at] for at in range(len(asked))]


@dataclass(frozen=True, slots=True)
class Crop:
    """Words `first:last` of a window."""

    window: int
    first: int
    last: int


def _crop(seen: Seen, words: Range) -> Crop:
    at = next(at for at, window in enumerate(seen.windows) if window.own <= words[0] < window.last)
    window = seen.windows[at]
    return Crop(at, *bounds((words[0] - window.first, words[1] - window.first), window.last - window.first))


def _inputs(
    seen: Seen, asked: Sequence[Asked], crops: Sequence[Crop], named: Mapping[str, Sequence[Range]]
) -> dict[str, NDArray[Any]]:
    length = max(crop.last - crop.first for crop in crops)
    vectors = np.zeros((len(asked), length, seen.vectors[0].shape[1]), np.float32)
    told = np.zeros((len(asked), length, FEATURES), np.float32)
    distance, mask = (np.zeros((len(asked), length), np.int64) for _ in range(2))
    for row, (item, crop) in enumerate(zip(asked, crops, strict=True)):
        size, start = crop.last - crop.first, seen.windows[crop.window].first
        vectors[row, :size] = seen.vectors[crop.window][crop.first : crop.last]
        told[row, :size] = features(item.hint, named, start + crop.first, start + crop.last)
        distance[row, :size] = _distances(crop.first, crop.last, item.words[0] - start, item.words[1] - start)
        mask[row, :size] = 1
    kind = np.array([item.kind for item in asked], np.int64)
    return {"words": vectors, "kind": kind, "distance": distance, "mask": mask, "features": told}


_BUCKETS = np.array(OFFSETS, np.int64)


def _distances(first: int, last: int, a: int, b: int) -> NDArray[np.int64]:
    """The bucketed distances of words `first:last` to a trigger `a:b`."""
    at = np.arange(first, last)
    buckets = np.where(at < a, _BUCKETS[np.clip(at - a, -2 * RADIUS, 0) + 2 * RADIUS], MIDDLE)
    return np.where(at >= b, _BUCKETS[np.clip(at - b + 1, 0, 2 * RADIUS) + 2 * RADIUS], buckets)


def _alike(sizes: Sequence[int]) -> list[list[int]]:
    """The indices of inputs in batches of like sizes, none above `PIECES` with its padding unless it is one input."""
    out: list[list[int]] = []
    for at in sorted(range(len(sizes)), key=lambda at: -sizes[at]):
        if out and sizes[out[-1][0]] * (len(out[-1]) + 1) <= PIECES:
            out[-1].append(at)
        else:
            out.append([at])
    return out


def _session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # Two sessions whose idle threads spin take the processor from each other.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Matrices are kept in eight bits and made whole at once, not at every use.
    options.add_session_config_entry("session.disable_quant_qdq", "1")
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's own exceptions share no base class
        raise DataError(f"{path}: no graph that can be run: {error}") from error


@cache
def encoder() -> Encoder:
    """The encoder that ships with the package.

    Raises:
        DataError: where it is missing or made for other labels.
    """
    return Encoder(data.path(f"{FOLDER}/encoder.json").parent)
