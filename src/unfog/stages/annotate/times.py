"""Finds expressions of time in a text ("overnight", "since May 2022") and takes them apart for reckoning.

The patterns are `times.toml`, the words they name in braces `calendar.toml`. An expression is one or more atoms, each the
match of one rule, with the words in front of it ("by", "early", "later on") kept as marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from unfog.knowledge.lexicon import Lexicon, Rule
from unfog.model import Mention

REACH = 70  # characters either side of a telling word in which a rule is tried; the longest example has 65
LEAD = 40  # characters before an expression in which its leading words are sought

_WORD = re.compile(r"\d{4}-\d\d-\d\d\b|[’']?\d0s\b|\d+(?:[:./]\d+)*s?|[^\W\d_]+(?:\.[^\W\d_]\b\.?)*")
_PLACE_LINE = re.compile(r"[^\W\d_][^.!?\n]{0,50}, ?")  # what stands before the date of a dateline
_DASH = re.compile(r"\s*(?:\([^)\n]{2,30}\)\s*)?[-–—]{1,2}\s")  # and behind it
_SLOT = re.compile(r"\{([a-z]+)(\d?)\}")

FINE = frozenset({"clock", "part", "shift"})
DAYS = frozenset({"weekday", "weekdays", "day", "date", "days", "numdate", "daybefore", "dayafter"})
WIDE = frozenset({"unit", "month", "year"})
LEADING = frozenset({"lead", "bound", "edge", "shift"})


@dataclass(frozen=True, kw_only=True)
class Term(Rule):
    """A word of the calendar: its group, and the number, the stretch (`value` to `until`) or the `sense` it stands for."""

    group: str
    value: float | None = None
    until: float | None = None
    sense: str | None = None


@dataclass(frozen=True, kw_only=True)
class TimeRule(Rule):
    """A pattern of an expression; times.toml says what the fields mean."""

    form: str
    needs: tuple[str, ...] = ()
    led: str | None = None
    sense: str | None = None
    date: str | None = None
    context: str | None = None


class Atom(NamedTuple):
    """The match of one rule: where, by which rule, and the words that its slots took, by group (`month`, `month2`)."""

    start: int
    end: int
    rule: TimeRule
    words: tuple[tuple[str, str], ...]

    def word(self, slot: str) -> str | None:
        """The words that a slot took, or None."""
        return next((words for name, words in self.words if name == slot), None)


class Mark(NamedTuple):
    """A leading word: `bound`, `edge` or `shift`, and its sense."""

    form: str
    sense: str


class Part(NamedTuple):
    """An atom with its leading words; `start` includes them."""

    start: int
    end: int
    atom: Atom
    marks: tuple[Mark, ...]


class Expression(NamedTuple):
    """One expression: the parts that make it, and how they join: `one`, `narrow` (a part of a day) or `range`."""

    start: int
    end: int
    parts: tuple[Part, ...]
    join: str


class Grammar:
    """The compiled rules of one language; reads texts and looks words up. Long-lived: build it once per process."""

    def __init__(self, rules: tuple[TimeRule, ...], terms: tuple[Term, ...]) -> None:
        self.terms = terms
        self._rules = tuple(rule for rule in rules if rule.form not in LEADING | {"join"})
        self._patterns = tuple(_bounded(self._fill(rule.pattern)) for rule in self._rules)
        self._led = tuple(rule.led and _ending(rule.led) for rule in self._rules)
        self._leads = tuple((rule, _ending(rule.pattern)) for rule in rules if rule.form in LEADING)
        self._joins = tuple((rule, re.compile(_spaced(rule.pattern))) for rule in rules if rule.form == "join")
        self._told = lru_cache(maxsize=50_000)(self._tells)
        self._tried = lru_cache(maxsize=20_000)(self._to_try)
        self._looked = lru_cache(maxsize=5_000)(self._look)

    def _fill(self, pattern: str) -> str:
        def slot(match: re.Match[str]) -> str:
            group, number = match.groups()
            known = "|".join(term.pattern for term in self.terms if term.group == group)
            return f"(?P<{group}{number}>{known})" if known else match.group()

        return _SLOT.sub(slot, pattern)

    @cached_property
    def _needed(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        names = dict.fromkeys(need for rule in self._rules for need in rule.needs)
        known = {term.group for term in self.terms}
        return tuple((need, _bounded(self._fill(f"{{{need}}}") if need in known else need)) for need in names)

    def _tells(self, word: str) -> frozenset[str]:
        """What a word of a text tells of: the needs of rules that it meets."""
        return frozenset(need for need, regex in self._needed if regex.fullmatch(word))

    def look_up(self, group: str, words: str) -> Term | None:
        """The term of a group that the words are, or None."""
        return self._looked(group.rstrip("0123456789"), " ".join(words.split()))

    def _look(self, group: str, words: str) -> Term | None:
        return next((t for t in self.terms if t.group == group and t.regex.fullmatch(words)), None)

    def expressions(self, text: str) -> tuple[Expression, ...]:
        """All expressions of time, in order, none overlapping."""
        atoms = _longest(self._atoms(text))
        parts = self._parts(text, atoms)
        return tuple(_assemble(text, parts, tuple(regex for _, regex in self._joins)))

    def matches(self, rule_id: str, text: str) -> tuple[str, ...]:
        """The words that one rule matches in a text, whether or not a longer match of another would win."""
        leads = [
            match.group(1) for rule, regex in self._leads if rule.id == rule_id for match in _anywhere(regex, text)
        ]
        joins = [match.group() for rule, regex in self._joins if rule.id == rule_id for match in regex.finditer(text)]
        atoms = [text[atom.start : atom.end] for atom in self._atoms(text) if atom.rule.id == rule_id]
        return (*leads, *joins, *atoms)

    def _atoms(self, text: str) -> Iterator[Atom]:
        for first, last, rules in self._windows(text):
            for index in rules:
                regex, led = self._patterns[index], self._led[index]
                for match in regex.finditer(text, first, last):
                    if not led or led.search(text, max(0, match.start() - LEAD), match.start()):
                        words = tuple((k, v) for k, v in match.groupdict().items() if v)
                        yield Atom(match.start(), match.end(), self._rules[index], words)

    def _windows(self, text: str) -> Iterator[tuple[int, int, tuple[int, ...]]]:
        """Stretches of the text around each telling word, with the rules to be tried there."""
        words = [(m.start(), m.end(), tells) for m in _WORD.finditer(text) if (tells := self._told(m.group()))]
        low = high = 0
        for start, end, tells in words:
            if not tells & self._first_needs:
                continue
            while words[low][0] < start - REACH:
                low += 1
            while high < len(words) and words[high][1] <= end + REACH:
                high += 1
            told = frozenset().union(*(each[2] for each in words[low:high]))
            if rules := self._tried(tells, told):
                yield max(0, start - REACH), _word_end(text, end + REACH), rules

    @cached_property
    def _first_needs(self) -> frozenset[str]:
        return frozenset(rule.needs[0] for rule in self._rules)

    def _to_try(self, tells: frozenset[str], told: frozenset[str]) -> tuple[int, ...]:
        """The rules whose first need this word tells and whose others its neighbours tell."""
        return tuple(
            index for index, rule in enumerate(self._rules) if rule.needs[0] in tells and told.issuperset(rule.needs)
        )

    def _parts(self, text: str, atoms: list[Atom]) -> list[Part]:
        """The atoms with their leading words, which may swallow a vague word: "earlier in May" is no "earlier"."""
        parts: list[Part] = []
        for atom in atoms:
            vague = bool(parts) and parts[-1].atom.rule.form == "vague"
            part = self._led_part(text, atom, parts[-1].start if vague else parts[-1].end if parts else 0)
            if parts and part.start < parts[-1].end:
                parts.pop()
            parts.append(part)
        return parts

    def _led_part(self, text: str, atom: Atom, floor: int) -> Part:
        """The atom with the leading words before it, not reaching before `floor`."""
        start, marks = atom.start, list[Mark]()
        while found := self._lead(text, start, max(floor, start - LEAD)):
            if (
                marks and found[1].sense == "about"
            ):  # "put about since May": it opens the expression, or is no part of it
                break
            start, rule = found
            marks += [Mark(rule.form, rule.sense)] if rule.sense else []
        return Part(start, atom.end, atom, tuple(marks))

    def _lead(self, text: str, end: int, floor: int) -> tuple[int, TimeRule] | None:
        found = [(m.start(1), rule) for rule, regex in self._leads if (m := regex.search(text, floor, end))]
        return min(found, key=lambda pair: pair[0]) if found else None


def load_grammar(lexicon: Lexicon, language: str) -> Grammar:
    """The grammar of a language's `times.toml` and `calendar.toml`. Raises `KnowledgeError` where they are broken."""
    return Grammar(lexicon.rules(language, "times", TimeRule), lexicon.rules(language, "calendar", Term))


