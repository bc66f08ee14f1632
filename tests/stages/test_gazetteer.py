"""The gazetteer: what it knows, under which spellings, and how honest its points are."""

import pytest

from unfog.errors import KnowledgeError
from unfog.knowledge import Gazetteer, Knowledge


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Knowledge().gazetteer


SAME_PLACE = [
    ("Kyiv", "Kiev", "Київ", "Киев"),
    ("Kharkiv", "Kharkov", "Харків", "Харьков"),
    ("Bakhmut", "Artemivsk", "Artyomovsk", "Бахмут", "Артемовск"),
    ("Klishchiivka", "Klishchiyevka", "Kleshcheyevka", "Кліщіївка", "Клещеевка"),
    ("Dnipro", "Dnipropetrovsk", "Дніпро", "Днепр"),
    ("Zaporizhzhia", "Zaporozhye", "Запоріжжя", "Запорожье"),
    ("Robotyne", "Rabotino", "Роботине", "Работино"),
    ("Vuhledar", "Ugledar", "Вугледар"),
    ("Avdiivka", "Avdeevka", "Avdeyevka", "Авдіївка", "Авдеевка"),
    ("Marinovka airfield", "Marinovka Air Base"),
    ("Oskil River", "Oskol River", "Оскіл"),
    ("Crimea", "Крим", "Крым"),
    ("Kerch Bridge", "Crimean Bridge", "Крымский мост"),
    ("U.S.", "United States", "США", "USA"),
    ("UAE", "United Arab Emirates"),
]


@pytest.mark.parametrize("names", SAME_PLACE, ids=lambda names: names[0])
def test_all_spellings_lead_to_one_place(gazetteer, names):
    chief = {gazetteer.candidates(name)[0].id for name in names}
    assert len(chief) == 1


def test_words_for_kinds_choose_the_kind(gazetteer):
    assert gazetteer.candidates("Kharkiv")[0].kind == "city"
    assert {place.kind for place in gazetteer.candidates("Kharkiv region")} == {"region"}
    assert gazetteer.candidates("Kupiansk district")[0].kind == "district"
    assert gazetteer.candidates("Dnipro River")[0].kind == "river"


def test_an_unknown_name_has_no_bearer(gazetteer):
    assert gazetteer.candidates("Qwertyville-on-Nowhere") == ()


def test_within_knows_what_contains_what(gazetteer):
    inside = [place for place in gazetteer.candidates("Sadove") if gazetteer.within(place, "Kherson region")]
    assert len(inside) == 3
    assert {place.region for place in inside} == {"Kherson Oblast"}
    assert all(gazetteer.within(place, "Ukraine") for place in inside)
    assert not any(gazetteer.within(place, "Poland") for place in inside)


def test_a_place_is_found_again_by_its_id(gazetteer):
    place = gazetteer.candidates("Izium")[0]
    assert gazetteer.place(place.id) == place
    assert gazetteer.place("none such") is None


def test_crimea_and_its_cities_are_filed_under_ukraine(gazetteer):
    for name in ("Crimea", "Simferopol", "Sevastopol", "Kerch Bridge"):
        assert gazetteer.candidates(name)[0].country == "UA"


def test_a_village_without_a_point_of_its_own_says_so(gazetteer):
    village = gazetteer.candidates("Klishchiivka")[0]
    assert village.radius_km >= 20
    assert gazetteer.candidates("Kupiansk")[0].radius_km < 10


def test_a_folder_without_a_gazetteer_is_refused(tmp_path):
    (tmp_path / "folding.toml").write_bytes((Knowledge().gazetteer.folder / "folding.toml").read_bytes())
    with pytest.raises(KnowledgeError, match="no gazetteer"):
        Gazetteer(tmp_path).candidates("Kyiv")


def test_outlines_hold_the_settlements_of_their_regions():
    gazetteer = Knowledge().gazetteer
    regions = gazetteer.regions("UA")
    assert len([each for each in regions if each.place.id in gazetteer.outlines.rings]) == 25
    for name, point in (("Donetsk Oblast", (48.59, 38.0)), ("Kharkiv Oblast", (49.71, 37.62)), ("Crimea", (44.95, 34.1))):
        assert gazetteer.region_at(*point).place.name == name
    assert gazetteer.region_at(55.75, 37.62) is None
    assert gazetteer.region_at(45.0, 31.0) is None


@pytest.mark.parametrize("name", ["Zaporizhzhia NPP", "Kakhovka hpp", "the Trypillia TPP", "Запорізька АЕС"])
def test_a_plant_s_kind_is_known_in_capitals_and_small_letters(gazetteer: Gazetteer, name: str) -> None:
    bare, kinds = gazetteer.strip(name)
    assert bare in name
    assert kinds
