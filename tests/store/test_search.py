"""Words are found whatever their case, marks and database."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.picture import RecordedClaim
from dateline.record import Filter, Record
from dateline.schema import EventType, Factuality
from dateline.store import search
from strategies import anything, newsy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ḥamāh's CAFÉ", "hamah s cafe"),
        ("12.5% of al-Sham_2", "12 5 of al sham 2"),
        ("ﬁfty Straße", "fifty strasse"),
        ("دِمَشق", "دمشق"),
        ("\x00 \ud800 \\ ...", ""),
        ("", ""),
    ],
)
def test_words_are_folded(text, expected):
    assert search.fold(text) == expected


@given(newsy() | anything())
def test_folding_folds_once(text):
    assert search.fold(search.fold(text)) == search.fold(text)


def test_a_very_long_text_is_indexed_as_far_as_databases_take_it(where):
    words = " ".join(f"wort{at}ü" for at in range(60_000))
    with Record(where, create=True) as record:
        record.add_claims([_claim("long", words)])
        assert len(record.claims(Filter(text="wort7ü"))) == 1
        assert record.claims()[0].sentence == words


def _claim(name: str, sentence: str) -> RecordedClaim:
    return RecordedClaim(name, "r", None, None, EventType("strike"), Factuality.ACTUAL, sentence=sentence)


@given(st.lists(newsy() | anything(), min_size=1, max_size=4), st.data())
@settings(max_examples=15)
def test_both_databases_find_the_same(postgres_record, tmp_path_factory, texts, data):
    """Every word that a sentence holds finds it, and the same claims are found for any question."""
    claims = [_claim(f"{at}", text) for at, text in enumerate(texts)]
    asked = data.draw(st.sampled_from(texts) | newsy())
    words = search.fold(asked).split()[:3]
    if not words:
        return
    with Record(tmp_path_factory.mktemp("search") / "record.db", create=True) as record:
        found = _found(record, claims, words)
    assert found == _found(postgres_record, claims, words)
    expected = [claim.id for claim in claims if set(words) <= set(search.fold(claim.sentence).split())]
    assert found[0] == expected


def _found(record: Record, claims: list[RecordedClaim], words: list[str]) -> list[list[str]]:
    """The ids that all the words find, and that the phrase of them finds; the claims are other ones each time."""
    prefix = f"{record.count()}:"
    record.add_claims([RecordedClaim(prefix + one.id, prefix, *_rest(one), sentence=one.sentence) for one in claims])
    questions = (" ".join(words), '"' + " ".join(words) + '"')
    found = [record.claims(Filter(text=question, report=prefix)) for question in questions]
    return [[one.id.removeprefix(prefix) for one in some] for some in found]


def _rest(one: RecordedClaim) -> tuple[None, None, EventType, Factuality]:
    return None, None, one.type, one.factuality


@pytest.fixture(scope="module")
def postgres_record(postgres):
    import databases

    with databases.empty(postgres) as where, Record(where, create=True) as record:
        yield record
