"""The diplomacy ledger: who holds which position since when and what changed it; talks, visits and sanctions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from unfog.model import Claim, Event
from unfog.views.ledgers.rows import DiplomacyRow
from unfog.views.ledgers.selection import Assessed, Setting, joined, said_by, told
from unfog.views.ledgers.strikes import weakest
from unfog.views.sentences import phrases
from unfog.views.sentences.clauses import STATEMENT
from unfog.views.sentences.days import day_of
from unfog.views.sentences.polarity import affirms

WORDS = 200


def diplomacy_rows(events: Sequence[Assessed], _setting: Setting) -> list[DiplomacyRow]:
    """By the day since when; a position in the words in which it was last put."""
    rows = [row for members in _threads(events) for row in _positions(members)]
    return sorted(rows, key=lambda row: (row.since or "9999", row.events))


def _threads(events: Iterable[Assessed]) -> Iterator[list[Assessed]]:
    """Statements of one speaker to one addressee on one topic; each other event, and a statement without these, alone."""
    threads: dict[tuple[str, str, str], list[Assessed]] = {}
    for each in events:
        event, first = each.event, _telling(each.event)
        if event.event_type != STATEMENT or not event.initiator or not first or not first.topic:
            yield [each]
        else:
            to = event.recipient[0].name if event.recipient else ""
            threads.setdefault((event.initiator[0].name, to, first.topic.casefold()), []).append(each)
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
    ordered = sorted(members, key=lambda each: (day_of(each.event) or "9999", each.event.id))
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
