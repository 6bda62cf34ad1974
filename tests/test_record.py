"""A record keeps what it is given, whole, once and in no order, on SQLite and on PostgreSQL alike."""

from __future__ import annotations

import datetime
import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings

from dateline import coding, reading
from dateline.errors import InputError, OptionError
from dateline.export import jsonl
from dateline.picture import (
    Contradiction,
    ControlState,
    Event,
    Evidence,
    Judgement,
    Link,
    Name,
    Position,
    RecordedClaim,
    Site,
    Verdict,
)
from dateline.record import Coded, Derived, Filter, Record, identity, judged, recorded
from dateline.schema import EventType, Factuality, Reading
from dateline.text import load
from strategies import readings

HOMS = "Rebels captured Homs on Saturday, the army said. Shelling killed 12 people in Idlib."
TEXTS = {
    "a": (HOMS, "Levant Wire", "2024-12-08"),
    "b": ("The army denied that Homs had fallen.", "State News", "2024-12-08T09:00:00+02:00"),
    "c": (
        "Café owners in Ḥamāh fled. The army withdrew from Tartus on Friday, December 8.",
        "Levant Wire",
        "2024-12-09",
    ),
    "d": ("Nothing happened.", None, None),
}


def report(name: str):
    text, outlet, published = TEXTS[name]
    return load.report(text, id=name, outlet=outlet, published=published)


@contextmanager
def filled(where: str, names: str = "abcd") -> Iterator[Record]:
    with Record(where, create=True) as record:
        for name in names:
            record.add(report(name))
        yield record


def content(record: Record) -> dict[str, object]:
    """All that a record tells."""
    return {
        "reports": record.reports(),
        "readings": list(record.readings()),
        "claims": record.claims(),
        "stretches": [record.stretches(claim.id) for claim in record.claims()],
        "findings": record.findings(),
        "judgements": record.judgements(),
        "withdrawals": record.withdrawals(),
        "homs": record.claims(Filter(place="Homs", text="army")),
    }


def claim(name: str, **known: object) -> RecordedClaim:
    made = RecordedClaim(name, f"report of {name}", None, None, EventType("takeover"), Factuality.ACTUAL)
    return replace(made, **known)


@pytest.fixture
def record(where: str) -> Iterator[Record]:
    with filled(where) as made:
        yield made


def test_what_was_read_is_kept_whole(record):
    for name in TEXTS:
        read = reading.read(replace(report(name), id=identity(report(name))))
        assert record.reading(name) == json.loads(jsonl.line(read))
        found = record.claims(Filter(report=read.report.id))
        assert {(claim, record.stretches(claim.id)) for claim in found} == set(recorded(read))
    assert record.count() == len(record.claims()) > 3


def test_stretches_are_of_the_text(record):
    for claim in record.claims():
        text, at = record.reading(claim.report)["text"], record.stretches(claim.id)
        assert text[slice(*at.sentence)] == claim.sentence
        assert text[slice(*at.trigger)] == claim.trigger


def test_the_same_report_twice_changes_nothing(record):
    before = content(record)
    assert [record.add(report(name)).new for name in TEXTS] == [False] * 4
    assert content(record) == before


def test_a_report_handed_in_under_another_name_is_the_same_report(record):
    added = record.add(replace(report("a"), id="z"))
    assert not added.new
    assert record.find("z") == record.find("a") == added.report
    assert record.reports(text="Idlib")[0].names == ("a", "z")


@pytest.mark.parametrize("other", [{"outlet": "Other"}, {"published": "2024-12-07"}, {"text": HOMS + " More."}])
def test_another_text_outlet_or_date_is_another_report(record, other):
    text, outlet, published = TEXTS["a"]
    known = {"text": text, "outlet": outlet, "published": published} | other
    assert record.add(load.report(known.pop("text"), id="a", **known)).new
    with pytest.raises(OptionError, match="several reports are called 'a'"):
        record.reading("a")


