"""Which claims stand, and which a person found right."""

from __future__ import annotations

import datetime
from itertools import permutations

import pytest
from telling import all_told

from dateline.picture import Judgement, Verdict
from dateline.situation.judging import judged

CLAIMS = all_told("0 n1 hold a\n1 n1 hold a\n2 n1 hold a")


def judgement(at: int, verdict: str, *claims: str) -> Judgement:
    moment = datetime.datetime(2024, 12, 9, 12, at, tzinfo=datetime.UTC)
    return Judgement(f"j{at}", Verdict(verdict), claims, "somebody", moment)


@pytest.mark.parametrize(
    ("judgements", "stand", "accepted"),
    [
        ([], ["c000", "c001", "c002"], set()),
        ([judgement(1, "reject", "c001")], ["c000", "c002"], set()),
        ([judgement(1, "reject", "c001", "c002")], ["c000"], set()),
        ([judgement(1, "accept", "c001")], ["c000", "c001", "c002"], {"c001"}),
        ([judgement(1, "reject", "c001"), judgement(2, "accept", "c001")], ["c000", "c001", "c002"], {"c001"}),
        ([judgement(1, "accept", "c001"), judgement(2, "reject", "c001")], ["c000", "c002"], set()),
        ([judgement(1, "reject", "c001"), judgement(2, "edit", "c001")], ["c000", "c001", "c002"], set()),
        ([judgement(1, "reject", "c001"), judgement(2, "merge", "c001", "c002")], ["c000", "c002"], set()),
        ([judgement(1, "accept", "elsewhere")], ["c000", "c001", "c002"], {"elsewhere"}),
    ],
)
def test_the_latest_judgement_on_a_claim_holds_in_any_order(judgements, stand, accepted):
    for order in permutations(judgements):
        found, right = judged(CLAIMS, order)
        assert [claim.id for claim in found] == stand
        assert right == accepted
