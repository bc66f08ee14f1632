"""The numbers of a text are read with their bounds, and get the measure that they have in a claim."""

import pytest

from unfog.knowledge import Knowledge
from unfog.model import Figure
from unfog.stages.annotate.parse import build_parser
from unfog.stages.annotate.times import find_times, load_grammar
from unfog.stages.extract.figures import Clause, FigureRules, figures_of, find_lists, find_quantities
from unfog.stages.extract.tree import Tree

KNOWLEDGE = Knowledge()
RULES = FigureRules(KNOWLEDGE, "en")
GRAMMAR = load_grammar(KNOWLEDGE.lexicon, "en")


@pytest.fixture(scope="module")
def parse():
    return build_parser(KNOWLEDGE.neutraliser("en"))


NUMBERS = {
    "More than 11,000 residents left 53 villages.": [(11000, None), (53, 53)],
    "Nearly 110,000 residents left.": [(None, 110000)],
    "About 40 tanks and up to 24 guns came.": [(40, 40), (None, 24)],
    "No fewer than 300 but fewer than 400 soldiers came.": [(300, None), (None, 400)],
    "Between 30 and 40 drones came, then 300-400 shells.": [(30, 40), (300, 400)],
    "He fired three or four rounds.": [(3, 4)],
    "Two dozen missiles hit a dozen cities.": [(24, 24), (12, 12)],
    "Dozens of people fled with hundreds of cars.": [(24, None), (200, None)],
    "Hundreds of thousands of residents and several hundred pilots left.": [(200000, None), (200, None)],
    "Two hundred and fifty thousand people left.": [(250000, 250000)],
    "Half a dozen men and 40 or more women came.": [(6, 6), (40, None)],
    "Children of four and five watched 12 trains.": [(12, 12)],
}


@pytest.mark.parametrize("text", NUMBERS)
def test_bounds(text: str, parse):
    tree = Tree(text, parse(text).tokens)
    found = [(each.low, each.high) for each in find_quantities(tree, RULES.numbers)]
    assert [each for each in found if each not in {(4, 4), (5, 5)}] == NUMBERS[text]


MONEY = {
    "They promised up to $24 billion in aid.": ("usd", None, 24_000_000_000),
    "They promised €50m in aid.": ("eur", 50_000_000, 50_000_000),
    "They promised 1.1 million dollars in aid.": ("usd", 1_100_000, 1_100_000),
    "They promised $1-2 billion in aid.": ("usd", 1_000_000_000, 2_000_000_000),
    "They burned nearly a third of the stations.": ("percent", None, 33),
    "They burned 30 per cent of the stations.": ("percent", 30, 30),
}


@pytest.mark.parametrize("text", MONEY)
def test_money_and_shares(text: str, parse):
    (found,) = find_quantities(Tree(text, parse(text).tokens), RULES.numbers)
    assert (found.kind, found.low, found.high) == MONEY[text]


@pytest.mark.parametrize(
    "text",
    [
        "The F-16 and the Su-34 passed the S-300 with 155mm shells.",
        "A T-72 and a Leopard 2 tank burned.",
        "The G7 and the Group of Seven met under Resolution 2202.",
        "A 62-year-old man, aged 62, left.",
        "Olha Sydorenko, 45, was a nurse.",
        "It lasted 24 hours and lies 20 km off.",
        "It fell in 2014, on 5 March 2023, at 05:30.",
        "It was the 143rd day, day 143 of the invasion.",
        "1. The first point is this.",
        "No one came. One of them left.",
        "The three-judge panel sat in Room 5.",
    ],
)
def test_what_counts_nothing(text: str, parse):
    tree = Tree(text, parse(text).tokens)
    found = find_quantities(tree, RULES.numbers, find_times(text, GRAMMAR))
    assert [text[each.start : each.end] for each in found] == []


def test_what_is_counted(parse):
    text = "They lost 40 Shahed drones, dozens of Iranian UAVs, two villages in the north and three in the east."
    found = find_quantities(Tree(text, parse(text).tokens), RULES.numbers)
    assert [each.phrase for each in found] == ["Shahed drones", "Iranian UAVs", "villages", "villages"]
    assert [each.noun is None for each in found] == [False, False, False, True]


