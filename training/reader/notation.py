"""Reads the labelled texts (NOTATION.md) into texts with character spans; refuses what does not stand in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

TYPES = frozenset(
    ["air_strike", "drone_strike", "missile_strike", "shelling", "strike", "interception", "explosion", "assault", "territory_change", "defence", "deployment", "equipment_loss", "training", "leadership_change", "aid", "talks", "visit", "position", "sanction", "casualties", "displacement", "damage", "disruption", "protest"]
)
VALUES = {
    "stance": ["asserts", "denies", "declines", "estimates", "warns", "promises", "demands"],
    "fact": ["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "UU"],
    "phase": ["past", "ongoing", "future"],
    "stage": ["requested", "considered", "pledged", "approved", "delivered", "delayed", "refused"],
    "ver": ["unverified", "disputed"],
    "out": ["taken", "retaken", "advanced", "lost", "withdrawn", "shared"],
}
ROLES = ("src", "who", "to", "at", "when", "item")
BOUNDS = re.compile(r"(\d+(?:\.\d+)?)?(\.\.)?(\d+(?:\.\d+)?)?")
SENTENCE_END = re.compile(r"(?<=[.!?])[”\"’')\]]*\s+(?=[“\"‘'(A-Z0-9])|\n+")

Spot: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of a claim: what it measures, its bounds (None is open) and where it stands."""

    measure: str
    low: float | None
    high: float | None
    spot: Spot


@dataclass(frozen=True, slots=True)
class Told:
    """A labelled claim: its trigger, type, the spans of its roles, its values that are not the usual ones, its numbers."""

    trigger: Spot
    event_type: str
    unnamed: bool
    roles: dict[str, tuple[Spot, ...]]
    values: dict[str, str]
    numbers: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A labelled attribution; a source may be missing, a content may stand in pieces."""

    source: Spot | None
    cue: Spot
    content: tuple[Spot, ...]


@dataclass(slots=True)
class Text:
    """One labelled text. `faults` says what of its labels does not stand in it."""

    name: str
    conflict: str
    style: str
    text: str
    claims: list[Told] = field(default_factory=list)
    attributions: list[Said] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read(path: Path) -> Iterator[Text]:
    """The texts of one file, in order."""
    for block in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, *lines = block.rstrip().split("\n")
        parts = [each.strip() for each in head.split("|")]
        body = [line.strip() for line in lines if line.strip() and line[:2] not in {"> ", "@ "}]
        text = Text(parts[0], parts[1] if len(parts) > 1 else "", parts[2] if len(parts) > 2 else "", "\n".join(body))
        if len(parts) < 3:
            text.faults.append("head line needs name | conflict | style")
        for line in lines:
            _label(text, line.strip())
        yield text


def sentences(text: str) -> list[Spot]:
    """The sentences of a text, roughly: enough to look for the nearest words."""
    cuts = [0, *(match.end() for match in SENTENCE_END.finditer(text)), len(text)]
    return [(start, end) for start, end in pairwise(cuts) if text[start:end].strip()]


def _label(text: Text, line: str) -> None:
    try:
        if line[:2] == "> ":
            text.claims.append(_claim(text, line[2:]))
        elif line[:2] == "@ ":
            text.attributions.append(_said(text, line[2:]))
    except ValueError as error:
        text.faults.append(f"{line}: {error}")


def _claim(text: Text, line: str) -> Told:
    trigger_words, event_type, *rest = [each.strip() for each in line.split(" | ")]
    if event_type not in TYPES:
        raise ValueError(f"no event type {event_type}")
    taken = {told.trigger for told in text.claims if told.event_type == event_type}
    fields = dict(_field(each) for each in rest)
    trigger = _trigger(text.text, trigger_words, taken)
    roles: dict[str, tuple[Spot, ...]] = {}
    unnamed = fields.get("src") == "unnamed"
    for role in ROLES:
        if role in fields and not (role == "src" and unnamed):
            roles[role] = tuple(nearest(text.text, each, trigger) for each in _several(fields[role]))
    values = {key: fields[key] for key in VALUES if key in fields}
    numbers = tuple(_amount(text.text, each, trigger) for each in _several(fields.get("n", "")))
    return Told(trigger, event_type, unnamed, roles, values, numbers)


def _field(part: str) -> tuple[str, str]:
    key, sign, value = part.partition("=")
    key, value = key.strip(), value.strip()
    if not sign or key not in {*ROLES, *VALUES, "n"}:
        raise ValueError(f"no field {part}")
    if key in VALUES and value not in VALUES[key]:
        raise ValueError(f"{key} is not {value}")
    return key, value


def _several(words: str) -> list[str]:
    return [each.strip() for each in words.split(" ; ") if each.strip()]


def _trigger(text: str, words: str, taken: set[Spot]) -> Spot:
    places, chosen = _occurrences(text, words)
    if chosen is not None:
        return chosen
    free = [each for each in places if each not in taken]
    return (free or places)[0]


def nearest(text: str, words: str, trigger: Spot) -> Spot:
    """Where some words stand: in the trigger's sentence, the nearest; else the nearest before it, else after it."""
    places, chosen = _occurrences(text, words)
    if chosen is not None:
        return chosen
    start, end = next(((a, b) for a, b in sentences(text) if a <= trigger[0] < b), (0, len(text)))

    def distance(spot: Spot) -> tuple[int, int]:
        inside = start <= spot[0] < end
        before = spot[0] < start
        return (0 if inside else 1 if before else 2, abs(spot[0] - trigger[0]))

    return min(places, key=distance)


