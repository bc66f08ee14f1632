"""Places in texts: what is recognised, what is left alone, and where it lies."""

from functools import cache

import pytest
from evals.geo import kilometres

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Annotation, Document, Grounding, Mention, Place, Token
from unfog.stage import Group
from unfog.stages.annotate.parse import build_parser
from unfog.stages.annotate.toponyms import find_places
from unfog.stages.ground.places import PLACES

KNOWLEDGE = Knowledge()


@cache
def parser():
    return build_parser(KNOWLEDGE.neutraliser("en"))


def mentions(text: str) -> tuple[Mention, ...]:
    return find_places(text, parser()(text).tokens, KNOWLEDGE.gazetteer)


def names(text: str) -> list[str]:
    return [mention.text for mention in mentions(text)]


def ground(text: str) -> list[Grounding]:
    parsed = parser()(text)
    document = Document(
        id="d", capture_id="c", name="d", publisher=None, published=None, published_precision=None, published_from=None,
        url=None, title=None, text=text,
    )  # fmt: skip
    annotation = Annotation(
        id="a",
        document_id="d",
        language="en",
        sentences=parsed.sentences,
        tokens=parsed.tokens,
        mentions=mentions(text),
    )
    return list(PLACES.build(KNOWLEDGE, Config())(Group("d", {Document: (document,), Annotation: (annotation,)})))


def place(text: str, name: str) -> Place:
    found = [each.place for each in ground(text) if each.text == name]
    assert found, f"{name} was not recognised"
    assert found[0] is not None, f"{name} was left without a place"
    return found[0]


