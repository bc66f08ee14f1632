"""33. One invented claim, printed by 224 sites: repeated, rewritten, spread over days. It never earns a better grade by that."""

from __future__ import annotations

import pytest

from made_claims import MONITORS, NORTH, ONTOLOGY, SOUTH, STATE_TV, WIRE, evidence, picture
from unfog.knowledge.rubric import load_rubric
from unfog.model import Actor, Assessment, Evidence

SITES = 224
GRADES = [grade.name for grade in load_rubric(ONTOLOGY.folder).grade]
TELLINGS = (
    "Southmark troops shelled the market of Harrow on Sunday, villagers told reporters",
    "Villagers told reporters that the market of Harrow was shelled by Southmark troops on Sunday",
    "On Sunday troops of Southmark opened fire on the Harrow market, according to villagers",
    "The market in Harrow came under Southmark fire on Sunday, people in the village say",
)


def flood(n: int, **changes) -> Evidence:
    fields = {"initiators": (SOUTH,), "recipients": (NORTH,), "quote": TELLINGS[0]}
    return evidence(f"f{n:03d}", "shelling", **{**fields, **changes})


def exact(n: int) -> Evidence:
    return flood(n, family="d-f000")


def rewritten(n: int) -> Evidence:
    return flood(n, quote=f"{TELLINGS[n % len(TELLINGS)]}, edition{n}")


def spread(n: int) -> Evidence:
    return flood(n, quote=TELLINGS[n % len(TELLINGS)], published=f"2031-05-{5 + n % 12:02d}")


def quoting_monitors(n: int) -> Evidence:
    return flood(n, by=MONITORS, cue="said", quote=f"{TELLINGS[n % 4]}, Delta Monitors said")


def one_sides_press(n: int) -> Evidence:
    outlet = Actor(f"outlet{n}", f"Outlet {n}", "publisher", "NL", "N")
    return flood(n, publisher=outlet, quote=TELLINGS[n % 4])


def invented_witness(n: int) -> Evidence:
    return flood(n, by=Actor(f"name:witness {n}", f"Witness {n}", "unknown"), quote=TELLINGS[n % 4])


def strongest(assessments: list[Assessment]) -> Assessment:
    return min(assessments, key=lambda each: GRADES.index(each.grade))


WITNESS = evidence("w", "shelling", publisher=WIRE, initiators=(SOUTH,), recipients=(NORTH,))
FLOODS = [exact, rewritten, spread, quoting_monitors, one_sides_press, invented_witness]


@pytest.mark.parametrize(
    ("telling", "before"),
    [*((telling, []) for telling in FLOODS), (spread, [WITNESS]), (one_sides_press, [WITNESS])],
)
def test_no_grade_rises_beyond_the_first_telling(telling, before):
    alone = strongest(picture([*before, telling(0)])[2])
    after = picture([*before, *(telling(n) for n in range(SITES))])[2]
    assert len(after) >= 1
    assert max(each.independent_for for each in after) <= alone.independent_for
    assert GRADES.index(strongest(after).grade) >= GRADES.index(alone.grade)


def test_the_press_of_one_side_is_one_voice_beside_its_own_television():
    rows = [flood(900, publisher=STATE_TV), *(one_sides_press(n) for n in range(9))]
    _, events, assessments = picture(rows)
    assert len(events) == 1
    assert (assessments[0].grade, assessments[0].independent_for) == ("claimed", 1)
