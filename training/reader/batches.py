"""Documents as tensors: windows of pieces with labels on words, and the crops of words that the role network sees."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import torch
from tokenizers import Tokenizer
from torch import Tensor
from training.reader.corpus import KINDS, Document, Item, Range

from dateline.extract.around import MIDDLE, OFFSETS, RADIUS, bounds
from dateline.extract.encoder import Pieces
from dateline.extract.hints import FEATURES, Hint, features
from dateline.extract.labels import MENTIONS, ROLES
from dateline.extract.windows import Case, Window, case_of, windows

LOWERED, CAPITALISED = 0.15, 0.05
"""Shares of texts shown as if written without, and all in, capitals."""
MASKED = 0.04
"""The share of words that are hidden, so that their neighbours have to tell."""


@dataclass(frozen=True, slots=True)
class Row:
    """One window of a document with its labels, in word indices of the window."""

    pieces: Sequence[Sequence[int]]
    cases: Sequence[int]
    own: int
    items: tuple[Item, ...]
    hints: tuple[Hint, ...]
    named: Mapping[str, Sequence[Range]]
    mentions: tuple[tuple[int, Range], ...]
    told: frozenset[str]

    @property
    def size(self) -> int:
        """Pieces with the two marks at the ends."""
        return sum(map(len, self.pieces)) + 2


def rows(document: Document, pieces: Pieces, chance: random.Random | None = None) -> Iterator[Row]:
    """The windows of a document; with `chance` some are shown without or all in capitals."""
    cut = [pieces.of(form) for form in document.forms]
    cases: list[int] = [case_of(form) for form in document.forms]
    if chance:
        cut = [pieces.mask if chance.random() < MASKED else part for part in cut]
    draw = chance.random() if chance else 1.0
    if draw < LOWERED:
        cases = [case if case == Case.NONE else Case.LOWER for case in cases]
    elif draw < LOWERED + CAPITALISED:
        cases = [case if case == Case.NONE else Case.UPPER for case in cases]
    for window in windows(document.sentence, [len(part) for part in cut]):
        yield _row(document, window, cut, cases)


def _row(document: Document, window: Window, cut: Sequence[Sequence[int]], cases: Sequence[int]) -> Row:
    items = tuple(
        Item(
            item.kind,
            moved[0],
            {role: _within(ranges, window) for role, ranges in item.roles.items()},
            item.factuality,
            item.unsure,
        )
        for item in document.items
        if item.trigger[0] >= window.own and (moved := _within([item.trigger], window))
    )
    mentions = tuple(
        (MENTIONS.index(kind), words) for kind, ranges in document.mentions.items() for words in _within(ranges, window)
    )
    hints = tuple(
        replace(hint, words=moved[0], roles={role: _within(ranges, window) for role, ranges in hint.roles.items()})
        for hint in document.hints
        if hint.words[0] >= window.own and (moved := _within([hint.words], window))
    )
    inside = slice(window.first, window.last)
    return Row(
        pieces=cut[inside],
        cases=cases[inside],
        own=window.own - window.first,
        items=items,
        hints=hints,
        named={kind: _within(ranges, window) for kind, ranges in document.named.items()},
        mentions=mentions,
        told=document.told,
    )


def _within(ranges: Sequence[Range], window: Window) -> tuple[Range, ...]:
    return tuple(
        (max(a, window.first) - window.first, min(b, window.last) - window.first)
        for a, b in ranges
        if a < window.last and window.first < b
    )


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows padded to one length; the names say what each tensor holds.

    Attributes:
        ids, case, mask: [rows, pieces]; first, own: [rows, words].
        trigger, trigger_told: [rows, words, kinds]; mention, mention_told: [rows, words, 2 x kinds of mentions].
    """

    ids: Tensor
    case: Tensor
    mask: Tensor
    first: Tensor
    own: Tensor
    trigger: Tensor
    trigger_told: Tensor
    mention: Tensor
    mention_told: Tensor
    rows: tuple[Row, ...]


def batch(rows: Sequence[Row], tokenizer: Tokenizer) -> Batch:
    """Windows as one batch."""
    opening, closing = (tokenizer.token_to_id(mark) for mark in ("[CLS]", "[SEP]"))
    length, words = filled(max(row.size for row in rows)), filled(max(len(row.pieces) for row in rows))
    ids, case, mask = (torch.zeros(len(rows), length, dtype=torch.long) for _ in range(3))
    first = torch.zeros(len(rows), words, dtype=torch.long)
    own = torch.zeros(len(rows), words)
    trigger, trigger_told = (torch.zeros(len(rows), words, len(KINDS)) for _ in range(2))
    mention, mention_told = (torch.zeros(len(rows), words, 2 * len(MENTIONS)) for _ in range(2))
    for at, row in enumerate(rows):
        flat = [opening, *(piece for word in row.pieces for piece in word), closing]
        shown = [Case.NONE, *(c for word, c in zip(row.pieces, row.cases, strict=True) for _ in word), Case.NONE]
        ids[at, : len(flat)], case[at, : len(flat)] = torch.tensor(flat), torch.tensor(shown)
        mask[at, : len(flat)] = 1
        lengths = torch.tensor([len(word) for word in row.pieces])
        first[at, : len(row.pieces)] = 1 + torch.cumsum(lengths, 0) - lengths
        own[at, row.own : len(row.pieces)] = 1
        for item in row.items:
            trigger[at, slice(*item.trigger), item.kind] = 1
        for kind, (a, b) in row.mentions:
            mention[at, a:b, kind] = 1
            mention[at, a, len(MENTIONS) + kind] = 1
        _tell(row, trigger_told[at], mention_told[at])
    return Batch(ids, case, mask, first, own, trigger, trigger_told, mention, mention_told, tuple(rows))


