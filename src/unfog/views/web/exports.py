"""What is seen, as files for other tools: the exports of the command line over the events of a choice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from unfog.model import Assessment, Event
from unfog.views import export
from unfog.views.articles import Articles
from unfog.views.export import tables
from unfog.views.export.cells import csv_text
from unfog.views.ledgers.selection import Assessed
from unfog.views.report import report_html
from unfog.views.web.answers import Verdict
from unfog.views.web.desk import Desk, NotFoundError
from unfog.views.web.ledgers import Tables
from unfog.views.web.query import LEDGERS, Asked, BadValueError, word

MOST_EVENTS = 50_000
MOST_IN_REPORT = 5_000
ENDINGS = {"geojson": "geojson", "jsonl": "jsonl", "ftm": "jsonl", "jsonld": "jsonld", "gpkg": "gpkg"}
MEDIA = {
    "csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8", "geojson": "application/geo+json",
    "jsonld": "application/ld+json", "gpkg": "application/geopackage+sqlite3", "html": "text/html; charset=utf-8",
}  # fmt: skip
LEDGER = word("ledger", "which ledger", LEDGERS)


@dataclass(frozen=True, slots=True)
class Written:
    """A file: its name, its media type, its bytes."""

    name: str
    media: str
    content: bytes


def export_file(desk: Desk, asked: Asked, ledgers: Tables) -> Written:
    """The file of that name. Raises `NotFoundError` for one that is not made, `BadValueError` where it would be too large."""
    what, _, form = asked.path["file"].partition(".")
    makers: dict[str, Callable[[], Written]] = {
        "events": lambda: _events(desk, asked, form),
        "claims": lambda: _claims(desk, asked, form),
        "ledgers": lambda: _ledger(desk, asked, form, ledgers),
        "judgements": lambda: _judgements(desk, form),
        "report": lambda: _report(desk, asked, form),
    }
    if what not in makers:
        raise _unknown(asked.path["file"])
    return makers[what]()


FILES = (*(f"events.{form}" for form in (*export.TEXTS, "gpkg")), "claims.csv", "claims.jsonl", "ledgers.csv", "judgements.jsonl", "judgements.csv", "report.html")


def _unknown(file: str) -> NotFoundError:
    return NotFoundError(f"there is no export {file[:40]!r}; there are {', '.join(FILES)}")


def _text(name: str, form: str, lines: Iterable[str]) -> Written:
    ending = ENDINGS.get(form, "csv")
    return Written(f"{name}.{ending}", MEDIA[ending], "".join(lines).encode())


def chosen_events(desk: Desk, asked: Asked, most: int) -> Iterator[Assessed]:
    """The events of a choice with their assessments, oldest first. Raises `BadValueError` where there are too many."""
    chosen = desk.chosen(asked.choice())
    if chosen.count > most:
        raise BadValueError(None, f"{chosen.count:,} events match, {most:,} at the most are written here; narrow the choice, or use unfog export")
    store, lines = desk.store, chosen.columns.lines
    for at in chosen.ordered("oldest"):
        for event in store.decoded(Event, [int(lines[at])]):
            assessment = next(store.in_order(Assessment, event_id=event.id), None)
            if assessment is not None:
                yield Assessed(event, assessment)


def _events(desk: Desk, asked: Asked, form: str) -> Written:
    shown = export.Shown(chosen_events(desk, asked, MOST_EVENTS), Articles(desk.store))
    if form in export.TEXTS:
        return _text("events" if form in {"csv", "jsonl", "geojson"} else f"events-{form}", form, export.event_text(shown, form))
    if form != "gpkg":
        raise _unknown(f"events.{form}")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "events.gpkg"
        export.event_file(shown, form, str(path))
        return Written("events.gpkg", MEDIA["gpkg"], path.read_bytes())


def _claims(desk: Desk, asked: Asked, form: str) -> Written:
    if form not in {"csv", "jsonl"}:
        raise _unknown(f"claims.{form}")
    articles = Articles(desk.store)
    lines = (
        export.claim_line(row.claim, articles[row.document_id])
        for each in chosen_events(desk, asked, MOST_EVENTS)
        for row in each.event.evidence
    )
    return _text("claims", form, export.claims_csv(lines) if form == "csv" else export.claims_jsonl(lines))


def _ledger(desk: Desk, asked: Asked, form: str, ledgers: Tables) -> Written:
    name = asked.one(LEDGER)
    if form != "csv":
        raise _unknown(f"ledgers.{form}")
    if not name:
        raise BadValueError("ledger", f"say which ledger: {', '.join(LEDGERS)}")
    table, _, _ = ledgers.made(desk.snapshot.version, name, asked.choice())
    return _text(name, form, tables.ledger_csv(table))


def _judgements(desk: Desk, form: str) -> Written:
    snapshot = desk.snapshot
    holding = {each.id for each in snapshot.standing}
    ordered = sorted(snapshot.judgements, key=lambda each: (each.when, each.id))
    if form == "jsonl":  # the rows themselves, for unfog import-judgements
        return _text("judgements", form, (msgspec.json.encode(row).decode() + "\n" for row in ordered))
    if form != "csv":
        raise _unknown(f"judgements.{form}")
    rows = [Verdict.of(each, stands=each.id in holding) for each in ordered]
    names = ("id", "verdict", "subjects", "field", "value", "who", "when", "why", "standing")
    return _text("judgements", form, csv_text(names, (tuple(getattr(row, name) for name in names) for row in rows)))


def _report(desk: Desk, asked: Asked, form: str) -> Written:
    if form != "html":
        raise _unknown(f"report.{form}")
    judged = list(chosen_events(desk, asked, MOST_IN_REPORT))
    articles = Articles(desk.store)
    ids = dict.fromkeys(each for pair in judged for each in pair.event.documents)
    choice = asked.choice()
    note = f"{len(judged):,} of {desk.snapshot.columns.size:,} events" + ("." if choice.is_all else ", those that a filter let through.")
    text = report_html(
        (pair.event for pair in judged), (pair.assessment for pair in judged), (articles[each] for each in ids), title=desk.title, notes=(note,)
    )
    return Written("report.html", MEDIA["html"], text.encode())
