"""Compiles the patterns of times.toml with the words of calendar.toml, and reads texts with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from unfog.knowledge import beginnings
from unfog.knowledge.lexicon import Lexicon
from unfog.stages.annotate.times.joining import assemble, longest
from unfog.stages.annotate.times.rows import Atom, Expression, Mark, Part, Term, TimeRule

REACH = 70  # characters either side of a telling word in which a rule is tried; the longest example has 65
LEAD = 40  # characters before an expression in which its leading words are sought

_WORD = re.compile(r"\d{4}-\d\d-\d\d\b|[’']?\d0s\b|\d+(?:[:./]\d+)*s?|[^\W\d_]+(?:\.[^\W\d_]\b\.?)*")
_SLOT = re.compile(r"\{([a-z]+)(\d?)\}")
LEADING = frozenset({"lead", "bound", "edge", "shift"})


class Grammar:
    """The compiled rules of one language; reads texts and looks words up. Long-lived: build it once per process."""

    def __init__(self, rules: tuple[TimeRule, ...], terms: tuple[Term, ...]) -> None:
        self.terms = terms
        self._rules = tuple(rule for rule in rules if rule.form not in LEADING | {"join"})
        self._patterns = tuple(_bounded(self._fill(rule.pattern)) for rule in self._rules)
        self._led = tuple(rule.led and _ending(rule.led) for rule in self._rules)
        self._leads = tuple((rule, _ending(rule.pattern)) for rule in rules if rule.form in LEADING)
        self._any_lead = _ending("|".join(rule.pattern for rule, _ in self._leads))
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

    @cached_property
    def _needed_by_beginning(self) -> dict[str, list[tuple[str, re.Pattern[str]]]]:
        index: dict[str, list[tuple[str, re.Pattern[str]]]] = {}
        for need, regex in self._needed:
            for beginning in beginnings.of(regex.pattern):
                index.setdefault(beginning, []).append((need, regex))
        return index

    def _tells(self, word: str) -> frozenset[str]:
        """What a word of a text tells of: the needs of rules that it meets."""
        begun = {word[:length].lower() for length in range(beginnings.LONGEST + 1)}
        tried = (each for beginning in begun for each in self._needed_by_beginning.get(beginning, ()))
        return frozenset(need for need, regex in tried if regex.fullmatch(word))

    def look_up(self, group: str, words: str) -> Term | None:
        """The term of a group that the words are, or None."""
        return self._looked(group.rstrip("0123456789"), " ".join(words.split()))

    def _look(self, group: str, words: str) -> Term | None:
        return next((t for t in self.terms if t.group == group and t.regex.fullmatch(words)), None)

    def expressions(self, text: str) -> tuple[Expression, ...]:
        """All expressions of time, in order, none overlapping."""
        atoms = longest(self._atoms(text))
        parts = self._parts(text, atoms)
        return tuple(assemble(text, parts, tuple(regex for _, regex in self._joins)))

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
        if not self._any_lead.search(text, floor, end):  # the usual case, at the cost of one search
            return None
        found = [(m.start(1), rule) for rule, regex in self._leads if (m := regex.search(text, floor, end))]
        return min(found, key=lambda pair: pair[0]) if found else None


def load_grammar(lexicon: Lexicon, language: str) -> Grammar:
    """The grammar of a language's `times.toml` and `calendar.toml`. Raises `KnowledgeError` where they are broken."""
    return Grammar(lexicon.rules(language, "times", TimeRule), lexicon.rules(language, "calendar", Term))


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
