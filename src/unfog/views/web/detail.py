"""One event: the report's own rows of it, and what stands behind them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from unfog.model import Assessment, Claim, Document, Event, Evidence, Feature, Link
from unfog.stages.verify.history import Step, history
from unfog.views.catalogue import EventRow
from unfog.views.catalogue.entries import Local
from unfog.views.past import grading
from unfog.views.report_build import Builder, utf16_offsets
from unfog.views.report_rows import ReportClaim, ReportRange, ReportReason, Slice
from unfog.views.sentences.polarity import affirms, denies
from unfog.views.web.answers import Verdict
from unfog.views.web.desk import Desk, NotFoundError, event_of
from unfog.views.web.query import Asked

WHOLE = 4000  # characters: a longer article is given in excerpts beside an event
AROUND = 600  # characters of an excerpt on either side of a claim
NEAR = 8


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of an article (index `document`) from the UTF-16 offset `start` on."""

    document: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class ThreadStep:
    """A day on which the grade changed: from what to what, by which claims (indices), and its reasons then."""

    day: str | None
    before: str | None
    grade: str
    claims: tuple[int, ...]
    reasons: tuple[ReportReason, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """A claim in the order of publication. `kind`: claim, confirmation, repeat, denial, correction, withdrawal or silence."""

    day: str | None
    time: str | None
    claim: int
    kind: str


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A story: its documents, copies of each other, and the actors who speak in it (indices).

    `independent` is whether it brings a witness that no earlier story has; `why` says so in words.
    """

    family: int
    documents: tuple[int, ...]
    voices: tuple[int, ...]
    independent: bool
    why: str


@dataclass(frozen=True, slots=True)
class FigureBySide:
    """A figure over all sources, and by each side's count."""

    all: ReportRange | None
    sides: tuple[ReportRange, ...]


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Two claims (indices) compared: what the first does to the other, and what spoke for it."""

    claim: int
    other: int
    kind: str
    score: float
    features: tuple[Feature, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A part of the picture as the report has it, with excerpts of the articles that are not given whole."""

    slice: Slice
    excerpts: tuple[Excerpt, ...]


@dataclass(frozen=True, slots=True)
class EventPage:
    """One event with all that it rests on. `near` are other events of its ledger at its place on its days."""

    row: EventRow
    slice: Slice
    excerpts: tuple[Excerpt, ...]
    thread: tuple[ThreadStep, ...]
    moments: tuple[Moment, ...]
    families: tuple[FamilyRow, ...]
    figures_by_side: tuple[FigureBySide, ...]
    links: tuple[LinkRow, ...]
    judgements: tuple[Verdict, ...]
    near: tuple[EventRow, ...]
    local: Local | None


def event(desk: Desk, asked: Asked) -> EventPage:
    """One event. Raises `NotFoundError` where there is none of that id."""
    wanted = asked.path["id"]
    found = desk.store.get(Event, wanted) if desk.position(wanted) >= 0 else None
    if found is None:
        raise NotFoundError(f"there is no event {wanted[:40]!r}")
    (row,) = desk.rows([desk.position(wanted)])
    assessment = assessed(desk, found)
    part = beside(desk, [(found, assessment)])
    index = {claim.id: at for at, claim in enumerate(part.slice.claims)}
    links = _links(desk, found)
    return EventPage(
        row=row, slice=part.slice, excerpts=part.excerpts, thread=tuple(_thread(found, index)), moments=tuple(_moments(found, index, links)),
        families=tuple(_families(part.slice)), figures_by_side=_figures(part.slice.events[0].figures),
        links=tuple(LinkRow(index[each.claim_id], index[each.other_id], each.kind, each.score, each.features) for each in links
                    if each.claim_id in index and each.other_id in index),
        judgements=tuple(verdicts(desk, found.documents, wanted)), near=near(desk, wanted), local=row.local,
    )  # fmt: skip


def assessed(desk: Desk, event: Event) -> Assessment | None:
    """The assessment of an event."""
    return next(desk.store.in_order(Assessment, event_id=event.id), None)


def beside(desk: Desk, judged: Sequence[tuple[Event, Assessment | None]]) -> Beside:
    """Events as the report has them, with their articles whole where they are short, in excerpts otherwise."""
    ids = dict.fromkeys(row.document_id for event, _ in judged for row in event.evidence)
    documents = {each: found for each in ids if (found := desk.store.get(Document, each))}
    builder = Builder([each for _, each in judged if each], documents.values())
    for event, _ in judged:
        builder.add(event)
    part = builder.slice()
    return Beside(_shortened(part), tuple(_excerpts(part, documents, [event for event, _ in judged])))


def _shortened(part: Slice) -> Slice:
    short = tuple(each if len(each.text) <= WHOLE else replace(each, text="") for each in part.documents)
    return replace(part, documents=short)


def _excerpts(part: Slice, documents: Mapping[str, Document], events: Iterable[Event]) -> Iterator[Excerpt]:
    claims = [row.claim for event in events for row in event.evidence]
    for at, shown in enumerate(part.documents):
        if len(shown.text) <= WHOLE:
            continue
        text, offset = documents[shown.id].text, utf16_offsets(shown.text)
        for start, end in _stretches(text, [claim for claim in claims if claim.document_id == shown.id]):
            yield Excerpt(at, offset(start), text[start:end])


def _stretches(text: str, claims: Iterable[Claim]) -> list[tuple[int, int]]:
    """The stretches around claims, those that touch made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted((max(0, claim.start - AROUND), min(len(text), claim.end + AROUND)) for claim in claims):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _thread(event: Event, index: Mapping[str, int]) -> Iterator[ThreadStep]:
    for step in history(event, grading()):
        yield ThreadStep(step.date, step.before, step.grade, _places(step.claims, index), _reasons(step, index))


def _places(claims: Iterable[str], index: Mapping[str, int]) -> tuple[int, ...]:
    return tuple(index[claim] for claim in claims if claim in index)


def _reasons(step: Step, index: Mapping[str, int]) -> tuple[ReportReason, ...]:
    return tuple(ReportReason(each.code, each.text, _places(each.claims, index)) for each in step.assessment.reasons)


def _moments(event: Event, index: Mapping[str, int], links: Iterable[Link]) -> Iterator[Moment]:
    does = {link.claim_id: link.kind for link in links if link.kind in KINDS}
    told: set[str] = set()
    for row in sorted(event.evidence, key=lambda each: (each.published or "", each.id)):
        if row.id in index:
            day = row.published[:10] if row.published else None
            yield Moment(day, row.published, index[row.id], _kind(row, does.get(row.id), told))
        told |= {row.family_id} if affirms(row.claim) else set()


KINDS = {"corrects": "correction", "withdraws": "withdrawal", "update": "correction"}


def _kind(row: Evidence, does: str | None, told: set[str]) -> str:
    if does:
        return KINDS[does]
    if denies(row.claim):
        return "denial"
    if not affirms(row.claim):
        return "silence"
    if row.family_id in told:
        return "repeat"
    return "confirmation" if told else "claim"


def _families(part: Slice) -> Iterator[FamilyRow]:
    """The stories, oldest first; who has spoken in one, or is of the same side, is no new witness in the next."""
    heard: set[str] = set()
    told: dict[int, list[ReportClaim]] = {}
    for claim in sorted(part.claims, key=lambda each: part.documents[each.document].published or "9"):
        told.setdefault(claim.family, []).append(claim)
    for family, claims in told.items():
        documents = tuple(dict.fromkeys(claim.document for claim in claims))
        voices = tuple(dict.fromkeys(claim.actor for claim in claims if claim.actor is not None))
        known = {each.side or each.country or each.name for each in (part.actors[at] for at in voices) if each.known}
        why = ALONE if known - heard else AGAIN if known else NOBODY
        copies = f"; {len(documents)} articles of one text, which count once" if len(documents) > 1 else ""
        yield FamilyRow(family, documents, voices, bool(known - heard), why + copies)
        heard |= known


ALONE, AGAIN, NOBODY = "a voice that no earlier story has", "the voices of an earlier story, or of the same side", "nobody known speaks in it"


def _figures(figures: Iterable[ReportRange]) -> tuple[FigureBySide, ...]:
    groups: dict[tuple[str, str | None, str], list[ReportRange]] = {}
    for each in figures:
        groups.setdefault((each.measure, each.of, each.basis), []).append(each)
    return tuple(
        FigureBySide(next((each for each in group if each.side is None), None), tuple(each for each in group if each.side is not None))
        for group in groups.values()
    )


def _links(desk: Desk, event: Event) -> list[Link]:
    found: dict[str, Link] = {}
    for claim in event.claims:
        rowids = [member.rowid for _, member in desk.store.members(Link, "claim_id", [claim])]
        for link in desk.store.decoded(Link, rowids):
            found[link.id] = link
    return sorted(found.values(), key=lambda each: (-each.score, each.id))


def verdicts(desk: Desk, documents: Iterable[str], event_id: str | None = None) -> Iterator[Verdict]:
    """What people judged of some articles, or of one event that rests on them."""
    snapshot, wanted = desk.snapshot, set(documents)
    holding = {each.id for each in snapshot.standing}
    for judgement in snapshot.judgements:
        if not wanted & set(judgement.documents):
            continue
        events = [event_of(desk.store, subject) for subject in judgement.subjects]
        ids = [each[0] for each in events if each]
        if event_id is None or event_id in ids or not judgement.subjects[0].end:
            yield Verdict.of(judgement, stands=judgement.id in holding, event=ids[0] if ids else None)


def near(desk: Desk, event_id: str) -> tuple[EventRow, ...]:
    """Other events of the same ledger at the same place on the same days, which may be the same one."""
    columns, at = desk.snapshot.columns, desk.position(event_id)
    keys = columns.keys
    own = {name: column[at] for name, column in keys.items()}
    if at < 0 or not own["place"] or not own["first"]:
        return ()
    mask = (keys["place"] == own["place"]) & (keys["ledger"] == own["ledger"]) & (keys["first"] <= own["last"]) & (keys["last"] >= own["first"])
    mask[at] = False
    return tuple(desk.rows(mask.nonzero()[0][:NEAR]))