NAMED = [
    ("Shells fell on the village of Sadove in the Kherson region.", ["Sadove", "Kherson region"]),
    ("A drone hit the Marinovka airfield overnight.", ["Marinovka airfield"]),
    ("Ten villages in the Kherson and Kharkiv regions were shelled.", ["Kherson", "Kharkiv"]),
    ("Fighting went on 12 km south of Tokmak.", ["Tokmak"]),
    ("They gained ground in the Kupiansk-Lyman sector.", ["Kupiansk-Lyman sector"]),
    ("Sirens were heard in eastern Ukraine and in North Korea.", ["eastern Ukraine", "North Korea"]),
    ("They crossed the Oskil River near Borova.", ["Oskil River", "Borova"]),
    ("The talks were held in Istanbul, Turkey.", ["Istanbul", "Turkey"]),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_places_are_recognised(text, expected):
    assert names(text) == expected


NO_PLACES = [
    "Moscow said that it had shot down ten drones.",
    "Kyiv denies the report.",
    "Ukraine's air defence shot down 20 drones, President Lyman told the Washington Post.",
    "Paris Hilton and Jack London were named.",
    "The rockets were fired by Russia, officials said on Sunday.",
    "A Moscow-backed official spoke of the Minsk Agreements.",
]


@pytest.mark.parametrize("text", NO_PLACES)
def test_parties_persons_and_papers_are_no_places(text):
    assert names(text) == []


def test_a_region_said_beside_a_name_decides():
    for region, country in (("Donetsk region", "UA"), ("Kharkiv region", "UA")):
        found = place(f"Shelling hit Andriivka in the {region} on Monday.", "Andriivka")
        assert (found.country, found.region) == (country, region.replace("region", "Oblast"))


def test_the_register_and_the_theatre_decide_where_no_region_is_said():
    text = "Russian troops shelled Lyman in Ukraine on Friday. Ukrainian forces held Kreminna and Sloviansk."
    assert place(text, "Lyman").region == "Donetsk Oblast"
    assert place(text, "Lyman").kind == "city"


def test_a_state_behind_a_comma_decides():
    text = "A fire broke out in Alexandria, La., on Monday. Alexandria was quiet by noon."
    found = [each.place for each in ground(text) if each.text == "Alexandria"]
    assert [each.region for each in found] == ["Louisiana", "Louisiana"]


def test_a_distance_moves_the_point_and_widens_it():
    town = place("Shells fell on Tokmak.", "Tokmak")
    moved = place("Shells fell 12 km south of Tokmak.", "Tokmak")
    assert town.latitude - moved.latitude == pytest.approx(12 / 111.2, abs=0.001)
    assert moved.precision == "sector"
    assert moved.radius_km > town.radius_km
    assert moved.id != town.id


def test_a_point_beyond_a_border_lies_in_the_region_that_holds_it():
    assert place("Shells fell on Kupiansk.", "Kupiansk").region == "Kharkiv Oblast"
    assert place("Shells fell 45 km east of Kupiansk.", "Kupiansk").region == "Luhansk Oblast"


def test_a_sector_holds_both_towns():
    sector = place("They advanced in the Kupiansk-Lyman sector.", "Kupiansk-Lyman sector")
    assert sector.precision == "sector"
    assert 48.99 < sector.latitude < 49.72
    assert sector.radius_km > 40


def test_a_part_of_a_country_lies_in_that_direction():
    text = "Sirens were heard in eastern Ukraine, and later in western Ukraine."
    assert place(text, "eastern Ukraine").longitude > 35
    assert place(text, "western Ukraine").longitude < 27


FUZZY = [
    ("Fighting went on south of Krasnohorivka, Donetsk Oblast.", "sector", (47.93, 37.51), 15),
    ("They fight in the Kupiansk–Lyman sector.", "sector", (49.35, 37.72), 25),
    ("The Avdiivka axis was quiet.", "sector", (48.14, 37.75), 10),
    ("Three assaults failed in the Pokrovsk direction.", "sector", (48.28, 37.18), 10),
    ("Ukrainian marines hold the left bank of Kherson.", "sector", (46.4, 33.2), 40),
    ("Guns fired from the left bank of the Dnipro River.", "sector", (46.4, 33.2), 40),
    ("They attacked the Kakhovka hydroelectric power plant.", "point", (46.78, 33.37), 5),
    ("Ukrainian forces struck the Chonhar bridge in Crimea.", "point", (45.99, 34.55), 5),
    ("Drones hit the Engels airfield in Russia.", "point", (51.48, 46.2), 5),
    ("A storm hit Travis County, Texas.", "district", (30.3, -97.8), 30),
    ("Ukrainian troops moved 5 kilometres into Belgorod region.", "region", (50.7, 37.3), 60),
]


@pytest.mark.parametrize(("text", "precision", "where", "off"), FUZZY)
def test_a_fuzzy_or_made_place_has_a_point_a_radius_and_a_precision(text, precision, where, off):
    found = [each.place for each in ground(text) if each.place and each.place.precision == precision]
    assert found
    assert kilometres(where, found[0]) <= off
    assert found[0].radius_km > 0


STREETS_AND_PARTS = [
    "A car burnt in Richmond Street on Monday.",
    "They were buried in Holy Cross Cemetery.",
    "The White House denied the report.",
    "Pressure on Moscow grows, diplomats said.",
]


@pytest.mark.parametrize("text", STREETS_AND_PARTS)
def test_streets_and_parts_of_names_are_no_places(text):
    assert names(text) == []


def test_a_capital_whose_airports_are_named_is_a_place():
    assert names("Flights were halted at three Moscow airports.") == ["Moscow"]


def test_a_lesser_namesake_abroad_is_left_out_where_the_text_speaks_of_another_land():
    text = "Norway and Sweden agreed. The ministers of Norway met in Frankston on Friday."
    assert [each.place for each in ground(text) if each.text == "Frankston"] in ([], [None])


def test_a_front_is_that_of_the_country_that_the_text_is_about():
    found = place("Ukraine held its lines on the southern front. Ukrainian guns fired all day.", "southern front")
    assert found.country == "UA"
    assert found.latitude < 48


def test_a_river_is_placed_where_the_text_is():
    near_kherson = place("Guns fired across the Dnipro River near Kherson.", "Dnipro River")
    near_kyiv = place("Boats crossed the Dnipro River near Kyiv.", "Dnipro River")
    assert near_kherson.latitude < 47
    assert near_kyiv.latitude > 50


def test_districts_behind_a_row_of_names_are_districts():
    text = "Bombs fell in the Bohodukhiv, Chuhuiv and Izium districts of the Kharkiv region."
    assert {each.place.kind for each in ground(text)[:3]} == {"district"}


def test_words_before_a_name_say_its_kind():
    assert place("A man died in the southern Ukrainian region of Kherson.", "Kherson").kind == "region"
    assert place("Troops took the last Ukrainian-held parts of Donetsk.", "Donetsk").kind == "region"
    assert place("A school burnt in the Kalininskyi district of Donetsk, Ukraine.", "Donetsk").kind == "city"


def test_a_name_without_any_hint_is_left_open_with_runners_up():
    found = [each for each in ground("They drove to Sadove.") if each.text == "Sadove"]
    assert len(found) == 1
    assert found[0].place is None or found[0].place.radius_km > 50
    assert found[0].runners_up


def test_groundings_do_not_depend_on_the_order_of_mentions():
    text = "Shells fell on Andriivka and Klishchiivka in the Donetsk region, and on Kupiansk."
    assert ground(text) == ground(text)
    assert len({each.id for each in ground(text)}) == len(ground(text)) == 4


def test_a_name_may_reach_beyond_what_the_parser_marks_at_the_end_of_a_text():
    text = "Kryvyi Rih"
    first = Token(0, 6, "kryvyi", "PROPN", "NNP", "compound", 1, "B-GPE")
    second = Token(7, 10, "rih", "PROPN", "NNP", "ROOT", 1)
    assert all(each.text in text for each in find_places(text, (first, second), KNOWLEDGE.gazetteer))
