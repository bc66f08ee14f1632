"""What the catalogue holds of an event: its row as lists show it, the keys by which it is found, who speaks of it, its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from unfog.model import Actor, Assessment, Event, Evidence
from unfog.stages.verify.record import fates
from unfog.views.catalogue.doubt import doubt
from unfog.views.report_build import place_row, title_of, without_victims
from unfog.views.report_rows import ReportPlace
from unfog.views.sentences import days
from unfog.views.sentences.polarity import affirms, denies

NO_SIDE = "none"
MOST_WORDS = 20_000  # characters of an event's words that are searched
Publisher = Callable[[Evidence], "Actor | None"]
Role = Literal["speaker", "publisher"]


@dataclass(frozen=True, slots=True)
class Local:
    """A stretch of time by the clocks of the place: ISO times with their distance from UTC, and the zone."""

    begin: str
    end: str | None
    zone: str


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as a line of a list. The names are those of `ReportEvent`; `claims`, `articles` and `publishers` are counts.

    `published` are the first and last day on which an article told of it; `reviewed` is whether a person accepted it.
    """

    id: str
    headline: str
    event_type: str
    ledger: str
    phase: str
    first: str | None
    last: str | None
    day: str | None
    told: bool
    time_precision: str | None
    begin: str | None
    end: str | None
    local: Local | None
    place: ReportPlace | None
    grade: str | None
    contested: bool
    sides_for: tuple[str, ...]
    sides_against: tuple[str, ...]
    independent_for: int
    independent_against: int
    claims: int
    articles: int
    publishers: int
    published: tuple[str, str] | None
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks of an event or prints it, in so many claims; `fate` is what became of what a source affirmed, empty where it affirmed nothing."""

    actor: Actor
    role: Role
    affirms: bool
    denies: bool
    claims: int
    fate: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the catalogue."""

    row: EventRow
    voices: tuple[Voice, ...]
    documents: tuple[str, ...]
    words: str
    doubt: float


def entry(event: Event, assessment: Assessment | None, publisher: Publisher) -> Entry:
    """The entry of an event; victims are not named in it. `publisher` tells who printed a claim's article."""
    public = without_victims(event)
    voices = (*_speakers(event, assessment), *_publishers(event, publisher))
    row = event_row(public, assessment, voices)
    return Entry(row, voices, event.documents, _words(public, row, voices), doubt(event, assessment)[0])


def event_row(event: Event, assessment: Assessment | None, voices: Iterable[Voice]) -> EventRow:
    """The line of an event."""
    first, last = days.iso_span(event)
    printed = sorted(row.published[:10] for row in event.evidence if row.published)
    those = tuple(voices)
    return EventRow(
        id=event.id, headline=title_of(event, assessment), event_type=event.event_type, ledger=event.ledger, phase=event.phase,
        first=first, last=last, day=days.day_of(event), told=days.is_told(event), time_precision=event.time_precision,
        begin=event.begin, end=event.end, local=local(event.begin, event.end),
        place=place_row(event.place) if event.place else None, grade=assessment.grade if assessment else None,
        contested=assessment is not None and assessment.grade == "contested",
        sides_for=_sides(each for each in those if each.role == "speaker" and each.affirms),
        sides_against=_sides(each for each in those if each.role == "speaker" and each.denies),
        independent_for=assessment.independent_for if assessment else 0,
        independent_against=assessment.independent_against if assessment else 0, claims=len(event.claims),
        articles=len(event.documents), publishers=sum(each.role == "publisher" for each in those),
        published=(printed[0], printed[-1]) if printed else None,
    )  # fmt: skip


def local(begin: str | None, end: str | None) -> Local | None:
    """The stretch by the clocks of the place."""
    if begin is None:
        return None
    zone = days.zone()
    first, last = (days.read_time(each).astimezone(zone).isoformat() if each else None for each in (begin, end))
    return Local(first or "", last, zone.key)


def _sides(voices: Iterable[Voice]) -> tuple[str, ...]:
    return tuple(sorted({each.actor.side or NO_SIDE for each in voices}))


def _speakers(event: Event, assessment: Assessment | None) -> Iterator[Voice]:
    """Those who answer for a claim, each once. Who is not in the register is counted by side alone, never by name."""
    became = {actor.id: fate for actor, fate in fates(event, assessment)} if assessment else {}
    said: dict[Actor, list[Evidence]] = {}
    for row in event.evidence:
        said.setdefault(_known(row.vouched_by), []).append(row)
    for actor, rows in said.items():
        yes, no = any(affirms(row.claim) for row in rows), any(denies(row.claim) for row in rows)
        yield Voice(actor, "speaker", yes, no, len(rows), became.get(actor.id, ""))


def _known(actor: Actor | None) -> Actor:
    if actor is None or actor.kind == "unknown":
        return Actor("", "", "unknown", side=actor.side if actor else None)
    return actor


def _publishers(event: Event, publisher: Publisher) -> Iterator[Voice]:
    printed: dict[Actor, list[Evidence]] = {}
    for row in event.evidence:
        actor = publisher(row)
        if actor is not None:
            printed.setdefault(actor, []).append(row)
    for actor, rows in printed.items():
        yes, no = any(affirms(row.claim) for row in rows), any(denies(row.claim) for row in rows)
        yield Voice(actor, "publisher", yes, no, len(rows))


def _words(event: Event, row: EventRow, voices: Iterable[Voice]) -> str:
    """What a search looks at: the headline, the names of its slots, and the claims' own sentences."""
    slots = (named.name for named in chain(event.initiator, event.recipient, event.items))
    place = (row.place.name, row.place.region or "") if row.place else ()
    kind = (row.event_type.replace("_", " "), row.ledger, event.outcome or "", event.aid_stage or "")
    topics = (each.claim.topic or "" for each in event.evidence)
    quotes = (each.claim.quote for each in event.evidence)
    names = (each.actor.name for each in voices)
    parts = dict.fromkeys(chain((row.headline,), kind, place, slots, names, topics, quotes))
    return "\n".join(part for part in parts if part)[:MOST_WORDS]
