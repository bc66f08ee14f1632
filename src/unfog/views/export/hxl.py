"""Events as CSV with a row of HXL hashtags (standard 1.1), for the tools of humanitarian coordination."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from unfog.views.export.cells import csv_text
from unfog.views.export.events import EventLine, FigureLine, Shown
from unfog.views.export.geojson import point

Cell = Callable[[EventLine], object]


def _joined(*names: str) -> Cell:
    """The words of a row's lists, in one cell."""
    return lambda line: "; ".join(word for name in names for word in getattr(line, name))


def _point(place: int) -> Cell:
    return lambda line: found.coordinates[place] if (found := point(line)) else None


def _figure(measure: str, bound: str) -> Cell:
    """A bound of the event's own figure over all sources; never of a running total."""

    def found(line: EventLine) -> object:
        own = [each for each in line.figures if each.measure == measure and each.side is None and each.basis != "total"]
        return getattr(max(own, key=_best), bound) if own else None

    return found


def _best(figure: FigureLine) -> float:
    return figure.best or 0


COLUMNS: dict[str, tuple[str, Cell]] = {
    "Event": ("#event+id", lambda line: line.event_id),
    "Type": ("#event+type", lambda line: line.type),
    "Ledger": ("#event+category", lambda line: line.ledger),
    "What is said": ("#description", lambda line: line.headline),
    "First day": ("#date+start", lambda line: line.first_day),
    "Last day": ("#date+end", lambda line: line.last_day),
    "Country": ("#country+code", lambda line: line.country),
    "Region": ("#adm1+name", lambda line: line.region),
    "Place": ("#loc+name", lambda line: line.place),
    "Precision of the place": ("#loc+precision", lambda line: line.place_precision),
    "Latitude": ("#geo+lat", _point(1)),
    "Longitude": ("#geo+lon", _point(0)),
    "Initiator": ("#actor+initiator", _joined("initiator")),
    "Recipient": ("#actor+recipient", _joined("recipient")),
    **{
        f"{measure.capitalize()}, {bound}": (f"#affected+{measure}+{mark}", _figure(measure, bound))
        for measure in ("killed", "wounded", "people")
        for bound, mark in (("low", "min"), ("best", "best"), ("high", "max"))
    },
    "Grade": ("#status+grade", lambda line: line.grade),
    "Reasons": ("#description+reasons", _joined("reasons")),
    "Sources": ("#meta+source", _joined("sources_for")),
    "Sources against": ("#meta+source+against", _joined("sources_against")),
    "Claims": ("#meta+id+claims", _joined("claims")),
    "Addresses": ("#meta+url", _joined("urls")),
}


def hxl(shown: Shown) -> Iterator[str]:
    """A header for people, the row of hashtags, and a row for each event; an open bound is an empty cell."""
    lines = iter(csv_text(tuple(COLUMNS), ([cell(line) for _, cell in COLUMNS.values()] for line in shown.lines())))
    yield next(lines)
    yield ",".join(tag for tag, _ in COLUMNS.values()) + "\r\n"
    yield from lines
