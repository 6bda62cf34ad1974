"""What the HTTP API answers, as types: the OpenAPI document is made from them, and nothing is copied to fit them."""

from __future__ import annotations

from typing import Any

from typing_extensions import TypedDict

Span = tuple[int, int]


class Failure(TypedDict):
    """Why a request was refused, in one line."""

    error: str


class NameOut(TypedDict):
    """A party, speaker, outlet or holder."""

    key: str
    name: str


class SiteOut(NameOut):
    """A place; degrees are WGS84 and null where unknown."""

    kind: str
    lat: float | None
    lon: float | None


class Named(NameOut):
    """Somebody with the number of claims that name them."""

    claims: int


class QuantityOut(TypedDict):
    """A count of people or things; what is null is not told."""

    unit: str
    value: float | None
    min: float | None
    max: float | None
    words: str | None


class Judged(TypedDict):
    """What people decided about a claim; `id` is of the latest judgement, by which it can be taken back."""

    id: str
    status: str
    by: str
    at: str
    why: str


class Told(TypedDict):
    """The fields of a claim that a person can edit, as they were read."""

    outlet: str | None
    published: str | None
    type: str
    factuality: str
    agent: list[NameOut]
    target: list[NameOut]
    place: list[SiteOut]
    time: str | None
    sources: list[NameOut]
    quantity: QuantityOut | None
    confidence: float
    trigger: str
    sentence: str


class ClaimOut(Told):
    """One claim as judged; spans count code points of the report's text and are null for coded claims."""

    id: str
    report: str
    report_title: str | None
    label: str
    span: Span | None
    sentence_span: Span | None
    chain: str
    judged: Judged | None
    original: Told | None
    event: str | None


class Page(TypedDict):
    """What every list says of itself."""

    total: int
    limit: int
    offset: int


class Claims(Page):
    """A page of claims."""

    items: list[ClaimOut]


class Facet(TypedDict):
    """A value to narrow by, and how many claims have it."""

    value: str
    label: str
    count: int


class Facets(TypedDict):
    """Values to narrow a search by; each counts the claims found."""

    type: list[Facet]
    outlet: list[Facet]
    place: list[Facet]
    actor: list[Facet]
    factuality: list[Facet]
    status: list[Facet]


class FoundClaim(ClaimOut):
    """A claim found, with the half-open ranges of its sentence that hold the words asked for."""

    highlights: list[Span]


class Found(Page):
    """A page of claims found, with facets."""

    items: list[FoundClaim]
    facets: Facets


class Histogram(TypedDict):
    """Claims by day of publication, from the first day on."""

    first_day: str | None
    counts: list[int]


class RecordOut(TypedDict):
    """What the record holds."""

    title: str
    basis: str
    stale: bool
    writable: bool
    reports: int
    claims: int
    first_day: str | None
    last_day: str | None
    tiles: str | None
    version: str
    parties: list[Named]
    outlets: list[Named]
    sources: list[Named]


class TypeOut(TypedDict):
    """An event type."""

    name: str
    label: str
    group: str
    definition: str


class StatusOut(TypedDict):
    """A way in which a place is shown."""

    name: str
    label: str
    meaning: str


class Vocabulary(TypedDict):
    """The words of the record: types, factualities, statuses, verdicts and fields that can be edited."""

    types: list[TypeOut]
    factualities: list[str]
    statuses: list[StatusOut]
    verdicts: list[str]
    fields: list[str]


class Stretches(TypedDict):
    """Columns of equal length: index of a place, days from the first, index of a holder or -1, status by index."""

    place: list[int]
    first: list[int]
    last: list[int]
    holder: list[int]
    probability: list[float]
    status: list[int]


class PlacedOut(SiteOut):
    """A place on the map, with the number of claims that tell of it."""

    claims: int


class ControlOut(TypedDict):
    """Who held what over all days: enough to draw the map of any day."""

    basis: str
    first_day: str | None
    last_day: str | None
    places: list[PlacedOut]
    holders: list[NameOut]
    stretches: Stretches
    statuses: list[str]


class StretchOut(TypedDict):
    """Days on which a place was held in one way."""

    first_day: str
    last_day: str
    holder: str
    holder_name: str
    probability: float
    status: str