def _figures(text: str, event_type: str, word: str, parse) -> list[tuple]:
    tree = Tree(text, parse(text).tokens)
    times = find_times(text, GRAMMAR)
    trigger = next(index for index in range(len(tree.tokens)) if tree.word(index) == word)
    near = tree.clause_tokens(tree.clause(trigger)) | tree.subtree(trigger)
    found = figures_of(
        Clause(event_type, trigger, near),
        find_quantities(tree, RULES.numbers, times),
        tree=tree,
        rules=RULES,
        times=times,
    )
    return [(each.measure, each.low, each.high) for each in found]


MEASURED = [
    ("The raid killed two people and wounded five.", "casualties", "killed", [("killed", 2, 2), ("wounded", 5, 5)]),
    ("At least three were killed and 15 injured.", "casualties", "killed", [("killed", 3, None), ("wounded", 15, 15)]),
    ("There were 40 deaths in the town.", "casualties", "deaths", [("killed", 40, 40)]),
    ("The war killed or wounded some 900 soldiers.", "casualties", "killed", [("casualties", 900, 900)]),
    ("Police detained 40 people.", "casualties", "detained", [("detained", 40, 40)]),
    ("An elderly man was killed.", "casualties", "killed", [("killed", 1, 1)]),
    ("A man of 52 was wounded.", "casualties", "wounded", [("wounded", 1, 1)]),
    ("The shell killed two bakers and a nurse.", "casualties", "killed", [("killed", 3, 3)]),
    ("The shell killed 13 worshippers and burned 20 houses.", "casualties", "killed", [("killed", 13, 13)]),
    ("Two paramedics were reported killed.", "casualties", "killed", [("killed", 2, 2)]),
    ("More than 400 guard troops were killed.", "casualties", "killed", [("killed", 400, None)]),
    ("Dozens were killed, and 12,000 driven from their homes.", "casualties", "killed", [("killed", 24, None)]),
    ("The shell killed a nurse.", "casualties", "killed", [("killed", 1, 1)]),
    ("The shell killed the mood.", "casualties", "killed", []),
    ("Russia carried out 16 air strikes.", "air_strike", "strikes", [("attacks", 16, 16)]),
    ("Russia launched 40 drones at the port.", "drone_strike", "launched", [("launched", 40, 40)]),
    ("Crews shot down 30 of the drones.", "interception", "shot", [("intercepted", 30, 30)]),
    ("Crews shot down seven of nine drones.", "interception", "shot", [("intercepted", 7, 7)]),
    ("Aircraft attacked the town 74 times.", "air_strike", "attacked", [("attacks", 74, 74)]),
    ("They retook five villages.", "territory_change", "retook", [("settlements", 5, 5)]),
    ("They sent 9,000 troops.", "deployment", "sent", [("troops", 9000, 9000)]),
    (
        "Berlin will send 16 tanks worth $24 million.",
        "aid",
        "send",
        [("units", 16, 16), ("usd", 24_000_000, 24_000_000)],
    ),
    ("They lost two helicopters.", "equipment_loss", "lost", [("destroyed", 2, 2)]),
    ("More than 11,000 residents fled.", "displacement", "fled", [("people", 11000, None)]),
    ("The strike killed three people.", "missile_strike", "strike", []),
    ("They met for two rounds of talks in three rooms.", "talks", "met", []),
]


@pytest.mark.parametrize(("text", "event_type", "word", "expected"), MEASURED)
def test_measures(text: str, event_type: str, word: str, expected: list, parse):
    assert _figures(text, event_type, word, parse) == expected


def _one(text: str, parse) -> Figure:
    tree = Tree(text, parse(text).tokens)
    times = find_times(text, GRAMMAR)
    trigger = next(index for index in range(len(tree.tokens)) if tree.word(index) == "killed")
    near = tree.clause_tokens(tree.clause(trigger)) | tree.subtree(trigger)
    quantities = find_quantities(tree, RULES.numbers, times)
    (figure,) = figures_of(Clause("casualties", trigger, near), quantities, tree=tree, rules=RULES, times=times)
    return figure


