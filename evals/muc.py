"""Victims and perpetrators against MUC-4's templates, by the claims that are made of the messages (put into lower case by `casing`).

A human target is met by the claims whose quote has one of its strings. Its number, where the template gives a plain one, is right where
the claims that give figures of persons give just that as both bounds; targets without such a figure are not filled, and
their share is a line of its own. Its effect is what those claims measure (killed: death; wounded: injury; what did not happen: none).
A perpetrator is met by the claims of which it is the initiator; its confidence is read off their source and factuality. The two kinds of suspicion count as one.
The plain methods: one victim; everybody died; all is reported as fact.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from evals.casing import news_casing
from evals.lines import SEED, Line, Tally, bootstrap, tally_f1
from evals.reading import reader, rows
from unfog.model import Claim

GOLD = "bench/events_muc4_full.jsonl.gz"
SAMPLE = 150  # messages of the small fixed set
PERSONS = frozenset(
    {"killed", "wounded", "casualties", "captured", "detained", "missing", "harmed", "people", "troops", "prisoners"}
)
NUMBER = re.compile(r"(~?)(\d+)")
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
CONFIDENCE = {
    "REPORTED AS FACT": "fact",
    "CLAIMED OR ADMITTED": "admitted",
    "SUSPECTED OR ACCUSED": "accused",
    "SUSPECTED OR ACCUSED BY AUTHORITIES": "accused",
    "POSSIBLE": "possible",
}
EFFECTS = {"DEATH": "death", "INJURY": "injury", "NO INJURY OR DEATH": "none", "NO INJURY": "none", "NO DEATH": "none"}
MEASURED = {"killed": "death", "wounded": "injury"}


@dataclass
class Message:
    """What agrees in one message. Numbers: (wanted, those given); the rest: (accepted, given or None)."""

    numbers: list[tuple[int, set[float]]] = field(default_factory=list)
    effects: list[tuple[set[str], set[str]]] = field(default_factory=list)
    confidence: list[tuple[set[str], str | None]] = field(default_factory=list)


def measure(shared: Path) -> Iterator[Line]:
    """All messages."""
    yield from _lines("MUC-4", rows(shared / GOLD), shared)


def measure_sample(shared: Path) -> Iterator[Line]:
    """A small fixed sample of them."""
    messages = rows(shared / GOLD)
    chance = random.Random(SEED)  # noqa: S311  sampling, not secrets
    yield from _lines("MUC-4 sample", chance.sample(messages, min(SAMPLE, len(messages))), shared)


def _lines(task: str, messages: Sequence[dict[str, Any]], shared: Path) -> Iterator[Line]:
    told = [each for each in messages if each["templates"]]
    read = [_message(each, shared) for each in told]
    for measured, (statistic, count, plain, name) in STATISTICS.items():
        if read:
            low, high = bootstrap(read, statistic)
            yield Line(task, measured, statistic(read), sum(map(count, read)), low, high, plain(read), name)


def flowing(text: str) -> str:
    """The text with its lines joined to paragraphs: the parser would take a line's end for a sentence's."""
    return re.sub(r"(?<!\n)\n(?!\n)[ \t]*", " ", text.strip())


def _message(row: dict[str, Any], shared: Path) -> Message:
    text = news_casing(shared).restore(flowing(row["text"]))
    claims = reader().read(text).claims()
    message = Message()
    for template in row["templates"]:
        for filler in template["HUM TGT: NUMBER"]:
            _add_number(message, filler, claims)
        for filler in template["HUM TGT: EFFECT OF INCIDENT"]:
            _add_effect(message, filler, claims)
        for filler in template["PERP: ORGANIZATION CONFIDENCE"]:
            _add_confidence(message, filler, claims)
    return message


def _add_number(message: Message, filler: str, claims: Sequence[Claim]) -> None:
    value, _, target = filler.partition(":")
    match = NUMBER.fullmatch(value.strip())
    if match:
        figures = [figure for claim in _naming(target, claims) for figure in claim.numbers if figure.measure in PERSONS]
        given = {each.low for each in figures if each.low is not None and each.low == each.high}
        message.numbers.append((int(match[2]), given if given or not figures else {-1}))


def _add_effect(message: Message, filler: str, claims: Sequence[Claim]) -> None:
    value, _, target = filler.partition(":")
    accepted = {EFFECTS[each.strip()] for each in value.split("/") if each.strip() in EFFECTS}
    if accepted and STRING.search(target):
        message.effects.append((accepted, _effects(_naming(target, claims))))


def _effects(claims: Sequence[Claim]) -> set[str]:
    """What befell the victims of some claims; where a claim counts nobody, what its event makes likely is not guessed."""
    effects = set()
    for claim in claims:
        for figure in claim.numbers:
            if figure.measure in MEASURED:
                effects.add("none" if claim.factuality[-1] == "-" or figure.high == 0 else MEASURED[figure.measure])
    return effects


def _add_confidence(message: Message, filler: str, claims: Sequence[Claim]) -> None:
    value, _, name = filler.partition(":")
    accepted = {CONFIDENCE[each.strip()] for each in value.split("/") if each.strip() in CONFIDENCE}
    names = {each.upper() for each in STRING.findall(name)}
    if accepted and names:
        by = [claim for claim in claims if any(_same(actor, names) for actor in claim.initiator)]
        message.confidence.append((accepted, _confidence(by[0], names) if by else None))


def _confidence(claim: Claim, names: set[str]) -> str:
    if claim.source and _same(claim.source, names):
        return "admitted"
    if claim.factuality in {"PS+", "PR+", "UU"}:
        return "possible"
    return "accused" if claim.source else "fact"


def _same(actor: str, names: set[str]) -> bool:
    """Whether an actor is one of the names, or one holds the other as whole words."""
    padded = f" {actor.upper()} "
    return any(f" {name} " in padded or padded in f" {name} " for name in names)


def _naming(target: str, claims: Sequence[Claim]) -> list[Claim]:
    """The claims whose quote has one of a target's strings, apart from line breaks."""
    names = [" ".join(each.split()) for each in STRING.findall(target)]
    return [
        claim for claim in claims if any(re.search(rf"\b{re.escape(name)}\b", claim.quote.upper()) for name in names)
    ]


