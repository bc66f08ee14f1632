"""Where a text is set: how often each country is spoken of, and which places in it are beyond doubt."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from unfog.knowledge import Gazetteer, Register
from unfog.knowledge.gazetteer import Bearer
from unfog.stages.ground.places.cases import CONTAINERS, Case

CAPITALISED = re.compile(r"[A-Z][a-zA-Z]+(?:\.[A-Z]\.)*")
# A place is beyond doubt where its chief bearer outweighs the next this many times, or is the only one.
OUTWEIGHS = 30
MOST_WORDS = 3_000  # of a long text, its beginning tells where it is set


class Theatre(NamedTuple):
    """The share of each country in what is spoken of, and the places beyond doubt with their sentence."""

    shares: dict[str, float]
    anchors: tuple[tuple[int, Bearer], ...]
    regions: tuple[Bearer, ...]


def read_theatre(text: str, cases: Iterable[Case], gazetteer: Gazetteer, register: Register) -> Theatre:
    """The theatre of a text."""
    count: Counter[str] = Counter()
    for word, times in Counter(CAPITALISED.findall(text)[:MOST_WORDS]).items():
        state = register.demonym(word) or word
        chief = gazetteer.bearers(state)[:1] if state != word or len(word) > 3 else ()
        if chief and chief[0].place.kind == "country":
            count[chief[0].place.country] += times
    anchors = []
    for case in cases:
        sure = _sure(case)
        if sure:
            anchors.append((case.sentence, sure))
            count[sure.place.country] += 1
    total = sum(count.values()) or 1
    regions = {each.key: each for _, each in anchors if each.place.kind in CONTAINERS - {"country"}}
    return Theatre({land: times / total for land, times in count.items()}, tuple(anchors), tuple(regions.values()))


def _sure(case: Case) -> Bearer | None:
    """The bearer that a case must mean, by weight alone or by a region said beside it."""
    bearers = case.bearers
    if case.regions:
        inside = [each for each in bearers if any(Gazetteer.inside(each, region) for region in case.regions)]
        bearers = tuple(inside)
    if not bearers:
        return None
    if len(bearers) == 1 or bearers[0].weight > OUTWEIGHS * bearers[1].weight:
        return bearers[0]
    return None
