"""The command line: `unfog VERB`. Data goes to stdout, talk to stderr; exit 0 done, 1 found problems, 2 misuse."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import ParamSpec, TypeVar

import click
import msgspec

from unfog import doctor as doctors
from unfog import judging, past, runs, tables
from unfog.config import Config, default_workers
from unfog.errors import UnfogError, UsageError
from unfog.knowledge import FILE, Knowledge, own_folder
from unfog.knowledge.gazetteer.packs import import_pack
from unfog.knowledge.register.additions import import_rows
from unfog.model import Assessment, Claim, Document, Event, Evidence, Link
from unfog.picture import Picture, open_store
from unfog.stages.verify.history import history
from unfog.stages.verify.record import track_records
from unfog.store import Store
from unfog.talk import Bars, doubtful, notes, say, set_aside, summary
from unfog.views import events as event_views
from unfog.views import export as exports
from unfog.views.briefing import brief as briefing
from unfog.views.ledgers import ledger as ledger_table
from unfog.views.listing import FORMATS, ledger_listing, listing
from unfog.views.report import write_report
from unfog.views.threads import thread

P = ParamSpec("P")
R = TypeVar("R")
CLAIM_FORMATS = ("csv", "jsonl")
LEDGERS = Knowledge().ontology.ledgers


# --- options that several verbs share -----------------------------------------------------------------------------------

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


def filters(command: Callable[P, R]) -> Callable[P, R]:
    """The options by which a listing is cut down."""
    for option in (
        click.option("--since", metavar="DATE", help="From this day on (2023-11-08)."),
        click.option("--until", metavar="DATE", help="Up to and with this day."),
        click.option("--place", help="A part of the name of a place, region or country code."),
        click.option("--grade", help="confirmed, corroborated, reported, claimed, contested or refuted."),
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


def claim_text(claims: Iterable[Claim], documents: Mapping[str, Document], form: str) -> str:
    """Claims as JSON lines or CSV."""
    if form == "csv":
        return "".join(exports.claims_csv(claims, documents))
    return b"".join(exports.claims_jsonl(claims, documents)).decode()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(package_name="unfog")
def main() -> None:
    """Read news about an armed conflict: who says what happened, where, when and how many, and who bears it out.

    Start with: unfog run FOLDER, then unfog brief and unfog report.
    """


# --- reading ------------------------------------------------------------------------------------------------------------


@main.command()
@click.argument("inputs", nargs=-1, required=True)
@store_option
@workers_option
@click.option("--quiet", is_flag=True, help="No progress bars.")
def run(inputs: tuple[str, ...], store: str, workers: int, quiet: bool) -> None:
    """Read INPUTS (files, folders, globs, - for stdin) into the store and bring the picture up to date.

    Kinds: .txt .html .jsonl .csv, each also as .gz; NAME.json beside NAME.txt or NAME.html holds its title, source, date
    and url. What was read before is not read again; a run that was stopped goes on.
    """
    opened = Store(store)
    with Bars(shown=not quiet and sys.stderr.isatty()) as bars:
        runs.run(opened, inputs, Config(workers=workers), progress=bars)
    picture = Picture(opened)
    for line in summary(picture, store):
        say(line)
    if not picture.books.inputs or len(picture.books.set_aside) == picture.books.inputs:
        raise SystemExit(1)


@main.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(CLAIM_FORMATS), default="jsonl", show_default=True)
@workers_option
@output_option
def claims(inputs: tuple[str, ...], form: str, workers: int, output: str) -> None:
    """Print the claims of INPUTS, without keeping a store."""
    opened = Store(":memory:")
    with Bars(shown=sys.stderr.isatty()) as bars:
        runs.run(opened, inputs, Config(workers=workers), progress=bars, stages=runs.CLAIM_STAGES)
    picture = Picture(opened)
    write(claim_text(picture.claims, {each.id: each for each in picture.documents}, form), output)
    for line in set_aside(picture.books):
        say(line.strip())


# --- looking ------------------------------------------------------------------------------------------------------------


@main.command()
@store_option
@filters
@click.option("--ledger", type=click.Choice(LEDGERS))
@click.option("--type", "event_type", help="An event type, such as drone_strike.")
@click.option("--as-of", metavar="DATE", help="As far as had been published by the end of this day.")
@format_option
@output_option
def events(store: str, form: str, output: str, as_of: str | None, **kept: str | None) -> None:
    """List events, oldest first: when, how sure, what, where, by how many claims."""
    picture = open_store(store)
    happened, judged = (picture.events, picture.assessments) if as_of is None else _as_of(picture, as_of)
    found = event_views.select(happened, judged, event_views.Filter(**kept))
    write(listing([event_views.line(*pair) for pair in found], form), output)


@main.command()
@click.argument("name", type=click.Choice(LEDGERS))
@store_option
@filters
@format_option
@output_option
def ledger(name: str, store: str, form: str, output: str, **kept: str | None) -> None:
    """Print one of the seven ledgers."""
    picture = open_store(store)
    table = ledger_table(name, picture.events, picture.assessments, **kept)
    write(ledger_listing(table, form), output)


@main.command()
@store_option
@click.option("--since", metavar="DATE", help="From this day on.")
@click.option("--until", metavar="DATE", help="Up to and with this day.")
@click.option("--length", type=click.IntRange(1), default=20, show_default=True, help="Sentences in all.")
@output_option
def brief(store: str, since: str | None, until: str | None, length: int, output: str) -> None:
    """Write a briefing in Markdown: each sentence from one event, as sure as its grade, with its sources."""
    picture = open_store(store)
    write(briefing(picture.events, picture.assessments, picture.documents, since=since, until=until, length=length), output)


@main.command()
@click.argument("event")
@store_option
@output_option
def explain(event: str, store: str, output: str) -> None:
    """Walk EVENT (its id, or the beginning of it) back to claims, sentences and addresses, with the reasons of its grade."""
    picture = open_store(store)
    found = [each for each in picture.events if each.id.startswith(event)]
    if len(found) != 1:
        what = "no event has" if not found else f"{len(found)} events have"
        raise UsageError(f"{what} an id that begins with {event!r}; ids are in the last column of: unfog events")
    assessment = next(each for each in picture.assessments if each.event_id == found[0].id)
    steps = history(found[0], past.grading())
    told = [*event_views.explain(found[0], assessment, picture.documents), "How it came to this:", *thread(found[0], steps)]
    write("\n".join(told), output)


def _as_of(picture: Picture, until: str) -> tuple[tuple[Event, ...], tuple[Assessment, ...]]:
    judged = past.as_of(picture.rows(Evidence), picture.rows(Link), past.day(until))
    return tuple(event for event, _ in judged), tuple(assessment for _, assessment in judged)


@main.command()
@store_option
@click.option("--since", metavar="DATE", required=True, help="What was published after the end of this day.")
@format_option
@output_option
def changes(store: str, since: str, form: str, output: str) -> None:
    """Say what is new and what is revised by articles published since a day, and what was withdrawn since."""
    picture = open_store(store)
    judged = event_views.select(picture.events, picture.assessments, event_views.Filter())
    before = past.as_of(picture.rows(Evidence), picture.rows(Link), past.day(since))
    found: list[past.Change] = [*past.changes(before, judged, since), *past.withdrawn(picture.store, since)]
    found.sort(key=lambda each: (each.when, each.event))
    write(listing(found, form), output)


@main.command()
@store_option
@format_option
@output_option
def sources(store: str, form: str, output: str) -> None:
    """Show what became of each source's claims, in counts: borne out, disputed, withdrawn, found false, unsettled."""
    picture = open_store(store)
    judged = event_views.select(picture.events, picture.assessments, event_views.Filter())
    write(listing(track_records(judged), form), output)


