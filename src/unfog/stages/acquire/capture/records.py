"""Records of JSON lines, JSON and CSV: one article each, faults beside them with what is wrong and where.

A record has `text`, and where known `id`, `title`, `source` (or `publisher`), `date`, `url`; other columns, and values that
are neither text nor number, are ignored. Records are counted from 1, faulty ones too, blank lines not.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

import msgspec

from unfog.errors import UnreadableError
from unfog.stages.acquire.capture.read import too_large
from unfog.stages.acquire.charset import mend
from unfog.stages.acquire.fields import ALIASES, COLUMNS, known, parse

RECORD, TEXT, HTML = "application/x-unfog-record+json", "text/plain", "text/html"
DELIMITERS = ",;\t|"
MOST_FAULTS = 100  # as many broken records in a row: the file is not what its name says


@dataclass(frozen=True, slots=True)
class Record:
    """An article of a file that holds many: its number, and its fields as canonical JSON, or its page and what stands beside it."""

    number: int
    content: bytes
    media_type: str = RECORD
    sidecar: bytes | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """A record that cannot be read, and why; number 0 is the file as a whole."""

    number: int
    code: str
    message: str


def bounded(items: Iterable[Record | Fault]) -> Iterator[Record | Fault]:
    """The records and faults, up to the point where nothing but faults comes."""
    row = 0
    for item in items:
        yield item
        row = row + 1 if isinstance(item, Fault) else 0
        if row == MOST_FAULTS:
            yield Fault(
                0,
                "broken",
                f"{row} broken records in a row, so the rest was left; check that the file is what it is named",
            )
            return


def json_lines(lines: Iterable[str | None], limit: int) -> Iterator[Record | Fault]:
    """A record of each line that is not blank."""
    number = 0
    for line_number, line in enumerate(lines, 1):
        if line is None or line.strip():
            number += 1
            yield _json_line(number, line_number, line, limit)


def _json_line(number: int, line_number: int, line: str | None, limit: int) -> Record | Fault:
    if line is None:
        return Fault(number, "too_large", str(too_large(limit, f"line {line_number}")))
    try:
        value = parse(mend(line))
    except (ValueError, RecursionError) as error:
        return Fault(number, "bad_json", f"line {line_number} is no JSON ({error}); expected one object on each line")
    except UnreadableError as error:
        return Fault(number, error.code, f"line {line_number}: {error}")
    return _record(number, value)


def json_document(lines: Iterable[str | None], limit: int) -> Iterator[Record | Fault]:
    """Records of a JSON file: one object, a list of objects, or JSON lines by another name."""
    lines = iter(lines)
    first = next((line for line in lines if line is None or line.strip()), "")
    if first is None or _is_object(first):
        yield from json_lines(chain((first,), lines), limit)
        return
    held, size = [], 0
    for line in chain((first,), lines):
        size += limit + 1 if line is None else len(line)
        if size > limit:
            yield Fault(0, "too_large", f"{too_large(limit)}; JSON lines may be of any length")
            return
        held.append(line or "")
    yield from _json_values("".join(held))


def _json_values(text: str) -> Iterator[Record | Fault]:
    try:
        value = parse(mend(text))
    except (ValueError, RecursionError) as error:
        yield Fault(0, "bad_json", f"this is no JSON ({error}); expected one article or a list of articles")
        return
    for number, each in enumerate(value if isinstance(value, list) else [value], 1):
        yield _record(number, each)


def _is_object(line: str) -> bool:
    try:
        return isinstance(parse(mend(line)), dict)
    except (ValueError, RecursionError, UnreadableError):
        return False


def csv_records(lines: Iterable[str | None], limit: int) -> Iterator[Record | Fault]:
    """Records of a CSV file with a header line; the delimiter is the one that makes the header name most columns."""
    lines = iter(lines)
    header = next((line for line in lines if line is None or line.strip()), None)
    if header is None:
        yield Fault(0, "empty", f"there is no header line; expected one with text and any of {', '.join(COLUMNS)}")
        return
    delimiter = max(DELIMITERS, key=lambda each: len(_named(header, each)))
    # The default, 131,072, is shorter than a long article. The bound is the whole process's, so it is only ever raised.
    csv.field_size_limit(max(limit, csv.field_size_limit()))
    try:
        names = [name.strip().casefold() for name in next(csv.reader([mend(header)], delimiter=delimiter))]
    except csv.Error as error:
        yield Fault(0, "bad_csv", f"its header line cannot be read ({error}); save the table as CSV again")
        return
    if "text" not in names:
        yield _missing(0, names)
        return
    for number, row in enumerate(_rows(lines, delimiter, limit), 1):
        yield replace(row, number=number) if isinstance(row, Fault) else _csv_record(number, names, row)


def _named(header: str, delimiter: str) -> set[str]:
    return {name.strip(' "\r\n').casefold() for name in header.split(delimiter)} & {*COLUMNS, *ALIASES}


def _csv_record(number: int, names: list[str], row: list[str]) -> Record | Fault:
    if len(row) > len(names):
        return Fault(
            number, "bad_csv", f"it has {len(row)} fields where the header names {len(names)}; check the quotes"
        )
    return _record(number, dict(zip(names, row, strict=False)))


def _rows(lines: Iterator[str | None], delimiter: str, limit: int) -> Iterator[list[str] | Fault]:
    """The rows; after a broken one reading goes on at the line after its first, so that an open quote costs one row."""
    waiting: deque[str | None] = deque()
    line_number = 1
    while True:
        taken: list[str | None] = []
        reader = csv.reader(_supply(lines, waiting, taken, limit), delimiter=delimiter, strict=True)
        try:
            row = next(reader, None)
        except csv.Error as error:
            large = sum(limit + 1 if line is None else len(line) for line in taken) > limit
            yield Fault(0, "too_large" if large else "bad_csv", f"line {line_number + 1}: {error}; check the quotes")
            waiting.extendleft(reversed(taken[1:]))
            del taken[1:]
        else:
            if row is None:
                return
            if row:
                yield row
        line_number += len(taken)


def _supply(
    lines: Iterator[str | None], waiting: deque[str | None], taken: list[str | None], limit: int
) -> Iterator[str]:
    """The lines that wait, then fresh ones, each noted in `taken`; no row is fed more than the limit."""
    size = 0
    while (line := waiting.popleft() if waiting else next(lines, "")) != "":
        taken.append(line)
        size += limit + 1 if line is None else len(line)
        if line is None or size > limit:
            raise csv.Error(f"the row is larger than {limit:,} bytes")
        try:
            yield mend(line)
        except UnreadableError as error:
            raise csv.Error(str(error)) from error


def _record(number: int, value: object) -> Record | Fault:
    if not isinstance(value, dict):
        return Fault(number, "bad_json", f"this is a {type(value).__name__}; expected an object with a text")
    fields = known(value)
    if "text" not in {str(key).strip().casefold() for key in value}:
        return _missing(number, [str(key) for key in value])
    if "text" not in fields:
        return Fault(number, "no_text", "its text is empty or no text; there is nothing to read")
    return Record(number, msgspec.json.encode(fields, order="sorted"))


def _missing(number: int, names: list[str]) -> Fault:
    found = ", ".join(sorted(names)[:12]) or "none"
    return Fault(
        number, "missing_columns", f"there is no column text; found: {found}; rename the one that holds the article"
    )
