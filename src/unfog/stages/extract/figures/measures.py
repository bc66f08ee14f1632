"""Gives the numbers of a claim their measure: killed, launched, settlements, usd; with what is counted, and over what time.

`measures.toml` says which words of a claim's event type mean which measure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from unfog.knowledge import Knowledge
from unfog.knowledge.lexicon import Rule
from unfog.model import Figure, Mention
from unfog.stages.extract.figures.amounts import Numbers, NumberTerm
from unfog.stages.extract.figures.listed import Item, find_lists, list_figures
from unfog.stages.extract.figures.quantities import Quantity
from unfog.stages.extract.tree import Tree

LISTED = frozenset({"equipment_loss", "casualties"})  # types whose claims may head a list of losses
LIST_GAP, LIST_REACH = 60, 3000  # characters from the heading to the list, and of the list
STEPS = 4  # words up the tree in which the act that governs a number is sought
MONEY = frozenset(
    {"aid", "sanction", "damage", "position", "disruption", "equipment_loss"}
)  # types whose sums are theirs
SHARES = frozenset(
    {"damage", "disruption", "equipment_loss", "casualties", "territory_change", "displacement", "interception"}
)


HARM = frozenset({"killed", "wounded"})
BOTH = "casualties"  # the word whose act rule stands for both


@dataclass(frozen=True, kw_only=True)
class MeasureRule(Rule):
    """A rule of measures.toml: what counted words (`noun`), or the words that govern them (`act`), make of a number."""

    kind: str
    events: tuple[str, ...]
    measure: str
    group: str | None = None
    counts: tuple[str, ...] = ()
    plain: bool = False


class FigureRules:
    """The number terms and measure rules of one language. Long-lived: build it once per process."""

    def __init__(self, knowledge: Knowledge, language: str) -> None:
        self.numbers = Numbers(knowledge.lexicon.rules(language, "numbers", NumberTerm))
        self.listed = next(term for term in self.numbers.terms if term.kind == "listed").regex
        self.rules = knowledge.lexicon.rules(language, "measures", MeasureRule)
        self.basis = tuple(term for term in self.numbers.terms if term.kind == "basis")
        ledgers: Mapping[str, tuple[str, ...]] = knowledge.ontology.types.ledger
        self._ledger = {name: ledger.upper() for ledger, names in ledgers.items() for name in names}
        self._ends = {rule: re.compile(rf"(?<!\w)(?:{rule.pattern})$", re.IGNORECASE) for rule in self.rules}
        self.group = lru_cache(maxsize=20_000)(self._group)
        self.noun = lru_cache(maxsize=20_000)(self._noun)
        self.act = lru_cache(maxsize=50_000)(self._act)

    def _for(self, kind: str, event_type: str) -> Iterator[MeasureRule]:
        scope = {event_type, self._ledger[event_type]}
        return (rule for rule in self.rules if rule.kind == kind and scope.intersection(rule.events))

    def _group(self, phrase: str) -> frozenset[str]:
        """The classes of counted words."""
        return frozenset(r.group for r in self.rules if r.kind == "noun" and r.group and self._ends[r].search(phrase))

    def _noun(self, phrase: str, event_type: str) -> MeasureRule | None:
        """The rule that counted words meet in claims of a type."""
        return next((rule for rule in self._for("noun", event_type) if self._ends[rule].search(phrase)), None)

    def _act(self, word: str, event_type: str) -> MeasureRule | None:
        """The rule that a governing word meets in claims of a type."""
        return next((rule for rule in self._for("act", event_type) if rule.regex.fullmatch(word)), None)


@dataclass(frozen=True, slots=True)
class Clause:
    """Where the figures of one claim are sought: the trigger's token and the tokens of its clause."""

    event_type: str
    trigger: int
    near: Collection[int]


def figures_of(
    clause: Clause, quantities: Iterable[Quantity], *, tree: Tree, rules: FigureRules, times: Iterable[Mention] = ()
) -> tuple[Figure, ...]:
    """The figures of a claim: its clause's quantities that have a measure there, each once.

    Where a claim of casualties has none, a single person who is the victim counts as one. A claim of losses that heads
    a list takes the list's figures.
    """
    basis, since = _basis(clause, tree=tree, rules=rules, times=times)
    inside = [each for each in quantities if each.token in clause.near or each.noun in clause.near]
    figures = []
    for quantity in inside:
        found = measure_of(quantity, clause, tree=tree, rules=rules)
        if found:
            measure, of = found
            figures.append(Figure(measure, quantity.low, quantity.high, of, basis, since))
    if not figures and clause.event_type == "casualties":
        one = implied_one(clause, tree=tree, rules=rules)
        figures += [one] if one else []
    if clause.event_type in LISTED and not figures:
        figures += list_figures(_list_below(clause, tree, rules), since or _span(clause, tree, times))
    return tuple(dict.fromkeys(figures))


