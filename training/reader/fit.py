"""The training run: epochs of varied copies of the texts, a weighted sum of losses, a running average of weights."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from training.reader.augment import varied
from training.reader.batches import Batch, Crops, Row, batch, crops, filled, rows
from training.reader.corpus import KINDS, Document, Range
from training.reader.model import Reader

from dateline.extract.encoder import Pieces
from dateline.extract.labels import SPEECH


@dataclass(frozen=True)
class Recipe:
    """What a training run is made of.

    Attributes:
        alone: epochs in which the role network learns without what rules say; `hinted`: those with it. Each of the two
            stages begins with a fresh learning rate.
        pieces: of a batch, padding counted.
        written: the share of the texts written for training that an epoch shows.
        rate: the highest learning rate of the encoder; the heads and the role network learn `faster` times as fast.
        mentions: texts an epoch that teach the mention head alone.
        average: the decay of the running average of weights that is kept in the end.
    """

    alone: int = 7
    hinted: int = 7
    pieces: int = 1600
    rate: float = 1.2e-4
    faster: float = 4.0
    decay: float = 0.01
    warm: float = 0.08
    written: float = 0.45
    mentions: int = 300
    average: float = 0.995
    seed: int = 1
    trigger_loss: float = 3.0
    role_loss: float = 2.0
    factuality_loss: float = 0.4
    counts_loss: float = 0.5
    mention_loss: float = 0.4


def fit(
    reader: Reader, documents: Sequence[Document], aside: Sequence[Document], pieces: Pieces, recipe: Recipe
) -> Reader:
    """The reader trained on `documents`; what it loses on each epoch goes to standard error."""
    torch.manual_seed(recipe.seed)
    random.seed(recipe.seed)
    chance = random.Random(recipe.seed)  # noqa: S311 - nothing secret
    reader.encoder.word.weight.requires_grad_(False)  # a vocabulary half unseen would drift apart
    if recipe.alone:
        nn.init.zeros_(reader.roles.features.weight)
    for epochs, hinted in ((recipe.alone, 0.0), (recipe.hinted, HINTED)):
        plan = Plan(epochs, hinted, recipe)
        reader = _stage(reader, lambda: _batches(documents, aside, pieces, recipe, chance), plan)
    return reader


HALVES = any(torch.cpu.get_capabilities().get(name) for name in ("avx512_bf16", "amx_bf16"))
"""Whether this processor counts in bfloat16; on others that is a hundred times slower than 32 bits."""
HINTED = 0.85
"""The share of triggers at which the network is told what rules make of them; at the others it has to do without."""


@dataclass(frozen=True)
class Plan:
    """One stage of a run."""

    epochs: int
    hinted: float
    recipe: Recipe


def _stage(reader: Reader, batches: Callable[[], Iterator[Batch]], plan: Plan) -> Reader:
    """The running average of the reader's weights at the end of a stage."""
    recipe = plan.recipe
    optimiser = torch.optim.AdamW(_groups(reader, recipe), fused=True)
    kept = deepcopy(reader)
    at, steps = 0, 0
    for epoch in range(plan.epochs):
        reader.train()
        began, parts = time.time(), torch.zeros(len(PARTS))
        groups = list(batches())
        steps = steps or plan.epochs * len(groups)
        for group in groups:
            for weights, fastness in zip(optimiser.param_groups, (1.0, recipe.faster), strict=True):
                weights["lr"] = recipe.rate * fastness * _rate(at / steps, recipe.warm)
            parts += _step(reader, optimiser, group, plan)
            at += 1
            _average(kept, reader, min(recipe.average, at / (at + 10)))
        told = " ".join(f"{name} {part / len(groups):.4f}" for name, part in zip(PARTS, parts.tolist(), strict=True))
        sys.stderr.write(f"epoch {epoch + 1}: {told} ({len(groups)} steps, {time.time() - began:.0f} s)\n")
        sys.stderr.flush()
    return kept.eval()


def _step(reader: Reader, optimiser: torch.optim.Optimizer, group: Batch, plan: Plan) -> Tensor:
    recipe = plan.recipe
    with torch.autocast("cpu", torch.bfloat16, enabled=HALVES):
        losses = _losses(reader, group, plan.hinted)
    weights = (
        recipe.trigger_loss, recipe.role_loss, recipe.factuality_loss, recipe.counts_loss, recipe.mention_loss
    )  # fmt: skip
    loss = torch.stack([weight * part for weight, part in zip(weights, losses, strict=True)]).sum()
    optimiser.zero_grad()
    loss.backward()
    nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
    optimiser.step()
    return torch.stack([part.detach().float() for part in losses])


PARTS = ("trigger", "roles", "factuality", "counts", "mention")


