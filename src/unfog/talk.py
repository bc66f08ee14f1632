"""What a run says to the person who started it: bars while it works; at the end what came in, what was set aside, what was found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from unfog.model import Claim
from unfog.picture import Picture
from unfog.runs import Books, SetAside

SHOWN = 12  # inputs set aside that are named; `unfog check` names all


class Bars:
    """Progress bars on stderr, one per stage that has work; silent where stderr is no terminal."""

    def __init__(self, *, shown: bool = True) -> None:
        self.progress = Progress(
            TextColumn("{task.description:<20}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn(),
            console=Console(stderr=True), disable=not shown, transient=False,
        )  # fmt: skip
        self.bars: dict[str, int] = {}

    def __enter__(self) -> Bars:
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Show that `done` of `total` pieces of a stage's work are done; a total of 0 is not known."""
        if stage not in self.bars:
            self.bars[stage] = int(self.progress.add_task(stage, total=total or None))
        self.progress.update(self.progress.tasks[self.bars[stage]].id, completed=done, total=total or None)


def summary(picture: Picture, store: str) -> Iterator[str]:
    """The lines at the end of a run."""
    books = picture.books
    yield f"in      {books.inputs} inputs: {books.ok} ok, {books.copies} copies, {len(books.set_aside)} set aside"
    yield from set_aside(books)
    yield from doubtful(picture)
    yield f"found   {sum(1 for _ in picture.rows(Claim))} claims in {len(picture.events)} events"
    ledgers = Counter(event.ledger for event in picture.events)
    grades = Counter(assessment.grade for assessment in picture.assessments)
    if picture.events:
        yield "        " + ", ".join(f"{ledger} {count}" for ledger, count in ledgers.most_common())
        yield "        " + ", ".join(f"{grade} {count}" for grade, count in grades.most_common())
    yield "next    " + "\n        ".join(_next(store))


def doubtful(picture: Picture, shown: int = SHOWN) -> Iterator[str]:
    """The documents whose date their own text contradicts, with the reasons."""
    found = [each for each in picture.documents if each.doubts]
    if found:
        yield f"dates   {len(found)} of {len(picture.documents)} documents bear a date that is contradicted"
    for each in found[:shown]:
        yield from (f"          {each.name}: {doubt.text}" for doubt in each.doubts)
    if len(found) > shown:
        yield f"        … and {len(found) - shown} more: unfog check"


def notes(books: Books) -> Iterator[str]:
    """What a reader of a report should know of its input."""
    yield f"{books.inputs} inputs: {books.ok} read, {books.copies} copies of others, {len(books.set_aside)} set aside."


def set_aside(books: Books) -> Iterator[str]:
    """What was set aside and why, the commonest reasons first."""
    reasons = Counter(each.code for each in books.set_aside)
    for code, count in reasons.most_common():
        yield f"        set aside, {code}: {count}"
    for each in books.set_aside[:SHOWN]:
        yield _line(each)
    if len(books.set_aside) > SHOWN:
        yield f"        … and {len(books.set_aside) - SHOWN} more: unfog check"


def _line(each: SetAside) -> str:
    return f"          {each.origin}: {each.message}"


def _next(store: str) -> Iterator[str]:
    option = "" if store == "unfog.db" else f" --store {store}"
    yield f"unfog brief{option}                 a briefing, every sentence with its source"
    yield f"unfog report{option} -o report.html  map, timeline, ledgers and articles in one file"
    yield f"unfog ledger strikes{option}        one of the seven ledgers"


def say(text: str) -> None:
    """One line to stderr."""
    click.echo(text, err=True)