def _occurrences(text: str, words: str) -> tuple[list[Spot], Spot | None]:
    """Every place where some words stand whole, and the one that `#N` asks for."""
    match = re.fullmatch(r"(.*\S)#(\d+)", words)
    bare, wanted = (match[1], int(match[2])) if match else (words, 0)
    if not bare:
        raise ValueError("no words")
    pattern = rf"(?<!\w){re.escape(bare)}(?!\w)" if re.match(r"\w", bare) else re.escape(bare)
    places = [each.span() for each in re.finditer(pattern, text)]
    if not places:
        raise ValueError(f"“{bare}” does not stand in the text")
    if wanted > len(places):
        raise ValueError(f"“{bare}” stands only {len(places)} times in the text")
    return places, places[wanted - 1] if wanted else None


def _amount(text: str, words: str, trigger: Spot) -> Amount:
    measure, bounds, told = (*words.split(":", 2), "", "")[:3]
    match = BOUNDS.fullmatch(bounds.strip())
    if not match or not (match[1] or match[3]):
        raise ValueError(f"no bounds in {words}")
    low, high = (float(each) if each else None for each in (match[1], match[3]))
    return Amount(measure.strip(), low, high if match[2] else low, nearest(text, told.strip(), trigger))


def _said(text: Text, line: str) -> Said:
    parts = [each.strip() for each in line.split(" | ")]
    if len(parts) != 3:
        raise ValueError("an attribution is source | cue | content")
    source, cue, content = parts
    pieces = [_piece(text.text, each.strip(), text.attributions) for each in content.split(" ++ ")]
    spot = nearest(text.text, cue, pieces[0])
    named = None if source == "-" else nearest(text.text, source, spot)
    return Said(named, spot, tuple(pieces))


def _piece(text: str, words: str, before: list[Said]) -> Spot:
    """Where a piece of content stands; of two the one that no attribution before holds."""
    used = {piece for said in before for piece in said.content}
    if "…" not in words:
        places, chosen = _occurrences(text, words)
        return chosen or next((each for each in places if each not in used), places[0])
    first, last = (each.strip() for each in words.split("…", 1))
    for start, _ in _occurrences(text, first)[0]:
        stop = text.find(last, start)
        if stop >= 0 and (start, stop + len(last)) not in used:
            return start, stop + len(last)
    raise ValueError(f"“{words}” does not stand in the text")
