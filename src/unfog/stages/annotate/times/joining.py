"""Which matches stand: the longest, and neighbours that make one expression ("5 am" and "on Monday", "from May" and "to June")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from unfog.stages.annotate.times.rows import Atom, Expression, Part

FINE = frozenset({"clock", "part", "shift"})
DAYS = frozenset({"weekday", "weekdays", "day", "date", "days", "numdate", "daybefore", "dayafter"})
WIDE = frozenset({"unit", "month", "year"})


def longest(atoms: Iterable[Atom]) -> list[Atom]:
    """The longest matches that do not overlap, in the order of the text; of two equals the earlier rule's."""
    taken: list[Atom] = []
    for atom in sorted(dict.fromkeys(atoms), key=lambda a: (a.start - a.end, a.start)):
        if all(atom.end <= other.start or other.end <= atom.start for other in taken):
            taken.append(atom)
    return sorted(taken, key=lambda a: a.start)


def assemble(text: str, parts: list[Part], joins: tuple[re.Pattern[str], ...]) -> Iterator[Expression]:
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