def test_order_of_arrival_makes_no_difference(where, tmp_path):
    """Reports, coded claims and judgements in any order, each perhaps twice; the other record is a file."""
    coded = [claim("x", outlet="N"), claim("y", outlet="N"), claim("z")]
    at = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
    decided = [Judgement(name, Verdict.REJECT, (name,), "me", at) for name in "xyz"]
    shuffle = random.Random(5)  # noqa: S311
    with filled(str(tmp_path / "in-order.db")) as first, Record(where, create=True) as second:
        first.add_claims(coded)
        for judgement in decided:
            first.add_judgement(judgement)
        for name in shuffle.sample("abcdabcd", 8):
            second.add(report(name))
        for one in shuffle.sample(coded * 2, 6):
            second.add_claims([one])
        for judgement in shuffle.sample(decided * 2, 6):
            second.add_judgement(judgement)
        assert content(first) == content(second)


def test_a_record_opens_again_with_all_that_was_in_it(where):
    with filled(where) as first:
        before = content(first)
    with Record(where) as second:
        assert content(second) == before


@given(read=readings())
@settings(max_examples=25)
def test_any_reading_survives(tmp_path_factory, read: Reading):
    """Through rows and back, whatever characters a name has; `where` cannot be asked for anew for every example."""
    with Record(tmp_path_factory.mktemp("record") / "a.db", create=True) as record:
        _survives(record, read)


def test_characters_that_databases_refuse_survive(where):
    odd = "N\x00UL \\0041 \ud800 \U0001f525"
    made = claim("odd \x00", outlet=odd, agent=(Name(odd),), place=(Site(odd, "id:\x00"),), sentence=odd, trigger="\\")
    with Record(where, create=True) as record:
        record.add(load.report("Rebels took\x00 Hama. \\ Rebels took Homs.", id="\udcff", outlet=odd))
        record.add_claims([made])
        assert record.claims(Filter(outlet=odd, report=made.report)) == (made,)
        assert record.reading("\udcff")["text"] == "Rebels took\x00 Hama. \\ Rebels took Homs."


def _survives(record: Record, read: Reading) -> None:
    claims = [claim for claim, _ in recorded(read)]
    assume(len({claim.id for claim in claims}) == len(claims))
    record.add_claims(claims)
    assert {claim.id: claim for claim in claims} == {claim.id: claim for claim in record.claims()}


def test_an_empty_report_is_refused_and_leaves_nothing(where):
    with Record(where, create=True) as record:
        with pytest.raises(InputError):
            record.add(load.report("   "))
        assert record.reports() == ()


FILTERS = [
    (Filter(type=EventType("takeover")), {"a", "b"}),
    (Filter(place="Homs"), {"a", "b"}),
    (Filter(place="homs, homs, syria"), {"a", "b"}),
    (Filter(place="geonames:169577"), {"a", "b"}),
    (Filter(place="Hama"), {"c"}),
    (Filter(place="army"), set()),
    (Filter(actor="REBELS"), {"a"}),
    (Filter(outlet="State News"), {"b"}),
    (Filter(factuality=Factuality.NEGATED), {"b"}),
    (Filter(since=datetime.date(2024, 12, 9)), {"c"}),
    (Filter(until=datetime.date(2024, 12, 8)), {"a", "b"}),
    (Filter(on=datetime.date(2024, 12, 7)), {"a"}),
    (Filter(text="SHELLING idlib"), {"a"}),
    (Filter(text='"killed 12"'), {"a"}),
    (Filter(text='"12 killed"'), set()),
    (Filter(text="cafe hamah"), {"c"}),
    (Filter(text="withdrew", outlet="Levant Wire", place="Tartus"), {"c"}),
]


@pytest.mark.parametrize(("asked", "expected"), FILTERS, ids=[f"filter-{n}" for n in range(len(FILTERS))])
def test_claims_are_found(record, asked, expected):
    found = record.claims(asked)
    names = {one.id: one.names[0] for one in record.reports()}
    assert {names[claim.report] for claim in found} == expected
    assert record.count(asked) == len(found)


def test_pages_are_the_whole_in_order(record):
    record.add_claims([claim(name, outlet="N") for name in "zyx"])
    whole = record.claims()
    assert whole == tuple(one for at in range(0, len(whole), 2) for one in record.claims(limit=2, offset=at))
    assert [one.published for one in whole if one.published] == sorted(one.published for one in whole if one.published)
    assert [one.id for one in whole[-3:]] == ["x", "y", "z"]


@pytest.mark.parametrize("text", ["", "...", '"', '"?"'])
def test_a_search_for_no_word_is_refused(record, text):
    with pytest.raises(OptionError, match="no word"):
        record.claims(Filter(text=text))
    with pytest.raises(OptionError, match="no word"):
        record.reports(text=text)


