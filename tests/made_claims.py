"""Invented places, parties, outlets and claims for tests of reconciling and grading."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from types import SimpleNamespace

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.knowledge.rubric import load_comparison
from unfog.model import Actor, Assessment, Claim, Event, Evidence, Figure, Interval, Link, Place
from unfog.stage import Group
from unfog.stages.reconcile.clock import guess
from unfog.stages.reconcile.compare import COMPARE
from unfog.stages.reconcile.keys import Grounded, block_keys
from unfog.stages.reconcile.merge import MERGE
from unfog.stages.verify.grade import GRADE

ONTOLOGY = Knowledge().ontology
OWNERS = {"Heron Wire": "Heron Group", "Quay Post": "its staff", "Heron Local": "Heron Group", "Cove Mail": "its staff"}
KNOWLEDGE = SimpleNamespace(ontology=ONTOLOGY, register=SimpleNamespace(owner=OWNERS.get))
RULES = load_comparison(ONTOLOGY.folder)

NORTH = Actor("north", "Northland", "state", "NL", "N")
NORTH_MINISTRY = Actor("north.mod", "Northland Defence Ministry", "ministry", "NL", "N")
NORTH_STAFF = Actor("north.staff", "Northland General Staff", "military", "NL", "N")
SOUTH = Actor("south", "Southmark", "state", "SM", "S")
SOUTH_STAFF = Actor("south.staff", "Southmark General Staff", "military", "SM", "S")
NEUTRAL = Actor("isle", "Isle Republic", "state", "IR")
MONITORS = Actor("monitors", "Delta Monitors", "monitor", None, None, independent=True)
WIRE = Actor("publisher:wire", "Heron Wire", "publisher", "IR", None, independent=True)
POST = Actor("publisher:post", "Quay Post", "publisher", "IR", None, independent=True)
LOCAL = Actor("publisher:local", "Heron Local", "publisher", "IR", None, independent=True)
COVE = Actor("publisher:cove", "Cove Mail", "publisher", "IR", None, independent=True)
STATE_TV = Actor("publisher:tv", "North Television", "publisher", "NL", "N")

HARROW = Place("p1", "Harrow", "town", "SM", "East Region", 50.0, 36.0, "settlement", 3.0, 9000)
LUND = Place("p2", "Lund", "town", "SM", "East Region", 50.9, 36.9, "settlement", 3.0, 8000)
EAST = Place("r1", "East Region", "region", "SM", None, 50.2, 36.4, "region", 80.0)
MARK = Place("c1", "Southmark", "country", "SM", None, 49.0, 32.0, "country", 400.0)


def day(date: str, *, days: int = 1) -> Interval:
    """A day, or some days, that a text gives."""
    last = int(date[8:]) + days
    return Interval(f"{date}T00:00:00Z", f"{date[:8]}{last:02d}T00:00:00Z", "day", "text")


def figure(measure: str, low: int | None, high: int | None, basis: str = "event") -> Figure:
    return Figure(measure, low, high, None, basis)


def killed(low: int | None, high: int | None = None) -> tuple[Figure, ...]:
    return (figure("killed", low, high if high is not None else low),)


def evidence(
    name: str,
    event_type: str = "missile_strike",
    *,
    by: Actor | None = None,
    source: str | None = None,
    publisher: Actor | None = None,
    document: str | None = None,
    family: str | None = None,
    places: tuple[Place, ...] = (HARROW,),
    when: Interval | str | None = "2031-05-04",
    published: str | None = "2031-05-05",
    initiators: tuple[Actor, ...] = (NORTH,),
    recipients: tuple[Actor, ...] = (SOUTH,),
    **claim: object,
) -> Evidence:
    """One claim of document `d-<name>`; `by` is a named source, else the publisher vouches."""
    document = document or f"d-{name}"
    said = Claim(
        id=name,
        document_id=document,
        start=0,
        end=40,
        event_type=event_type,
        source=by.name if by else source,
        quote=str(claim.pop("quote", f"Rockets hit Harrow, {name} said")),
    )
    said = replace(said, **claim)
    interval = day(when) if isinstance(when, str) else when or guess(published, said.phase)
    row = Evidence(
        id=name,
        document_id=document,
        family_id=family or document,
        publisher=publisher,
        published=published,
        vouched_by=by or (publisher if source is None else None),
        claim=said,
        initiators=initiators,
        recipients=recipients,
        places=places,
        interval=interval,
        block_keys=(),
    )
    return replace(row, block_keys=filed(row))


def filed(row: Evidence) -> tuple[str, ...]:
    grounded = Grounded(row.claim, row.initiators, row.recipients, row.places, row.interval, row.published)
    return block_keys(grounded, ONTOLOGY.family(row.claim.event_type), RULES)


def picture(rows: Iterable[Evidence]) -> tuple[list[Link], list[Event], list[Assessment]]:
    """Everything that is made of some evidence, blocks taken in the order in which the rows arrive."""
    arrived = list(rows)
    compare, merge, grade = (stage.build(KNOWLEDGE, Config()) for stage in (COMPARE, MERGE, GRADE))
    blocks: dict[str, list[Evidence]] = {}
    for row in arrived:
        for key in row.block_keys:
            blocks.setdefault(key, []).append(row)
    links = [link for key, members in blocks.items() for link in compare(Group(key, {Evidence: tuple(members)}))]
    events = list(merge(Group("all", {Evidence: tuple(arrived), Link: tuple(links)})))
    return links, events, [each for event in events for each in grade(event)]
