"""Reckons what the calendar names: dates, runs of days, months, seasons, quarters, years and decades.

Each function takes the atom and the frame, and gives the stretch, or None where the calendar has no such thing.
"""

from __future__ import annotations

import re
from datetime import date

from unfog.stages.annotate.times import Atom
from unfog.stages.ground.times.frame import Frame
from unfog.stages.ground.times.stretch import (
    Stretch,
    day_of,
    days,
    midnight,
    month_of,
    nearest_year,
    valid_date,
    within,
    year_of,
)

LAST_MONTHS = 3  # "last September" said within so many months of a September means the one of the year before


def _year(atom: Atom, frame: Frame) -> int | None:
    """The year that the atom writes or relates to the day of writing, if it does."""
    for slot in ("year", "year2"):
        if year := frame.whole(atom, slot):
            return year
    short = frame.whole(atom, "shortyear")
    if short is not None:
        return short + (2000 if short <= (frame.today.year + 5) % 100 else 1900)
    return None


def written_date(atom: Atom, frame: Frame) -> Stretch | None:
    """A day and month, with or without its year; its own part of the day where one is told."""
    month, day = frame.whole(atom, "month"), frame.whole(atom, "day")
    found = _written(_year(atom, frame), month, day, frame=frame)
    return within(found, frame.hours(atom)) if found else None


def _written(year: int | None, month: int | None, day: int | None, *, frame: Frame) -> Stretch | None:
    if not month or not day:
        return None
    if year:
        found = valid_date(year, month, day)
        return day_of(found, "text") if found else None
    found = nearest_year(frame.today, month, day, future=frame.future)
    return day_of(found) if found else None


def written_days(atom: Atom, frame: Frame) -> Stretch | None:
    """From one day of a month to another; the night between them where it is told."""
    month = frame.whole(atom, "month")
    last_month = frame.whole(atom, "month2") or month
    last = _written(_year(atom, frame), last_month, frame.whole(atom, "day2"), frame=frame)
    if not last:
        return None
    first = _written(last.begin.year, month, frame.whole(atom, "day"), frame=frame)
    if not first or first.begin >= last.end:
        return last
    return within(last._replace(begin=first.begin), frame.hours(atom))


def numeric_date(atom: Atom, frame: Frame) -> Stretch | None:
    """ISO, or day.month.year; with strokes the order is taken from the numbers, month first where both would do."""
    words = atom.word("numdate") or ""
    first, second, third = (int(number) for number in re.split(r"[-./]", words))
    if "-" in words:
        return _written(first, second, third, frame=frame)
    year = third + 2000 if third < 100 else third
    month_first = "/" in words and first <= 12
    return _written(year, *((first, second) if month_first else (second, first)), frame=frame)


def dotted_range(atom: Atom, frame: Frame) -> Stretch | None:
    """Two days as day.month: "from 24.02 to 01.06"."""
    found = []
    for slot in ("dotday", "dotday2"):
        day, month = (int(number) for number in (atom.word(slot) or "").split("."))
        found.append(nearest_year(frame.today, month, day, future=False))
    first, last = found
    return days(first, last, "open") if first and last and first <= last else None


def month_named(atom: Atom, frame: Frame) -> Stretch | None:
    """A month, of the year that is written or meant."""
    month = frame.whole(atom, "month")
    if not month:
        return None
    if year := _year(atom, frame):
        return month_of(year, month, "text")
    rel = frame.whole(atom, "rel")
    if rel is not None and atom.rule.sense == "of-year":
        return month_of(frame.today.year + rel, month)
    return month_of(_month_year(month, rel, frame), month)


def _month_year(month: int, rel: int | None, frame: Frame) -> int:
    """The year that is meant where only the month is named."""
    today = frame.today
    if rel == -1:
        return today.year - (today.month - month <= LAST_MONTHS)
    if rel == 1:
        return today.year + (month <= today.month)
    found = nearest_year(today, month, 1, future=frame.future and month != today.month)
    return found.year if found else today.year


def months_named(atom: Atom, frame: Frame) -> Stretch | None:
    """From one month to another."""
    last, first = frame.whole(atom, "month2"), frame.whole(atom, "month")
    if not last or not first:
        return None
    year = _year(atom, frame)
    end = month_of(year or _month_year(last, None, frame), last, "text" if year else "published")
    return end._replace(begin=month_of(end.begin.year - (first > last), first).begin)


def season_named(atom: Atom, frame: Frame) -> Stretch | None:
    """Three months from the season's first; of "this" and "last" the running one is this."""
    month, rel = frame.whole(atom, "season"), frame.whole(atom, "rel")
    if not month:
        return None
    if year := _year(atom, frame):
        return month_of(year, month, "text", count=3)
    today = frame.today
    begun = [year for year in (today.year - 2, today.year - 1, today.year) if date(year, month, 1) <= today]
    running = month_of(begun[-1], month, count=3).end > midnight(today)
    if rel == -1:
        return month_of(begun[-2] if running else begun[-1], month, count=3)
    ahead = rel == 1 or (frame.future and not running)
    return month_of(begun[-1] + ahead, month, count=3)


def year_named(atom: Atom, frame: Frame) -> Stretch | None:
    """A written year."""
    year = _year(atom, frame)
    return year_of(year, "text") if year else None


def years_named(atom: Atom, frame: Frame) -> Stretch | None:
    """From one written year to another."""
    first = frame.whole(atom, "year") or frame.whole(atom, "year3")
    last = frame.whole(atom, "year2") or frame.whole(atom, "year4")
    return year_of(first, "text", last - first + 1) if first and last and first <= last else None


def decade_named(atom: Atom, frame: Frame) -> Stretch | None:
    """Ten years: "the 1990s", "the '80s"."""
    value = frame.whole(atom, "decade")
    if value is None:
        return None
    return year_of(value if value > 99 else 1900 + value, "text", 10)


def quarter_named(atom: Atom, frame: Frame) -> Stretch | None:
    """Three months, of the year that is written or meant."""
    number = frame.whole(atom, "ordinal") or 4
    rel, year = frame.whole(atom, "rel"), _year(atom, frame)
    if number > 4:
        return None
    if year is None:
        passed = date(frame.today.year, 3 * number - 2, 1) <= frame.today
        year = frame.today.year + rel if rel is not None else frame.today.year - (not passed and not frame.future)
    return month_of(year, 3 * number - 2, "text" if _year(atom, frame) else "published", count=3)
