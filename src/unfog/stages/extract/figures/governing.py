"""Finds the act that governs a number of a claim: what happened to those who are counted, and single victims without a number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from unfog.model import Figure
from unfog.stages.extract.figures.quantities import NOUNS, Quantity
from unfog.stages.extract.tree import Tree

if TYPE_CHECKING:
    from unfog.stages.extract.figures.measures import Clause, FigureRules, MeasureRule

STEPS = 4  # words up the tree in which the act that governs a number is sought
HARM = frozenset({"killed", "wounded"})
OUTCOMES = frozenset({"acomp", "oprd", "attr", "prt"})  # what a verb says of its object
BOTH = "casualties"  # the word whose act rule stands for both
OWN = frozenset({"dobj", "nummod", "nsubjpass"})  # what shows that an act of a row has its own victims


def governing(quantity: Quantity, clause: Clause, *, tree: Tree, rules: FigureRules) -> MeasureRule | None:
    """The rule of the nearest word that says what happened to what is counted."""
    for index in _governors(quantity, clause, tree=tree, rules=rules):
        rule = rules.act(tree.word(index).lower(), clause.event_type)
        if rule:
            return _told_together(index, rule, clause, tree=tree, rules=rules)
    return None


def _governors(quantity: Quantity, clause: Clause, *, tree: Tree, rules: FigureRules) -> Iterator[int]:
    """The words that may govern a number, nearest first: the noun, its attributes, what follows, and the verbs above; what a
    verb says of its object goes before the verb ("shot dead").

    A bare number before a participle is that one's alone ("and 40 driven out"); words that are of no known kind are
    governed by what is near them only.
    """
    head = quantity.noun if quantity.noun is not None else quantity.token
    yield head
    for child in tree.children[head]:
        if tree.tokens[child].dep in {"amod", "acl", "relcl", "nmod"}:
            yield from (each for each in tree.children[child] if tree.tokens[each].dep in OUTCOMES)
            yield child
    behind = tree.at(quantity.end - 1) + 1
    told = tree.tokens[behind] if behind < len(tree.tokens) else None
    if told and (told.tag in {"VBN", "JJ"} or (quantity.noun is None and told.pos in {"VERB", "NOUN"})):
        yield behind
        finite = told.tag in {"VB", "VBP", "VBZ"} and tree.tokens[head].head == behind  # "one killed, 106 flee"
        if quantity.noun is None and (told.tag == "VBN" or finite):
            return
    known = not quantity.phrase or rules.group(quantity.phrase) or rules.is_thing(quantity.phrase)
    below = head
    for index in list(tree.up(head))[1 : STEPS + 1 if known else 2]:
        if _acts(below, index, clause, tree=tree, rules=rules):
            return
        yield from (child for child in tree.children[index] if tree.tokens[child].dep in OUTCOMES)
        yield index
        below = index
    if known and not _sets_the_scene(clause.trigger, head, tree):
        yield clause.trigger


def _acts(below: int, index: int, clause: Clause, *, tree: Tree, rules: FigureRules) -> bool:
    """Whether those counted do what a word tells of ("taken by four men", "four men shot a guard") and so are not its victims.

    Who "lost their lives" or "suffered wounds" is: there the object is itself the word for what happened.
    """
    token = tree.tokens[below]
    if token.dep == "agent" or tree.tokens[index].dep == "agent":
        return True
    objects = tree.objects(index) if token.dep == "nsubj" and clause.event_type == "casualties" else []
    return any(rules.act(tree.word(each).lower(), clause.event_type) is None for each in objects)


def _sets_the_scene(trigger: int, head: int, tree: Tree) -> bool:
    """Whether the trigger is a noun that only says upon what something else was done: "after the murder the 40 judges left"."""
    token = tree.tokens[trigger]
    return token.pos in NOUNS and token.dep == "pobj" and head not in tree.subtree(trigger)


def _told_together(index: int, rule: MeasureRule, clause: Clause, *, tree: Tree, rules: FigureRules) -> MeasureRule:
    """The rule, or that of casualties where one number is of "killed or wounded"."""
    if rule.measure not in HARM:
        return rule
    token = tree.tokens[index]
    rows = [each for each in tree.children[index] if tree.tokens[each].dep == "conj"]
    rows += [token.head] if token.dep == "conj" else []
    for other in rows:
        told = rules.act(tree.word(other).lower(), clause.event_type)
        if told and {told.measure, rule.measure} == HARM and not _has_own(max(other, index), min(other, index), tree):
            return rules.act(BOTH, clause.event_type) or rule
    return rule


def _has_own(later: int, earlier: int, tree: Tree) -> bool:
    """Whether each of two acts of a row has its own victims: "killed two and wounded five"."""
    first, second = (any(tree.tokens[each].dep in OWN for each in tree.children[act]) for act in (earlier, later))
    behind = tree.tokens[later - 1].pos == "NUM"
    return (first and second) or behind or (first and tree.tokens[later].pos != "VERB")


def implied_ones(clause: Clause, *, tree: Tree, rules: FigureRules) -> Figure | None:
    """How many victims are told of one by one: "a woman was killed", "the murder of X", "it killed X and a guard"."""
    act = rules.act(tree.word(clause.trigger).lower(), clause.event_type)
    if act is None:
        return None
    for child in _undergoing(clause.trigger, tree):
        row = _row(child, tree)
        if all(_is_single_person(each, tree=tree, rules=rules) for each in row):
            return Figure(act.measure, len(row), len(row), None)
    return None


def _undergoing(trigger: int, tree: Tree) -> list[int]:
    """The words for what a verb is done to, or, of a noun, what stands behind it ("of") or owns it ("X's murder")."""
    token = tree.tokens[trigger]
    if is_participle(trigger, tree):
        return [token.head]
    if token.pos == "VERB":
        return [child for child in tree.children[trigger] if _is_victim(child, tree)]
    behind = [child for child in tree.children[trigger] if tree.tokens[child].dep == "prep" and child == trigger + 1]
    return [below for each in behind for below in tree.children[each] if tree.tokens[below].dep == "pobj"]


def is_participle(index: int, tree: Tree) -> bool:
    """Whether a word says as a participle what was done to its noun: "three civilians killed in the raid"."""
    token = tree.tokens[index]
    return token.dep == "acl" and token.tag in {"VBN", "VBD"}  # headlines are tagged either way


def _row(first: int, tree: Tree) -> list[int]:
    """A noun and those joined to it."""
    row = [first]
    for each in row:
        row += [child for child in tree.children[each] if tree.tokens[child].dep == "conj"]
    return row


def _is_victim(index: int, tree: Tree) -> bool:
    """Whether a word is what a verb is done to; the subject of a verb without an object too ("a woman died")."""
    token = tree.tokens[index]
    objects = any(tree.tokens[each].dep in {"dobj", "ccomp"} for each in tree.children[token.head])
    return token.dep in {"nsubjpass", "dobj"} or (token.dep == "nsubj" and not objects)


def _is_single_person(index: int, *, tree: Tree, rules: FigureRules) -> bool:
    token = tree.tokens[index]
    if any(tree.tokens[each].dep == "nummod" for each in tree.children[index]):
        return False
    if token.pos == "PROPN":
        return token.tag == "NNP" and token.ent.endswith("PERSON")
    if token.tag != "NN" or "person" not in rules.group(tree.word(index)):
        return False
    article = any(rules.numbers.look_up("article", tree.word(each)) for each in tree.children[index])
    return article or _is_bare(index, tree=tree, rules=rules)


def _is_bare(index: int, *, tree: Tree, rules: FigureRules) -> bool:
    """Whether a singular stands without any article, as it does in headlines: "Woman killed in shelling"."""
    told = any(tree.tokens[each].dep in {"det", "poss", "nummod", "predet"} for each in tree.children[index])
    return not told and rules.numbers.look_up("collective", tree.word(index).lower()) is None


def single_others(quantity: Quantity, *, tree: Tree, rules: FigureRules) -> int:
    """How many single persons stand in one row with those counted: "two diners and a cook" is one more."""
    if quantity.noun is None or quantity.low != quantity.high:
        return 0
    row = [each for each in _row(quantity.noun, tree)[1:] if tree.tokens[each].pos in NOUNS]
    return sum(_is_single_person(each, tree=tree, rules=rules) for each in row)
