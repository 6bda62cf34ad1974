"""Claims into events: which pairs are one, and what neither order nor number changes."""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.picture import Judgement, Verdict
from dateline.situation.contradictions import contradictions
from dateline.situation.events import compare, events
from situation.rows import claim, claims, many

CASES = tomllib.loads((Path(__file__).parent.parent / "cases" / "merging.toml").read_text("utf-8"))["pair"]
NOON = datetime.datetime(2024, 12, 9, 12, tzinfo=datetime.UTC)
# A crowd of claims among which a pair's words weigh what they weigh in a record.
CROWD = claims(
    [{"id": f"x{n}", "place": "Rastan", "published": "2024-10-01", "sentence": f"w{n} of"} for n in range(40)]
)


def groups(found) -> set[frozenset[str]]:
    return {frozenset(event.claims) for event in found}


def judge(number: int, verdict: Verdict, *ids: str) -> Judgement:
    return Judgement(f"j{number}", verdict, ids, "a reader", NOON + datetime.timedelta(minutes=number))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_pairs(case):
    one, other = claims(case["rows"], case.get("shared"))
    together = frozenset({one.id, other.id}) in groups(events([one, other, *CROWD]))
    assert together is case["one"], compare(one, other, CROWD)


@given(many())
def test_every_claim_is_in_one_event(told):
    found = events(told)
    assert sorted(name for event in found for name in event.claims) == sorted(one.id for one in told)
    assert [event.id for event in found] == sorted(f"event:{event.claims[0]}" for event in found)
    for event in found:
        assert len(event.links) == len(event.claims) - 1
        assert {*event.claims} >= {name for link in event.links for name in (link.first, link.second)}
        assert event.claims == tuple(sorted(event.claims))


@given(many(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(told, shuffle):
    other = told[:]
    shuffle.shuffle(other)
    found = events(told)
    assert events(other) == found
    assert contradictions(other, found) == contradictions(told, found)


@given(many(6))
def test_reasons_sum_to_the_score_whichever_claim_comes_first(told):
    for one in told:
        for other in told:
            if one.id != other.id:
                link = compare(one, other, told)
                assert link == compare(other, one, told)
                assert link.score == pytest.approx(sum(share for _, share in link.reasons))
                assert [abs(share) for _, share in link.reasons] == sorted(
                    (abs(share) for _, share in link.reasons), reverse=True
                )


@settings(max_examples=50)
@given(many(8), st.data())
def test_judgements_hold_over_any_likeness(told, data):
    ids = [one.id for one in told]
    if len(ids) < 2:
        return
    pair = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
    merged = groups(events(told, [judge(1, Verdict.SPLIT, *pair), judge(2, Verdict.MERGE, *pair)]))
    assert any({*pair} <= group for group in merged)
    split = groups(events(told, [judge(1, Verdict.MERGE, *pair), judge(2, Verdict.SPLIT, *pair)]))
    assert not any({*pair} <= group for group in split)


def test_a_split_holds_though_merges_join_both_with_a_third():
    told = claims([{"place": "Homs", "type": "takeover"} for _ in range(3)])
    judgements = [
        judge(1, Verdict.SPLIT, "c1", "c3"),
        judge(2, Verdict.MERGE, "c1", "c2"),
        judge(3, Verdict.MERGE, "c2", "c3"),
    ]
    assert groups(events(told)) == {frozenset({"c1", "c2", "c3"})}
    assert groups(events(told, judgements)) == {frozenset({"c2", "c3"}), frozenset({"c1"})}


def test_judgements_on_claims_that_are_gone_say_nothing():
    told = claims([{"place": "Homs"}])
    assert len(events(told, [judge(1, Verdict.MERGE, "c1", "gone")])) == 1
    assert len(events(told, [judge(1, Verdict.ACCEPT, "c1")])) == 1


def test_many_prints_of_one_event_are_one_whatever_their_number():
    rows = [
        {"type": "takeover", "place": "Homs", "agent": "moc", "published": f"2024-12-0{1 + n % 4}"} for n in range(90)
    ]
    told = claims(rows)
    (event,) = events(told[::-1])
    assert len(event.claims) == 90
    assert len(event.links) == 89


def test_an_event_says_where_and_when_its_claims_do():
    rows = [
        {"place": "Homs", "time": "2024-12-02"},
        {"place": "Homs", "time": "2024-12"},
        {"place": "Waer", "time": "2024-12-02", "sentence": "Shells hit a bakery."},
        {"place": "Homs", "sentence": "Shells hit a bakery."},
    ]
    (event,) = events(claims(rows))
    assert [site.key for site in event.place] == ["p:homs", "p:waer"]
    assert (event.first_day, event.last_day) == (datetime.date(2024, 12, 2), datetime.date(2024, 12, 2))


def test_where_no_day_is_stated_an_event_had_happened_by_its_first_publication():
    (event,) = events(
        claims([{"type": "takeover", "place": "Homs", "published": day} for day in ("2024-12-03", "2024-12-02")])
    )
    assert (event.first_day, event.last_day) == (None, datetime.date(2024, 12, 2))
    (planned,) = events(claims([{"place": "Homs", "factuality": "future"}]))
    assert (planned.first_day, planned.last_day) == (None, None)


def test_claims_without_any_date_are_events_too():
    told = claims([{"place": "Homs", "published": "", "type": "takeover"} for _ in range(2)])
    (event,) = events(told)
    assert event.last_day is None


def test_meaning_joins_what_words_keep_apart():
    rows = [{"sentence": "The depot burned."}, {"sentence": "Fuel stores went up in flames."}]
    told = claims(rows, {"place": "Homs province", "time": "2024-12-02"})
    assert len(events(told)) == 2
    assert len(events(told, meaning=lambda _: (1.0, 0.0))) == 1
    assert len(events(told, meaning=lambda sentence: (1.0, 0.0) if "depot" in sentence else (0.0, 1.0))) == 2


def test_a_sentence_of_no_direction_has_no_meaning():
    link = compare(claim(1, {"sentence": "a b"}), claim(2, {"sentence": "a b"}), meaning=lambda _: (0.0, 0.0))
    assert dict(link.reasons)["meaning"] < 0


def test_swapping_the_names_of_the_sides_changes_nothing():
    """The parts that `army` and `moc` play, by names of the registry, are exchanged."""
    told = claims(
        [
            {"type": "takeover", "place": "Homs", "agent": "moc", "target": "army"},
            {"type": "takeover", "place": "Homs", "agent": "army", "target": "moc", "published": "2024-12-03"},
            {"type": "hold", "place": "Homs", "agent": "army"},
            {"type": "strike", "place": "Homs", "agent": "moc"},
            {"type": "strike", "place": "Homs", "agent": "army"},
        ]
    )
    sides = {name.key: name for one in told for name in (*one.agent, *one.target)}
    twin = dict(zip(sides, reversed(sides.values()), strict=True))
    swapped = [
        replace(one, agent=tuple(twin[n.key] for n in one.agent), target=tuple(twin[n.key] for n in one.target))
        for one in told
    ]
    assert groups(events(told)) == groups(events(swapped))