def find_times(text: str, rules: Grammar) -> tuple[Mention, ...]:
    """The expressions of time of a text as mentions of kind `time`, with their own words; a dateline's date is none."""
    return tuple(
        Mention("time", each.start, each.end, text[each.start : each.end])
        for each in rules.expressions(text)
        if not _in_dateline(text, each)
    )


def _in_dateline(text: str, expression: Expression) -> bool:
    """Whether an expression is the date before a dispatch, "LVIV, Oct 15 (AGENCY) -": when it was written, not when it was."""
    before = text[text.rfind("\n", 0, expression.start) + 1 : expression.start]
    return bool(_PLACE_LINE.fullmatch(before) and _DASH.match(text, expression.end))


def _word_end(text: str, at: int) -> int:
    """`at`, or the end of the word that it falls in."""
    while at < len(text) and text[at].isalnum():
        at += 1
    return min(at, len(text))


def _spaced(pattern: str) -> str:
    return pattern.replace(" ", r"\s+").replace(r"\s+?", r"\s*")


def _bounded(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_spaced(pattern)})(?!\w)", re.IGNORECASE)


def _ending(pattern: str) -> re.Pattern[str]:
    """The pattern just before where the search ends, with the white space or hyphen behind it."""
    return re.compile(rf"(?<![\w-])({_spaced(pattern)})(?:\s+|-|(?<=\())$", re.IGNORECASE)


