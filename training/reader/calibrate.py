"""What makes the two scores of a trigger a chance: a logistic regression on texts kept out of training."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.extract.encoder import Encoder
from dateline.extract.hints import hints, marks
from dateline.extract.labels import SPEECH
from dateline.extract.neural import judge
from dateline.extract.rules import RuleExtractor
from dateline.extract.windows import words
from dateline.reading import spot
from dateline.text import load

STEPS = 50
Features = tuple[float, float, float]
LEAST = np.arange(0.3, 0.66, 0.02)
CLEARLY = 0.01


def calibrated(model: Encoder, records: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """The weights of the two scores, and the chance from which on a trigger is kept: where F1 on the texts is best."""
    features, right, missed = [], [], 0
    for record in records:
        found, hits, gold = _judged(model, record)
        features += found
        right += hits
        missed += gold
    x, y = np.array(features), np.array(right, float)
    weights = _logistic(np.column_stack([np.ones(len(x)), x]), y)
    chance = 1 / (1 + np.exp(-(weights[0] + x @ weights[1:])))
    gold_count = y.sum() + missed

    def f1(least: float) -> float:
        kept = chance >= least
        return float(2 * y[kept].sum() / (kept.sum() + gold_count))

    bias, trigger, counts, rules = weights.tolist()
    # So few texts tell the best chance badly: an even one stands unless another is clearly better.
    best = max(LEAST.tolist(), key=f1)
    best = best if f1(best) > f1(0.5) + CLEARLY else 0.5
    return {"bias": bias, "trigger": trigger, "counts": counts, "rules": rules, "least": round(best, 2)}


def _judged(model: Encoder, record: Mapping[str, Any]) -> tuple[list[Features], list[bool], int]:
    """(scores of each candidate, whether it is a gold trigger, gold triggers that are no candidate) of a text."""
    report = load.report(record["text"], id=record["id"], published=record.get("published"))
    mentions = spot(report)
    cut = words(report, mentions)
    told = hints(RuleExtractor().extract(report, mentions), cut)
    judged = judge(model, model.see(cut), told, marks(mentions, cut))
    gold = sorted({(one["type"], one["trigger"]["start"], one["trigger"]["end"]) for one in record["claims"]})
    features, right, met = [], [], set()
    for item in judged:
        kind, at = model.kinds[item.candidate.kind], item.candidate.words
        if kind == SPEECH:
            continue
        start, end = cut.starts[at[0]], cut.ends[at[1] - 1]
        hits = {number for number, (of, a, b) in enumerate(gold) if of == kind and a < end and start < b}
        weight = max((hint.weight for hint in told if hint.about(kind, at)), default=0.0)
        features.append((item.candidate.score, item.filled.counts, weight))
        right.append(bool(hits))
        met |= hits
    return features, right, len(gold) - len(met)


def _logistic(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights of a logistic regression, by Newton's method with a light ridge."""
    weights = np.zeros(x.shape[1])
    ridge = 0.01 * np.eye(x.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - chance) - ridge @ weights
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + ridge
        weights += np.linalg.solve(curve, slope)
    return weights