class Chance(TypedDict):
    """A holder with its probability."""

    holder: str
    name: str
    probability: float


class DaysOut(TypedDict):
    """Probability of each holder on each day."""

    first_day: str | None
    holders: list[NameOut]
    rows: list[list[float]]


class OnDay(TypedDict):
    """The state of a place on the day asked for."""

    day: str | None
    status: str
    posterior: list[Chance]


class EvidenceOut(TypedDict):
    """A claim behind a state: how far it moves the holder's log-odds, and the voice behind it."""

    claim: ClaimOut
    ratio: float
    origin: str
    origin_name: str


class LeftOut(TypedDict):
    """A source, and how likely the holder would be without it."""

    source: str
    name: str
    probability_without: float


class PositionOut(TypedDict):
    """One of the values at odds, with the claims and voices that hold it."""

    value: str
    claims: list[str]
    origins: list[NameOut]


class ContradictionOut(TypedDict):
    """Values that cannot all be true; `event` or `place` and `day` say of what."""

    kind: str
    label: str
    subject: str
    event: str | None
    place: NameOut | None
    day: str | None
    positions: list[PositionOut]


class Contradictions(Page):
    """A page of contradictions."""

    items: list[ContradictionOut]


class EventHead(TypedDict):
    """What an event is, without its claims; `first_day` is null where no claim states a day."""

    id: str
    type: str
    label: str
    first_day: str | None
    last_day: str | None
    place: list[SiteOut]
    origins: list[NameOut]
    contradicted: bool
    summary: str


class EventOut(EventHead):
    """Claims of one occurrence."""

    claims: list[str]


class Events(Page):
    """A page of events."""

    items: list[EventOut]


class PlaceOut(TypedDict):
    """All that is known of a place."""

    place: PlacedOut
    stretches: list[StretchOut]
    days: DaysOut
    on: OnDay
    evidence: list[EvidenceOut]
    events: list[EventOut]
    contradictions: list[ContradictionOut]
    left_out: list[LeftOut]


class ValueOut(TypedDict):
    """One value of a role, with who says so."""

    value: str
    claims: list[str]
    origins: list[str]


class Values(TypedDict):
    """What the claims of an event say, role by role, side by side."""

    agent: list[ValueOut]
    target: list[ValueOut]
    time: list[ValueOut]
    toll: list[ValueOut]
    factuality: list[ValueOut]


class LinkOut(TypedDict):
    """Why two claims were taken to tell of one event: log-odds, and the share of each reason in them."""

    first: str
    second: str
    score: float
    reasons: list[tuple[str, float]]


class CopyOut(TypedDict):
    """A report that prints another one's text, and the share of its words that stand there."""

    report: str
    original: str
    share: float


class EventDetail(EventHead):
    """An event with its claims and what each says."""

    claims: list[ClaimOut]
    values: Values
    links: list[LinkOut]
    contradictions: list[ContradictionOut]
    copies: list[CopyOut]


class Spanned(TypedDict):
    """Words of a report with their half-open range of code points."""

    text: str
    start: int
    end: int


class FindingOut(TypedDict):
    """Something in a report that does not add up."""

    report: str
    outlet: str | None
    published: str | None
    code: str
    message: str
    spans: list[Spanned]


class Findings(Page):
    """A page of findings."""

    items: list[FindingOut]


class ReportOut(TypedDict):
    """What a record tells of a report without its text."""

    id: str
    names: list[str]
    outlet: str | None
    published: str | None
    day: str | None
    title: str | None
    url: str | None
    language: str | None
    claims: int


class Reports(Page):
    """A page of reports."""

    items: list[ReportOut]


class ReadingOut(TypedDict):
    """A report as received with all that was read in it, as `dateline read --format jsonl` writes it."""

    id: str
    published: str | None
    language: str | None
    outlet: str | None
    title: str | None
    url: str | None
    text: str
    segments: list[dict[str, Any]]
    claims: list[dict[str, Any]]
    mentions: list[dict[str, Any]]
    attributions: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    judged: dict[str, Judged]
    shown: dict[str, ClaimOut]
    copies: list[CopyOut]
    rtl: bool
