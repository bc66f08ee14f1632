"""An event's figures: lowest, best and highest per measure, over all sources and by each party's own count.

Bounds stay bounds ("at least" leaves the top open). A source's later count takes the place of its earlier one, copies
count once, and running totals stand apart from the event's own figures, as `basis` says.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unfog.model import Evidence, Figure, Number, Range
from unfog.stages.reconcile.clock import day_of
from unfog.stages.verify.corroborate import Voice

Key = tuple[str, str | None, str]
OVERTAKEN_DAYS = 2  # counts a day apart stand side by side: texts of one day differ in what they know
STRAY_DAYS = 14  # after that, news of an event brings no count of many times the first
STRAY_FACTOR = 5
PART = 0.5  # the share of its earlier count below which a voice's later one is taken for a part ("one more died")


@dataclass(frozen=True, slots=True)
class Count:
    """One voice's figure: who counted, when it was published, and the claim."""

    figure: Figure
    voice: Voice
    published: str
    claim: str

    @property
    def point(self) -> Number:
        """The number that stands for the figure where one must do: its lower bound, else its upper."""
        figure = self.figure
        return figure.low if figure.low is not None else figure.high if figure.high is not None else 0


def figures(voices: Iterable[Voice], growing: frozenset[str]) -> tuple[Range, ...]:
    """All ranges, sorted by measure; `growing` are the measures whose later, higher counts replace all earlier ones."""
    counts: dict[Key, list[Count]] = {}
    for voice in voices:
        for row in voice.rows:
            for figure in unmistakable(row):
                key = (figure.measure, figure.of, figure.basis)
                counts.setdefault(key, []).append(Count(figure, voice, row.published or "", row.id))
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], item[0][1] or "", item[0][2]))
    return tuple(found for key, all_counts in ordered for found in _ranges(key, all_counts, growing))


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
