"""Linked claims become events: one event for each cluster, its values taken from its claims and naming them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from unfog.config import Config
from unfog.knowledge import Knowledge, Ontology
from unfog.knowledge.rubric import Comparison, load_comparison
from unfog.model import Actor, Event, Evidence, Interval, Link, Named, Place, make_id
from unfog.stage import Group, GroupFunction, PerComponent, Read
from unfog.stages.reconcile import clock
from unfog.stages.reconcile.cluster import clusters
from unfog.stages.reconcile.polarity import affirms
from unfog.stages.reconcile.profile import most_exact

# From the most exact to the least.
PRECISIONS = ("point", "settlement", "district", "sector", "region", "country")
TENSES = ("ongoing", "past", "future")


def build(knowledge: Knowledge, _config: Config) -> GroupFunction:
    """The function that turns one component of linked claims into its events."""
    ontology, rules = knowledge.ontology, load_comparison(knowledge.ontology.folder)

    def merge(group: Group) -> Iterator[Event]:
        evidence = {row.id: row for row in group.of(Evidence)}
        links = [link for link in group.of(Link) if link.claim_id in evidence and link.other_id in evidence]
        for ids in clusters(evidence, links, rules.cluster.linked_share):
            yield event([evidence[each] for each in ids], ontology, rules)

    return merge


def event(rows: list[Evidence], ontology: Ontology, rules: Comparison) -> Event:
    """The event of one cluster; what is said of it is taken from those who affirm it, where any do."""
    rows = sorted(rows, key=lambda row: (row.published or "9999", row.id))
    telling = [row for row in rows if affirms(row.claim)] or rows
    event_type = _type(telling, rules)
    phase, interval = _phase(telling), when(telling)
    return Event(
        id=make_id("event", min(row.id for row in rows)),
        event_type=event_type,
        ledger=ontology.ledger(event_type, _stance(telling), phase),
        phase=phase,
        begin=interval.begin if interval else None,
        end=interval.end if interval else None,
        time_precision=interval.precision if interval else None,
        place=where(telling),
        initiator=_named(telling, lambda row: _names(row.initiators)),
        recipient=_named(telling, lambda row: _names(row.recipients)),
        items=_named(telling, lambda row: row.claim.items),
        aid_stage=_most(row.claim.aid_stage for row in telling),
        outcome=_most(row.claim.outcome for row in telling),
        claims=tuple(row.id for row in rows),
        documents=tuple(sorted({row.document_id for row in rows})),
        evidence=tuple(rows),
    )


def _most(values: Iterable[str | None]) -> str | None:
    """The most frequent value, the alphabetically first among equals; None if there is none."""
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _type(rows: list[Evidence], rules: Comparison) -> str:
    """The type most vouched for; one that leaves the means open only where nobody is more specific."""
    exact = [row.claim.event_type for row in rows if row.claim.event_type not in rules.generic]
    return _most(exact or (row.claim.event_type for row in rows)) or rows[0].claim.event_type


def _phase(rows: list[Evidence]) -> str:
    phases = {row.claim.phase for row in rows}
    return next((tense for tense in TENSES if tense in phases and (tense != "ongoing" or len(phases) == 1)), "past")


def _stance(rows: list[Evidence]) -> str:
    return _most(row.claim.stance for row in rows) or rows[0].claim.stance


def when(rows: list[Evidence]) -> Interval | None:
    """The interval with which most of those that the texts give agree, the shortest of such; the guesses where none is given."""
    intervals = [row.interval for row in rows if row.interval]
    given = [each for each in intervals if each.anchor != clock.PUBLISHED] or intervals

    def rank(each: Interval) -> tuple[int, float, str, str]:
        agreeing = sum(clock.meet(each, other) for other in given)
        return (-agreeing, clock.length(each), each.begin, each.end)

    return min(given, key=rank) if given else None


def where(rows: list[Evidence]) -> Place | None:
    """The most exact place on which most of the claims that name any agree; a claim of several places counts for each in part."""
    known: dict[str, Place] = {}
    support: Counter[str] = Counter()
    naming = [row for row in rows if row.places]
    for row in naming:
        exact = {place.id for place in most_exact(row.places)}
        for place in row.places:
            known.setdefault(place.id, place)
            support[place.id] += (
                60 // len(exact) if place.id in exact else 60
            )  # sixtieths, since sums of shares must be exact
    enough = [each for each in support if 2 * support[each] > 60 * len(naming)]
    first = {row.places[0].id for row in naming}  # the text's own most exact name

    def rank(each: str) -> tuple[int, int, bool, str]:
        return (_exactness(known[each]), -support[each], each not in first, each)

    return known[min(enough or _foremost(support), key=rank)] if support else None


def _foremost(support: Counter[str]) -> list[str]:
    most = max(support.values())
    return [each for each in support if support[each] == most]


def _exactness(place: Place) -> int:
    return PRECISIONS.index(place.precision) if place.precision in PRECISIONS else len(PRECISIONS)


def _names(actors: tuple[Actor, ...]) -> tuple[str, ...]:
    return tuple(actor.name for actor in actors)


def _named(rows: list[Evidence], names: Callable[[Evidence], tuple[str, ...]]) -> tuple[Named, ...]:
    """Each name with the claims that give it, the most frequent first."""
    found: dict[str, list[str]] = {}
    for row in rows:
        for name in dict.fromkeys(names(row)):
            found.setdefault(name, []).append(row.id)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Named(name, tuple(sorted(claims))) for name, claims in ordered)


MERGE = PerComponent(
    name="reconcile.merge",
    nodes=Read(Evidence, "id"),
    edges=Link,
    ends=("claim_id", "other_id"),
    writes=Event,
    build=build,
    knows=("ontology",),
)
