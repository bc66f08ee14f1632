"""Dates of documents: from metadata, from a URL, or from a header line; a date that no calendar has is no date.

A time is kept, in UTC, only where its zone is known: without it the day is all that can be said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

YEARS = range(1900, 2101)  # a year outside is a slip of the pen
HEADER = re.compile(r"\s*date[ \t]+(\d{4}-\d{2}-\d{2})(?!\S)\s*")
PATHS = (
    re.compile(r"(?<!\d)(\d{4})/(\d{1,2})/(\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)"),
)
# Day and month in figures alone are left: 09/10 is September here and October there.
WRITTEN = ("%Y/%m/%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y", "%d %b %Y", "%b %d, %Y", "%B %d %Y", "%d-%b-%Y")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or time of publication, how exact it is (`day`, `time`), and what says so."""

    published: str
    precision: str
    known_from: str


def from_metadata(value: str | None, known_from: str) -> Dated | None:
    """The date that a field gives in ISO 8601, RFC 2822 or common English writing; None where it gives none."""
    if not value:
        return None
    moment = next((found for read in READERS if (found := _tried(read, value.strip()))), None)
    return _dated(moment, known_from) if moment else None


def from_url(url: str | None) -> Dated | None:
    """The date in the path of a URL, such as `/2022/09/19/`."""
    for pattern in PATHS if url else ():
        found = pattern.search(url or "")
        moment = _day(*map(int, found.groups())) if found else None
        if moment:
            return _dated(moment, "url")
    return None


def from_header(text: str) -> tuple[Dated | None, str]:
    """The date of a header such as ` date 2023-11-08 ` at the very start of a text, and the text after it."""
    found = HEADER.match(text.lstrip("\ufeff"))
    if not found:
        return None, text
    dated = from_metadata(found[1], "header")
    return dated, text.lstrip("\ufeff")[found.end() :]


def _dated(moment: datetime, known_from: str) -> Dated | None:
    if moment.year not in YEARS:
        return None
    if moment.tzinfo is None:
        return Dated(moment.strftime("%Y-%m-%d"), "day", known_from)
    return Dated(moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "time", known_from)


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


def _tried(read: Callable[[str], datetime], value: str) -> datetime | None:
    try:
        return read(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _written(form: str) -> Callable[[str], datetime]:
    return lambda value: datetime.strptime(value, form)


READERS: tuple[Callable[[str], datetime], ...] = (
    datetime.fromisoformat,
    *map(_written, WRITTEN),
    parsedate_to_datetime,
)
