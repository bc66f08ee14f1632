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
from unfog.stages.extract.figures.governing import governing, implied_ones, is_participle, single_others
from unfog.stages.extract.figures.listed import Item, find_lists, list_figures
from unfog.stages.extract.figures.quantities import Quantity
from unfog.stages.extract.tree import Tree

LISTED = frozenset({"equipment_loss", "casualties"})  # types whose claims may head a list of losses
LIST_GAP, LIST_REACH = 60, 3000  # characters from the heading to the list, and of the list
MONEY = frozenset(
    {"aid", "sanction", "damage", "position", "disruption", "equipment_loss"}
)  # types whose sums are theirs
SHARES = frozenset(
    {"damage", "disruption", "equipment_loss", "casualties", "territory_change", "displacement", "interception"}
)


PERSONS = frozenset({"person", "captive", "listed"})


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
        self.usual = knowledge.ontology.types.usual_measure
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

    def is_thing(self, phrase: str) -> bool:
        """Whether counted words are known to be no persons."""
        return any(r.kind == "noun" and r.group not in PERSONS and self._ends[r].search(phrase) for r in self.rules)

    def opening(self, sense: str, texts: Iterable[str]) -> str | None:
        """The first of some expressions of time that begins as a term of a basis says."""
        terms = [term for term in self.basis if term.sense == sense]
        return next((text for text in texts if any(term.regex.match(text) for term in terms)), None)

    def _noun(self, phrase: str, event_type: str) -> MeasureRule | None:
        """The rule that counted words meet in claims of a type."""
        return next((rule for rule in self._for("noun", event_type) if self._ends[rule].search(phrase)), None)

    def _act(self, word: str, event_type: str) -> MeasureRule | None:
        """The rule that a governing word meets in claims of a type."""
        return next((rule for rule in self._for("act", event_type) if rule.regex.fullmatch(word)), None)


@dataclass(frozen=True, slots=True)
class Clause:
    """Where the figures of one claim are sought: the trigger's token and the tokens of its clause.

    `pointed` are tokens of numbers that the trained reader gives to the claim, wherever they stand.
    """

    event_type: str
    trigger: int
    near: Collection[int]
    pointed: Collection[int] = ()


def figures_of(
    clause: Clause, quantities: Iterable[Quantity], *, tree: Tree, rules: FigureRules, times: Iterable[Mention] = ()
) -> tuple[Figure, ...]:
    """The figures of a claim: its clause's quantities that have a measure there, each once.

    Where a claim of casualties has none, single persons who are its victims count as one each. A claim of losses that heads
    a list takes the list's figures.
    """
    basis, since = _basis(clause, tree=tree, rules=rules, times=times)
    listed = _list_below(clause, tree, rules) if clause.event_type in LISTED else ()
    if listed:  # a number beside the heading is that of the page
        return list_figures(listed, since or _span(clause, tree, rules, times))
    inside = [each for each in quantities if _is_pointed(each, clause, tree) or _is_inside(each, clause, tree)]
    figures = []
    for quantity in inside:
        if _breaks_down(quantity, inside, clause, tree):
            continue
        found = measure_of(quantity, clause, tree=tree, rules=rules)
        if found is None and _is_pointed(quantity, clause, tree) and not _is_age(quantity, tree=tree, rules=rules):
            found = _usual(quantity, clause, rules)
        if found:
            measure, of = found
            more = single_others(quantity, tree=tree, rules=rules) if clause.event_type == "casualties" else 0
            low, high = (None if each is None else each + more for each in (quantity.low, quantity.high))
            all_kinds = more or any(_is_part(each, quantity, tree=tree, rules=rules) for each in inside)
            figures.append(Figure(measure, low, high, None if all_kinds else of, basis, since))
    if not figures and clause.event_type == "casualties":
        told = implied_ones(clause, tree=tree, rules=rules)
        figures += [told] if told else []
    return tuple(dict.fromkeys(figures))


def _breaks_down(quantity: Quantity, others: Iterable[Quantity], clause: Clause, tree: Tree) -> bool:
    """Whether a number only says of whom an earlier one consists: "three civilians, two women and a man"."""
    if quantity.noun is None or tree.tokens[quantity.noun].dep != "appos":
        return False
    if is_participle(clause.trigger, tree) and tree.tokens[clause.trigger].head == quantity.noun:
        return False  # "two soldiers, one medic killed": a row
    whole = next((each for each in others if each.noun == tree.tokens[quantity.noun].head), None)
    return whole is not None and (quantity.low or 0) <= (whole.high or quantity.low or 0)


def _is_part(quantity: Quantity, whole: Quantity, *, tree: Tree, rules: FigureRules) -> bool:
    """Whether a number counts some of those that another counts: the two of "five civilians including two children"."""
    if quantity.noun is None or quantity is whole:
        return False
    above = tree.tokens[quantity.noun].head
    told = rules.numbers.look_up("including", tree.word(above).lower())
    return told is not None and tree.tokens[above].head in {whole.noun, whole.token}