def _anywhere(regex: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern that is bound to the end of what is searched, for every end in the text."""
    ends = (end for end in range(1, len(text) + 1) if end == len(text) or not text[end].isspace())
    return (match for end in ends if (match := regex.search(text, 0, end)))


def _longest(atoms: Iterable[Atom]) -> list[Atom]:
    """The longest matches that do not overlap, in the order of the text; of two equals the earlier rule's."""
    taken: list[Atom] = []
    for atom in sorted(dict.fromkeys(atoms), key=lambda a: (a.start - a.end, a.start)):
        if all(atom.end <= other.start or other.end <= atom.start for other in taken):
            taken.append(atom)
    return sorted(taken, key=lambda a: a.start)


def _assemble(text: str, parts: list[Part], joins: tuple[re.Pattern[str], ...]) -> Iterator[Expression]:
    """Joins neighbours that belong together."""
    held: list[Part] = []
    join = "one"
    for part in parts:
        how = _join(text, held[-1], part, joins) if held and join != "range" else None
        if how:
            held, join = [*held, part], how
            continue
        if held:
            yield Expression(held[0].start, held[-1].end, tuple(held), join)
        held, join = [part], "one"
    if held:
        yield Expression(held[0].start, held[-1].end, tuple(held), join)


def _join(text: str, left: Part, right: Part, joins: tuple[re.Pattern[str], ...]) -> str | None:
    """How two neighbouring parts belong together, or None."""
    gap = text[left.end : right.start]
    forms = {left.atom.rule.form, right.atom.rule.form}
    dated = (
        left.atom.rule.form == "date" and right.start < right.atom.start
    )  # "5 May 2022 On Friday": a date line and a sentence
    if len(gap) <= 3 and not gap.strip(" ,\n") and not dated and _narrows(*forms, left=left.atom.rule.form):
        return "narrow"
    return "range" if _ranges(gap, left, right, joins) else None


def _narrows(*forms: str, left: str) -> bool:
    """Whether one of two forms tells which part of the other is meant."""
    pair = set(forms)
    if len(pair) == 1:
        return False
    fine = bool(pair & FINE and pair & (DAYS | {"relative"})) or pair == {"clock", "part"}
    return fine or (pair <= DAYS and "weekday" in pair) or (left == "duration" and bool(pair & WIDE))


def _ranges(gap: str, left: Part, right: Part, joins: tuple[re.Pattern[str], ...]) -> bool:
    """Whether two parts are the ends of one stretch: "from May to June", "between Monday and Friday"."""
    opened = any(mark.sense in {"from", "between"} for mark in left.marks)
    until = any(mark.sense == "until" for mark in right.marks) and not gap.strip()
    return opened and (until or any(join.fullmatch(gap) for join in joins))
