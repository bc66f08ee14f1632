"""All places of five ordinary war reports: each found where it is named, put right, and as exact as it can be; parties are none.

The reports lie beside the checkout and are not part of the project; without them these tests are skipped.
"""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

import pytest
from evals.geo import grounder, kilometres

from unfog.knowledge import Knowledge
from unfog.model import Place
from unfog.stages.acquire.clean.dates import from_header
from unfog.stages.acquire.clean.doubts import build_doubter
from unfog.stages.annotate.parse import build_parser
from unfog.stages.annotate.toponyms import find_places

SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason="the five reports are not beside the checkout (../shared/seeds)"),
]

# For each report the places as named: how often at least, precision, where it lies, and how far off that point may be in km
# (None where a country is meant, of which the code stands instead of a point).
PLACES = {
    "000": {
        "Bakhmut": (1, "settlement", (48.59, 38.00), 5),
        "southern Ukraine": (1, "sector", (46.9, 33.2), 150),
        "Kupiansk-Lyman sector": (2, "sector", (49.35, 37.72), 25),
        "Oskil River": (1, "sector", (49.5, 37.6), 60),
        "Luhansk Oblast": (1, "region", (48.9, 39.0), 40),
        "Ukraine": (2, "country", "UA", None),
        "Moscow": (2, "settlement", (55.75, 37.62), 10),
    },
    "001": {
        "Crimea": (1, "region", (45.2, 34.2), 50),
        "Belgorod": (2, "settlement", (50.6, 36.59), 5),
        "Belgorod Oblast": (1, "region", (50.7, 37.4), 50),
        "Kyiv": (2, "settlement", (50.45, 30.52), 10),
        "Kharkiv": (1, "settlement", (49.99, 36.23), 10),
        "northeast Ukraine": (1, "sector", (50.2, 35.5), 150),
        "Southern Ukraine": (1, "sector", (46.9, 33.2), 150),
        "Kherson": (1, "region", (46.6, 33.5), 50),
        "Sadove": (1, "settlement", (46.69, 32.83), 25),
        "Dnipro River": (1, "sector", (46.63, 32.62), 30),
        "Denmark": (1, "country", "DK", None),
    },
    "002": {
        "Kharkiv region": (6, "region", (49.6, 36.4), 40),
        "southern front": (1, "sector", (47.0, 34.5), 200),
        "Kupiansk direction": (1, "sector", (49.71, 37.62), 10),
        "Luhansk region": (1, "region", (48.9, 39.0), 40),
        "Donetsk region": (1, "region", (48.1, 37.7), 40),
        "Bohodukhiv": (1, "district", (50.1, 35.5), 40),
        "Chuhuiv": (1, "district", (49.8, 36.7), 40),
        "Izyum": (1, "district", (49.2, 37.2), 40),
    },
    "003": {
        "Istanbul": (1, "settlement", (41.01, 28.98), 15),
        "Marinovka airfield": (1, "point", (48.64, 43.79), 10),
        "Volgograd region": (1, "region", (49.6, 44.2), 60),
        "Pokrovsk": (2, "settlement", (48.28, 37.18), 5),
        "eastern Ukraine": (1, "sector", (48.7, 37.6), 100),
        "Donetsk": (1, "region", (48.1, 37.7), 40),
        "Belgium": (1, "country", "BE", None),
    },
    "004": {
        "Melitopol": (1, "settlement", (46.85, 35.37), 5),
        "Bakhmut": (1, "settlement", (48.59, 38.00), 5),
        "Klishchiyevka": (2, "settlement", (48.53, 37.96), 25),
        "Andriyivka": (2, "settlement", (48.50, 37.97), 25),
        "Donetsk region": (1, "region", (48.1, 37.7), 40),
        "Kharkiv region": (1, "region", (49.6, 36.4), 40),
        "Washington": (1, "settlement", (38.9, -77.03), 10),
    },
}
# Named as parties only: no place of that name may stand at these words.
PARTIES = {"000": ["Denmark"], "002": ["Moscow"], "003": ["Moscow", "Pyongyang", "North Korea"], "004": ["South Korea"]}
ROWS = [(seed, name, wanted) for seed, named in PLACES.items() for name, wanted in named.items()]


@pytest.fixture(scope="module")
def found() -> dict[str, list[tuple[str, Place]]]:
    knowledge = Knowledge()
    parse, ground = build_parser(knowledge.neutraliser("en")), grounder(knowledge)
    rows = {}
    for path in SEEDS.glob("*.txt"):
        text = from_header(path.read_text(encoding="utf-8"))[1]
        parsed = parse(text)
        groundings = ground(text, parsed, find_places(text, parsed.tokens, knowledge.gazetteer))
        rows[path.name[:3]] = [(text[each.start : each.end], each.place) for each in groundings if each.place]
    assert len(rows) == 5
    return rows


@pytest.mark.parametrize(("seed", "name", "wanted"), ROWS)
def test_a_place_is_put_right(found, seed, name, wanted):
    count, precision, where, off = wanted
    places = [place for words, place in found[seed] if words == name and place.precision == precision]
    assert len(places) >= count
    if off is None:
        assert {place.country for place in places} == {where}
    else:
        assert max(kilometres(where, place) for place in places) <= off
        assert all(math.isfinite(place.radius_km) and place.radius_km > 0 for place in places)


@pytest.mark.parametrize(("seed", "name"), [(seed, name) for seed, names in PARTIES.items() for name in names])
def test_a_party_is_no_place(found, seed, name):
    assert name not in [words for words, _ in found[seed]]


def test_three_reports_bear_a_date_that_they_contradict_and_two_bear_none():
    doubter = build_doubter(Knowledge(), "en")
    codes = Counter()
    for path in SEEDS.glob("*.txt"):
        header, text = from_header(path.read_text(encoding="utf-8"))
        if header:
            assert doubter(text, [header]), path.name
            codes[path.name[:3]] += 1
        else:
            assert doubter(text, []) == ()
    assert sorted(codes) == ["000", "002", "004"]