# --- statistics -------------------------------------------------------------------------------------------------------


def _exact(messages: Sequence[Message]) -> float:
    filled = [pair for each in messages for pair in each.numbers if pair[1]]
    return sum(wanted in given for wanted, given in filled) / len(filled) if filled else 0.0


def _filled(messages: Sequence[Message]) -> float:
    pairs = [pair for each in messages for pair in each.numbers]
    return sum(bool(given) for _, given in pairs) / len(pairs) if pairs else 0.0


def _ones(messages: Sequence[Message]) -> float:
    filled = [wanted for each in messages for wanted, given in each.numbers if given]
    return sum(wanted == 1 for wanted in filled) / len(filled) if filled else 0.0


def _effect(messages: Sequence[Message], fixed: set[str] | None = None) -> float:
    """F1 of effects: one is wanted for each target, and any of those accepted is right."""
    pairs = [(accepted, fixed or given) for each in messages for accepted, given in each.effects]
    right = sum(bool(accepted & given) for accepted, given in pairs)
    return tally_f1([Tally(len(pairs), sum(len(given) for _, given in pairs), right)])


def _sure(messages: Sequence[Message]) -> float:
    met = [(accepted, given) for each in messages for accepted, given in each.confidence if given]
    return sum(given in accepted for accepted, given in met) / len(met) if met else 0.0


def _facts(messages: Sequence[Message]) -> float:
    met = [accepted for each in messages for accepted, given in each.confidence if given]
    return sum("fact" in accepted for accepted in met) / len(met) if met else 0.0


def _met(messages: Sequence[Message]) -> float:
    pairs = [pair for each in messages for pair in each.confidence]
    return sum(given is not None for _, given in pairs) / len(pairs) if pairs else 0.0


Statistic = Callable[[Sequence[Message]], float]
STATISTICS: dict[str, tuple[Statistic, Callable[[Message], int], Statistic, str]] = {
    "number exact, of those filled": (
        _exact,
        lambda one: sum(bool(given) for _, given in one.numbers),
        _ones,
        "one victim",
    ),
    "number filled": (_filled, lambda one: len(one.numbers), lambda _: 1.0, "one victim"),
    "effect F1": (_effect, lambda one: len(one.effects), lambda many: _effect(many, {"death"}), "all died"),
    "confidence, of those met": (
        _sure,
        lambda one: sum(given is not None for _, given in one.confidence),
        _facts,
        "all fact",
    ),
    "perpetrators met": (_met, lambda one: len(one.confidence), lambda _: 0.0, "none"),
}
