"""What a request asks for: each parameter is defined once, with how it is read, what it means and its JSON schema."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeAlias, TypeVar

from unfog.errors import UnfogError
from unfog.knowledge import Knowledge
from unfog.views.catalogue import Choice

T = TypeVar("T")
Box: TypeAlias = tuple[float, float, float, float]
Schema: TypeAlias = Mapping[str, object]
LONGEST = 2000  # characters of one value
MOST_VALUES = 100  # of one parameter
MOST_ROWS = 200
MOST_OFFSET = 10_000_000
PAGE = 50
TYPES = Knowledge().ontology.types.ledger
LEDGERS = tuple(TYPES)
EVENT_TYPES = tuple(sorted({name for names in TYPES.values() for name in names}))
GRADES = ("confirmed", "corroborated", "reported", "claimed", "contested", "refuted")
PHASES = ("past", "ongoing", "future")
SORTS = ("newest", "oldest", "sources", "claims", "doubt")


class BadValueError(UnfogError):
    """A value that a parameter or field cannot have."""

    def __init__(self, field: str | None, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Parameter(Generic[T]):
    """One parameter of a query. `many` may be given several times."""

    name: str
    about: str
    read: Callable[[str, str], T]
    default: T
    schema: Schema
    many: bool = False


class Values(Protocol):
    """The values of a query, several for one name."""

    def getlist(self, key: str) -> list[str]:
        """All values of a name, in order."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: its query and what its path names."""

    values: Values
    path: Mapping[str, str]

    def one(self, parameter: Parameter[T]) -> T:
        """The value of a parameter, the last where it is given twice. Raises `BadValueError`."""
        given = self.values.getlist(parameter.name)
        return parameter.read(parameter.name, _bounded(parameter.name, given[-1])) if given and given[-1] != "" else parameter.default

    def all(self, parameter: Parameter[T]) -> tuple[T, ...]:
        """All values of a parameter, each once."""
        given = [each for each in self.values.getlist(parameter.name) if each != ""]
        if len(given) > MOST_VALUES:
            raise BadValueError(parameter.name, f"{parameter.name} has {len(given)} values, {MOST_VALUES} at the most can be given")
        return tuple(dict.fromkeys(parameter.read(parameter.name, _bounded(parameter.name, each)) for each in given))

    def choice(self) -> Choice:
        """The choice among events."""
        many = {each.name: self.all(each) for each in MANY}
        since, until = self.one(FROM), self.one(TO)
        return Choice(
            q=self.one(Q), since=since, until=until, undated=self.one(UNDATED), bbox=self.one(BBOX), contested=self.one(CONTESTED),
            independent=self.one(INDEPENDENT), reviewed=self.one(REVIEWED), **many,
        )  # fmt: skip

    def page(self) -> tuple[int, int]:
        """From which row on, and how many."""
        return self.one(OFFSET), self.one(LIMIT)


def _bounded(name: str, value: str) -> str:
    if len(value) > LONGEST:
        raise BadValueError(name, f"{name} has {len(value):,} characters, {LONGEST:,} at the most can be given")
    return value.replace("\x00", "")


def _text(_name: str, value: str) -> str:
    return value


def _day(name: str, value: str) -> str:
    try:
        return date.fromisoformat(value).isoformat() if len(value) == len("2023-11-08") else _no_day(name, value)
    except ValueError:
        return _no_day(name, value)


def _no_day(name: str, value: str) -> str:
    raise BadValueError(name, f"{name} is no day: {value[:40]!r}; write it like 2023-11-08")


def _flag(name: str, value: str) -> bool:
    if value not in {"0", "1"}:
        raise BadValueError(name, f"{name} is 0 or 1, not {value[:40]!r}")
    return value == "1"


def _maybe(name: str, value: str) -> bool | None:
    return _flag(name, value)


def _whole(least: int, most: int) -> Callable[[str, str], int]:
    def read(name: str, value: str) -> int:
        if not (value.isascii() and value.isdigit() and len(value) < 12 and least <= int(value) <= most):
            raise BadValueError(name, f"{name} is a whole number from {least} to {most}, not {value[:40]!r}")
        return int(value)

    return read


