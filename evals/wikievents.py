"""Events against the dev part of WikiEvents: triggers, and the arguments of the claims made of them.

Its ontology (LDC's, of any news) is taken to ours by two tables in `crosswalks/`: the events of 22 of its types (two thirds of all)
have a type here; contacts that are mere sayings, moves of persons, trade, disease and crime in general have none and are left out, as are our triggers in
sentences without an event of theirs that ours could stand for. A trigger is right where it shares a word with one of a type that may be ours. An argument is
right where a mention of the claim, in the slot of its role, shares a word with it. The plain method: every verb of a sentence an event of the commonest type, with the names
of its sentence as who acts.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from evals.lines import Line, Tally, bootstrap, paired, tally_f1
from evals.reading import reader, rows
from unfog.model import Claim, Mention, Span
from unfog.stages.extract.reading import Reading

GOLD = "bench/events_wikievents.jsonl.gz"
TABLES = Path(__file__).parent / "crosswalks"
COMMONEST = frozenset({"explosion", "strike"})


class Happening(NamedTuple):
    """A trigger with the types that it may be of here."""

    span: Span
    types: frozenset[str]


class Argument(NamedTuple):
    """An argument: the types of its event, the sentence, the slot and where it stands."""

    types: frozenset[str]
    sentence: Span
    slot: str
    span: Span


@dataclass(frozen=True, slots=True)
class Scored:
    """What agrees in one article."""

    triggers: Tally
    typed: Tally
    arguments: Tally


class Article:
    """One article of the set with its gold under our names; tokens are laid out by their offsets, a line to a sentence."""

    def __init__(self, row: dict[str, Any]) -> None:
        types, roles = _table("wikievents.csv"), _table("wikievents_roles.csv")
        lines = [" ".join(token[0] for token in tokens) for tokens, _ in row["sentences"]]
        self.text = "\n".join(lines)
        self.tokens = list(_laid_out(row))
        starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
        self.sentences = [Span(start, start + len(line)) for start, line in zip(starts, lines, strict=True)]
        entities = {each["id"]: each for each in row["entity_mentions"]}
        self.triggers: list[Happening] = []
        self.arguments: list[Argument] = []
        for event in row["event_mentions"]:
            kinds = frozenset(each for each in types.get(event["event_type"], "").split("|") if each)
            if not kinds:
                continue
            self.triggers.append(Happening(self._span(event["trigger"]), kinds))
            sentence = self.sentences[event["trigger"]["sent_idx"]]
            for each in event["arguments"]:
                if each["role"] in roles and each["entity_id"] in entities:
                    self.arguments.append(
                        Argument(kinds, sentence, roles[each["role"]], self._span(entities[each["entity_id"]]))
                    )

    def _span(self, words: dict[str, Any]) -> Span:
        return Span(self.tokens[words["start"]].start, self.tokens[words["end"] - 1].end)


def measure(shared: Path) -> Iterator[Line]:
    """The lines of the set."""
    articles = [Article(row) for row in rows(shared / GOLD)]
    if not articles:
        return
    readings = [reader().read(each.text) for each in articles]
    found = [_score(each, *_ours(reading)) for each, reading in zip(articles, readings, strict=True)]
    plain = [_score(each, *_plain(reading)) for each, reading in zip(articles, readings, strict=True)]
    counts: dict[str, Callable[[Scored], Tally]] = {
        "trigger F1": lambda one: one.triggers,
        "trigger and type F1": lambda one: one.typed,
        "argument F1": lambda one: one.arguments,
    }
    for measured, part in counts.items():
        statistic = _over(part)
        low, high = bootstrap(found, statistic)
        n = sum(part(each).gold for each in found)
        yield Line("events, WikiEvents", measured, statistic(found), n, low, high, statistic(plain), "verbs and names")


def _over(part: Callable[[Scored], Tally]) -> Callable[[Sequence[Scored]], float]:
    return lambda many: tally_f1([part(each) for each in many])


def _table(name: str) -> dict[str, str]:
    with (TABLES / name).open(encoding="utf-8") as lines:
        return {row["theirs"]: row["ours"] for row in csv.DictReader(lines)}


def _laid_out(row: dict[str, Any]) -> Iterator[Span]:
    at = 0
    for tokens, _ in row["sentences"]:
        for token in tokens:
            yield Span(at, at + len(token[0]))
            at += len(token[0]) + 1


def _ours(reading: Reading) -> tuple[list[Happening], list[Argument]]:
    claims = reading.claims()
    triggers = [
        Happening(Span(token.start, token.end), frozenset({each.event_type}))
        for each in reading.triggers
        for token in [reading.tree.tokens[each.token]]
    ]
    return triggers, [argument for claim in claims for argument in _slots(claim)]


def _slots(claim: Claim) -> Iterator[Argument]:
    """The mentions of a claim with the slots that they fill."""
    names = {"initiator": claim.initiator, "recipient": claim.recipient, "places": claim.places, "items": claim.items}
    for mention in claim.mentions:
        for slot, values in names.items():
            if mention.text in values:
                span = Span(mention.start, mention.end)
                yield Argument(frozenset({claim.event_type}), Span(claim.start, claim.end), slot, span)


def _plain(reading: Reading) -> tuple[list[Happening], list[Argument]]:
    verbs = [Span(each.start, each.end) for each in reading.tree.tokens if each.pos == "VERB"]
    actors = [each for each in reading.mentions if each.kind == "actor"]
    arguments = [
        Argument(COMMONEST, sentence, "initiator", Span(each.start, each.end))
        for sentence in reading.sentences
        for each in actors
        if _inside(each, sentence)
    ]
    return [Happening(verb, COMMONEST) for verb in verbs], arguments


def _inside(mention: Mention, sentence: Span) -> bool:
    return sentence.start <= mention.start < sentence.end


def _score(article: Article, triggers: list[Happening], arguments: list[Argument]) -> Scored:
    known = {kind for each in article.triggers for kind in each.types}
    triggers = [each for each in triggers if each.types & known]
    arguments = list(dict.fromkeys(each for each in arguments if each.types & known))
    return Scored(
        paired(article.triggers, triggers, lambda one, other: _share(one.span, other.span)),
        paired(
            article.triggers,
            triggers,
            lambda one, other: _share(one.span, other.span) and bool(one.types & other.types),
        ),
        paired(article.arguments, arguments, _same_argument),
    )


def _same_argument(one: Argument, other: Argument) -> bool:
    fits = one.slot == other.slot and bool(one.types & other.types)
    return fits and _share(one.sentence, other.sentence) and _share(one.span, other.span)


def _share(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
