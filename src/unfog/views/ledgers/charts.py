"""A small chart for each ledger: a bar for each day, place, kind, stage or state, and what part of it is marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from unfog.model import Number
from unfog.views.ledgers.rows import (
    AidRow,
    Bounds,
    DiplomacyRow,
    ForcesRow,
    GroundRow,
    HumanitarianRow,
    LedgerRow,
    OutlookRow,
    StrikeRow,
)

MOST = 14  # bars of a chart: of days the last ones, of names the longest
WIDTH = 40
FULL, REST = "█", "░"
KILLED = "killed"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, its length, and how much of it is marked (None where nothing is said of that)."""

    label: str
    value: Number
    marked: Number | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """What the bars and the marks count, and the bars. A chart never adds up what different sources count."""

    title: str
    bars: tuple[Bar, ...]


def chart(name: str, rows: Sequence[LedgerRow]) -> Chart:
    """The chart of a ledger; without bars where there is nothing to show."""
    return CHARTS[name](rows)


def text_chart(shown: Chart) -> str:
    """The chart in characters; empty without bars."""
    if not shown.bars:
        return ""
    longest = max(bar.value for bar in shown.bars) or 1
    room = max(len(bar.label) for bar in shown.bars)
    lines = [f"{bar.label:<{room}}  {_drawn(bar, longest)}  {_counted(bar)}" for bar in shown.bars]
    return "\n".join([shown.title, *lines, ""])


def _drawn(bar: Bar, longest: Number) -> str:
    whole = max(1, round(WIDTH * bar.value / longest)) if bar.value else 0
    part = whole if bar.marked is None else round(WIDTH * min(bar.marked, bar.value) / longest)
    return FULL * min(part, whole) + REST * max(0, whole - part)


def _counted(bar: Bar) -> str:
    return f"{bar.value:,}" if bar.marked is None else f"{bar.value:,} ({bar.marked:,})"


def _strikes(rows: Sequence[LedgerRow]) -> Chart:
    best: dict[str, tuple[Number, Number | None]] = {}
    for row in rows:
        if isinstance(row, StrikeRow) and row.date and row.launched:
            found = (_least(row.launched) or 0, _least(row.intercepted))
            best[row.date] = max(best.get(row.date, found), found, key=lambda each: (each[0], each[1] or 0))
    bars = [Bar(day, *counts) for day, counts in sorted(best.items())]
    return Chart(
        "The largest count of launched (intercepted) by day, one source and one kind of weapon", tuple(bars[-MOST:])
    )


def _least(bounds: Bounds | None) -> Number | None:
    return None if bounds is None else bounds.high if bounds.low is None else bounds.low


def _ground(rows: Sequence[LedgerRow]) -> Chart:
    own = [row for row in rows if isinstance(row, GroundRow) and row.place]
    disputed = Counter(row.place for row in own if row.denied_by or row.disputed_by)
    counts = Counter(row.place for row in own)
    return _names("Claims of ground (disputed) by place", counts, disputed)


def _forces(rows: Sequence[LedgerRow]) -> Chart:
    return _names("Events by kind", Counter(row.kind for row in rows if isinstance(row, ForcesRow)))


def _aid(rows: Sequence[LedgerRow]) -> Chart:
    own = [row for row in rows if isinstance(row, AidRow)]
    slipped = Counter(row.stage or "stage not told" for row in own if row.slipped)
    return _names(
        "Promises (that slipped) by the stage last heard of",
        Counter(row.stage or "stage not told" for row in own),
        slipped,
    )


def _diplomacy(rows: Sequence[LedgerRow]) -> Chart:
    own = [row for row in rows if isinstance(row, DiplomacyRow) and row.initiator]
    changed = Counter(row.initiator for row in own if row.changed)
    return _names(
        "Positions, talks, visits and sanctions (that changed) by who", Counter(row.initiator for row in own), changed
    )


def _humanitarian(rows: Sequence[LedgerRow]) -> Chart:
    best: dict[str, Number] = {}
    for row in rows:
        own = isinstance(row, HumanitarianRow) and row.measure == KILLED and row.basis != "total"
        if own and isinstance(row, HumanitarianRow) and row.date and row.best:
            best[row.date] = max(best.get(row.date, 0), row.best)
    return Chart(
        "The largest count of killed in one event by day", tuple(Bar(*each) for each in sorted(best.items())[-MOST:])
    )


def _outlook(rows: Sequence[LedgerRow]) -> Chart:
    return _names(
        "Warnings and expectations by what became of them",
        Counter(row.state for row in rows if isinstance(row, OutlookRow)),
    )


def _names(
    title: str, counts: Counter[str | None] | Counter[str], marked: Counter[str | None] | Counter[str] | None = None
) -> Chart:
    """The longest bars first, then by name."""
    ordered = sorted(((name or "", count) for name, count in counts.items()), key=lambda each: (-each[1], each[0]))
    parts: dict[str, int] = {name or "": count for name, count in (marked or {}).items()}
    bars: Iterable[Bar] = (
        Bar(name, count, None if marked is None else parts.get(name, 0)) for name, count in ordered[:MOST]
    )
    return Chart(title, tuple(bars))


CHARTS: dict[str, Callable[[Sequence[LedgerRow]], Chart]] = {
    "strikes": _strikes,
    "ground": _ground,
    "forces": _forces,
    "aid": _aid,
    "diplomacy": _diplomacy,
    "humanitarian": _humanitarian,
    "outlook": _outlook,
}
