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
    """The words that may govern a number, nearest first: the noun, its attributes, what follows, and the verbs above.

    A bare number before a participle is that one's alone ("and 40 driven out"); words that are of no known kind are
    governed by what is near them only.
    """
    head = quantity.noun if quantity.noun is not None else quantity.token
    yield head
    yield from (child for child in tree.children[head] if tree.tokens[child].dep in {"amod", "acl", "relcl", "nmod"})
    behind = tree.at(quantity.end - 1) + 1
    told = tree.tokens[behind] if behind < len(tree.tokens) else None
    if told and (told.tag in {"VBN", "JJ"} or (quantity.noun is None and told.pos in {"VERB", "NOUN"})):
        yield behind
        if quantity.noun is None and told.tag == "VBN":
            return
    known = not quantity.phrase or rules.group(quantity.phrase) or rules.is_thing(quantity.phrase)
    for index in list(tree.up(head))[1 : STEPS + 1 if known else 2]:
        yield index
        yield from (
            child for child in tree.children[index] if tree.tokens[child].dep in {"acomp", "oprd", "attr", "prt"}
        )
    if known:
        yield clause.trigger


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


def implied_one(clause: Clause, *, tree: Tree, rules: FigureRules) -> Figure | None:
    """One, where the victim is a single person: "a woman was killed", "it killed a guard". None where it is not told."""
    act = rules.act(tree.word(clause.trigger).lower(), clause.event_type)
    if act is None or tree.tokens[clause.trigger].pos != "VERB":
        return None
    for child in tree.children[clause.trigger]:
        row = any(tree.tokens[each].dep in {"conj", "nummod"} for each in tree.children[child])
        if _is_victim(child, tree) and not row and _is_single_person(child, tree=tree, rules=rules):
            return Figure(act.measure, 1, 1, None)
    return None


def _is_victim(index: int, tree: Tree) -> bool:
    """Whether a word is what a verb is done to; the subject of a verb without an object too ("a woman died")."""
    token = tree.tokens[index]
    objects = any(tree.tokens[each].dep in {"dobj", "ccomp"} for each in tree.children[token.head])
    return token.dep in {"nsubjpass", "dobj"} or (token.dep == "nsubj" and not objects)


def _is_single_person(index: int, *, tree: Tree, rules: FigureRules) -> bool:
    article = any(rules.numbers.look_up("article", tree.word(each)) for each in tree.children[index])
    return article and tree.tokens[index].tag == "NN" and "person" in rules.group(tree.word(index))


def single_others(quantity: Quantity, *, tree: Tree, rules: FigureRules) -> int:
    """How many single persons stand in one row with those counted: "two diners and a cook" is one more."""
    if quantity.noun is None or quantity.low != quantity.high:
        return 0
    row, todo = set[int](), [quantity.noun]
    while todo:
        found = [c for c in tree.children[todo.pop()] if tree.tokens[c].dep == "conj" and tree.tokens[c].pos in NOUNS]
        row.update(found)
        todo += found
    return sum(_is_single_person(each, tree=tree, rules=rules) for each in row)