def test_reports_are_found_by_their_text(record):
    assert [one.names for one in record.reports(text="nothing HAPPENED")] == [("d",)]
    assert [one.names for one in record.reports(limit=1, offset=3)] == [("d",)]


def test_findings_are_kept_with_their_report(record):
    (found,) = record.findings(code="weekday-date")
    assert (found.outlet, found.day, found.report) == ("Levant Wire", datetime.date(2024, 12, 9), record.find("c"))
    assert found.spans[0]["text"] == "Friday, December 8"
    assert record.findings(report="c") == (found,)
    assert record.findings(report="d") == ()


def test_what_follows_from_words_can_be_made_anew(record):
    before = content(record)
    assert record.reindex() == (4, record.count())
    assert content(record) == before


def test_texts_come_back_as_reports(record):
    for name, found in {one.names[0]: one for one in record.reports()}.items():
        (text,) = [text for text in record.texts() if text.id == found.id]
        assert text == replace(report(name), id=found.id, sentences=())


def test_coded_claims_are_added_once(where):
    with Record(where, create=True) as record:
        first, second = claim("x", outlet="N"), claim("y")
        assert record.add_claims([first, second, first]) == Coded(("x", "y"), 0, ())
        assert record.add_claims([second]) == Coded((), 1, ())
        assert record.claims() == (first, second)
        assert record.stretches("x") is None


def test_another_claim_of_the_same_id_is_a_clash_and_changes_nothing(where):
    with Record(where, create=True) as record:
        first, other = claim("x", outlet="N"), claim("x", outlet="M")
        assert record.add_claims([first]).added == ("x",)
        assert record.add_claims([other, claim("y")]) == Coded(("y",), 0, ("x",))
        assert record.claims(Filter(outlet="N")) == (first,)
        assert record.add_claims([claim("z", outlet="N"), claim("z", outlet="M")]).clashes == ("z",)


def test_judgements_stand_beside_claims(record):
    subject = record.claims(Filter(type=EventType("takeover")))[0]
    rejected = record.judge(Verdict.REJECT, [subject.id], by=" me ", why="old news")
    assert (rejected.by, rejected.why) == ("me", "old news")
    edit = record.judge(Verdict.EDIT, [subject.id], by="you", changes=[("factuality", '"negated"')])
    assert record.judgements() == (rejected, edit)
    assert subject in record.claims()
    assert subject.id not in {one.id for one in judged(record.claims(), record.judgements())}


def test_a_judgement_is_taken_back_and_stays_on_record(record):
    subject = record.claims()[0]
    made = record.judge(Verdict.REJECT, [subject.id], by="me")
    assert record.undo(made.id, by="you", why="no")
    assert not record.undo(made.id, by="you")
    assert record.judgements() == ()
    assert [(one.judgement, one.by, one.why) for one in record.withdrawals()] == [(made.id, "you", "no")]
    assert judged(record.claims(), record.judgements()) == record.claims()


BAD_JUDGEMENTS = [
    (Verdict.REJECT, ["nope"], {}, "no claim is called 'nope'"),
    (Verdict.REJECT, ["x"], {"by": " "}, "who judges"),
    (Verdict.REJECT, ["x", "y"], {}, "one claim at a time"),
    (Verdict.ACCEPT, [], {}, "one claim at a time"),
    (Verdict.MERGE, ["x"], {}, "two or more"),
    (Verdict.SPLIT, ["x", "x"], {}, "two or more"),
    (Verdict.EDIT, ["x"], {}, "needs the field"),
    (Verdict.ACCEPT, ["x"], {"changes": [("type", '"takeover"')]}, "only an edit"),
    (Verdict.EDIT, ["x"], {"changes": [("type", '"conquest"')]}, "no event type"),
    (Verdict.EDIT, ["x"], {"changes": [("id", '"y"')]}, "no field to edit"),
    (Verdict.EDIT, ["x"], {"changes": [("time", "soon")]}, "no JSON"),
    (Verdict.EDIT, ["x"], {"changes": [("time", '"soon"')]}, "no day"),
]


@pytest.mark.parametrize(("verdict", "claims", "more", "problem"), BAD_JUDGEMENTS)
def test_a_judgement_without_meaning_is_refused(tmp_path, verdict, claims, more, problem):
    with Record(tmp_path / "a.db", create=True) as record:
        record.add_claims([claim("x"), claim("y")])
        with pytest.raises(OptionError, match=problem):
            record.judge(verdict, claims, **{"by": "me", **more})
        assert record.judgements() == ()