# --- judging ------------------------------------------------------------------------------------------------------------


@main.command()
@click.argument("verdict", type=click.Choice(judging.VERDICTS))
@click.argument("words", nargs=-1)
@store_option
@click.option("--who", default=getpass.getuser, help="Who judges.  [default: the user's name]")
@click.option("--why", required=True, help="The reason, kept with the verdict.")
@workers_option
def judge(verdict: str, words: tuple[str, ...], store: str, *, who: str, why: str, workers: int) -> None:
    r"""Give a verdict that holds through every run: on claims, events or documents, by their ids or how these begin.

    \b
    same A B              two claims, or events, are about one event
    apart A B             they are not
    correct CLAIM F V     field F of a claim is V; lists with semicolons, times as days, empty for none
    set-aside X           leave a claim, or a whole document, out of the picture
    take-back J           the judgement J no longer holds
    """
    opened = open_store(store).store
    made = judging.judge(opened, verdict, words, judging.Signed(who, why))
    runs.run(opened, (), Config(workers=workers))
    say(f"judgement {made.id}: {made.verdict}, by {made.who}")


@main.command()
@store_option
@click.option("-o", "--output", type=click.Path(dir_okay=False), default="report.html", show_default=True)
@click.option("--title", default="Picture", show_default=True)
def report(store: str, output: str, title: str) -> None:
    """Write one HTML file with map, timeline, ledgers and articles; it opens offline."""
    picture = open_store(store)
    write_report(picture, Path(output), title=title, notes=notes(picture.books))
    say(f"wrote {output} ({Path(output).stat().st_size / 1e6:.1f} MB); open it in a browser")


