"""Mentions whose words make a place of their own: sectors, distances from a town, parts of countries, fronts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from unfog.knowledge.gazetteer import Gazetteer
from unfog.model import Mention
from unfog.stages.annotate.toponyms.words import PlaceWords


def shaped_mentions(text: str, simple: Sequence[Mention], gazetteer: Gazetteer, words: PlaceWords) -> Iterator[Mention]:
    """The mentions of such places, none overlapping another; `simple` are the plain ones of the text."""
    taken: list[Mention] = []
    for rule in words.naming:
        for match in rule.regex.finditer(text):
            each = _shape(rule.form, match, simple, gazetteer)
            if each and not any(overlap(each, other) for other in taken):
                taken.append(each)
                yield each


def _shape(form: str, match: re.Match[str], simple: Sequence[Mention], gazetteer: Gazetteer) -> Mention | None:
    """The mention of one match, or None where its name is no place."""
    groups = match.groupdict()
    if form in {"front", "whole"}:
        known = form == "front" or bool(gazetteer.bearers(match.group()))
        return Mention("place", match.start(), match.end(), match.group()) if known else None
    if form == "part":
        if gazetteer.bearers(match.group()):
            return None
        bearers = gazetteer.bearers(groups["name"] or "")
        wide = bool(bearers) and bearers[0].place.kind in {"country", "continent"}
        return Mention("place", match.start(), match.end(), match.group()) if wide else None
    if groups.get("two"):
        known = all(gazetteer.bearers(groups[each]) for each in ("one", "two"))
        return Mention("place", match.start(), match.end(), match.group()) if known else None
    group = "one" if form == "sector" else "name"
    inner = next((each for each in simple if each.start == match.start(group)), None)
    if inner is None and not (form == "sector" and gazetteer.bearers(groups[group])):
        return None
    end = max(match.end(), inner.end if inner else 0)
    return Mention("place", match.start(), end, inner.text if inner else groups[group])


def overlap(one: Mention, other: Mention) -> bool:
    """Whether two mentions share a character."""
    return one.start < other.end and other.start < one.end
