"""An invented picture of any size: outlets, places and events that exist nowhere. The same seed gives the same picture."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from unfog.model import (
    Actor,
    Assessment,
    Claim,
    Document,
    Event,
    Evidence,
    Figure,
    Interval,
    Named,
    Place,
    Range,
    Reason,
    make_id,
)
from unfog.views.sentences.days import zone

PLACES = (
    Place("p1", "Brodivka", "settlement", "UA", "Lower Region", 47.81, 35.92, "settlement", 1.0, 4000),
    Place("p2", "Zelena Hirka", "settlement", "UA", "Lower Region", 47.55, 35.41, "settlement", 0.5, 900),
    Place("p3", "Stepanove", "settlement", "UA", "Upper Region", 49.62, 37.31, "settlement", 1.0, 12000),
    Place("p4", "Kalynsk", "settlement", "UA", "Upper Region", 48.71, 37.94, "settlement", 1.0, 31000),
    Place("p5", "Rechnoye", "settlement", "RU", "Border Region", 50.71, 36.72, "settlement", 1.0, 7000),
    Place("p6", "Tykhe District", "district", "UA", "Upper Region", 49.21, 36.61, "district", 24.0),
    Place("p7", "Lower Region", "region", "UA", "Lower Region", 47.4, 35.5, "region", 95.0),
    Place("p8", "Upper Region", "region", "UA", "Upper Region", 49.3, 37.4, "region", 90.0),
    Place("p9", "Ukraine", "country", "UA", None, 49.0, 31.0, "country", 600.0),
    Place("p10", "Portside", "settlement", "UA", "Coast Region", 46.52, 30.71, "settlement", 2.0, 90000),
)  # fmt: skip
OUTLETS = ("Northgate Wire", "Harbour Post", "Courier of the Plain", "Meridian Dispatch", "Ledger of the North")
SOURCES = (
    Actor("a1", "Defence Staff of the East", "ministry", "UA", "UA"),
    Actor("a2", "Ministry of the Plain", "ministry", "RU", "RU"),
    Actor("a3", "Regional Administration", "administration", "UA", "UA"),
    Actor("a4", "Observer Mission", "organisation", None, None, independent=True),
)  # fmt: skip
KINDS = {
    "drone_strike": "strikes", "missile_strike": "strikes", "shelling": "strikes", "interception": "strikes",
    "assault": "ground", "territory_change": "ground", "deployment": "forces", "equipment_loss": "forces",
    "aid": "aid", "talks": "diplomacy", "position": "diplomacy", "casualties": "humanitarian",
    "damage": "humanitarian", "displacement": "humanitarian",
}  # fmt: skip
OUTLOOK_EVERY = 61
GRADES = ("confirmed", "corroborated", "reported", "claimed", "claimed", "claimed", "contested", "refuted")
FILLER = (
    "Residents heard several blasts before dawn.", "Repair crews were at work by noon.", "Trains on the line ran late.",
    "The mayor asked people to stay near shelter.", "Neither account could be checked on the spot.",
    "Schools in the town stayed shut for the day.", "Traffic over the bridge was stopped for an hour.",
)  # fmt: skip


@dataclass(frozen=True)
class Invented:
    """All rows of one invented picture."""

    events: tuple[Event, ...]
    assessments: tuple[Assessment, ...]
    documents: tuple[Document, ...]

    def rows(self, row: type) -> tuple[object, ...]:
        """The rows of one class, as a store gives them."""
        return {Event: self.events, Assessment: self.assessments, Document: self.documents}[row]


def picture(size: int, *, seed: int = 7, paragraphs: int = 3) -> Invented:
    """`size` events, each told by one to three articles."""
    chance = random.Random(seed)
    made = [_event(chance, number, paragraphs) for number in range(size)]
    return Invented(
        events=tuple(event for event, _, _ in made),
        assessments=tuple(assessment for _, assessment, _ in made),
        documents=tuple(document for _, _, documents in made for document in documents),
    )


def _event(chance: random.Random, number: int, paragraphs: int) -> tuple[Event, Assessment, list[Document]]:
    kind = chance.choice(tuple(KINDS))
    place = chance.choice((*PLACES, None))
    begin = None if number % 17 == 5 else date(2031, 3, 1) + timedelta(days=chance.randrange(60))
    killed = chance.randrange(1, 9)
    outline = Outline(number, kind, place, begin, killed, paragraphs)
    told = [_told(chance, outline, copy) for copy in range(chance.randrange(1, 4))]
    evidence = tuple(row for row, _ in told)
    event = row_of_event(number, kind, place, evidence)
    return event, _assessment(chance, event, killed), [document for _, document in told]


def interval_of(day: date | None, *, told: bool) -> Interval | None:
    """The day as people there count it, or, where no text tells, the four days before the next morning in UTC."""
    if day is None:
        return None
    if not told:
        return Interval(
            f"{day - timedelta(days=3)}T00:00:00Z", f"{day + timedelta(days=1)}T00:00:00Z", "week", "published"
        )
    begin, end = (
        datetime.combine(each, time(), zone()).astimezone(UTC).isoformat().replace("+00:00", "Z")
        for each in (day, day + timedelta(days=1))
    )
    return Interval(begin, end, "day", "text")


def row_of_event(number: int, kind: str, place: Place | None, evidence: tuple[Evidence, ...]) -> Event:
    when = evidence[0].interval
    ids = tuple(row.id for row in evidence)
    return Event(
        id=make_id("invented event", number), event_type=kind,
        ledger="outlook" if number % OUTLOOK_EVERY == 0 else KINDS[kind], phase="future" if number % OUTLOOK_EVERY == 0 else "past",
        begin=when.begin if when else None, end=when.end if when else None,
        time_precision=when.precision if when else None, place=place,
        initiator=tuple(Named(actor.name, ids) for actor in evidence[0].initiators),
        recipient=(Named("Petro Vyhadanyi", ids),) if kind == "casualties" else (),
        items=(Named("drone", ids),) if kind == "drone_strike" else (),
        aid_stage="pledged" if kind == "aid" else None, outcome="taken" if kind == "territory_change" else None,
        claims=ids, documents=tuple(row.document_id for row in evidence), evidence=evidence,
    )  # fmt: skip


@dataclass(frozen=True)
class Outline:
    """What an invented event's articles tell."""

    number: int
    kind: str
    place: Place | None
    begin: date | None
    killed: int
    paragraphs: int