@main.command()
@store_option
@click.option("--format", "form", type=click.Choice(exports.EVENT_FORMATS), default="csv", show_default=True)
@click.option("--what", type=click.Choice(("events", "claims")), default="events", show_default=True)
@output_option
def export(store: str, form: str, what: str, output: str) -> None:
    """Write events (or claims) for other tools; every row leads back to its claims and addresses."""
    picture = open_store(store)
    if what == "claims" and form not in CLAIM_FORMATS:
        raise UsageError(f"claims have no {form}; use --format {' or '.join(CLAIM_FORMATS)}, or --what events")
    documents = {each.id: each for each in picture.documents}
    if what == "claims":
        write(claim_text(picture.claims, documents, form), output)
    else:
        lines = exports.event_lines(picture.events, picture.assessments, documents)
        write(exports.event_file(lines, form), output)


# --- knowledge of one's own ---------------------------------------------------------------------------------------------


@main.command("import-gazetteer")
@click.argument("tables", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@store_option
def import_gazetteer(tables: tuple[Path, ...], store: str) -> None:
    """Take the places of TABLES into the gazetteer that runs on this store use.

    A table is a GeoNames dump of any country (UA.txt, UA.zip) or a CSV with the columns level, name_en, name_uk, pcode, parent,
    lat, lon; .gz is unpacked. Known places get the table's points, new ones are added with their names. The next unfog run
    grounds all that it changes anew.
    """
    own = _own(store)
    target = own / "gazetteer" / FILE
    for table in tables:
        outcome = import_pack(table, target, Knowledge(own=own).gazetteer)
        say(f"{table}: {outcome.moved:,} places got its point, {outcome.added:,} were added; kept in {target}")


@main.command("import-register")
@click.argument("sources", nargs=-1, required=True, type=click.Path(dir_okay=False, path_type=Path))
@store_option
def import_register(sources: tuple[Path, ...], store: str) -> None:
    """Take actors and publishers of SOURCES into the register that runs on this store use.

    A source is a .toml with [[person]], [[publisher]] and [body.ID] tables, or a .csv of persons (name, names, country, side,
    gender, offices) or of publishers (name, names, domains, kind, control, owner, country, side); | parts several values of a
    cell, an office is written "defence_minister UA 2021-11-04..2023-09-06". A file of the same name replaces the former one.
    """
    own = _own(store)
    for source in sources:
        added = import_rows(source, own / "register", Knowledge(own=own).register.tables)
        say(f"{source}: {len(added.person)} persons, {len(added.publisher)} publishers, {len(added.body)} bodies; kept in {own}")


def _own(store: str) -> Path:
    own = own_folder(store)
    if own is None:
        raise UsageError("a store in memory keeps no knowledge; name a file with --store")
    return own


# --- keeping in order ---------------------------------------------------------------------------------------------------


@main.command()
@store_option
@format_option
def check(store: str, form: str) -> None:
    """Check a store: every quote stands in its text, nothing is lost, every input is accounted for."""
    picture = open_store(store)
    books = picture.books
    if form == "table":
        say(f"{books.inputs} inputs: {books.ok} ok, {books.copies} copies, {len(books.set_aside)} set aside")
    if books.set_aside:
        click.echo(listing(books.set_aside, form), nl=False)
    for line in doubtful(picture, shown=len(picture.documents)) if form == "table" else ():
        say(line)
    found = list(doctors.problems(picture))
    for problem in found:
        say(problem)
    say("no problem found" if not found else f"{len(found)} problems")
    if found:
        raise SystemExit(1)


@main.command()
@format_option
def doctor(form: str) -> None:
    """Show what is installed, what is missing and how to get it, and where the data lies."""
    found = list(doctors.examine())
    click.echo(listing(found, form), nl=False)
    if any(each.state == "broken" for each in found):
        raise SystemExit(1)


@main.command()
def schema() -> None:
    """Print the JSON schema of every table."""
    click.echo(msgspec.json.format(msgspec.json.encode(tables.json_schema()), indent=2).decode())


def entry() -> None:
    """The console script: an error that unfog raises on purpose is one line, without a trace."""
    try:
        main()
    except UsageError as error:
        say(f"unfog: {error}")
        raise SystemExit(2) from None
    except UnfogError as error:
        say(f"unfog: {error}")
        raise SystemExit(1) from None