def _number(name: str, value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        found = math.nan
    if not math.isfinite(found):
        raise BadValueError(name, f"{name} is a number, not {value[:40]!r}")
    return found


def _zoom(name: str, value: str) -> float | None:
    found = _number(name, value)
    if not 0 <= found <= 24:
        raise BadValueError(name, f"{name} is between 0 and 24, not {value[:40]!r}")
    return found


def _box(name: str, value: str) -> Box | None:
    parts = value.split(",")
    if len(parts) != 4:
        raise BadValueError(name, f"{name} is west,south,east,north in degrees, not {value[:40]!r}")
    west, south, east, north = (_number(name, part) for part in parts)
    return (west, south, east, north)


def one_of(values: tuple[str, ...]) -> Callable[[str, str], str]:
    """A reader of a word that must be one of these."""

    def read(name: str, value: str) -> str:
        if value not in values:
            raise BadValueError(name, f"{name} is one of {', '.join(values)}, not {value[:40]!r}")
        return value

    return read


def word(name: str, about: str, values: tuple[str, ...], default: str = "") -> Parameter[str]:
    """A parameter that is one of some words."""
    return Parameter(name, about, one_of(values), default, {"type": "string", "enum": list(values)})


def words(name: str, about: str, values: tuple[str, ...] = ()) -> Parameter[str]:
    """A parameter that may be given several times: any of the values."""
    schema: Schema = {"type": "string", "enum": list(values)} if values else {"type": "string", "maxLength": LONGEST}
    return Parameter(name, about, one_of(values) if values else _text, "", schema, many=True)


def text(name: str, about: str) -> Parameter[str]:
    """A parameter of any characters."""
    return Parameter(name, about, _text, "", {"type": "string", "maxLength": LONGEST})


def day(name: str, about: str) -> Parameter[str]:
    """A parameter that is an ISO day."""
    return Parameter(name, about, _day, "", {"type": "string", "format": "date"})


def flag(name: str, about: str) -> Parameter[bool]:
    """A parameter that is 1 or 0."""
    return Parameter(name, about, _flag, False, BIT)


def whole(name: str, about: str, bounds: tuple[int, int], default: int) -> Parameter[int]:
    """A parameter that is a whole number within bounds."""
    schema: Schema = {"type": "integer", "minimum": bounds[0], "maximum": bounds[1], "default": default}
    return Parameter(name, about, _whole(*bounds), default, schema)


BIT: Schema = {"type": "integer", "enum": [0, 1]}
Q = text("q", 'words to find: all of them, "a phrase", -not, word*, OR')
FROM = day("from", "the first day; an event passes whose own days meet the stretch")
TO = day("to", "the last day, included")
UNDATED = flag("undated", "only events of which no day is known")
BBOX: Parameter[Box | None] = Parameter("bbox", "west,south,east,north in degrees", _box, None, {"type": "string"})
CONTESTED = flag("contested", "only what different sides affirm and deny")
INDEPENDENT = whole("independent", "at least so many independent sources", (0, 1000), 0)
REVIEWED: Parameter[bool | None] = Parameter("reviewed", "only what a person accepted (1), or did not (0)", _maybe, None, BIT)
MANY = (
    words("ledger", "the ledger", LEDGERS), words("type", "the type of event", EVENT_TYPES), words("grade", "the grade", (*GRADES, "")),
    words("phase", "past, ongoing or future", PHASES), words("side", "the side of those who speak of it; none for no side"),
    words("source", "the id of a source that speaks of it"), words("publisher", "the id of a publisher that printed it"),
    words("place", "p:PLACE, r:REGION, c:COUNTRY, x:country (known to the country only), x:none"),
)  # fmt: skip
FILTERS: tuple[Parameter[object], ...] = (Q, FROM, TO, UNDATED, BBOX, CONTESTED, INDEPENDENT, REVIEWED, *MANY)  # type: ignore[assignment]
OFFSET = whole("offset", "rows to pass over", (0, MOST_OFFSET), 0)
LIMIT = whole("limit", "rows to give", (1, MOST_ROWS), PAGE)
ROWS: tuple[Parameter[object], ...] = (OFFSET, LIMIT)  # type: ignore[assignment]
SORT = word("sort", "the order of the rows", SORTS, "newest")
ZOOM: Parameter[float | None] = Parameter("zoom", "the zoom of the map; places that meet in a cell become one point", _zoom, None, {"type": "number", "minimum": 0, "maximum": 24})
POINTS = whole("limit", "points to give", (1, 50_000), 2000)
UNIT = word("unit", "the width of a bin", ("auto", "day", "week", "month", "year"), "auto")
