"""How the matches of a pattern can begin, so that it is tried only where a text has such a beginning.

`of("strikes?|raid")` is {"stri", "raid"}; a pattern that may begin with anything has the beginning "". What is not
understood counts as anything, so that no match is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any, TypeAlias

Item: TypeAlias = tuple[Any, Any]  # a code and its argument, as the standard library parses patterns
Argument: TypeAlias = Any

LONGEST = 4  # letters: longer ones leave hardly fewer places to try
MOST = 40  # letters of one class; a wider one may be anything
ANYTHING = "\0"  # ends a beginning after which nothing is known
ZERO_WIDTH = frozenset({codes.AT, codes.ASSERT, codes.ASSERT_NOT})
REPEATS = frozenset({codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT})
PLACES = re.compile(r"(?<!\w)(?=\S)")


def of(pattern: str) -> frozenset[str]:
    """The first letters, in lower case and up to `LONGEST`, that a match can have; shorter ones go on with anything."""
    found = {each.rstrip(ANYTHING).lower() for each in _sequence(_parser.parse(pattern, re.IGNORECASE))}
    return frozenset({""} if any(not each or each[0].isspace() for each in found) else found)


def places(text: str) -> dict[str, list[int]]:
    """Where in a text each beginning stands, at the start of a word or a mark."""
    found: dict[str, list[int]] = {}
    for match in PLACES.finditer(text):
        at = match.start()
        for length in range(1, LONGEST + 1):
            found.setdefault(text[at : at + length].lower(), []).append(at)
    return found


def _sequence(items: Iterable[Item]) -> set[str]:
    found = {""}
    for code, value in items:
        if all(map(_ended, found)):
            break
        found = {each if _ended(each) else _cut(each + more) for each, more in product(found, _one(code, value))}
    return found


def _one(code: object, value: Argument) -> set[str]:
    """The beginnings of one item of a parsed pattern."""
    if code is codes.LITERAL:
        return {chr(value)}
    if code is codes.IN:
        letters = list(_letters(value))
        return set(letters) if letters and len(letters) <= MOST and None not in letters else {ANYTHING}  # type: ignore[arg-type]
    if code is codes.BRANCH:
        return set[str]().union(*map(_sequence, value[1]))
    if code is codes.SUBPATTERN:
        return _sequence(value[-1])
    if code in REPEATS:
        return _repeated(*value)
    return {""} if code in ZERO_WIDTH else {ANYTHING}


def _repeated(least: int, most: int, items: Iterable[Item]) -> set[str]:
    once = _sequence(items)
    once = once if most == 1 else {_cut(each + ANYTHING) for each in once}
    return once if least else once | {""}


def _letters(items: Iterable[Item]) -> Iterator[str | None]:
    """The letters of a class; None for what is no plain letter or range."""
    for code, value in items:
        if code is codes.LITERAL:
            yield chr(value)
        elif code is codes.RANGE and value[1] - value[0] < MOST:
            yield from map(chr, range(value[0], value[1] + 1))
        else:
            yield None


def _ended(beginning: str) -> bool:
    return len(beginning) >= LONGEST or beginning.endswith(ANYTHING)


def _cut(beginning: str) -> str:
    return beginning[:LONGEST]
