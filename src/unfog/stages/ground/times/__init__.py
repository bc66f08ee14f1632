"""Grounds expressions of time: each becomes an interval in UTC, or stays without one where the text does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Claim, Document, Grounding, Interval, Mention, make_id
from unfog.stage import Group, GroupFunction, PerGroup, Read
from unfog.stages.annotate.times import Expression, Grammar, load_grammar
from unfog.stages.ground.times.frame import Frame
from unfog.stages.ground.times.marks import expression_stretch
from unfog.stages.ground.times.stretch import to_interval

ZONE = ZoneInfo("Europe/Kyiv")  # the local day of the conflict that the shipped lexicon is about
UNDATED = date(1900, 1, 1)  # stands in for the day of writing where none is known; nothing reckoned from it is kept
DATELINE = 400  # characters in which a text's own full date is taken for the day of writing
DOUBTED_SCORE = 0.3  # how far a date is trusted that the text itself contradicts
INNER_SCORE = 0.6  # how far such a date is trusted, against 1 for the document's


def resolve(expression: str, anchor: date | None, *, grammar: Grammar, future: bool = False) -> Interval | None:
    """The interval that an expression means when written on the local day `anchor` (None: unknown).

    `future` prefers what is to come. None where the words name no time, name one only by what the text told before
    ("three months later"), or need a day of writing that is not known.
    """
    return reckon(grammar.expressions(expression), anchor, grammar=grammar, future=future)


def reckon(
    expressions: tuple[Expression, ...], anchor: date | None, *, grammar: Grammar, future: bool
) -> Interval | None:
    """The interval of the one expression that is given; None where there are none or several."""
    if len(expressions) != 1:
        return None
    stretch = expression_stretch(expressions[0], Frame(grammar, anchor or UNDATED, future))
    if stretch is None or (anchor is None and (stretch.anchor != "text" or stretch.precision == "open")):
        return None
    return to_interval(stretch, ZONE)


def local_day(published: str | None) -> date | None:
    """The local day of an ISO date or time; None where it is none."""
    if not published:
        return None
    try:
        if len(published) <= len("2023-11-08"):
            return date.fromisoformat(published)
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(ZONE).date()


def build(knowledge: Knowledge, config: Config) -> GroupFunction:
    """The function that grounds the times of one document's claims."""
    grammar = load_grammar(knowledge.lexicon, config.languages[0])

    def ground(group: Group) -> Iterator[Grounding]:
        document = group.one(Document)
        if document is not None:
            yield from ground_times(document, group.of(Claim), grammar)

    return ground


def ground_times(document: Document, claims: Iterable[Claim], grammar: Grammar) -> Iterator[Grounding]:
    """One grounding for each distinct time mention of the claims; a mention is of the future where any claim of it is."""
    tenses: dict[Mention, bool] = {}
    for claim in claims:
        for mention in claim.mentions:
            if mention.kind == "time":
                tenses[mention] = tenses.get(mention, False) or claim.phase == "future"
    anchor, score = _anchor(document, grammar)
    for mention, future in sorted(tenses.items(), key=lambda pair: (pair[0].start, pair[0].end)):
        interval = _interval(mention, document.text, anchor, grammar=grammar, future=future)
        yield _grounding(document.id, mention, interval, score)


def _interval(mention: Mention, text: str, anchor: date | None, *, grammar: Grammar, future: bool) -> Interval | None:
    found = grammar.expressions(mention.text)
    contexts = [part.atom.rule.context for each in found for part in each.parts]
    if any(context and not re.search(context, text) for context in contexts):
        return None
    return reckon(found, anchor, grammar=grammar, future=future)


def _anchor(document: Document, grammar: Grammar) -> tuple[date | None, float]:
    """The day from which the document reckons, and how far it is trusted: the document's date, else its dateline's."""
    day = local_day(document.published)
    if day is not None:
        return day, DOUBTED_SCORE if document.doubts else 1.0
    for each in grammar.expressions(document.text[:DATELINE]):
        interval = reckon((each,), None, grammar=grammar, future=False)
        if interval and interval.precision == "day" and interval.anchor == "text":
            return local_day(interval.begin), INNER_SCORE
    return None, 0.0


def _grounding(document_id: str, mention: Mention, interval: Interval | None, score: float) -> Grounding:
    if interval is not None and interval.anchor == "text":
        score = 1.0
    return Grounding(
        id=make_id("grounding", document_id, "time", mention.start, mention.end, mention.text),
        document_id=document_id,
        kind="time",
        start=mention.start,
        end=mention.end,
        text=mention.text,
        interval=interval,
        score=score if interval else 0.0,
    )


TIMES = PerGroup(
    name="ground.times",
    reads=(Read(Document, "id"), Read(Claim, "document_id")),
    writes=Grounding,
    build=build,
    knows=("lexicon",),
)
