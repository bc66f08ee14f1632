"""An event's figures: lowest, best and highest per measure, over all sources and by each party's own count.

Bounds stay bounds ("at least" leaves the top open). A source's later count takes the place of its earlier one, copies
count once, and a day's counts and running totals stand apart from the event's own figures, as `basis` says. Where tolls are
told of several groups, a range over all of them is added.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from unfog.model import Evidence, Figure, Number, Range
from unfog.stages.reconcile.clock import day_of
from unfog.stages.verify.corroborate import Voice

Key = tuple[str, str | None, str]
OVERTAKEN_DAYS = 2  # counts a day apart stand side by side: texts of one day differ in what they know
STRAY_DAYS = 14  # after that, news of an event brings no count of many times the first
STRAY_FACTOR = 5
EVENT, DAY, TOTAL = "event", "day", "total"
PART = 0.5  # the share of its earlier count below which a voice's later one is taken for a part ("one more died")


@dataclass(frozen=True, slots=True)
class Count:
    """One voice's figure: who counted, when it was published, and the claim."""

    figure: Figure
    voice: Voice
    published: str
    claim: str
    document: str

    @property
    def point(self) -> Number:
        """The number that stands for the figure where one must do: its lower bound, else its upper."""
        figure = self.figure
        return figure.low if figure.low is not None else figure.high if figure.high is not None else 0


def figures(voices: Iterable[Voice], growing: frozenset[str]) -> tuple[Range, ...]:
    """All ranges, sorted by measure; `growing` are the measures whose later, higher counts replace all earlier ones."""
    counts: dict[Key, list[Count]] = {}
    voices = tuple(voices)
    daily = _daily(row for voice in voices for row in voice.rows)
    for voice in voices:
        for row in voice.rows:
            for told in unmistakable(row):
                figure = replace(told, basis=DAY) if told.basis == EVENT and _sentence(row) in daily else told
                key = (figure.measure, figure.of, figure.basis)
                counts.setdefault(key, []).append(Count(figure, voice, row.published or "", row.id, row.document_id))
    for measure, basis in sorted({(key[0], key[2]) for key in counts if key[0] in growing and key[2] != TOTAL}):
        _add_together(counts, measure, basis)
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], item[0][1] or "", item[0][2]))
    return tuple(found for key, all_counts in ordered for found in _ranges(key, all_counts, growing))


def _sentence(row: Evidence) -> tuple[str, str]:
    return row.document_id, row.claim.quote


def _daily(rows: Iterable[Evidence]) -> set[tuple[str, str]]:
    """The sentences that count something over a day: "two killed, seven wounded in a day" counts both so."""
    return {_sentence(row) for row in rows if any(figure.basis == DAY for figure in row.claim.numbers)}


def _add_together(counts: dict[Key, list[Count]], measure: str, basis: str) -> None:
    """Where the dead (or the like) of several groups are counted, put the counts of all together under no group.

    What one voice tells in one document of several groups is summed, unless it says itself how many there were in all.
    """
    groups = [key for key in counts if key[0] == measure and key[2] == basis]
    if len(groups) < 2:
        return
    told: dict[tuple[str, str], dict[str | None, Count]] = {}
    for key in groups:
        for count in counts[key]:
            parts = told.setdefault((count.voice.key, count.document), {})
            parts[key[1]] = max(count, parts.get(key[1], count), key=lambda each: (each.point, each.claim))
    counts[measure, None, basis] = [_sum(parts) for _, parts in sorted(told.items())]


def _sum(parts: dict[str | None, Count]) -> Count:
    """One document's count of all groups."""
    if None in parts:
        return parts[None]
    ordered = [parts[name] for name in sorted(parts, key=str)]
    lows = [count.figure.low for count in ordered if count.figure.low is not None]
    highs = [count.figure.high for count in ordered if count.figure.high is not None]
    low = sum(lows) if len(lows) == len(ordered) else None
    high = sum(highs) if len(highs) == len(ordered) else None
    return replace(ordered[0], figure=replace(ordered[0].figure, of=None, low=low, high=high))


