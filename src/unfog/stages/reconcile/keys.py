"""Under which keys a claim is filed for comparing: family of its type × where or who × when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unfog.knowledge.rubric import Comparison
from unfog.model import Actor, Claim, Interval, Place
from unfog.stages.reconcile import clock
from unfog.stages.reconcile.bounds import point, vague

MOST_CELLS = 4
MOST_FIGURES = 3


@dataclass(frozen=True, slots=True)
class Grounded:
    """A claim with what its words refer to."""

    claim: Claim
    initiators: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    places: tuple[Place, ...]
    interval: Interval | None
    published: str | None


def block_keys(row: Grounded, family: str, comparison: Comparison) -> tuple[str, ...]:
    """All keys of a claim, sorted. Two claims are compared only if they share one."""
    cells = actor_cells(row) if family in comparison.by_actor else place_cells(row)
    when = clock.buckets(row.interval)
    tense = "future|" if row.claim.phase == "future" else ""
    keys = {f"{tense}{family}|{cell}|{bucket}" for cell in cells for bucket in when}
    keys |= {f"{tense}{family}|{figure}|{bucket}" for figure in filed_figures(row.claim, comparison) for bucket in when}
    keys |= {f"{family}|{cell}|{figure}" for cell in cells for figure in telling_figures(row.claim, comparison)}
    return tuple(sorted(keys))


def place_cells(row: Grounded) -> list[str]:
    """Where: the region of each place, its country where that is all there is, else whom it befell."""
    cells = {_cell(place) for place in row.places}
    if not cells:
        cells = {f"country:{actor.country}" for actor in row.recipients if actor.country}
    if not cells:
        cells = {f"by:{actor_key(actor)}" for actor in row.initiators}
    return sorted(cells)[:MOST_CELLS] or ["nowhere"]


def actor_cells(row: Grounded) -> list[str]:
    """Who: the country, else the name, of each that acts; whom it concerns where nobody is named."""
    actors = row.initiators or row.recipients
    return sorted({f"by:{actor_key(actor)}" for actor in actors})[:MOST_CELLS] or place_cells(row)


def actor_key(actor: Actor) -> str:
    """The party, else the country, else the actor: what officials of one state have in common."""
    return actor.side or actor.country or actor.id


def filed_figures(claim: Claim, comparison: Comparison) -> list[str]:
    """Figures that bring claims of one day together wherever they were filed: one text names the town, another none."""
    limits = comparison.limits
    kept = {
        f"{figure.measure}={point(figure):g}"
        for figure in claim.numbers
        if point(figure) >= limits.filed_number and not vague(figure, limits)
    }
    return sorted(kept)[:MOST_FIGURES]


def telling_figures(claim: Claim, comparison: Comparison) -> Iterable[str]:
    """Exact figures so large that two texts hardly give the same one by chance: they join what bears no date."""
    for figure in claim.numbers:
        if figure.low is not None and figure.low == figure.high and figure.low >= comparison.limits.telling_number:
            yield f"{figure.measure}={figure.low:g}"


def _cell(place: Place) -> str:
    if place.precision == "country":
        return f"country:{place.country}"
    area = area_of(place)
    return f"region:{place.country}:{area}" if area else f"place:{place.id}"


def area_of(place: Place) -> str | None:
    """The name of the region in which a place lies, or which it is; None for a city that is a region of its own."""
    return place.name if place.precision == "region" else place.region
