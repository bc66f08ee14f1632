"""A picture: what a store knows, as rows, for people who work in Python and for all views."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from unfog import runs
from unfog.config import Config, default_workers
from unfog.engines.local import Progress, quiet
from unfog.model import Assessment, Claim, Document, Event, Row
from unfog.runs import Books
from unfog.store import Store

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
    def claims(self) -> tuple[Claim, ...]:
        """Who says what."""
        return tuple(self.rows(Claim))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """What is said to have happened."""
        return tuple(self.rows(Event))

    @cached_property
    def assessments(self) -> tuple[Assessment, ...]:
        """How far each event can be trusted."""
        return tuple(self.rows(Assessment))

    @cached_property
    def books(self) -> Books:
        """How each input ended."""
        return runs.books(self.store)


def open_store(path: Path | str) -> Picture:
    """The picture in a store that exists. Raises `StoreError` where there is none."""
    return Picture(Store(path, create=False))


def read(inputs: str | Sequence[str], *, workers: int | None = None, progress: Progress = quiet) -> Picture:
    """Read files, folders or globs into a picture that is kept in memory only."""
    store = Store(":memory:")
    config = Config(workers=workers or default_workers())
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
