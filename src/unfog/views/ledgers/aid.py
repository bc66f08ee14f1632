"""The aid ledger: each promise a thread of stages, with the last word and how long ago it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from unfog.model import Event
from unfog.views.ledgers.ground import apart
from unfog.views.ledgers.rows import AidRow, Bounds
from unfog.views.ledgers.selection import Assessed, by_day, joined, said_by, told
from unfog.views.ledgers.source import MAKER, Source
from unfog.views.ledgers.strikes import weakest
from unfog.views.sentences.days import day_of

SLIPPED = frozenset({"delayed", "refused"})
DELIVERED, TO_COME, SPOKEN_OF = "delivered", "to be delivered", "spoken of"
AMOUNTS = ("units", "usd", "eur")


def aid_rows(source: Source) -> Iterator[AidRow]:
    """One row for each giver, taker and kind of goods, by giver; silence is counted back from the day up to which the picture goes."""
    today = source.today
    for events in chain(source.groups(MAKER), [list(source.without(MAKER))]):
        yield from _rows_of(by_day(events), today)


def _rows_of(events: Sequence[Assessed], today: str) -> list[AidRow]:
    """The rows of one giver, or of all that is without one."""
    threads: dict[tuple[str, str], list[Assessed]] = {}
    for each in events:
        threads.setdefault(_thread(each.event), []).append(each)
    parted = [part for members in threads.values() for part in apart(members, [_taker(each.event) for each in members])]
    rows = [_row(members, today) for members in parted]
    return sorted(rows, key=lambda row: (row.initiator or "~", row.recipient or "~", row.item or "~", row.first or "~"))


def _thread(event: Event) -> tuple[str, str]:
    """Whose promise of what goods an event is about; without a giver, or without goods, it is a thread of its own."""
    if not event.initiator or not event.items:
        return ("", event.id)
    return (event.initiator[0].name, goods(event.items[0].name))


def _taker(event: Event) -> str:
    return event.recipient[0].name if event.recipient else ""


def goods(name: str) -> str:
    """The head word of some goods without its plural: `launcher` for "air-defence launchers"."""
    head = name.casefold().split()[-1]
    return head.removesuffix("s") if not head.endswith("ss") else head


def said_on(event: Event) -> str:
    """The day of the last word on an event: of its latest article, else of the event; empty where neither is known."""
    days = [row.published[:10] for row in event.evidence if row.published]
    return max(days, default=day_of(event) or "")


def _row(members: list[Assessed], asked: str) -> AidRow:
    ordered = sorted(members, key=lambda each: (said_on(each.event), each.event.id))
    last = ordered[-1]
    days = [said_on(each.event) for each in ordered]
    return AidRow(
        initiator=told(last.event.initiator),
        recipient=next((told(each.event.recipient) for each in reversed(ordered) if each.event.recipient), None), item=told(last.event.items),
        stage=_stage(last.event), amount=_amount(ordered), first=days[0] or None, last=days[-1] or None,
        history=" → ".join(_steps(ordered)), slipped=any(each.event.aid_stage in SLIPPED for each in ordered),
        silence_days=_days_between(days[-1], asked), said_by=joined(filter(None, (said_by(e.event) for e in ordered))),
        grade=weakest(each.assessment.grade for each in ordered), events=tuple(each.event.id for each in ordered),
    )  # fmt: skip


def _steps(ordered: Sequence[Assessed]) -> list[str]:
    """`pledged 2023-10-13`, each stage when it was first and last heard of in a row of the same stage."""
    steps: list[str] = []
    previous = None
    for each in ordered:
        stage = _stage(each.event) or SPOKEN_OF
        if stage != previous:
            steps.append(f"{stage} {said_on(each.event)}".strip())
        previous = stage
    return steps


def _stage(event: Event) -> str | None:
    """The stage; what is to be delivered has not been."""
    return TO_COME if event.aid_stage == DELIVERED and event.phase == "future" else event.aid_stage


def _amount(ordered: Sequence[Assessed]) -> Bounds | None:
    """The last amount named, in units before money."""
    for measure in AMOUNTS:
        for each in reversed(ordered):
            for found in each.assessment.figures:
                if found.side is None and found.measure == measure:
                    return Bounds(found.low, found.high)
    return None


def _days_between(first: str, last: str) -> int | None:
    if not first or not last:
        return None
    return max(0, (date.fromisoformat(last[:10]) - date.fromisoformat(first)).days)
