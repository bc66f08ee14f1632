"""Options that several verbs of the command line share, and where their data go."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import ParamSpec, TypeVar

import click

from unfog.config import default_workers
from unfog.errors import UsageError
from unfog.knowledge import Knowledge
from unfog.talk import say
from unfog.views.ledgers.strikes import GRADES
from unfog.views.listing import FORMATS
from unfog.views.past import day

P = ParamSpec("P")
R = TypeVar("R")

store_option = click.option(
    "--store", default="unfog.db", show_default=True, help="The store: one SQLite file.", type=click.Path(dir_okay=False)
)
output_option = click.option(
    "-o", "--output", type=click.Path(dir_okay=False), default="-", help="Write here instead of to stdout."
)
format_option = click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
workers_option = click.option(
    "--workers", type=click.IntRange(1), default=default_workers(), show_default=True, help="Processes that work side by side."
)
gate_option = click.option(
    "--gate/--no-gate", default=False, show_default=True, help="Set articles about no armed conflict aside unread: for mixed news in bulk."
)


def a_day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """An ISO day given to an option; refuses anything else, which would let nothing or everything pass."""
    try:
        return value and day(value)
    except UsageError as error:
        raise click.BadParameter(str(error)) from error


def a_type(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """An event type given to an option; refuses one that there is not."""
    types = [each for those in Knowledge().ontology.types.ledger.values() for each in those]
    if value is not None and value not in types:
        raise click.BadParameter(f"{value!r} is no event type; there are: {', '.join(types)}")
    return value


type_option = click.option("--type", "event_type", callback=a_type, help="An event type, such as drone_strike.")


def filters(command: Callable[P, R]) -> Callable[P, R]:
    """The options by which a listing is cut down."""
    for option in (
        click.option("--since", metavar="DATE", callback=a_day, help="From this day on (2023-11-08)."),
        click.option("--until", metavar="DATE", callback=a_day, help="Up to and with this day."),
        click.option("--place", help="A part of the name of a place, region or country code."),
        click.option("--grade", type=click.Choice(GRADES), metavar="GRADE", help="confirmed, corroborated, reported, claimed, contested or refuted."),
        click.option("--party", help="A part of the name of one who acts or is acted on."),
        click.option("--source", help="A part of the name of one who says so, or denies it."),
    ):
        command = option(command)
    return command


def write(text: str, output: str) -> None:
    """Data to stdout or to a file."""
    if output == "-":
        click.echo(text, nl=not text.endswith("\n"))
    else:
        Path(output).write_text(text, encoding="utf-8", newline="\n")
        say(f"wrote {output}")


def write_lines(lines: Iterable[str], output: str) -> None:
    """Data to stdout or to a file, piece by piece, so that any number of rows may pass."""
    if output == "-":
        sys.stdout.writelines(lines)
        sys.stdout.flush()
    else:
        with Path(output).open("w", encoding="utf-8", newline="") as out:
            out.writelines(lines)
        say(f"wrote {output}")