def unmistakable(row: Evidence) -> list[Figure]:
    """A claim's figures, without those of which it gives several different ones of a kind: parts, not counts, of the whole."""
    by_kind: dict[Key, set[Figure]] = {}
    for figure in row.claim.numbers:
        if figure.low is not None or figure.high is not None:
            by_kind.setdefault((figure.measure, figure.of, figure.basis), set()).add(figure)
    return [figure for found in by_kind.values() if len(found) == 1 for figure in found]


def _ranges(key: Key, counts: list[Count], growing: frozenset[str]) -> Iterable[Range]:
    yield _range(key, None, current(counts, grows=key[0] in growing))
    for side in sorted({count.voice.side for count in counts if count.voice.side}):
        own = [count for count in counts if count.voice.side == side]
        yield _range(key, side, current(own, grows=key[0] in growing))


def current(counts: list[Count], *, grows: bool) -> list[Count]:
    """The counts that hold: each voice's latest; where a count grows, none that an outsider's much later one overtook."""
    counts = [count for count in counts if not any(_strays(count, other) for other in counts)] if grows else counts
    held = [count for count in counts if not any(_replaces(other, count, grows=grows) for other in counts)]
    return [count for count in held if not any(_overtakes(other, count) for other in held)] if grows else held


def _strays(count: Count, earlier: Count) -> bool:
    """Whether a count of weeks later is so much higher than an earlier one that it must be a total over more than the event."""
    high = earlier.figure.high
    return high is not None and count.point > STRAY_FACTOR * high and _days_after(count, earlier) > STRAY_DAYS


def _replaces(later: Count, count: Count, *, grows: bool) -> bool:
    """Whether one voice's later count stands for its earlier one; far less than that is an added part, not a correction."""
    if later.voice.key != count.voice.key or later.published <= count.published:
        return False
    return not grows or later.point >= PART * count.point


def _overtakes(later: Count, count: Count) -> bool:
    """Whether a higher count, two days later, by someone of the same party or by no party, replaces this one."""
    if later.voice.side != count.voice.side or count.figure.high is None or later.point <= count.figure.high:
        return False
    return _days_after(later, count) >= OVERTAKEN_DAYS


def _days_after(later: Count, earlier: Count) -> int:
    """Days from the one publication to the other; 0 where one is unknown."""
    one, other = day_of(later.published), day_of(earlier.published)
    return (one - other).days if one is not None and other is not None else 0


def _range(key: Key, side: str | None, counts: list[Count]) -> Range:
    low, high = lowest(counts), highest(counts)
    best = _best(counts)
    if low is not None:
        best = max(best, low)
    if high is not None:
        best = min(best, high)
    claims = tuple(sorted({count.claim for count in counts}))
    return Range(key[0], key[1], key[2], side, low, best, high, claims)


def lowest(counts: list[Count]) -> Number | None:
    """The lowest lower bound; None where a source leaves it open below that."""
    lows = [count.figure.low for count in counts if count.figure.low is not None]
    tops = [count.figure.high for count in counts if count.figure.low is None and count.figure.high is not None]
    if not lows or (tops and min(tops) < min(lows)):
        return None
    return min(lows)


def highest(counts: list[Count]) -> Number | None:
    """The highest upper bound; None where a source leaves it open above that."""
    highs = [count.figure.high for count in counts if count.figure.high is not None]
    floors = [count.figure.low for count in counts if count.figure.high is None and count.figure.low is not None]
    if not highs or (floors and max(floors) > max(highs)):
        return None
    return max(highs)


def _best(counts: list[Count]) -> Number:
    """The middle of the counts (the lower of two), of those who are no party where there are any that are known."""
    outside = [count for count in counts if count.voice.standing == "independent"]
    by_voice = {count.voice.key: count.point for count in sorted(outside or counts, key=lambda each: each.claim)}
    points = sorted(by_voice.values())
    return points[(len(points) - 1) // 2]
