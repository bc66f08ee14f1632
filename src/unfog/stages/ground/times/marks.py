"""What leading words do to a stretch ("since", "by", "early", "later on"), and how the parts of an expression join."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from unfog.stages.annotate.times import FINE, Expression, Mark, Part
from unfog.stages.ground.times.frame import Frame
from unfog.stages.ground.times.reckon import stretch_of
from unfog.stages.ground.times.stretch import DAY, Stretch, midnight

EDGES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"early": (0.0, 0.4), "mid": (0.3, 0.7), "late": (0.6, 1.0), "start": (0.0, 0.15), "end": (0.85, 1.0)},
)
SEVERAL = frozenset({"days", "months", "years", "weekdays", "dotrange"})  # forms that hold both ends themselves


def expression_stretch(expression: Expression, frame: Frame) -> Stretch | None:
    """The stretch that a whole expression means, or None where it names none."""
    if expression.join == "range":
        return _range(expression.parts, frame)
    if expression.join == "narrow":
        return _narrowed(expression.parts, frame)
    part = expression.parts[0]
    stretch = stretch_of(part.atom, frame)
    marks = tuple(m for m in part.marks if m.sense != "from") if part.atom.rule.form in SEVERAL else part.marks
    return marked(stretch, marks, frame.today) if stretch else None


def _range(parts: tuple[Part, ...], frame: Frame) -> Stretch | None:
    first, last = (stretch_of(part.atom, frame) for part in parts)
    if not first or not last:
        return None
    if first.begin >= last.end and first.anchor != "text":  # "from Friday to Sunday": both reckoned back on their own
        first = first._replace(begin=first.begin - _period(first))
    if first.begin >= last.end:
        return None
    coarser = max(first, last, key=lambda each: each.end - each.begin)
    return Stretch(first.begin, last.end, coarser.precision, last.anchor)


def _period(stretch: Stretch) -> timedelta:
    return timedelta(days=7 if stretch.precision in {"day", "hour"} else 365)


def _narrowed(parts: tuple[Part, ...], frame: Frame) -> Stretch | None:
    """A day with the hours of another part; of two days that name the same the written date."""
    whole = [part for part in parts if part.atom.rule.form not in FINE]
    fine = [part for part in parts if part.atom.rule.form in FINE]
    stretches = [(part, found) for part in whole if (found := stretch_of(part.atom, frame))]
    if not stretches:
        return None
    part, stretch = next((each for each in stretches if each[1].anchor == "text"), stretches[0])
    for each in fine:
        stretch = _cut(stretch, each, frame)
    marks = tuple(mark for each in parts for mark in each.marks) if fine else part.marks
    return marked(stretch, marks, frame.today)


def _cut(stretch: Stretch, part: Part, frame: Frame) -> Stretch:
    hours = frame.hours(part.atom) if part.atom.rule.form == "part" else clock_hours(part, frame)
    if hours is None:
        return stretch
    first, last = (stretch.begin + timedelta(hours=hour) for hour in hours)
    return Stretch(first, last, "hour" if hours[1] - hours[0] <= 1 else "day", stretch.anchor)


def clock_hours(part: Part, frame: Frame) -> tuple[float, float] | None:
    """The hour that a clock time names: it and the sixty minutes after it."""
    words = part.atom.word("clock") or ""
    hour = frame.value(part.atom, "hourdigits") or frame.value(part.atom, "number")
    if words:
        hours, minutes = words.replace(".", ":").split(":")[:2]
        hour = int(hours) + int(minutes) / 60
    if hour is None:
        return None
    shift = frame.value(part.atom, "meridiem")
    if shift is not None:
        hour = hour % 12 + shift
    return (hour, hour + 1)


def marked(stretch: Stretch, marks: tuple[Mark, ...], today: date) -> Stretch | None:
    """The stretch after its leading words, the nearest first; None where they leave it open on the unknown side."""
    found: Stretch | None = stretch
    for mark in marks:
        if found is not None:
            found = MARKS[mark.form](found, mark.sense, today)
    return found


def _edge(stretch: Stretch, sense: str, _: date) -> Stretch:
    length = stretch.end - stretch.begin
    first, last = EDGES[sense]
    begin, end = stretch.begin + length * first, stretch.begin + length * last
    if stretch.precision in {"day", "hour"}:
        return stretch._replace(begin=begin, end=end)
    return stretch._replace(begin=midnight(begin.date()), end=midnight((end - timedelta(seconds=1)).date()) + DAY)


def _shift(stretch: Stretch, sense: str, today: date) -> Stretch:
    """What is "earlier this month" ends today, "later this month" begins today; a stretch without today stays as it is."""
    inside = stretch.begin < midnight(today) and midnight(today) + DAY < stretch.end
    if not inside or sense == "about":
        return stretch
    return (
        stretch._replace(end=midnight(today) + DAY) if sense == "earlier" else stretch._replace(begin=midnight(today))
    )


def _bound(stretch: Stretch, sense: str, today: date) -> Stretch | None:
    tomorrow = midnight(today) + DAY
    if sense in {"since", "from"}:
        return stretch._replace(end=max(tomorrow, stretch.end), precision="open")
    if sense == "after":
        return Stretch(stretch.end, tomorrow, "open", stretch.anchor) if stretch.end < tomorrow else None
    if sense in {"by", "until", "before"}:
        end = stretch.begin if sense == "before" else stretch.end
        return Stretch(midnight(today), end, "open", stretch.anchor) if end > tomorrow else _past_end(stretch, sense)
    return stretch


def _past_end(stretch: Stretch, sense: str) -> Stretch | None:
    """Something done by or until a past date: at the latest then, the beginning unknown."""
    return None if sense == "before" else stretch


MARKS: Mapping[str, Callable[[Stretch, str, date], Stretch | None]] = MappingProxyType(
    {"edge": _edge, "shift": _shift, "bound": _bound},
)