def test_taking_back_what_nobody_judged_is_refused(record):
    with pytest.raises(OptionError, match="no judgement"):
        record.undo("nope", by="me")
    with pytest.raises(OptionError, match="who judges"):
        record.undo("nope", by="")


def test_the_latest_judgement_holds():
    day = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)

    def decided(hour: int, verdict: Verdict, *changes: tuple[str, str]) -> Judgement:
        return Judgement(str(hour), verdict, ("x",), "me", day + datetime.timedelta(hours=hour), changes=changes)

    rejected, accepted = decided(1, Verdict.REJECT), decided(2, Verdict.ACCEPT)
    first = decided(3, Verdict.EDIT, ("time", '"2024-12-07"'), ("agent", '["HTS"]'))
    later = decided(4, Verdict.EDIT, ("time", '"2024-12-08"'))
    assert judged([claim("x")], [rejected]) == ()
    expected = claim("x", time="2024-12-08", agent=(Name("HTS"),))
    assert judged([claim("x")], [later, first, accepted, rejected]) == (expected,)
    assert judged([claim("y")], [rejected, later]) == (claim("y"),)


def picture(claims: tuple[RecordedClaim, ...]) -> Derived:
    """A picture with every noun in it."""
    day, ids = datetime.date(2024, 12, 7), tuple(sorted(claim.id for claim in claims))
    homs = Site("Homs", "geonames:169577", "city", 34.7, 36.7)
    link = Link(ids[0], ids[1], 2.5, (("place", 1.5),))
    event = Event("e1", EventType("takeover"), ids, (homs,), day, day, ("hts", "wire"), (link,))
    empty = Event("e0", EventType("clash"), (), (), None, None, ())
    sides = tuple(Position(value, ids[:1], ("wire",)) for value in ("12", "20"))
    state = ControlState(
        homs, day, day, "hts", 0.9, (("hts", 0.9), ("unknown", 0.1)), (Evidence(ids[0], "wire", -1.5),)
    )
    return Derived((event, empty), (Contradiction("toll", "e1", sides),), (state,))


def test_the_picture_is_derived_from_what_people_left(record):
    subject, seen = record.claims()[0], []
    record.judge(Verdict.REJECT, [subject.id], by="me")

    def derive(claims, judgements):
        seen.append((claims, judgements))
        return picture(claims)

    made = record.rebuild(derive)
    assert seen == [(judged(record.claims(), record.judgements()), record.judgements())]
    assert (record.events(), record.contradictions(), record.control()) == (
        made.events,
        made.contradictions,
        made.control,
    )
    day = datetime.date(2024, 12, 7)
    assert record.events(on=day) == made.events[:1]
    assert record.events(on=day.replace(day=8)) == record.control(place="elsewhere") == ()
    assert record.control(place="geonames:169577") == made.control
    assert record.contradictions(subject="e2") == ()


def test_a_picture_is_replaced_as_a_whole_and_known_to_be_stale(record):
    assert record.stale
    record.rebuild(lambda claims, _: picture(claims))
    assert not record.stale
    made = record.judge(Verdict.REJECT, [record.claims()[0].id], by="me")
    assert record.stale
    record.rebuild(lambda _, __: Derived())
    assert record.events() == record.contradictions() == record.control() == ()
    assert not record.stale
    record.undo(made.id, by="me")
    assert record.stale


def test_what_comes_while_deriving_leaves_the_picture_stale(record):
    def derive(_, __):
        record.add_claims([claim("late")])
        return Derived()

    record.rebuild(derive)
    assert record.stale


def test_a_derivation_that_fails_leaves_the_picture_as_it_was(record):
    made = record.rebuild(lambda claims, _: picture(claims))
    with pytest.raises(ZeroDivisionError):
        record.rebuild(lambda _, __: 1 / 0)
    assert record.events() == made.events


def test_claims_without_an_id_are_named_by_what_they_say():
    first = coding.claim({"type": "takeover", "outlet": "N"})
    assert first == coding.claim({"outlet": "N", "type": "takeover", "place": []})
    assert first.id != coding.claim({"type": "takeover", "outlet": "M"}).id
