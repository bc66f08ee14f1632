"""What an expression of time is made of: the rules, and their matches as atoms, parts and expressions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from unfog.knowledge.lexicon import Rule


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
