"""The numbers that a text holds, in digits or words: for checking that a sentence says none that its quotes do not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import msgspec

from unfog.errors import broken
from unfog.views.sentences.wording import folder

TOKEN = re.compile(r"(?<!\w)(?<!\d\.)\d[\d,]*(?:\.\d+)?(?=[a-z]{0,2}\b)|[^\W\d_]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Words that stand for a number, and words that multiply the number before them."""

    title: str
    units: dict[str, int]
    scales: dict[str, int]


@cache
def _words() -> NumberWords:
    path = folder() / "numbers.toml"
    try:
        return msgspec.toml.decode(path.read_bytes(), type=NumberWords)
    except (OSError, msgspec.DecodeError) as error:
        raise broken(path, error) from error


def numbers(text: str) -> frozenset[float]:
    """Every number in the text, whole phrases and their parts: "24 billion" gives 24 and 24,000,000,000."""
    tokens = [match[0].casefold() for match in TOKEN.finditer(text.replace("-", " "))]
    found: set[float] = set()
    current: float | None = None
    for token in tokens:
        current = _next(current, token)
        if current is not None:
            found.add(current)
            value = _value(token)
            found.update([value] if value is not None else [])
    return frozenset(found)


def _next(current: float | None, token: str) -> float | None:
    """The number so far with one more word; None where the word is no part of a number."""
    scale = _words().scales.get(token)
    if scale is not None:
        plural = token.endswith("s")
        return scale if current is None or (plural and current < 1) else current * (scale / 2 if plural else scale)
    value = _value(token)
    if value is None:
        return current if token in {"and", "of"} and current is not None else None
    return current + value if current is not None and _continues(current, value) else value


def _continues(current: float, value: float) -> bool:
    """Whether the words go on with one number: "twenty" "four", "two hundred" "six"."""
    return current >= 20 and value < 100 and current % (10 if current < 100 else 100) == 0 and current > value


def _value(token: str) -> float | None:
    if token[0].isdigit():
        return float(token.replace(",", ""))
    unit = _words().units.get(token)
    return float(unit) if unit is not None else None
