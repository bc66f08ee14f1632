"""From where an expression of time is reckoned, and what the words in its slots stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from unfog.stages.annotate.times import Atom, Grammar


@dataclass(frozen=True, slots=True)
class Frame:
    """From where an expression is reckoned: the day of writing, whether it tells of what is to come, and the language."""

    grammar: Grammar
    today: date
    future: bool

    def value(self, atom: Atom, slot: str) -> float | None:
        """What the words of a slot stand for: a term's value, or the number that they write."""
        words = atom.word(slot)
        term = self.grammar.look_up(slot, words) if words else None
        if term is None or words is None:
            return None
        return term.value if term.value is not None else _digits(words)

    def whole(self, atom: Atom, slot: str) -> int | None:
        """The value as a whole number."""
        value = self.value(atom, slot)
        return None if value is None else int(value)

    def sense(self, atom: Atom, slot: str) -> str | None:
        """The sense of a slot's term."""
        words = atom.word(slot)
        term = self.grammar.look_up(slot, words) if words else None
        return term.sense if term else None

    def hours(self, atom: Atom) -> tuple[float, float] | None:
        """The hours of the day that the atom's part of a day takes; of two the shorter ("the early hours of Friday morning")."""
        named = [self.grammar.look_up("part", words) for slot in ("part", "part2") if (words := atom.word(slot))]
        found = [(t.value, t.until) for t in named if t and t.value is not None and t.until is not None]
        return min(found, key=lambda hours: hours[1] - hours[0], default=None)


def _digits(words: str) -> float | None:
    found = re.search(r"\d+(?:\.\d+)?", words)
    return float(found.group()) if found else None
