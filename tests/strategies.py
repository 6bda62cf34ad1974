"""Hypothesis strategies: texts of every kind, and well-formed nouns of `dateline.schema` over them."""

from __future__ import annotations

from hypothesis import strategies as st

from dateline.schema import (
    Actor,
    Anchor,
    Claim,
    DateOrigin,
    EventType,
    Factuality,
    Finding,
    Interval,
    Locus,
    Mention,
    MentionKind,
    Party,
    Place,
    Quantity,
    Reading,
    Report,
    Segment,
    SegmentKind,
    Source,
    Span,
    Speech,
    StanceCue,
)

PIECES = (
    "rebels", "The army", "captured", "seized", "Hama", "Homs", "on Sunday", "said", "told reporters", "did not",
    "HTS", "killed", "at least", "3,500", "12", "1.2 million", "dozens of", "prisoners", "“", "”", '"', "'", "’", "(",
    ")", "[", ".", ",", ";", ":", "—", "-", "...", "?", "!", "\n", "\n\n", "\r\n", "\t", " ", "  ", "\u00a0",
    "\u2028", "\u200f", "the", "of", "and", "near", "will", "may", "denied that", "according to", "Dec 8",
    "2024-12-08", "27 November", "yesterday", "U.S.", "Gen. Ali", "Mr", "al-Sham", "Deir ez-Zor", "Дамаск", "دمشق",
    "大馬士革", "é", "e\u0301", "\U0001f525", "\x00", "BEIRUT, Dec 8 (Agency) -", "Photo:", "Read more",
    "Leave a comment", "<p>", "&amp;", "https://example.org/2024/12/08/a", "HOMS, Syria —", "which", "they",
    "the group", "under the control of", "released", "besieged", "fled to", "0", "%", "٣",
)  # fmt: skip


def anything() -> st.SearchStrategy[str]:
    """Text of any code points that UTF-8 can carry."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def newsy() -> st.SearchStrategy[str]:
    """Text in which the words, quotes, numbers and breaks of reports stand in any order, as sensible as hail."""
    parts = st.lists(st.sampled_from(PIECES) | anything().map(lambda text: text[:6]), min_size=1, max_size=60)
    return st.tuples(st.sampled_from([" ", "", "\n"]), parts).map(lambda pair: pair[0].join(pair[1]))


def texts() -> st.SearchStrategy[str]:
    """Text that may arrive as a report; not blank."""
    return (newsy() | anything()).filter(lambda text: bool(text.strip()))


def words() -> st.SearchStrategy[str]:
    """A short text such as a name, of any script, with what spreadsheets and terminals trip over."""
    return st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12) | st.sampled_from(
        ["=1+1", "+44", "-x", "@cmd", "\tx", "a,b", 'a"b', "a\nb", "a\r\nb", "\x1b[2J", "[bold]", "Homs, Syria"]
    )


@st.composite
def spans(draw: st.DrawFn, text: str) -> Span:
    """A span of `text`, which must not be empty."""
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return Span(start, end, text[start:end])


@st.composite
def reports(draw: st.DrawFn) -> Report:
    """A report with labels laid over it anyhow."""
    text = draw(texts())
    middle = draw(st.integers(1, len(text)))
    segments = [Segment(SegmentKind.HEADLINE, 0, middle)]
    if middle < len(text):
        segments.append(Segment(draw(st.sampled_from(SegmentKind)), middle, len(text)))
    return Report(
        id=draw(words()),
        text=text,
        published=draw(st.none() | st.just("2024-12-08") | st.just("2024-12-08T14:30:00+02:00")),
        published_origin=draw(st.sampled_from(DateOrigin)),
        published_span=draw(st.none() | spans(text)),
        language=draw(st.none() | st.just("en")),
        outlet=draw(st.none() | words()),
        title=draw(st.none() | words()),
        url=draw(st.none() | st.just("https://example.org/a")),
        segments=tuple(segments),
        sentences=(Span(0, len(text), text),),
    )


def places() -> st.SearchStrategy[Place]:
    """A place of a gazetteer."""
    return st.builds(
        Place,
        id=st.just("geonames:1"),
        name=words(),
        kind=st.just("city"),
        lat=st.none() | st.floats(-90, 90),
        lon=st.none() | st.floats(-180, 180),
        country=st.none() | st.just("SY"),
    )


def intervals() -> st.SearchStrategy[Interval]:
    """Calendar days in each of the forms that the record allows."""
    iso = st.sampled_from(["2024-12-08", "2024-12", "2011", "2024-11-27/2024-12-08"])
    return st.builds(Interval, iso, st.sampled_from(Anchor))


def quantities(text: str) -> st.SearchStrategy[Quantity]:
    """A count in `text`: exact, bounded, or in words."""
    number = st.none() | st.integers(0, 10**9) | st.floats(0, 10**6)
    return st.builds(
        Quantity, spans(text), words(), value=number, min=number, max=number, words=st.none() | st.just("dozens")
    )


def parties(text: str) -> st.SearchStrategy[Party]:
    """Somebody whom `text` names."""
    actor = st.none() | st.builds(Actor, id=words(), name=words(), kind=st.just("organisation"))
    return st.builds(Party, spans(text), words(), actor)


def _some(items: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(items, max_size=2).map(tuple)


def claims(text: str) -> st.SearchStrategy[Claim]:
    """A claim whose spans stand anywhere in `text`."""
    shares = st.floats(0, 1)
    return st.builds(
        Claim,
        id=st.text("0123456789abcdef", min_size=16, max_size=16),
        type=st.sampled_from(["takeover", "casualties", "pledge"]).map(EventType),
        sentence=spans(text),
        trigger=spans(text),
        factuality=st.sampled_from(Factuality),
        agent=_some(parties(text)),
        target=_some(parties(text)),
        place=_some(st.builds(Locus, spans(text), st.none() | places(), shares)),
        time=st.none() | intervals(),
        time_span=st.none() | spans(text),
        sources=_some(st.builds(Source, parties(text), st.none() | spans(text), st.booleans())),
        quantity=st.none() | quantities(text),
        stance=_some(st.builds(StanceCue, spans(text), words(), st.sampled_from(["agent", "target"]))),
        confidence=shares,
    )


def mentions(text: str) -> st.SearchStrategy[Mention]:
    """A mention of any kind, resolved or not."""
    return st.one_of(
        st.builds(
            Mention, spans(text), st.just(MentionKind.PLACE), place=st.none() | places(), confidence=st.floats(0, 1)
        ),
        st.builds(Mention, spans(text), st.just(MentionKind.ACTOR), name=st.none() | words()),
        st.builds(Mention, spans(text), st.just(MentionKind.TIME), interval=st.none() | intervals()),
        st.builds(Mention, spans(text), st.just(MentionKind.QUANTITY), quantity=st.none() | quantities(text)),
    )


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    """All that one pass may give, whether or not a reader would ever read it."""
    report = draw(reports())
    text = report.text
    said = draw(_some(claims(text)))
    speech = st.builds(
        Speech,
        st.none() | parties(text),
        st.none() | spans(text),
        st.lists(spans(text), min_size=1, max_size=2).map(tuple),
        st.booleans(),
        st.just(tuple(claim.id for claim in said)),
    )
    findings = st.builds(Finding, st.just("weekday-date"), words(), _some(spans(text)))
    return Reading(report, said, draw(_some(mentions(text))), draw(_some(speech)), draw(_some(findings)))
