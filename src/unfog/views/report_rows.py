"""What the report page is given: the rows of the picture as frozen dataclasses, from which its JSON is written.

`web/src/data.ts` declares the same shapes for the page. Texts are kept once per document and claims point into them;
offsets count UTF-16 units, as the browser's strings do, not the Unicode characters of the store. Events, claims,
documents and actors are named by their index in the tuples of `ReportData`.
"""

from __future__ import annotations

from dataclasses import dataclass

from unfog.model import Number


@dataclass(frozen=True, slots=True)
class ReportPlace:
    """Where, no more exact than is known: coordinates are rounded to what `precision` and `radius_km` allow."""

    id: str
    name: str
    region: str | None
    country: str
    latitude: float
    longitude: float
    precision: str
    radius_km: float


@dataclass(frozen=True, slots=True)
class ReportActor:
    """Who answers for a claim. `known` is whether the register holds the name; only such names are listed as filters."""

    name: str
    kind: str
    country: str | None
    side: str | None
    independent: bool
    known: bool


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """An article with its text; `url` is kept only where it is http or https."""

    id: str
    title: str | None
    publisher: str | None
    published: str | None
    published_precision: str | None
    published_from: str | None
    url: str | None
    text: str


@dataclass(frozen=True, slots=True)
class ReportClaim:
    """One source saying something in `text[start:end]` of a document.

    `actor` answers for it (None: nobody known). `family` numbers the story, copies of it sharing one. `weighs` is `for`,
    `against` or empty, as the assessment counted it.
    """

    id: str
    event: int
    document: int
    family: int
    start: int
    end: int
    event_type: str
    source: str | None
    via: tuple[str, ...]
    actor: int | None
    stance: str
    factuality: str
    phase: str
    time: str | None
    verification: str | None
    weighs: str


@dataclass(frozen=True, slots=True)
class ReportReason:
    """One reason of a grade, in words, with the claims that it rests on."""

    code: str
    text: str
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReportRange:
    """Lowest, best and highest of a figure, over all sources (`side` None) or by one side's count."""

    measure: str
    of: str | None
    basis: str
    side: str | None
    low: Number | None
    best: Number | None
    high: Number | None
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReportEvent:
    """One happening with its grade and the reasons for it. `grade` is None where nothing has graded it.

    `first` and `last` are its days as people where it happened count them, `day` the one it is filed under. Where no text
    tells the time (`told` false), they are the days before publication on which it may have been.
    """

    id: str
    headline: str
    event_type: str
    ledger: str
    phase: str
    begin: str | None
    end: str | None
    time_precision: str | None
    first: str | None
    last: str | None
    day: str | None
    told: bool
    place: ReportPlace | None
    initiator: tuple[str, ...]
    recipient: tuple[str, ...]
    items: tuple[str, ...]
    aid_stage: str | None
    outcome: str | None
    topic: str | None
    grade: str | None
    reasons: tuple[ReportReason, ...]
    figures: tuple[ReportRange, ...]
    sources_for: tuple[str, ...]
    sources_against: tuple[str, ...]
    independent_for: int
    independent_against: int
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Slice:
    """Some events with the claims, documents and actors that they rest on; the indices are into its own tuples."""

    events: tuple[ReportEvent, ...]
    claims: tuple[ReportClaim, ...]
    documents: tuple[ReportDocument, ...]
    actors: tuple[ReportActor, ...]


@dataclass(frozen=True, slots=True)
class ReportLedgerRow:
    """A row of a ledger as words, and the events that it was made of; it is shown while any of them passes the filter.

    `resolved_by` are the events that bore out a warning.
    """

    cells: tuple[str, ...]
    grade: str
    events: tuple[int, ...]
    resolved_by: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReportLedger:
    """One of the seven ledgers; `figures` are the indices of the columns that hold numbers."""

    name: str
    columns: tuple[str, ...]
    figures: tuple[int, ...]
    rows: tuple[ReportLedgerRow, ...]


@dataclass(frozen=True, slots=True)
class ReportData:
    """All that the page is given. `notes` are sentences about the picture: what came in, what was set aside."""

    version: str
    title: str
    notes: tuple[str, ...]
    events: tuple[ReportEvent, ...]
    claims: tuple[ReportClaim, ...]
    documents: tuple[ReportDocument, ...]
    actors: tuple[ReportActor, ...]
    ledgers: tuple[ReportLedger, ...]