def _list_below(clause: Clause, tree: Tree, rules: FigureRules) -> tuple[Item, ...]:
    """The list that follows a clause on the next lines, if one does."""
    end = max(tree.tokens[index].end for index in clause.near)
    lists = (
        find_lists(tree.text[end : end + LIST_REACH], rules.listed) if "\n" in tree.text[end : end + LIST_GAP] else ()
    )
    return lists[0] if lists and lists[0][0].start <= LIST_GAP else ()


def _span(clause: Clause, tree: Tree, times: Iterable[Mention]) -> str | None:
    """The expression of time of a clause that says since when a list counts: "from 24.02 to 01.06"."""
    start, end = tree.tokens[min(clause.near)].start, tree.tokens[max(clause.near)].end
    return next((m.text for m in times if start <= m.start < end and m.text.lower().startswith("from ")), None)


def measure_of(quantity: Quantity, clause: Clause, *, tree: Tree, rules: FigureRules) -> tuple[str, str | None] | None:
    """The measure of a quantity in a claim, and what is counted; None where it is no figure of that claim."""
    if quantity.kind == "percent":
        return ("percent", quantity.phrase or None) if clause.event_type in SHARES else None
    if quantity.kind != "count":
        return (quantity.kind, None) if clause.event_type in MONEY else None
    noun = rules.noun(quantity.phrase, clause.event_type) if quantity.phrase else None
    act = _governing(quantity, clause, tree=tree, rules=rules)
    of = _category(quantity.phrase, noun)
    if act and (not quantity.phrase or rules.group(quantity.phrase).intersection(act.counts)):
        return act.measure, of
    if noun is None or clause.event_type == "casualties":
        return None
    return noun.measure, of


def _category(phrase: str, noun: MeasureRule | None) -> str | None:
    return None if not phrase or noun is None or noun.plain else phrase


def _governing(quantity: Quantity, clause: Clause, *, tree: Tree, rules: FigureRules) -> MeasureRule | None:
    """The rule of the nearest word that says what happened to what is counted."""
    for index in _governors(quantity, clause, tree):
        rule = rules.act(tree.word(index).lower(), clause.event_type)
        if rule:
            return _told_together(index, rule, clause, tree=tree, rules=rules)
    return None


def _governors(quantity: Quantity, clause: Clause, tree: Tree) -> Iterator[int]:
    """The words that may govern a number, nearest first: the noun, its attributes, what follows, and the verbs above."""
    head = quantity.noun if quantity.noun is not None else quantity.token
    yield head
    yield from (child for child in tree.children[head] if tree.tokens[child].dep in {"amod", "acl", "nmod"})
    behind = tree.at(quantity.end - 1) + 1
    if behind < len(tree.tokens) and tree.tokens[behind].pos in {"VERB", "ADJ", "NOUN"} and quantity.noun is None:
        yield behind
    above = list(tree.up(head))[1 : STEPS + 1]
    for index in above:
        yield index
        yield from (
            child for child in tree.children[index] if tree.tokens[child].dep in {"acomp", "oprd", "attr", "prt"}
        )
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
    """Whether each of two acts of a row has its own object or number: "killed two and wounded five"."""
    objects = [
        any(tree.tokens[each].dep in {"dobj", "nummod"} for each in tree.children[act]) for act in (earlier, later)
    ]
    behind = tree.tokens[later - 1].pos == "NUM"
    return all(objects) or behind or (objects[0] and not objects[1] and tree.tokens[later].pos != "VERB")


def implied_one(clause: Clause, *, tree: Tree, rules: FigureRules) -> Figure | None:
    """One, where the victim is a single person: "a woman was killed", "it killed a guard". None where it is not told."""
    trigger = tree.tokens[clause.trigger]
    act = rules.act(tree.word(clause.trigger).lower(), clause.event_type)
    if act is None or trigger.pos != "VERB":
        return None
    roles = {"nsubjpass", "dobj"}
    for child in tree.children[clause.trigger]:
        token = tree.tokens[child]
        if token.dep in roles and token.tag == "NN" and rules.group(tree.word(child)).intersection(act.counts):
            row = any(tree.tokens[each].dep in {"conj", "nummod"} for each in tree.children[child])
            article = any(tree.word(each).lower() in {"a", "an", "another"} for each in tree.children[child])
            if article and not row:
                return Figure(act.measure, 1, 1, None)
    return None


def _basis(clause: Clause, *, tree: Tree, rules: FigureRules, times: Iterable[Mention]) -> tuple[str, str | None]:
    """Over what time a clause counts, and the words that begin a total."""
    start, end = min(tree.tokens[i].start for i in clause.near), max(tree.tokens[i].end for i in clause.near)
    words = tree.text[start:end]
    since = next((m.text for m in times if start <= m.start < end and m.text.lower().startswith("since ")), None)
    senses = {term.sense for term in rules.basis if term.regex.search(words)}
    if "day" in senses and since is None:
        return "day", None
    return ("total", since) if since or "total" in senses else ("event", None)
