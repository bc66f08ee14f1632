"""Stretches of local time and their arithmetic: days, weeks, months, quarters, seasons and years as half-open intervals."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from unfog.model import Interval

DAY = timedelta(days=1)
BACK_DAYS = 270  # a date without a year lies at most so far back; news writes the year of older ones


class Stretch(NamedTuple):
    """Local time, half open, with the precision and the anchor of an `Interval`."""

    begin: datetime
    end: datetime
    precision: str
    anchor: str


def midnight(day: date) -> datetime:
    """The time at which a day begins, local: it is given its zone in `to_interval`."""
    return datetime.combine(day, time())


def days(first: date, last: date, precision: str = "day", anchor: str = "published") -> Stretch:
    """From the first day to the last, both whole."""
    return Stretch(midnight(first), midnight(last) + DAY, precision, anchor)


def day_of(day: date, anchor: str = "published") -> Stretch:
    """One day."""
    return days(day, day, "day", anchor)


def within(stretch: Stretch, hours: tuple[float, float] | None) -> Stretch:
    """The hours of the first day of a stretch; the stretch itself where none are given."""
    if hours is None:
        return stretch
    first, last = (stretch.begin + timedelta(hours=hour) for hour in hours)
    return Stretch(first, last, "hour" if hours[1] - hours[0] <= 1 else "day", stretch.anchor)


def week_of(day: date, anchor: str = "published") -> Stretch:
    """The week, Monday to Sunday, that holds a day."""
    monday = day - DAY * day.weekday()
    return days(monday, monday + DAY * 6, "week", anchor)


def month_of(year: int, month: int, anchor: str = "published", count: int = 1) -> Stretch:
    """`count` months from the one given; a month beyond 1–12 counts into the neighbouring years."""
    return Stretch(_month_start(year, month), _month_start(year, month + count), "month", anchor)


def _month_start(year: int, month: int) -> datetime:
    years, months = divmod(month - 1, 12)
    return datetime(year + years, months + 1, 1)


def year_of(year: int, anchor: str = "published", count: int = 1) -> Stretch:
    """`count` whole years from the one given."""
    return Stretch(_month_start(year, 1), _month_start(year + count, 1), "year", anchor)


def valid_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def nearest_year(today: date, month: int, day: int, *, future: bool) -> date | None:
    """The day of a date that is written without its year: the last one up to today, or the next one.

    Where the last one lies in another year and further back than `BACK_DAYS`, the next one is meant even without a
    future tense; a date of tomorrow is the writer's today in another zone.
    """
    found = [valid_date(today.year + shift, month, day) for shift in (-1, 0, 1)]
    past = [day for day in found if day and day <= today + DAY]
    ahead = [day for day in found if day and day >= today]
    distant = bool(past) and past[-1].year != today.year and today - past[-1] > DAY * BACK_DAYS
    if ahead and (future or distant or not past):
        return ahead[0]
    return past[-1] if past else None


def to_interval(stretch: Stretch, zone: ZoneInfo) -> Interval:
    """The stretch of a zone's local time as an interval in UTC."""
    return Interval(_utc(stretch.begin, zone), _utc(stretch.end, zone), stretch.precision, stretch.anchor)


def _utc(moment: datetime, zone: ZoneInfo) -> str:
    return moment.replace(tzinfo=zone).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
