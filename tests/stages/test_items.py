"""Items: the longest noun phrase around a weapon, a platform or a good of aid."""

from importlib.resources import files
from pathlib import Path

import pytest

from unfog.knowledge import Knowledge
from unfog.knowledge.lexicon import Lexicon
from unfog.stages.annotate.items import ItemRule, find_items
from unfog.stages.annotate.parse import build_parser

RULES = Lexicon(Path(str(files("unfog") / "data" / "lexicon"))).rules("en", "items", ItemRule)


@pytest.fixture(scope="module")
def parse():
    return build_parser(Knowledge().neutraliser("en"))


def _items(parse, text):
    return [each.text for each in find_items(text, parse(text).tokens, RULES)]


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("Two F-16 fighter jets landed in the south.", ["F-16 fighter jets"]),
        ("The crew shot down six Shahed-136 drones.", ["Shahed-136 drones"]),
        ("Bombers dropped guided air bombs on the village.", ["Bombers", "guided air bombs"]),
        ("They fired Kinzhal missiles and several cruise missiles.", ["Kinzhal missiles", "cruise missiles"]),
        ("Germany will send 14 Leopard 2 tanks.", ["Leopard 2 tanks"]),
        ("An ammunition depot burned all night.", ["ammunition depot"]),
        ("Spain promised more air defence systems.", ["air defence systems"]),
        ("A ship with grain left Odesa.", ["grain"]),
        ("The use of Iranian-made drones was condemned.", ["Iranian-made drones"]),
    ],
)
def test_items_are_whole_noun_phrases(parse, text, items):
    assert _items(parse, text) == items


@pytest.mark.parametrize(
    "text",
    ["A tank commander spoke to the press.", "The think tank published a study.", "They extended the grain deal."],
)
def test_a_word_that_only_qualifies_is_no_item(parse, text):
    assert _items(parse, text) == []


def test_before_an_attack_only_a_proper_name_is_an_item(parse):
    assert _items(parse, "A drone attack hit the port.") == []
    assert _items(parse, "They feared guided bomb attacks.") == ["guided bomb"]
    assert _items(parse, "A Shahed-136 attack hit the port.") == ["Shahed-136"]


def test_offsets_are_those_of_the_text(parse):
    text = "Poland sent İstanbul-built drones and two howitzers."
    for each in find_items(text, parse(text).tokens, RULES):
        assert text[each.start : each.end] == each.text


def test_nothing_in_nothing():
    assert find_items("", (), RULES) == ()
