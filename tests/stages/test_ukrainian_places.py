"""Three hundred places of Ukraine by their English, Ukrainian and Russian names, in two romanisations at least."""

import csv
from pathlib import Path

from unfog.knowledge import Gazetteer, Knowledge

TABLE = Path(__file__).parent / "places_ukraine.tsv"
LEAST_RIGHT = 0.97


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def names(row: dict[str, str]) -> list[str]:
    return [*row["latin"].split("|"), row["ukrainian"], row["russian"]]


def meant(gazetteer: Gazetteer, name: str, oblast: str) -> str | None:
    """The id of the settlement that a name means inside an oblast, by its vaguest spelling if need be."""
    region = next(each for each in map(gazetteer.bearer, oblast_ids(gazetteer)[oblast]) if each)
    found = [each for each in gazetteer.bearers(name) if gazetteer.inside(each, region)] or gazetteer.vague(
        name, region
    )
    settled = [each.place.id for each in found if each.place.kind in {"city", "town", "village"}]
    return settled[0] if settled else None


def oblast_ids(gazetteer: Gazetteer) -> dict[str, list[str]]:
    units = [*gazetteer.regions("UA"), *gazetteer.bearers("Kyiv")[:1], *gazetteer.bearers("Sevastopol")[:1]]
    return {each.place.id[:4]: [each.place.id] for each in units}


def test_the_list_is_long_and_each_place_has_two_romanisations():
    assert len(rows()) >= 300
    assert all(len(set(row["latin"].split("|"))) >= 2 for row in rows())


def test_nearly_all_names_lead_to_their_place():
    gazetteer = Knowledge().gazetteer
    asked = [(name, row) for row in rows() for name in names(row)]
    wrong = [
        (name, row["oblast"])
        for name, row in asked
        if meant(gazetteer, name, row["oblast"]) not in row["codes"].split("|")
    ]
    assert len(asked) > 1_200
    assert 1 - len(wrong) / len(asked) >= LEAST_RIGHT, wrong
