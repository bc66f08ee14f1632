"""Reckons what is told from the day of writing, or from a known event: weekdays, units, spans, days of the war.

Each function takes the atom and the frame, and gives the stretch, or None where the words name none by themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from math import ceil

from unfog.stages.annotate.times import Atom
from unfog.stages.ground.times.frame import Frame
from unfog.stages.ground.times.stretch import DAY, Stretch, day_of, days, midnight, month_of, week_of, within, year_of

RECENT = 4  # "recent weeks", "the coming days": as many as are usually meant
ROUNDING = 0.01  # of a day: 24 hours are one day, whatever the rounding of an hour's length


def weekday(atom: Atom, frame: Frame) -> Stretch | None:
    """A weekday: the last one, or with a future tense the next; its own part of the day where one is told."""
    number = frame.whole(atom, "weekday")
    if not number:
        return None
    return within(day_of(_weekday_near(number, frame.whole(atom, "rel"), frame)), frame.hours(atom))


def _weekday_near(number: int, rel: int | None, frame: Frame) -> date:
    back = (frame.today.isoweekday() - number) % 7
    ahead = (number - frame.today.isoweekday()) % 7
    if rel == -1:
        return frame.today - DAY * (back or 7)
    if rel == 1:
        return frame.today + DAY * (ahead or 7)
    return frame.today + DAY * ahead if frame.future else frame.today - DAY * back


def weekdays(atom: Atom, frame: Frame) -> Stretch | None:
    """From one weekday to another."""
    first, last = frame.whole(atom, "weekday"), frame.whole(atom, "weekday2")
    if not first or not last:
        return None
    end = _weekday_near(last, None, frame)
    return days(end - DAY * ((last - first) % 7), end)


def weekday_of_week(atom: Atom, frame: Frame) -> Stretch | None:
    """The like of "Tuesday of last week"."""
    number, rel = frame.whole(atom, "weekday"), frame.whole(atom, "rel")
    if not number or rel is None:
        return None
    monday = frame.today - DAY * frame.today.weekday() + timedelta(weeks=rel)
    return day_of(monday + DAY * (number - 1))


def day_word(atom: Atom, frame: Frame) -> Stretch | None:
    """Yesterday, today, tomorrow, with a part of the day."""
    shift = frame.whole(atom, "dayword")
    if shift is None:
        return None
    return within(day_of(frame.today + DAY * shift), frame.hours(atom))


def part_of_day(atom: Atom, frame: Frame) -> Stretch | None:
    """The night, "this morning", "overnight"; a bare "in the morning" is of a day that it does not name."""
    hours = frame.hours(atom)
    rel = frame.whole(atom, "rel")
    if rel is None and atom.rule.sense != "today":
        return None
    return within(day_of(frame.today + DAY * (rel or 0)), hours) if hours else None


def unit_related(atom: Atom, frame: Frame) -> Stretch | None:
    """Last week, this month, next year."""
    unit, rel = _sense(atom, frame), frame.whole(atom, "rel") or 0
    if atom.rule.form == "unit" and frame.sense(atom, "rel") == "span":
        return _spanned(1, unit, rel, frame)
    return unit_at(unit, rel, frame)


def _sense(atom: Atom, frame: Frame) -> str:
    return frame.sense(atom, "unit") or frame.sense(atom, "unit2") or "day"


def unit_at(unit: str, shift: int, frame: Frame) -> Stretch | None:
    """The week, month or year `shift` before (or after) the one that holds the day of writing."""
    today = frame.today
    reckoned: Mapping[str, Callable[[], Stretch]] = {
        "day": lambda: day_of(today + DAY * shift),
        "night": lambda: within(day_of(today + DAY * shift), (20, 32)),
        "week": lambda: week_of(today + timedelta(weeks=shift)),
        "weekend": lambda: _weekend(shift, frame),
        "month": lambda: month_of(today.year, today.month + shift),
        "quarter": lambda: month_of(today.year, (today.month - 1) // 3 * 3 + 1 + 3 * shift, count=3),
        "year": lambda: year_of(today.year + shift),
        "decade": lambda: year_of(today.year // 10 * 10 + 10 * shift, count=10),
    }
    return reckoned[unit]() if unit in reckoned else None


def _weekend(shift: int, frame: Frame) -> Stretch:
    """The weekend is the one before, unless it is on, or to come."""
    saturday = frame.today - DAY * (frame.today.weekday() - 5)
    begun = frame.today.weekday() >= 5
    if shift == 0 and not begun and not frame.future:
        shift = -1
    elif shift == 1 and not begun:
        shift = 0
    return days(saturday + timedelta(weeks=shift), saturday + timedelta(weeks=shift) + DAY)


def span(atom: Atom, frame: Frame) -> Stretch | None:
    """So many units before or after the day of writing."""
    number = frame.value(atom, "number")
    written = atom.word("unit") or atom.word("unit2") or ""
    plural = written.lower() != _sense(atom, frame)  # a unit's sense is its singular
    count = number if number is not None else (RECENT if plural else 1)
    ahead = atom.rule.form == "spanahead" or frame.whole(atom, "rel") == 1
    return _spanned(count, _sense(atom, frame), 1 if ahead else -1, frame)


def _spanned(count: float, unit: str, direction: int, frame: Frame) -> Stretch | None:
    """So many units up to the day of writing, or from it on; the day itself is inside."""
    reach = DAY * ceil(_length(unit, frame) * count - ROUNDING)
    precision = unit if unit in {"week", "month", "year"} else "day"
    if direction > 0:
        return days(frame.today, frame.today + reach, precision)
    return days(frame.today - reach, frame.today, precision)


def _length(unit: str, frame: Frame) -> float:
    term = frame.grammar.look_up("unit", unit)
    return term.value if term and term.value else 1


def ago(atom: Atom, frame: Frame) -> Stretch | None:
    """The day, week, month or year that lies so far back, or ahead."""
    number = frame.value(atom, "number")
    if number is None or frame.sense(atom, "number") == "vague":
        return None
    unit = _sense(atom, frame)
    direction = 1 if atom.rule.form == "ahead" else -1
    if unit in {"month", "year", "week", "decade"} and number == int(number):
        return unit_at(unit, direction * int(number), frame)
    return day_of(frame.today + DAY * direction * round(number * _length(unit, frame)))


def so_far(atom: Atom, frame: Frame) -> Stretch | None:
    """From the beginning of a unit to the day of writing."""
    whole = unit_at(_sense(atom, frame), 0, frame)
    return whole and whole._replace(end=midnight(frame.today) + DAY, precision="open")


# --- from a known event -----------------------------------------------------------------------------------------------


def _event_day(atom: Atom) -> date:
    return date.fromisoformat(atom.rule.date or "")


def event(atom: Atom, frame: Frame) -> Stretch | None:
    """The day of a known event."""
    day = _event_day(atom)
    return day_of(day, "invasion") if day <= frame.today else None


def war(atom: Atom, frame: Frame) -> Stretch | None:
    """From a known event to the day of writing."""
    day = _event_day(atom)
    return days(day, frame.today, "open", "invasion") if day <= frame.today else None


def warday(atom: Atom, frame: Frame) -> Stretch | None:
    """The n-th day, week, month or year of the war."""
    number = frame.whole(atom, "ordinal") or int(atom.word("digits") or 0)
    unit = _sense(atom, frame)
    first = _event_day(atom) + DAY * int((number - 1) * _length(unit, frame))
    last = first + DAY * (int(_length(unit, frame)) - 1)
    return days(first, last, "day" if unit == "day" else unit, "invasion")


def vague(atom: Atom, frame: Frame) -> Stretch | None:
    """What is "now" is the day of writing; other vague words name no time."""
    sense = frame.sense(atom, "vague") or atom.rule.sense
    return day_of(frame.today)._replace(precision="open") if sense == "now" else None
