"""Where a text is set: how often each country is spoken of, and which places in it are beyond doubt."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from unfog.knowledge import Gazetteer, Register
from unfog.knowledge.gazetteer import Bearer
from unfog.stages.annotate.toponyms import NEAR_THE_WAR
from unfog.stages.ground.places.cases import CONTAINERS, Case

CAPITALISED = re.compile(r"[A-Z][a-zA-Z]+(?:\.[A-Z]\.)*")
# A place is beyond doubt where its chief bearer outweighs the next this many times, or is the only one.
OUTWEIGHS = 30
# A settlement of fewer people, outside the lands of the war, says nothing of where a text is set unless its region is named.
TELLING = 20_000
# A name of a region tells so much less of its country than the country's own name.
REGION_SHARE = 0.6
SHORTEST = 3  # letters; shorter names of countries are words too often
MOST_WORDS = 3_000  # of a long text, its beginning tells where it is set


class Theatre(NamedTuple):
    """What is spoken of: words with the country that they stand for and how much they count; places beyond doubt with their sentence."""

    spoken: tuple[tuple[str, str, float], ...]
    anchors: tuple[tuple[int, Bearer], ...]
    regions: tuple[Bearer, ...]

    def shares(self, but: str = "") -> dict[str, float]:
        """The share of each country in what is spoken of, the name `but` itself left out, since it cannot speak for itself."""
        count: dict[str, float] = {}
        for word, country, weight in self.spoken:
            if word != but:
                count[country] = count.get(country, 0.0) + weight
        total = sum(count.values())
        return {country: weight / total for country, weight in count.items()}


def read_theatre(text: str, cases: Iterable[Case], gazetteer: Gazetteer, register: Register) -> Theatre:
    """The theatre of a text."""
    spoken = list(_countries(text, gazetteer, register))
    anchors = []
    for case in cases:
        sure = _sure(case)
        if sure:
            anchors.append((case.sentence, sure))
            spoken.append((case.name, sure.place.country, 1.0))
    regions = {each.key: each for _, each in anchors if each.place.kind in CONTAINERS - {"country"}}
    return Theatre(tuple(spoken), tuple(anchors), tuple(regions.values()))


def _countries(text: str, gazetteer: Gazetteer, register: Register) -> Iterator[tuple[str, str, float]]:
    """The words that name countries, with their codes; a word counts by the root of how often it is said."""
    for word, times in sorted(Counter(CAPITALISED.findall(text)[:MOST_WORDS]).items()):
        state = register.demonym(word) or word
        chief = gazetteer.bearers(state)[:1] if state != word or len(word) > SHORTEST else ()
        if chief and chief[0].place.kind in {"country", "region"}:
            share = 1.0 if chief[0].place.kind == "country" else REGION_SHARE
            yield word, chief[0].place.country, share * math.sqrt(times)


def _sure(case: Case) -> Bearer | None:
    """The bearer that a case must mean, by weight alone or by a region said beside it."""
    bearers = case.bearers
    if case.regions:
        inside = [each for each in bearers if any(Gazetteer.inside(each, region) for region in case.regions)]
        bearers = tuple(inside)
    if not bearers:
        return None
    best = bearers[0]
    little = best.place.precision == "settlement" and best.weight < TELLING and best.place.country not in NEAR_THE_WAR
    if little and not case.regions:
        return None
    if len(bearers) == 1 or best.weight > OUTWEIGHS * bearers[1].weight:
        return best
    return None