def _told(chance: random.Random, outline: Outline, copy: int) -> tuple[Evidence, Document]:
    number, kind, place, begin = outline.number, outline.kind, outline.place, outline.begin
    killed = outline.killed
    source = chance.choice(SOURCES)
    where = place.name if place else "an unnamed village"
    quote = f"{source.name} said that {kind.replace('_', ' ')} at {where} left {killed} people dead, number {number}."
    before = "\n\n".join(" ".join(chance.sample(FILLER, 4)) for _ in range(outline.paragraphs))
    text = f"{before}\n\n{quote} 🙂 {chance.choice(FILLER)}"
    if copy == 0:
        text = f"😀 {text}"
    published = (begin or date(2031, 5, 1)) + timedelta(days=1)
    document = Document(
        id=make_id("invented document", number, copy), capture_id="c", name=f"{number}-{copy}",
        publisher=chance.choice(OUTLETS), published=published.isoformat(), published_precision="day",
        published_from="metadata", url=f"https://outlet.example/{number}/{copy}", title=f"Report {number} from {where}", text=text,
    )  # fmt: skip
    start = text.index(quote)
    claim = Claim(
        id=make_id("invented claim", number, copy), document_id=document.id, start=start, end=start + len(quote), quote=quote,
        event_type=kind, source=source.name, cue="said", stance="denies" if copy == 2 else "asserts",
        factuality="CT-" if copy == 2 else "CT+", numbers=(Figure("killed", killed, killed),),
    )  # fmt: skip
    evidence = evidence_of(claim, document, source, place)
    return replace(evidence, interval=interval_of(begin, told=number % 4 != 3)), document


def evidence_of(claim: Claim, document: Document, source: Actor | None, place: Place | None) -> Evidence:
    return Evidence(
        id=claim.id, document_id=document.id, family_id=document.id,
        publisher=Actor(make_id(document.publisher), document.publisher or "", "publisher"), published=document.published,
        vouched_by=source, claim=claim, initiators=(source,) if source else (),
        recipients=(Actor("x", "Petro Vyhadanyi", "unknown"),), places=(place,) if place else (), interval=None, block_keys=(),
    )  # fmt: skip


def _assessment(chance: random.Random, event: Event, killed: int) -> Assessment:
    denying = tuple(row.id for row in event.evidence if row.claim.stance == "denies")
    telling = tuple(claim for claim in event.claims if claim not in denying)
    grade = "contested" if denying else chance.choice(GRADES)
    return Assessment(
        id=make_id("assessment", event.id), event_id=event.id, grade=grade,
        reasons=(Reason("sources", f"{len(event.claims)} sources speak of it; the grade is {grade}.", event.claims),
                 Reason("unverified", "Neither account could be checked.", ())),
        sources_for=tuple(Named(row.claim.source or "", (row.id,)) for row in event.evidence if row.id in telling),
        sources_against=tuple(Named(row.claim.source or "", (row.id,)) for row in event.evidence if row.id in denying),
        independent_for=len(telling), independent_against=len(denying),
        figures=(Range("killed", None, "event", None, killed, killed, killed + 2, telling),
                 Range("killed", None, "event", "UA", killed, killed, None, telling)),
    )  # fmt: skip
