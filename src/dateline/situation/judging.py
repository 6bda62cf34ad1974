"""What people decided about claims, laid over the claims before control is derived from them."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.picture import Judgement, RecordedClaim, Verdict


def judged(
    claims: Iterable[RecordedClaim], judgements: Iterable[Judgement]
) -> tuple[tuple[RecordedClaim, ...], frozenset[str]]:
    """The claims that nobody rejected, and the ids of those that a person accepted.

    The latest judgement on a claim holds, and of two at the same moment the one with the later id. The claims are given
    as edited: reading the new values is for whoever keeps them, so an edit only lifts an earlier rejection here.
    """
    latest: dict[str, Verdict] = {}
    for judgement in sorted(judgements, key=lambda one: (one.at, one.id)):
        if judgement.verdict in (Verdict.ACCEPT, Verdict.REJECT, Verdict.EDIT):
            latest.update(dict.fromkeys(judgement.claims, judgement.verdict))
    stand = tuple(claim for claim in claims if latest.get(claim.id) is not Verdict.REJECT)
    return stand, frozenset(one for one, verdict in latest.items() if verdict is Verdict.ACCEPT)
