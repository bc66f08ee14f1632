"""The days of an event, as people where it happened count them, and in words."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from unfog.model import Event, Interval
from unfog.views.sentences.wording import sentences

OPEN = "open"
GUESSES = {"past": "by", "ongoing": "as of"}
GUESSED = "published"
KEPT = 4096  # days and times that are kept in memory: an export asks for the same ones again and again
MIDNIGHT = "T00:00:00Z"


@cache
def zone() -> ZoneInfo:
    """The zone whose days the texts mean; the one in which times were reckoned."""
    return ZoneInfo(sentences().zone)


@lru_cache(KEPT)
def read_time(text: str) -> datetime:
    """An ISO date or time as UTC."""
    read = datetime.fromisoformat(text)
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


def is_told(event: Event) -> bool:
    """Whether a text tells when it was; if none does, the event's time is only a stretch before publication."""
    given = (event.begin, event.end)
    rows = [row.interval for row in event.evidence if row.interval and (row.interval.begin, row.interval.end) == given]
    return not rows or not all(_is_guess(each) for each in rows)


def _is_guess(interval: Interval) -> bool:
    """A stretch reckoned from publication alone runs from midnight to midnight UTC; one that a text tells, in local days."""
    return interval.anchor == GUESSED and interval.begin.endswith(MIDNIGHT) and interval.end.endswith(MIDNIGHT)


def span(event: Event) -> tuple[date, date] | None:
    """First and last day; None where the time is not known. A stretch before publication is kept in UTC, as it was made."""
    if not event.begin:
        return None
    return _days(event.begin, event.end, is_told(event))


@lru_cache(KEPT)
def _days(begin: str, end: str | None, told: bool) -> tuple[date, date]:
    where = zone() if told else UTC
    first = read_time(begin).astimezone(where)
    last = read_time(end).astimezone(where) - timedelta(seconds=1) if end else first
    return first.date(), max(first, last).date()


def iso_span(event: Event) -> tuple[str, str] | tuple[None, None]:
    """First and last day as ISO dates, or nothing twice."""
    days = span(event)
    return (days[0].isoformat(), days[1].isoformat()) if days else (None, None)


def day_of(event: Event) -> str | None:
    """The ISO day on which it was; where no text tells, the last day on which it may have been; None where nothing is known."""
    days = span(event)
    return str(days[0] if is_told(event) else days[1]) if days else None


@lru_cache(KEPT)
def day_name(day: date) -> str:
    """`12 October 2023`."""
    return f"{day.day} {day:%B} {day.year}"


def is_over(event: Event) -> bool:
    """Whether it ended, as a text tells, before the first article about it."""
    days, published = span(event), [row.published[:10] for row in event.evidence if row.published]
    return days is not None and bool(published) and is_told(event) and str(days[1]) < min(published)


def when(event: Event) -> str:
    """`on 12 October 2023`, `on 11–12 October 2023`, `in October 2023`; `by` or `as of 12 October 2023` where no text tells.

    Empty where the time is not known or has no end, and for what is to come at a time that no text tells.
    """
    days = span(event)
    if not days or event.time_precision == OPEN:
        return ""
    first, last = days
    if not is_told(event):
        return f"{GUESSES[event.phase]} {day_name(last)}" if event.phase in GUESSES else ""
    return _stretch(first, last)


def _stretch(first: date, last: date) -> str:
    after = last + timedelta(days=1)
    if first == last:
        return f"on {day_name(first)}"
    if (first.day, first.month, after.day, after.month, after.year) == (1, 1, 1, 1, first.year + 1):
        return f"in {first.year}"
    if first.day == 1 and after.day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"in {first:%B} {first.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"on {first.day}–{day_name(last)}"
    return f"between {day_name(first)} and {day_name(last)}"
