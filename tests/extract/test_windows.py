import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extract import around
from dateline.extract.windows import CONTEXT, LONGEST, OWN, STANDS_FOR, Case, case_of, windows, words, words_of
from dateline.reading import spot
from dateline.schema import Report
from dateline.text import load
from strategies import reports


@given(reports())
def test_words_are_those_of_the_text_in_order_within_their_sentence(report):
    cut = words(report, ())
    for at in range(len(cut)):
        assert report.text[cut.starts[at] : cut.ends[at]] == cut.forms[at]
        sentence = report.sentences[cut.sentence[at]]
        assert sentence.start <= cut.starts[at] < cut.ends[at] <= sentence.end
    assert list(zip(cut.starts, cut.ends, strict=True)) == sorted(zip(cut.starts, cut.ends, strict=True))


@given(reports())
def test_no_letter_of_a_sentence_is_left_out(report):
    cut = words(report, ())
    covered = {at for start, end in zip(cut.starts, cut.ends, strict=True) for at in range(start, end)}
    for sentence in report.sentences:
        missing = set(range(sentence.start, sentence.end)) - covered
        assert all(report.text[at].isspace() for at in missing)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Hezbollah left Homs, the Syrian army said.", "Alpha left Homs , the Alpha said ."),
        ("Bashar al-Assad fled.", "Alex fled ."),
        ("Syrian state television said so.", "Syrian state television said so ."),
        ("Clowns left Homs.", "Clowns left Homs ."),
    ],
)
def test_who_a_party_is_stays_hidden(text, forms):
    report = load.report(text, published="2016-03-01")
    cut = words(report, spot(report))
    assert " ".join(cut.forms) == forms
    for start, end, form in zip(cut.starts, cut.ends, cut.forms, strict=True):
        assert form in (text[start:end], *STANDS_FOR.values())


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("rebel-held Homs", ["rebel", "-", "held", "Homs"]),
        ("3,500 men at 4.5 km", ["3,500", "men", "at", "4.5", "km"]),
        ("Homs's fall", ["Homs", "'", "s", "fall"]),
        ("a_b", ["a", "_", "b"]),
        ("", []),
    ],
)
def test_words_are_cut_as_the_vocabulary_cuts_them(text, forms):
    spans = [Report("", text).span(0, len(text))] if text else []
    assert words_of(text, spans).forms == forms


@pytest.mark.parametrize(
    ("form", "case"),
    [
        ("homs", Case.LOWER),
        ("Homs", Case.TITLE),
        ("HTS", Case.UPPER),
        ("A", Case.TITLE),
        ("iPhone", Case.MIXED),
        ("3,500", Case.NONE),
        ("-", Case.NONE),
        ("حمص", Case.MIXED),
    ],
)
def test_case_of(form, case):
    assert case_of(form) is case


SENTENCES = st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=400), max_size=30)


@given(SENTENCES)
def test_windows_cover_every_word_once_and_fit_the_encoder(sentences):
    sentence = [index for index, lengths in enumerate(sentences) for _ in lengths]
    lengths = [size for part in sentences for size in part]
    found = windows(sentence, lengths)
    assert [at for window in found for at in range(window.own, window.last)] == list(range(len(lengths)))
    for window in found:
        assert window.first <= window.own < window.last
        assert sum(lengths[window.first : window.own]) <= CONTEXT
        assert sum(lengths[window.own : window.last]) <= max(OWN, LONGEST)
        assert sum(lengths[window.first : window.last]) + 2 <= 512


@given(SENTENCES)
def test_context_is_whole_sentences(sentences):
    sentence = [index for index, lengths in enumerate(sentences) for _ in lengths]
    lengths = [size for part in sentences for size in part]
    for window in windows(sentence, lengths):
        whole = sum(sentences[sentence[window.first]]) <= LONGEST
        assert not whole or window.first == sentence.index(sentence[window.first])


@given(st.integers(0, 300), st.integers(1, 5), st.integers(0, 300))
def test_a_crop_holds_its_trigger(first, length, behind):
    a, b = around.bounds((first, first + length), first + length + behind)
    assert 0 <= a <= first
    assert first + length <= b <= first + length + behind
    assert b - a <= length + 2 * around.RADIUS


def test_buckets_fall_apart_near_the_trigger_and_never_leave_the_table():
    assert around.bucket(0) == around.MIDDLE
    assert [around.bucket(n) for n in range(1, 9)] == [around.MIDDLE + n for n in range(1, 9)]
    assert set(around.OFFSETS) <= set(range(around.BUCKETS))
    assert list(around.OFFSETS) == sorted(around.OFFSETS)
    assert all(around.bucket(-n) == 2 * around.MIDDLE - around.bucket(n) for n in range(1, around.RADIUS))
