"""A store of any number of invented claims, and how long views of it take: the first row, and all of them.

    python -m evals.many make STORE 1000000     the store
    python -m evals.many time STORE             CPU seconds and seconds to the first row, by view

Rows are written straight into the tables, so that making them takes minutes. Two claims and a half make an event.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import count

from unfog import tables
from unfog.model import (
    Actor,
    Assessment,
    Claim,
    Document,
    Event,
    Evidence,
    Figure,
    Interval,
    Named,
    Place,
    Range,
    Reason,
    Row,
)
from unfog.picture import Picture, open_store
from unfog.store import Store
from unfog.views import export
from unfog.views.events import Filter
from unfog.views.export import tables as ledger_files
from unfog.views.ledgers import shape

PER_DOCUMENT = 20
SIZES = (2, 3)  # claims of an event, in turn
KINDS = (
    ("drone_strike", "strikes"), ("shelling", "strikes"), ("territory_change", "ground"), ("deployment", "forces"),
    ("aid", "aid"), ("position", "diplomacy"), ("position", "diplomacy"), ("casualties", "humanitarian"),
)  # fmt: skip
PLACES = [Place(f"p{n}", f"Orliv {n}", "town", "SU", f"Reed {n % 20}", 45 + n % 9, 22 + n % 17, "settlement", 2.0) for n in range(500)]
SIDES = [Actor("n", "Norland", "country", "NO", "north"), Actor("s", "Sudland", "country", "SU", "south")]
VOICES = [Actor(f"v{n}", f"Ministry {n}", "ministry", "NO", "north") for n in range(40)]
QUOTE = "Norland launched 28 drones at Orliv and 23 were shot down, the ministry said."


def documents(claims: int) -> Iterator[Document]:
    """An article for each twenty claims, all of one text."""
    text = (QUOTE + " ") * PER_DOCUMENT
    for n in range(-(-claims // PER_DOCUMENT)):
        yield Document(
            id=f"d{n:08}", capture_id=f"c{n}", name=f"a{n:08}", publisher="Reedham Wire", published=_day(n), url=f"https://reedham.example/{n}",
            published_precision="day", published_from="metadata", title=None, text=text,
        )  # fmt: skip


def _day(n: int) -> str:
    return f"20{31 + n // 336 % 60}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}"


def evidence(n: int, kind: str) -> Evidence:
    """The claim of that number."""
    document, place = n // PER_DOCUMENT, PLACES[n % len(PLACES)]
    start = n % PER_DOCUMENT * (len(QUOTE) + 1)
    claim = Claim(
        id=f"{n:016x}", document_id=f"d{document:08}", start=start, end=start + len(QUOTE), quote=QUOTE, event_type=kind, source=VOICES[n % 40].name,
        initiator=("Norland",), recipient=("Sudland",), places=(place.name,), items=("drones",), topic="ports" if kind == "position" else None,
        numbers=(Figure("launched", 28, 28, "drones"), Figure("intercepted", 23, None, "drones")), outcome="taken" if kind == "territory_change" else None,
    )  # fmt: skip
    when = Interval(f"{_day(document)}T00:00:00Z", f"{_day(document)}T20:00:00Z", "day", "text")
    return Evidence(
        id=claim.id, document_id=claim.document_id, family_id=claim.document_id, publisher=None, published=_day(document), vouched_by=VOICES[n % 40],
        claim=claim, initiators=(SIDES[0],), recipients=(SIDES[1],), places=(place,), interval=when, block_keys=(),
    )  # fmt: skip


def events(claims: int) -> Iterator[tuple[Event, Assessment]]:
    """Events of two and three claims in turn, until the claims are used up."""
    n = 0
    for turn in count():
        if n >= claims:
            return
        kind, ledger = KINDS[turn % len(KINDS)]
        rows = tuple(evidence(each, kind) for each in range(n, min(claims, n + SIZES[turn % 2])))
        n += len(rows)
        yield _event(turn, ledger, rows)


def _event(turn: int, ledger: str, rows: tuple[Evidence, ...]) -> tuple[Event, Assessment]:
    first, ids = rows[0], tuple(row.id for row in rows)
    when = first.interval
    event = Event(
        id=f"e{turn:015x}", event_type=first.claim.event_type, ledger=ledger, phase="past", begin=when.begin if when else None,
        end=when.end if when else None, time_precision="day", place=first.places[0], initiator=(Named("Norland", ids),), recipient=(Named("Sudland", ids),),
        items=(Named("drones", ids),), aid_stage=None, outcome=first.claim.outcome, claims=ids,
        documents=tuple(sorted({row.document_id for row in rows})), evidence=rows,
    )  # fmt: skip
    figures = (Range("launched", "drones", "event", None, 28, 28, 28, ids), Range("intercepted", "drones", "event", None, 23, 23, None, ids))
    graded = Assessment(
        id=f"g{turn:015x}", event_id=event.id, grade="claimed", reasons=(Reason("one_side", "It rests on the word of one side alone.", ids),),
        sources_for=(Named(first.claim.source or "", ids),), sources_against=(), independent_for=1, independent_against=0, figures=figures,
    )  # fmt: skip
    return event, graded


def _put(store: Store, row: type[Row], rows: Iterable[Row]) -> None:
    marks = ", ".join("?" * (len(tables.columns(row)) + 5))
    values = ((*tables.encode(each), "many", each.id, b"", "r", None) for each in rows)
    with store.transaction():
        store.connection.executemany(f'INSERT INTO "{tables.table_name(row)}" VALUES ({marks})', values)  # noqa: S608  names are ours


def make(path: str, claims: int) -> None:
    """Fill a new store."""
    store = Store(path)
    _put(store, Document, documents(claims))
    _put(store, Claim, (row.claim for event, _ in events(claims) for row in event.evidence))
    _put(store, Event, (event for event, _ in events(claims)))
    _put(store, Assessment, (graded for _, graded in events(claims)))


def views(picture: Picture) -> Iterator[tuple[str, Callable[[], Iterator[str]]]]:
    """What is timed."""
    yield "claims, CSV", lambda: export.claims_csv(picture.claim_lines())
    yield "claims, JSON lines", lambda: export.claims_jsonl(picture.claim_lines())
    for name in ("strikes", "ground", "forces", "aid", "diplomacy", "humanitarian", "outlook"):
        yield f"ledger {name}, CSV", lambda name=name: ledger_files.ledger_csv(shape(name), picture.ledger_rows(name))  # type: ignore[misc]
    yield "events, CSV", lambda: export.events_csv(picture.shown(Filter()))


def main() -> None:
    """Make or time."""
    if sys.argv[1] == "make":
        return make(sys.argv[2], int(sys.argv[3]))
    picture = open_store(sys.argv[2])
    wanted = sys.argv[3:]
    for name, lines in views(picture):
        if not wanted or any(each in name for each in wanted):
            began, spent = time.monotonic(), time.process_time()
            rows = lines()
            next(rows), next(rows, "")  # the header, and the first row
            first, first_spent = time.monotonic() - began, time.process_time() - spent
            total = 2 + sum(1 for _ in rows)
            print(f"{name:<28} first row {first_spent:6.2f} CPU-s ({first:.2f} s) all {total:>8} {time.process_time() - spent:7.1f} CPU-s ({time.monotonic() - began:.1f} s)", flush=True)
    return None


if __name__ == "__main__":
    main()