def _victims_stand_before(subject: int, clause: Clause, tree: Tree) -> bool:
    """Whether the trigger is a participle that hangs on a row of those to whom it was done: "a man and three boys killed in the raid"."""
    if not is_participle(clause.trigger, tree):
        return False
    victim = tree.tokens[clause.trigger].head
    while victim != subject and tree.tokens[victim].dep in {"conj", "appos"}:
        victim = tree.tokens[victim].head
    return victim == subject


def _is_pointed(quantity: Quantity, clause: Clause, tree: Tree) -> bool:
    """Whether most words of a number are ones that the trained reader gives to the claim."""
    own = tree.within(quantity.start, quantity.end)
    return 2 * sum(each in clause.pointed for each in own) > len(own)


def _usual(quantity: Quantity, clause: Clause, rules: FigureRules) -> tuple[str, str | None]:
    """The measure that a number most often has in claims of a type, for one that no rule knows."""
    if quantity.kind != "count":
        return quantity.kind, (quantity.phrase or None) if quantity.kind == "percent" else None
    return rules.usual[clause.event_type], quantity.phrase or None


def _is_inside(quantity: Quantity, clause: Clause, tree: Tree) -> bool:
    """Whether a quantity stands in a clause, or is the subject that it has through another verb ("were reported killed")."""
    if quantity.token in clause.near or quantity.noun in clause.near:
        return True
    trigger = tree.tokens[clause.trigger]
    behind = tree.at(quantity.end - 1) + 1
    if (
        behind < len(tree.tokens)
        and tree.tokens[behind].dep in {"aux", "auxpass"}
        and tree.tokens[behind].head in clause.near
    ):
        return True
    subject = quantity.noun if quantity.noun is not None else quantity.token
    if _victims_stand_before(subject, clause, tree):
        return True
    return trigger.dep in {"oprd", "xcomp", "acomp"} and tree.tokens[subject].head == trigger.head


def _list_below(clause: Clause, tree: Tree, rules: FigureRules) -> tuple[Item, ...]:
    """The list that follows a clause on the next lines, if one does."""
    end = max(tree.tokens[index].end for index in clause.near)
    lists = (
        find_lists(tree.text[end : end + LIST_REACH], rules.listed) if "\n" in tree.text[end : end + LIST_GAP] else ()
    )
    return lists[0] if lists and lists[0][0].start <= LIST_GAP else ()


def _span(clause: Clause, tree: Tree, rules: FigureRules, times: Iterable[Mention]) -> str | None:
    """The expression of time of a clause that says since when a list counts: "from 24.02 to 01.06"."""
    start, end = tree.tokens[min(clause.near)].start, tree.tokens[max(clause.near)].end
    return rules.opening("from", [m.text for m in times if start <= m.start < end])


def measure_of(quantity: Quantity, clause: Clause, *, tree: Tree, rules: FigureRules) -> tuple[str, str | None] | None:
    """The measure of a quantity in a claim, and what is counted; None where it is no figure of that claim."""
    if quantity.kind == "percent":
        return ("percent", quantity.phrase or None) if clause.event_type in SHARES else None
    if quantity.kind != "count":
        return (quantity.kind, None) if clause.event_type in MONEY else None
    noun = rules.noun(quantity.phrase, clause.event_type) if quantity.phrase else None
    act = governing(quantity, clause, tree=tree, rules=rules)
    of = _category(quantity.phrase, noun)
    if act and _can_be_done_to(quantity, act, tree=tree, rules=rules):
        return None if quantity.whole else (act.measure, of)
    if noun is None or clause.event_type in {"casualties", "interception"}:
        return None
    return noun.measure, of


def _can_be_done_to(quantity: Quantity, act: MeasureRule, *, tree: Tree, rules: FigureRules) -> bool:
    """Whether what is counted is of a kind that an act is done to; harm is done to whatever is not known to be a thing."""
    if quantity.phrase:
        groups = rules.group(quantity.phrase)
        return bool(groups.intersection(act.counts)) or (
            "person" in act.counts and not groups and not rules.is_thing(quantity.phrase)
        )
    return not _is_age(quantity, tree=tree, rules=rules)


def _is_age(quantity: Quantity, *, tree: Tree, rules: FigureRules) -> bool:
    """Whether a bare number is the age of the person before it: "a man of 52"."""
    above = tree.tokens[tree.tokens[quantity.token].head]
    if quantity.phrase or above.pos != "ADP" or rules.numbers.look_up("partitive", above.lemma) is None:
        return False
    noun = tree.tokens[above.head]
    return noun.tag == "NN" and "person" in rules.group(tree.text[noun.start : noun.end])


def _category(phrase: str, noun: MeasureRule | None) -> str | None:
    return None if not phrase or noun is None or noun.plain else phrase


def _basis(clause: Clause, *, tree: Tree, rules: FigureRules, times: Iterable[Mention]) -> tuple[str, str | None]:
    """Over what time a clause counts, and the words that begin a total."""
    start, end = min(tree.tokens[i].start for i in clause.near), max(tree.tokens[i].end for i in clause.near)
    since = rules.opening("since", [m.text for m in times if start <= m.start < end])
    senses = {term.sense for term in rules.basis if term.regex.search(tree.text[start:end])}
    if "day" in senses and since is None:
        return "day", None
    return ("total", since) if since or "total" in senses else ("event", None)