def _tell(row: Row, trigger: Tensor, mention: Tensor) -> None:
    inside = slice(row.own, len(row.pieces))
    if "claims" in row.told:
        trigger[inside, :-1] = 1
    if "speech" in row.told:
        trigger[inside, -1] = 1
    for number, kind in enumerate(MENTIONS):
        if kind in row.told:
            mention[inside, number] = mention[inside, len(MENTIONS) + number] = 1


@dataclass(frozen=True, slots=True)
class Crops:
    """Triggers with the words around them, padded to one length.

    Attributes:
        row, word: [triggers] and [triggers, words], where each word's vector stands in the batch.
        features: [triggers, words, features], as `dateline.extract.hints` makes them.
        roles, roles_told: [triggers, words, 2 x roles].
        factuality: [triggers], -1 where there is nothing to learn.
        counts: [triggers], 1 for gold triggers, 0 for those that the reader only thought to be, -1 for padding.
    """

    row: Tensor
    word: Tensor
    kind: Tensor
    distance: Tensor
    mask: Tensor
    features: Tensor
    roles: Tensor
    roles_told: Tensor
    factuality: Tensor
    counts: Tensor


def crops(batch: Batch, false: Sequence[tuple[int, int, Range]], hinted: float) -> Crops:
    """The crops of all gold triggers of a batch, and of `false` ones as (row, kind, words).

    What rules say is shown at a share `hinted` of them, so that the network can do without.
    """
    wanted: list[tuple[int, Item, float]] = [(at, item, 1.0) for at, row in enumerate(batch.rows) for item in row.items]
    wanted += [(at, Item(kind, words, {}, None, frozenset(ROLES)), 0.0) for at, kind, words in false]
    spans = [bounds(item.trigger, len(batch.rows[at].pieces)) for at, item, _ in wanted]
    length = filled(max((b - a for a, b in spans), default=1))
    count = filled(len(wanted), 16)
    word, distance, mask = (torch.zeros(count, length, dtype=torch.long) for _ in range(3))
    roles, told = (torch.zeros(count, length, 2 * len(ROLES)) for _ in range(2))
    told_by = torch.zeros(count, length, FEATURES)
    for n, ((at, item, _), (a, b)) in enumerate(zip(wanted, spans, strict=True)):
        row = batch.rows[at]
        hint = next((hint for hint in row.hints if hint.about(KINDS[item.kind], item.trigger)), None)
        if random.random() >= hinted:  # noqa: S311 - nothing secret
            hint = None
        told_by[n, : b - a] = torch.from_numpy(features(hint, row.named, a, b))
        word[n, : b - a] = torch.arange(a, b)
        distance[n, : b - a] = torch.tensor([bucketed(at, item.trigger) for at in range(a, b)])
        mask[n, : b - a] = 1
        for number, role in enumerate(ROLES):
            if role not in item.unsure:
                told[n, : b - a, number] = told[n, : b - a, len(ROLES) + number] = 1
            for start, end in item.roles.get(role, ()):
                first, last = max(start, a) - a, min(end, b) - a
                if first < last:
                    roles[n, first:last, number] = 1
                    roles[n, first, len(ROLES) + number] = 1
    spare = count - len(wanted)
    return Crops(
        row=torch.tensor([at for at, _, _ in wanted] + [0] * spare, dtype=torch.long),
        word=word,
        kind=torch.tensor([item.kind for _, item, _ in wanted] + [0] * spare, dtype=torch.long),
        distance=distance,
        mask=mask,
        features=told_by,
        roles=roles,
        roles_told=told,
        factuality=torch.tensor([-1 if i.factuality is None else i.factuality for _, i, _ in wanted] + [-1] * spare),
        counts=torch.tensor([c for _, _, c in wanted] + [-1.0] * spare),
    )


def filled(size: int, step: int = 32) -> int:
    """The size filled up to a multiple: for each new shape of a matrix the processor's library has to think anew."""
    return -(-size // step) * step


def bucketed(word: int, trigger: Range) -> int:
    """The bucket of a word's distance to the nearer end of a trigger."""
    if word < trigger[0]:
        return OFFSETS[word - trigger[0] + 2 * RADIUS]
    return MIDDLE if word < trigger[1] else OFFSETS[word - trigger[1] + 1 + 2 * RADIUS]
