"""The rules of places.toml, by form, compiled once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from unfog.knowledge.lexicon import Lexicon, Rule

WAYS_TO_NAME = ("whole", "sector", "offset", "part", "front")


@dataclass(frozen=True, kw_only=True)
class PlaceRule(Rule):
    """A rule of places.toml, which says what the forms are."""

    form: str


class PlaceWords(NamedTuple):
    """The rules by form, compiled once."""

    naming: tuple[PlaceRule, ...]
    never: tuple[re.Pattern[str], ...]
    before: re.Pattern[str]
    within: re.Pattern[str]
    agent: re.Pattern[str]
    undergoes: re.Pattern[str]
    takes: re.Pattern[str]
    common: re.Pattern[str]
    inside: re.Pattern[str]
    resident: re.Pattern[str]
    sited: re.Pattern[str]


def load_place_words(lexicon: Lexicon, language: str) -> PlaceWords:
    """The rules of a language's places.toml."""
    rules = lexicon.rules(language, "places", PlaceRule)

    def joined(form: str, shape: str) -> re.Pattern[str]:
        return re.compile(shape.format("|".join(rule.pattern for rule in rules if rule.form == form)), re.IGNORECASE)

    naming = tuple(rule for form in WAYS_TO_NAME for rule in rules if rule.form == form)
    never = tuple(rule.regex for rule in rules if rule.form == "never")
    tail = r"(?<!\w)(?:{})\s*(?:the\s+)?$"
    return PlaceWords(
        naming, never, joined("before", tail), joined("within", tail), joined("agent", tail),
        joined("undergoes", "{}"), joined("takes", "{}"), joined("common", "{}"),
        joined("inside", "{}"), joined("resident", tail), joined("sited", "{}"),
    )  # fmt: skip
