"""Actors in texts: found by name, owner, description and pronoun, and grounded by the document's date."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest

from unfog.knowledge import Knowledge
from unfog.knowledge.register import Register
from unfog.model import Claim, Document, Mention
from unfog.stages.annotate.actors import find_actors, resolve_mentions
from unfog.stages.annotate.parse import build_parser
from unfog.stages.ground.actors import ground_actors


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(Path(str(files("unfog") / "data" / "register")))


@pytest.fixture(scope="module")
def parse():
    return build_parser(Knowledge().neutraliser("en"))


@pytest.fixture(scope="module")
def actors(parse, register):
    def found(text):
        return {(text[each.start : each.end], each.text) for each in find_actors(text, parse(text).tokens, register)}

    return found


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Ministry spokesman Igor Konashenkov said that a depot was hit.", "Igor Konashenkov", "Igor Konashenkov"),
        ("Russian troops left the village.", "Russian troops", "Russian troops"),
        ("Officials in Kyiv denied it.", "Officials in Kyiv", "Officials in Kyiv"),
        ("Local authorities reported a fire.", "Local authorities", "Local authorities"),
        ("Germany’s economy minister spoke of gas.", "Germany’s economy minister", "Germany’s economy minister"),
        (
            "The Ministry of Defence of Ukraine published a map.",
            "Ministry of Defence of Ukraine",
            "Ministry of Defence of Ukraine",
        ),
        ("Moscow said that talks would go on.", "Moscow", "Moscow"),
        ("Russian-backed separatists shelled the road.", "Russian-backed separatists", "Russian-backed separatists"),
        (
            "Aid is being weighed, Biden administration officials said.",
            "Biden administration officials",
            "Biden administration officials",
        ),
    ],
)
def test_actors_are_found(actors, text, words, name):
    assert (words, name) in actors(text)


def test_a_capital_after_a_word_of_place_is_a_town(actors):
    assert not {words for words, _ in actors("Sirens were heard in Moscow and near Kyiv.")} & {"Moscow", "Kyiv"}


def test_a_title_with_a_comma_is_its_holder(actors):
    found = actors("The army's spokesperson in the east, Petro Savchenko, said that the attack failed.")
    assert ("Petro Savchenko", "Petro Savchenko") in found


def test_surnames_and_pronouns_take_the_full_name(actors):
    found = actors(
        "Volodymyr Zelenskyy met the troops on Monday. Zelenskyy thanked them. He also asked for more shells."
    )
    assert ("Zelenskyy", "Volodymyr Zelenskyy") in found
    assert ("He", "Volodymyr Zelenskyy") in found


def test_one_first_name_in_two_languages_is_not_one_person(actors):
    found = actors("Volodymyr Zelenskyy spoke of Vladimir Putin. Vladimir laughed, said Ivan Orlenko.")
    assert ("Vladimir", "Volodymyr Zelenskyy") not in found


def test_pronouns_agree_in_gender(actors):
    found = actors("Olena Marchuk spoke to Ivan Petrenko in Lviv. She said that the bridge was shut. He said nothing.")
    assert ("She", "Olena Marchuk") in found
    assert ("He", "Ivan Petrenko") in found


def test_the_ministry_is_the_one_named_before(actors):
    found = actors("The Polish Defence Ministry published its plan. The ministry said that training begins in May.")
    assert ("ministry", "Polish Defence Ministry") in found


def test_a_description_is_the_person_in_the_text_who_held_the_office(actors):
    found = actors("The Belarusian president flew to Moscow. Alexander Lukashenko met students there.")
    assert ("Belarusian president", "Alexander Lukashenko") in found


def test_an_empty_it_stands_for_nobody(actors):
    found = actors("Norway sent shells. It is important to note that winter is near.")
    assert not [words for words, _ in found if words == "It"]


def test_resolving_keeps_mentions_of_other_kinds(parse, register):
    text = "Emmanuel Macron spoke in Paris. Macron left."
    place = Mention("place", 25, 30, "Paris")
    later = Mention("actor", 32, 38, "Macron")
    found = resolve_mentions(
        [Mention("actor", 0, 15, "Emmanuel Macron"), later, place], text, parse(text).tokens, register
    )
    assert place in found
    assert replace(later, text="Emmanuel Macron") in found


SENTENCES = [
    "{A} forces shelled the village, the {B} Defence Ministry said. It said that {a}'s losses were heavy.",
    "{a} denied the report. Officials in {C} said that {B} troops had left. The {A} military called it a lie.",
    "{a}'s Defence Ministry published a map. The ministry said that {b}'s navy lost a ship.",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_swapping_the_parties_swaps_the_actors(actors, sentence):
    one = {"a": "Russia", "A": "Russian", "C": "Moscow", "b": "Ukraine", "B": "Ukrainian"}
    other = {"a": "Ukraine", "A": "Ukrainian", "C": "Kyiv", "b": "Russia", "B": "Russian"}
    first, second = actors(sentence.format(**one)), actors(sentence.format(**other))
    assert first
    assert {tuple(_swapped(each) for each in pair) for pair in first} == second


def _swapped(words):
    if words in {"Russia", "Ukraine"}:
        return {"Russia": "Ukraine", "Ukraine": "Russia"}[words]
    for left, right in (("Russian", "Ukrainian"), ("Russia's", "Ukraine's"), ("Moscow", "Kyiv")):
        words = words.replace(left, "\0").replace(right, left).replace("\0", right)
    return words


# --- grounding ----------------------------------------------------------------------------------------------------------


def _document(text, published):
    return Document(
        id="d1", capture_id="c1", name="d1", publisher=None, published=published, published_precision="day",
        published_from="metadata", url=None, title=None, text=text,
    )  # fmt: skip


def _ground(register, text, name, published="2022-10-01"):
    start = text.index(name)
    claim = Claim(
        id="k1", document_id="d1", start=0, end=len(text), quote=text, event_type="strike", source=name,
        mentions=(Mention("actor", start, start + len(name), name),),
    )  # fmt: skip
    found = list(ground_actors(_document(text, published), [claim], register))
    assert len(found) == 1
    return found[0]


def test_an_office_is_grounded_by_the_documents_date(register):
    text = "Ukraine's defence minister said that the attack was repelled."
    assert _ground(register, text, "Ukraine's defence minister", "2023-01-05").actor.name == "Oleksii Reznikov"
    assert _ground(register, text, "Ukraine's defence minister", "2024-01-05").actor.name == "Rustem Umerov"
    assert _ground(register, text, "Ukraine's defence minister", None).actor.kind == "office"


def test_an_unknown_name_can_be_compared_in_any_spelling(register):
    one = _ground(register, "Serhii Nezabudko saw the fire.", "Serhii Nezabudko")
    other = _ground(register, "Sergey Nezabudko saw the fire.", "Sergey Nezabudko")
    assert one.actor.kind == "unknown"
    assert one.actor.id == other.actor.id
    assert one.score < _ground(register, "Reuters saw the fire.", "Reuters").score


def test_an_unknown_name_takes_country_and_side_from_its_title(register):
    text = "Ukrainian lawmaker Petro Vasylchenko said so. A driver, Ivan Hontar, was hurt."
    assert (
        _ground(register, text, "Petro Vasylchenko").actor.country,
        _ground(register, text, "Petro Vasylchenko").actor.side,
    ) == ("UA", "UA")
    assert _ground(register, text, "Ivan Hontar").actor.country is None


def test_an_unknown_office_speaks_for_the_state_in_its_name(register):
    spokesperson = _ground(
        register, "Ukraine’s Command Nowhere spokesperson said so.", "Ukraine’s Command Nowhere spokesperson"
    )
    driver = _ground(register, "A Ukrainian tractor driver said so.", "Ukrainian tractor driver")
    assert (spokesperson.actor.country, spokesperson.actor.side) == ("UA", "UA")
    assert (driver.actor.country, driver.actor.side) == ("UA", None)


def test_a_name_ends_with_its_paragraph(actors):
    found = actors("By our correspondent in Zaporizhzhia\n\nUkraine's General Staff said that it held the road.")
    assert ("Ukraine's General Staff", "Ukraine's General Staff") in found