def test_a_total_is_told_from_a_day_and_an_event(parse):
    event = _one("Shelling killed 40 civilians.", parse)
    day = _one("Shelling killed 40 civilians in the past 24 hours.", parse)
    total = _one("Shelling has killed 40 civilians since the war began.", parse)
    assert (event.basis, event.since, event.of) == ("event", None, "civilians")
    assert (day.basis, day.since) == ("day", None)
    assert (total.basis, total.since) == ("total", "since the war began")


LIST = """The losses of the enemy from 24.02 to 01.06 were about:
personnel ‒ about 30 700 (+200) persons were counted,
tanks ‒ 1361 (+3),
warships / boats – 13 (+0).
It rained on Friday."""


def test_a_list_of_losses_tells_totals_and_increments():
    ((personnel, tanks, boats),) = find_lists(LIST, RULES.listed)
    assert [(each.what, each.total, each.day) for each in (personnel, tanks, boats)] == [
        ("personnel", 30700, 200),
        ("tanks", 1361, 3),
        ("warships / boats", 13, 0),
    ]
    assert find_lists("Kyiv – 12\nLviv – 14\nIt rained.", RULES.listed) == ()


def test_the_claim_that_heads_a_list_takes_its_figures(parse):
    tree = Tree(LIST, parse(LIST).tokens)
    times = find_times(LIST, GRAMMAR)
    near = tree.within(0, LIST.index("\n"))
    clause = Clause("equipment_loss", 1, near)
    found = figures_of(clause, find_quantities(tree, RULES.numbers, times), tree=tree, rules=RULES, times=times)
    assert [(each.of, each.low, each.basis, each.since) for each in found][2:4] == [
        ("tanks", 1361, "total", "from 24.02 to 01.06"),
        ("tanks", 3, "day", None),
    ]
    assert len(found) == 6


HEADLINES = {
    "Three civilians killed in Lyman.": [("killed", 3, 3)],
    "Four guards die in rebel fire.": [("killed", 4, 4)],
    "Woman killed in shelling of Lyman.": [("killed", 1, 1)],
    "Two border troops, one civilian killed in rebel east: military": [("killed", 2, 2), ("killed", 1, 1)],
    "Two activists shot dead at a rally.": [("killed", 2, 2)],
    "Shelling kills staff of the plant.": [],
    "One convict killed, 106 flee as shells hit jail.": [("killed", 1, 1)],
    "The raid killed a man of 52.": [("killed", 1, 1)],
}


@pytest.mark.parametrize("text", HEADLINES)
def test_headlines_tell_their_dead_without_a_verb_of_their_own_or_an_article(text: str, parse):
    tree = Tree(text, parse(text).tokens)
    acts = ("killed", "die", "shot", "kills")
    trigger = next(at for at in range(len(tree.tokens)) if tree.word(at) in acts)
    clause = Clause("casualties", trigger, tree.reach({tree.clause(trigger), trigger}, set()))
    found = figures_of(clause, find_quantities(tree, RULES.numbers), tree=tree, rules=RULES)
    assert [(each.measure, each.low, each.high) for each in found] == HEADLINES[text]


def test_those_who_are_among_the_dead_are_a_part_of_them(parse):
    text = "Five civilians including two children died in the east."
    tree = Tree(text, parse(text).tokens)
    trigger = next(at for at in range(len(tree.tokens)) if tree.word(at) == "died")
    clause = Clause("casualties", trigger, tree.reach({trigger}, set()))
    found = figures_of(clause, find_quantities(tree, RULES.numbers), tree=tree, rules=RULES)
    assert [(each.low, each.of) for each in found] == [(5, None), (2, "children")]


def test_a_count_over_a_week_is_a_total(parse):
    text = "Seven guards were killed over the past week."
    tree = Tree(text, parse(text).tokens)
    trigger = next(at for at in range(len(tree.tokens)) if tree.word(at) == "killed")
    clause = Clause("casualties", trigger, tree.reach({trigger}, set()))
    (found,) = figures_of(clause, find_quantities(tree, RULES.numbers), tree=tree, rules=RULES)
    assert (found.measure, found.low, found.basis) == ("killed", 7, "total")
