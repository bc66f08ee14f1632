"""Days and stretches of time: what reconciling reckons with, all in UTC and half open."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from unfog.model import Interval

PUBLISHED = "published"
LONGEST_DAILY = 8  # days: a longer stretch is filed by months, since single events are not told that way
LONGEST_MONTHLY = 4  # months: a longer stretch is filed as open
BEFORE = 3  # days before publication in which news of something past is taken to have happened
SLIVER = timedelta(hours=4)  # more than the local time of any party to the conflict now covered is off UTC
AHEAD = 30  # days after publication in which something announced is taken to be due


@lru_cache(maxsize=4096)
def day_of(stamp: str) -> date | None:
    """The UTC day of an ISO date or time; None where the text is neither."""
    try:
        return date.fromisoformat(stamp[:10])
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def moment(stamp: str) -> datetime:
    """The instant of an ISO time that ends in `Z`, without its zone; raises `ValueError` for anything else."""
    return datetime.fromisoformat(stamp.removesuffix("Z"))


def stamp(day: date) -> str:
    """The first instant of a day."""
    return f"{day.isoformat()}T00:00:00Z"


def guess(published: str | None, phase: str) -> Interval | None:
    """When something happened of which only the day of publication is known; None where not even that is."""
    day = day_of(published) if published else None
    if day is None:
        return None
    begin, end = (0, AHEAD) if phase == "future" else (-BEFORE, 1)
    precision = "month" if phase == "future" else "week"
    return Interval(stamp(day + timedelta(begin)), stamp(day + timedelta(end)), precision, PUBLISHED)


def told(text: str) -> Interval | None:
    """The interval of one day, or of the days from one to another (`2031-05-04/2031-05-06`, both counted); None for other text."""
    first, _, last = text.partition("/")
    begin, end = day_of(first), day_of(last or first)
    if begin is None or end is None or end < begin:
        return None
    days_long = (end - begin).days + 1
    return Interval(stamp(begin), stamp(end + timedelta(1)), "day" if days_long == 1 else "week", "text")


def length(interval: Interval) -> float:
    """Days from begin to end."""
    return (moment(interval.end) - moment(interval.begin)).total_seconds() / 86400


def meet(one: Interval, other: Interval) -> bool:
    """Whether two intervals have a moment in common."""
    return one.begin < other.end and other.begin < one.end


def days(interval: Interval) -> list[str]:
    """Every UTC day of which the interval holds more than a sliver, as ISO dates: a local day is one day, not two."""
    begin, end = moment(interval.begin), moment(interval.end)
    slack = min(SLIVER, (end - begin) / 2 - timedelta(seconds=1))
    first, last = (begin + slack).date(), (end - slack - timedelta(seconds=1)).date()
    return [(first + timedelta(n)).isoformat() for n in range(max((last - first).days, 0) + 1)]


def last_day(interval: Interval) -> date:
    """The UTC day on which an interval ends; the day itself for a local day."""
    return (moment(interval.end) - timedelta(seconds=1)).date()


def buckets(interval: Interval | None) -> list[str]:
    """The names under which an interval is filed: days, or months where it is long, or one word where it is open."""
    if interval is None:
        return ["undated"]
    if interval.precision == "open":
        return ["open"]
    if length(interval) <= LONGEST_DAILY:
        return days(interval)
    months = sorted({day[:7] for day in days(interval)})
    return [f"~{month}" for month in months] if len(months) <= LONGEST_MONTHLY else ["open"]
