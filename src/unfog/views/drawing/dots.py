"""The dots of a map: a place each, with how many events it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from unfog.model import Place
from unfog.views.drawing.map import Dot
from unfog.views.sentences import phrases

EXACT = frozenset({"point", "settlement", "district"})
BROAD = "country"  # a dot in the middle of a country would say more than is known


def dots(places: Iterable[Place | None]) -> Iterator[Dot]:
    """A dot for each place but whole countries, rounded as exports round it, in the order in which places come."""
    placed = [place for place in places if place and place.precision != BROAD]
    counts = Counter(place.id for place in placed)
    for place in {place.id: place for place in placed}.values():
        vague = place.precision not in EXACT
        yield Dot(
            phrases.place_name(place), round(place.longitude, 2), round(place.latitude, 2), counts[place.id], vague
        )
