"""The diplomacy ledger: who holds which position since when and what changed it; talks, visits and sanctions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import groupby

from unfog.model import Claim, Event
from unfog.views.ledgers.rows import DiplomacyRow
from unfog.views.ledgers.selection import Assessed, by_day, joined, said_by, told
from unfog.views.ledgers.source import UNKNOWN_DAY, Source
from unfog.views.ledgers.strikes import weakest
from unfog.views.sentences import phrases
from unfog.views.sentences.clauses import STATEMENT
from unfog.views.sentences.days import day_of
from unfog.views.sentences.polarity import affirms

WORDS = 200


def diplomacy_rows(source: Source) -> Iterator[DiplomacyRow]:
    """By the day since when; a position in the words in which it was last put.

    A speaker's positions are made when the first of them is met; none of them is older.
    """
    waiting: list[tuple[str, tuple[str, ...], DiplomacyRow]] = []
    speakers: set[str] = set()
    for each in source.in_time():
        while waiting and waiting[0][0] < (each.event.begin or UNKNOWN_DAY)[:10]:
            yield heappop(waiting)[2]
        for row in _rows_of(each, source, speakers):
            heappush(waiting, (row.since or UNKNOWN_DAY, row.events, row))
    yield from (heappop(waiting)[2] for _ in range(len(waiting)))


def _rows_of(each: Assessed, source: Source, speakers: set[str]) -> list[DiplomacyRow]:
    """The row of an event; of a speaker's first position, those of all of them."""
    if not _is_position(each.event):
        return list(_positions([each]))
    speaker = each.event.initiator[0].name
    if speaker in speakers:
        return []
    speakers.add(speaker)
    own = by_day(other for other in source.made_by(speaker) if _is_position(other.event))
    return [row for members in _threads(own) for row in _positions(members)]


def _is_position(event: Event) -> bool:
    """Whether it is a statement by somebody on a topic."""
    first = _telling(event)
    return event.event_type == STATEMENT and bool(event.initiator) and first is not None and bool(first.topic)


def _threads(events: Iterable[Assessed]) -> Iterator[list[Assessed]]:
    """A speaker's positions by whom they are put to and on which topic."""
    threads: dict[tuple[str, str], list[Assessed]] = {}
    for each in events:
        first = _telling(each.event)
        to = each.event.recipient[0].name if each.event.recipient else ""
        threads.setdefault((to, (first.topic or "").casefold() if first else ""), []).append(each)
    yield from threads.values()


def _telling(event: Event) -> Claim | None:
    """The first claim that affirms the event, else the first that speaks of it."""
    claims = [row.claim for row in event.evidence]
    return next(filter(affirms, claims), claims[0] if claims else None)


def _stance(each: Assessed) -> str:
    """How the position is put: asserted, demanded, denied, ..."""
    first = _telling(each.event)
    return first.stance if first else ""


def _positions(members: Sequence[Assessed]) -> Iterator[DiplomacyRow]:
    """A row for each stretch in which the stance is the same, with what it took the place of."""
    ordered = sorted(members, key=lambda each: (day_of(each.event) or UNKNOWN_DAY, each.event.id))
    before: str | None = None
    for stance, run in groupby(ordered, key=_stance):
        row = _row(list(run), before)
        yield row
        before = f"from {stance} of {row.since}" if row.since else f"from {stance}"


def _row(members: Sequence[Assessed], changed: str | None) -> DiplomacyRow:
    events = [each.event for each in members]
    last, days = events[-1], sorted(filter(None, map(day_of, events)))
    claim = _telling(last)
    quote = claim.quote if claim and last.event_type == STATEMENT else ""
    return DiplomacyRow(
        since=days[0] if days else None, last=days[-1] if days else None, initiator=told(last.initiator),
        recipient=told(last.recipient), kind=last.event_type, topic=claim.topic if claim else None,
        stance=claim.stance if claim else None, words=phrases.clipped(quote, WORDS) or None, changed=changed,
        said_by=joined(filter(None, map(said_by, events))), grade=weakest(each.assessment.grade for each in members),
        events=tuple(sorted(event.id for event in events)),
    )  # fmt: skip
