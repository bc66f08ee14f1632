"""A picture: what a store knows, as rows, for people who work in Python and for all views."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from unfog import naming, runs
from unfog.config import Config
from unfog.engines.local import Progress, quiet
from unfog.errors import StoreError
from unfog.model import Assessment, Claim, Document, Event, Row
from unfog.runs import Books
from unfog.store import Store
from unfog.views.articles import Articles
from unfog.views.events import Filter
from unfog.views.export import Change, ClaimLine, EventLine, Shown, claim_line
from unfog.views.frames import Rows
from unfog.views.ledgers import LedgerRow, LedgerTable, ledger_rows, shape
from unfog.views.ledgers.selection import Assessed, by_day
from unfog.views.ledgers.source import MAKER, name_of
from unfog.views.plots import Plots
from unfog.views.report import report_html

R = TypeVar("R", bound=Row)


class Picture:
    """The current rows of a store. Read when first asked for, then kept."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def rows(self, row: type[R]) -> Iterator[R]:
        """The current rows of a table, sorted by id."""
        return self.store.rows(row)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The articles."""
        return tuple(self.rows(Document))

    @cached_property
    def articles(self) -> Mapping[str, Document]:
        """The articles by id, read when asked for."""
        return Articles(self.store)

    @cached_property
    def claims(self) -> Rows[Claim]:
        """Who says what; `.pandas()`, `.polars()` and `.arrow()` give it as a table, by article and place in the text."""
        return Rows.of(self.rows(Claim), ClaimLine, self.claim_lines)

    @cached_property
    def events(self) -> Rows[Event]:
        """What is said to have happened; as a table, with grades and figures, in the order of days."""
        return Rows.of(self.rows(Event), EventLine, lambda: self.shown().lines())

    @property
    def plot(self) -> Plots:
        """Pictures for notebooks: `.plot.map()`, `.plot.timeline()`, `.plot.report()`."""
        return Plots(self.events, self._page)

    @cached_property
    def assessments(self) -> tuple[Assessment, ...]:
        """How far each event can be trusted."""
        return tuple(self.rows(Assessment))

    def assessed(self, wanted: Filter | None = None) -> Iterator[Assessed]:
        """Events with their assessments, by when they began, one after the other, also where there are too many to keep."""
        kept = {"ledger": wanted.ledger} if wanted and wanted.ledger else {}
        return self.judged(self.store.in_order(Event, **kept), wanted)

    def judged(self, events: Iterable[Event], wanted: Filter | None = None) -> Iterator[Assessed]:
        """Events with their assessments, those that a filter keeps."""
        for event in events:
            assessment = next(self.store.in_order(Assessment, event_id=event.id), None)
            if assessment is None:
                raise StoreError(f"event {event.id} has no assessment; run unfog run again")
            if wanted is None or wanted.keeps(event, assessment):
                yield Assessed(event, assessment)

    def shown(self, wanted: Filter | None = None) -> Shown:
        """What exports are made of."""
        return Shown(self.assessed(wanted), self.articles)

    def ledger(self, name: str, wanted: Filter | None = None) -> LedgerTable:
        """A ledger of the events that a filter keeps; only the outlook is seen against all other events."""
        return replace(shape(name), rows=tuple(self.ledger_rows(name, wanted)))

    def ledger_rows(self, name: str, wanted: Filter | None = None) -> Iterator[LedgerRow]:
        """The rows of a ledger, one after the other, each as soon as it can be told."""
        return ledger_rows(name, Stored(self, name, wanted or Filter()))

    def claim_lines(self) -> Iterator[ClaimLine]:
        """Claims as rows of an export, by article and place in the text, one after the other."""
        for document in self.store.in_order(Document):
            for claim in self.store.in_order(Claim, document_id=document.id):
                yield claim_line(claim, document)

    def changes(self) -> Iterator[Change]:
        """What came into the picture, changed or left it: each event once, as it stands or last stood."""
        assessments = {each.event_id: each for each, _, _ in self.store.recorded(Assessment)}
        spans: dict[str, list[tuple[Event, str, str | None]]] = {}
        for event, recorded, superseded in self.store.recorded(Event):
            spans.setdefault(event.id, []).append((event, recorded, superseded))
        living = {claim for rows in spans.values() for event, _, gone in rows if gone is None for claim in event.claims}
        for rows in spans.values():
            change = _change(rows, assessments[rows[-1][0].id], living)
            if change:
                yield change

    def _page(self, title: str) -> str:
        return report_html(self.events, self.assessments, self.documents, title=title)

    @cached_property
    def books(self) -> Books:
        """How each input ended."""
        return runs.books(self.store)


@dataclass(frozen=True, slots=True)
class Stored:
    """The events of a ledger in the store (a `views.ledgers.Source`), each read when it is asked for."""

    picture: Picture
    name: str
    wanted: Filter

    def in_time(self) -> Iterator[Assessed]:
        """By when they began."""
        return self.picture.judged(self.picture.store.in_order(Event, ledger=self.name), self.wanted)

    def groups(self, slot: str) -> Iterator[list[Assessed]]:
        """Those with a name in a slot, name after name."""
        named = self.picture.judged(naming.events_by(self.picture.store.connection, slot, self.name), self.wanted)
        return (list(group) for _, group in groupby(named, key=lambda each: name_of(each.event, slot)))

    def without(self, slot: str) -> Iterator[Assessed]:
        """Those without a name in a slot, in time."""
        return (each for each in self.in_time() if name_of(each.event, slot) is None)

    def made_by(self, name: str) -> list[Assessed]:
        """Those whose first maker has that name."""
        return list(self.picture.judged(naming.events_by(self.picture.store.connection, MAKER, self.name, name), self.wanted))

    def everything(self) -> list[Assessed]:
        """The events of all ledgers."""
        return by_day(self.picture.assessed())

    @property
    def today(self) -> str:
        """The last day asked about, else that of the latest article."""
        return self.wanted.until or naming.last_published(self.picture.store.connection)


def _change(
    rows: Sequence[tuple[Event, str, str | None]], assessment: Assessment, living: Iterable[str]
) -> Change | None:
    """What became of one event; None where its claims live on in another, which tells of it."""
    current = [row for row in rows if row[2] is None]
    event, recorded, gone = current[-1] if current else max(rows, key=lambda row: row[2] or "")
    if gone is None:
        return Change("new" if len(rows) == 1 else "changed", recorded, event, assessment)
    return None if set(event.claims) & set(living) else Change("withdrawn", gone, event, assessment)


def open_store(path: Path | str) -> Picture:
    """The picture in a store that exists. Raises `StoreError` where there is none."""
    return Picture(Store(path, create=False))


def read(inputs: str | Sequence[str], *, workers: int = 1, progress: Progress = quiet) -> Picture:
    """Read files, folders, globs or addresses into a picture that is kept in memory only.

    With more than one of `workers`, processes work side by side: in a notebook at once, in a script only below
    `if __name__ == "__main__":`, since each of them imports the script.
    """
    store = Store(":memory:")
    config = Config(workers=workers)
    runs.run(store, [inputs] if isinstance(inputs, str) else inputs, config, progress=progress)
    return Picture(store)


def claims(text: str, *, published: str | None = None) -> tuple[Claim, ...]:
    """The claims of one text, in its order. `published` is an ISO date; times in the text are reckoned from it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "text.txt"
        path.write_text(f"date {published} {text}" if published else text, encoding="utf-8")
        store = Store(":memory:")
        runs.run(store, [str(path)], Config(workers=1), stages=runs.CLAIM_STAGES)
        found = tuple(store.rows(Claim))
    return tuple(sorted(found, key=lambda claim: (claim.start, claim.id)))
