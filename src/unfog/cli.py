"""The command line: `unfog VERB`. Data goes to stdout, talk to stderr; exit 0 done, 1 found problems, 2 misuse."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import msgspec
from click.shell_completion import BashComplete, FishComplete, ZshComplete

from unfog import doctor as doctors
from unfog import licences, runs, tables
from unfog.config import Config
from unfog.errors import UnfogError, UsageError
from unfog.explain import explained
from unfog.knowledge import Knowledge
from unfog.model import Assessment, Event, Evidence, Link
from unfog.options import (
    filters,
    format_option,
    gate_option,
    output_option,
    store_option,
    type_option,
    workers_option,
    write,
    write_lines,
)
from unfog.picture import Picture, open_store
from unfog.repair import mend
from unfog.serving import serve
from unfog.stages.verify.record import track_records
from unfog.steering import STEERING
from unfog.store import Store
from unfog.talk import Bars, doubtful, notes, say, set_aside, summary
from unfog.views import briefing as briefings
from unfog.views import events as event_views
from unfog.views import export as exports
from unfog.views import past
from unfog.views.catalogue import keep_up
from unfog.views.ledgers import shape
from unfog.views.ledgers.charts import text_chart
from unfog.views.listing import LEDGER_LINES, ledger_listing, listing
from unfog.views.report import write_report

CLAIM_FORMATS = ("csv", "jsonl")
LEDGERS = Knowledge().ontology.ledgers
SHELLS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


def claim_text(lines: Iterable[exports.ClaimLine], form: str) -> Iterator[str]:
    """Claims as JSON lines or CSV."""
    return exports.claims_csv(lines) if form == "csv" else exports.claims_jsonl(lines)


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
@gate_option
@click.option("--quiet", is_flag=True, help="No progress bars.")
def run(inputs: tuple[str, ...], store: str, workers: int, quiet: bool, gate: bool) -> None:
    """Read INPUTS (files, folders, globs, URLs, - for stdin) into the store and bring the picture up to date.

    Kinds: .txt .html .jsonl .csv .rss .atom .warc, each also as .gz; NAME.json beside NAME.txt or NAME.html holds its title, source, date
    and url. What was read before is not read again; a run that was stopped goes on.
    """
    opened = Store(store)
    with Bars(shown=not quiet and sys.stderr.isatty()) as bars:
        runs.run(opened, inputs, Config(workers=workers, gate=gate), progress=bars)
        keep_up(opened)
    picture = Picture(opened)
    for line in summary(picture, store):
        say(line)
    if not picture.books.inputs or len(picture.books.set_aside) == picture.books.inputs:
        raise SystemExit(1)


@main.command()
@click.argument("inputs", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(CLAIM_FORMATS), default="jsonl", show_default=True)
@workers_option
@gate_option
@output_option
def claims(inputs: tuple[str, ...], form: str, workers: int, output: str, gate: bool) -> None:
    """Print the claims of INPUTS, without keeping a store."""
    opened = Store(":memory:")
    with Bars(shown=sys.stderr.isatty()) as bars:
        runs.run(opened, inputs, Config(workers=workers, gate=gate), progress=bars, stages=runs.CLAIM_STAGES)
    picture = Picture(opened)
    write_lines(claim_text(picture.claim_lines(), form), output)
    for line in set_aside(picture.books):
        say(line.strip())


# --- looking ------------------------------------------------------------------------------------------------------------


@main.command()
@store_option
@filters
@click.option("--ledger", type=click.Choice(LEDGERS))
@type_option
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
@type_option
@click.option("--columns", metavar="A,B", help="These columns alone, in this order.")
@click.option("--chart/--no-chart", default=True, show_default=True, help="A small chart above the table.")
@format_option
@output_option
def ledger(name: str, store: str, form: str, output: str, **kept: str | None) -> None:
    """Print a ledger: strikes (how many launched, shot down), ground, aid and four more.

    strikes: who said how many of what were launched, intercepted, lost, hit · ground · forces · aid · diplomacy ·
    humanitarian: killed, wounded, displaced · outlook: warnings, and what became of them.
    """
    columns, chart = kept.pop("columns"), kept.pop("chart")
    picture, wanted = open_store(store), event_views.Filter(**kept)
    empty = shape(name).only(columns.split(",")) if columns else shape(name)
    if form in LEDGER_LINES:
        write_lines(LEDGER_LINES[form](empty, picture.ledger_rows(name, wanted)), output)
        return
    table = picture.ledger(name, wanted)
    shown = table.only(empty.columns)
    above = text_chart(table.chart) if chart and form == "table" else ""
    write(above + ("\n" if above else "") + ledger_listing(shown, form), output)


@main.command()
@store_option
@filters
@click.option("--ledger", type=click.Choice(LEDGERS), help="One ledger alone.")
@click.option("--length", type=click.IntRange(1), default=20, show_default=True, help="Sentences in all.")
@click.option("--format", "form", type=click.Choice(tuple(briefings.FORMATS)), help="Markdown unless -o ends in .html or .pdf.")
@output_option
def brief(store: str, length: int, form: str | None, output: str, **kept: str | None) -> None:
    """Write a briefing: each sentence from one event, as sure as its grade, with its sources.

    HTML and PDF have a map and charts as well; PDF needs the extra unfog[pdf].
    """
    picture = open_store(store)
    ending = Path(output).suffix.removeprefix(".")
    form = form or (ending if ending in briefings.FORMATS else "md")
    told = briefings.briefing(picture.events, picture.assessments, picture.documents, length=length, **kept)
    written = briefings.FORMATS[form](told)
    if isinstance(written, str):
        write(written, output)
    elif output == "-":
        raise UsageError("a PDF needs a file to write: -o brief.pdf")
    else:
        Path(output).write_bytes(written)
        say(f"wrote {output}")


@main.command()
@click.argument("what")
@store_option
@output_option
def explain(what: str, store: str, output: str) -> None:
    """Walk WHAT back to claims, sentences and addresses, with the reasons of its grade.

    WHAT is anything that a view shows: the id of an event, a claim or an article (or the beginning of it), or an
    article's name or address; or the name of a place, a party or a source, for the events that it stands in.
    """
    lines = explained(open_store(store), what)
    write("\n".join(lines), output)


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
@filters
@click.option("--ledger", type=click.Choice(LEDGERS))
@type_option
@click.option("--format", "form", type=click.Choice(exports.EVENT_FORMATS), default="csv", show_default=True)
@click.option("--what", type=click.Choice(("events", "claims")), default="events", show_default=True)
@click.option("-o", "--output", type=click.Path(), default="-", help="Write here (a folder for parquet) instead of to stdout.")
def export(store: str, form: str, what: str, output: str, **kept: str | None) -> None:
    """Write events (or claims) for other tools; every row leads back to its claims and addresses.

    csv, jsonl, geojson · acled, ucdp, hxl: CSV in the columns of others · ftm (FollowTheMoney), jsonld · gpkg
    (GeoPackage), parquet (a folder: a Frictionless data package) · atom, jsonfeed: what is new, changed or withdrawn.
    """
    picture = open_store(store)
    wanted = event_views.Filter(**kept)
    if what == "claims":
        _export_claims(picture, form, output, filtered=wanted != event_views.Filter())
    elif form in exports.FILES:
        exports.event_file(picture.shown(wanted), form, output)
        say(f"wrote {output}")
    elif form in exports.FEEDS:
        kept_changes = (each for each in picture.changes() if wanted.keeps(each.event, each.assessment))
        write_lines(exports.FEEDS[form](kept_changes, picture.articles), output)
    else:
        write_lines(exports.event_text(picture.shown(wanted), form), output)


def _export_claims(picture: Picture, form: str, output: str, *, filtered: bool) -> None:
    if form not in CLAIM_FORMATS:
        raise UsageError(f"claims have no {form}; use --format {' or '.join(CLAIM_FORMATS)}, or --what events")
    if filtered:
        raise UsageError("the filters are about events; leave them out, or use --what events")
    write_lines(claim_text(picture.claim_lines(), form), output)


# --- keeping in order ---------------------------------------------------------------------------------------------------


@main.command()
@store_option
@format_option
@click.option("--repair", is_flag=True, help="Drop what is damaged, so that the next run makes it again, and say so.")
def check(store: str, form: str, *, repair: bool) -> None:
    """Check a store: its file is whole, every quote stands in its text, nothing is lost, every input is accounted for."""
    for line in mend(Path(store)) if repair else ():
        say(line)
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
@store_option
@format_option
def doctor(store: str, form: str) -> None:
    """Show what is installed, what is missing and how to get it, and where the data lies."""
    found = list(doctors.examine(store))
    click.echo(listing(found, form), nl=False)
    if any(each.state == "broken" for each in found):
        raise SystemExit(1)


@main.command("licences")
@click.option("--notices", is_flag=True, help="The texts of licences and notices instead.")
@format_option
@output_option
def show_licences(form: str, output: str, *, notices: bool) -> None:
    """List what unfog is made of, data, weights and libraries, each with its licence and author."""
    if notices:
        write_lines((f"{text}\n{'-' * 80}\n" for text in licences.notices()), output)
    else:
        write(listing(list(licences.parts()), form), output)


@main.command()
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    r"""Print what makes a shell complete verbs and options of unfog by the Tab key.

    \b
    bash   unfog completion bash >> ~/.bashrc
    zsh    unfog completion zsh >> ~/.zshrc
    fish   unfog completion fish > ~/.config/fish/completions/unfog.fish
    """
    made = SHELLS[shell](main, {}, "unfog", "_UNFOG_COMPLETE")
    click.echo(made.source_template % made.source_vars())


@main.command()
def schema() -> None:
    """Print the JSON schema of every table."""
    click.echo(msgspec.json.format(msgspec.json.encode(tables.json_schema()), indent=2).decode())


for verb in (*STEERING, serve):
    main.add_command(verb)


def entry() -> None:
    """The console script: an error that unfog raises on purpose is one line, without a trace."""
    try:
        main(prog_name="unfog")
    except UsageError as error:
        say(f"unfog: {error}")
        raise SystemExit(2) from None
    except UnfogError as error:
        say(f"unfog: {error}")
        raise SystemExit(1) from None
    except sqlite3.Error as error:
        say(f"unfog: the store cannot be read: {error}; look it over with unfog check, mend it with unfog check --repair")
        raise SystemExit(1) from None
