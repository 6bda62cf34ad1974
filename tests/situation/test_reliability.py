"""How voices are believed: by direction first, by their record once they have one."""

from __future__ import annotations

from telling import all_told, site

from dateline.situation.control import control
from dateline.situation.knowledge import knowledge

SOURCE = knowledge().numbers["source"]


def record(places: int, liar: bool) -> dict[tuple[str, str], float]:
    """What is believed of voice `x`, which says of each place what others say too, or the opposite."""
    claims = []
    for at in range(places):
        start = at % 20
        lines = [f"{start} n1 hold a", f"{start + 1} n2 hold a", f"{start + 3} n3 hold a", f"{start + 9} n1 hold a"]
        lines.append(f"{start + 2} x hold {'b' if liar else 'a'}")
        told = all_told("\n".join(lines), place=site(f"p{at}", lat=None, lon=None))
        claims += [type(one)(**{**_fields(one), "id": f"{at}-{one.id}"}) for one in told]
    claims += all_told("90 n1 hold a", place=site("last", lat=None, lon=None))
    return {(one.voice, one.direction): one.chance for one in control(claims).voices}


def _fields(claim) -> dict:
    return {name: getattr(claim, name) for name in claim.__dataclass_fields__}


def test_a_voice_that_is_always_gainsaid_is_believed_less_and_one_that_is_borne_out_more():
    assert record(40, liar=True)["x", "neutral"] < 0.5 < SOURCE["neutral"] < record(40, liar=False)["x", "neutral"]


def test_a_voice_with_few_claims_is_believed_as_any_other():
    few = record(int(SOURCE["enough"]) - 2, liar=True)
    assert abs(few["x", "neutral"] - SOURCE["neutral"]) < 1e-6


def test_a_voice_has_a_record_for_each_direction():
    found = control(all_told("0 n1 hold b\n1 a takeover a<b\n2 a withdrawal a\n3 a hold b"))
    chances = {(one.voice, one.direction): one.chance for one in found.voices}
    assert chances["a", "own"] < chances["n1", "neutral"] < chances["a", "admitted"]
    assert sum(one.claims for one in found.voices if one.voice == "a") > 2