def _groups(reader: Reader, recipe: Recipe) -> list[dict[str, object]]:
    slow, fast = [], []
    new = ("encoder.trigger", "encoder.mention", "encoder.bridge", "encoder.case", "roles.")
    for name, weight in reader.named_parameters():
        if weight.requires_grad:
            (fast if name.startswith(new) else slow).append(weight)
    return [
        {"params": slow, "lr": recipe.rate, "weight_decay": recipe.decay},
        {"params": fast, "lr": recipe.rate * recipe.faster, "weight_decay": recipe.decay},
    ]


def _rate(share: float, warm: float) -> float:
    return share / warm if share < warm else max(0.0, (1 - share) / (1 - warm))


@torch.no_grad()
def _average(kept: Reader, reader: Reader, decay: float) -> None:
    for mine, new in zip(kept.parameters(), reader.parameters(), strict=True):
        if new.requires_grad:
            mine.lerp_(new, 1 - decay)


def _batches(
    documents: Sequence[Document], aside: Sequence[Document], pieces: Pieces, recipe: Recipe, chance: random.Random
) -> Iterator[Batch]:
    """The windows of an epoch in batches of like lengths, in random order."""
    shown = [one for one in documents if one.source != "written" or chance.random() < recipe.written]
    texts = [varied(document, chance) for document in shown]
    texts += chance.sample(aside, min(recipe.mentions, len(aside)))
    cut = [row for text in texts for row in rows(text, pieces, chance)]
    cut.sort(key=lambda row: filled(row.size) + chance.random())
    groups: list[list[Row]] = [[]]
    for row in cut:
        if groups[-1] and filled(row.size) * (len(groups[-1]) + 1) > recipe.pieces:
            groups.append([])
        groups[-1].append(row)
    chance.shuffle(groups)
    for group in groups:
        yield batch(group, pieces.tokenizer)


def _losses(reader: Reader, group: Batch, hinted: float) -> tuple[Tensor, ...]:
    trigger, mention, words = reader.encoder(group.ids, group.case, group.mask, group.first)
    trigger, mention = trigger.float(), mention.float()
    own = group.own.sum().clamp(min=1)
    told = group.trigger_told.any(2).sum().clamp(min=1)
    trigger_loss = _bce(trigger, group.trigger, group.trigger_told).sum() / told
    mention_loss = _bce(mention, group.mention, group.mention_told).sum() / own
    cut = crops(group, _false(trigger.detach(), group), hinted)
    if not (cut.counts >= 0).any():
        zero = trigger_loss * 0
        return trigger_loss, zero, zero, zero, mention_loss
    roles, factuality, counts = reader.roles(
        words[cut.row[:, None], cut.word], cut.kind, cut.distance, cut.mask, cut.features
    )
    return (trigger_loss, *_role_losses(cut, roles.float(), factuality.float(), counts.float()), mention_loss)


def _bce(scores: Tensor, wanted: Tensor, told: Tensor) -> Tensor:
    return functional.binary_cross_entropy_with_logits(scores, wanted, reduction="none") * told


def _role_losses(cut: Crops, roles: Tensor, factuality: Tensor, counts: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    told = cut.roles_told * cut.mask[:, :, None]
    role_loss = _bce(roles, cut.roles, told).sum() / told.any(2).sum().clamp(min=1)
    real = cut.factuality >= 0
    factuality_loss = functional.cross_entropy(factuality[real], cut.factuality[real]) if real.any() else role_loss * 0
    sure = cut.counts >= 0
    counts_loss = functional.binary_cross_entropy_with_logits(counts[sure], cut.counts[sure])
    return role_loss, factuality_loss, counts_loss


LEAST = -2.2
"""The score (a chance of about 0.1) from which on a word that is no trigger is shown to the role network as one."""


def _false(trigger: Tensor, group: Batch) -> list[tuple[int, int, Range]]:
    """What reader or rules think to be a trigger and is none of its kind, as (row, kind, words)."""
    thought = (trigger > LEAST) & (group.trigger == 0) & (group.trigger_told > 0)
    out: list[tuple[int, int, Range]] = []
    for row, word, kind in sorted(thought.nonzero().tolist(), key=lambda cell: (cell[0], cell[2], cell[1])):
        if out and out[-1][:2] == (row, kind) and out[-1][2][1] == word:
            out[-1] = (row, kind, (out[-1][2][0], word + 1))
        else:
            out.append((row, kind, (word, word + 1)))
    rules = [
        (at, KINDS.index(hint.kind), hint.words)
        for at, row in enumerate(group.rows)
        for hint in row.hints
        if ("speech" if hint.kind == SPEECH else "claims") in row.told
        and not any(hint.about(KINDS[item.kind], item.trigger) for item in row.items)
    ]
    known = {(at, kind, word) for at, kind, words in rules for word in range(*words)}
    out = [item for item in out if not any((*item[:2], word) in known for word in range(*item[2]))]
    most = sum(len(row.items) for row in group.rows) // 2 + 4
    return rules + out[:: max(1, -(-len(out) // most))]
