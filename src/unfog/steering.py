"""Verbs by which a user steers the runs on a store: verdicts, places and actors of one's own."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import TextIO

import click

from unfog import judging, runs
from unfog.config import Config
from unfog.errors import UsageError
from unfog.knowledge import FILE, Knowledge, hashes, own_folder
from unfog.knowledge.gazetteer.packs import import_pack
from unfog.knowledge.register.additions import import_rows
from unfog.options import store_option, workers_option
from unfog.picture import open_store
from unfog.talk import say
from unfog.views.catalogue import keep_up


@click.command()
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
    correct CLAIM F V     field F of a claim (or of an event's only one) is V; lists with semicolons, times as days, empty for none
    accept X              a claim or event was read and is right
    set-aside X           leave a claim, or a whole document, out of the picture
    take-back J           the judgement J no longer holds
    """
    opened = open_store(store).store
    made = judging.judge(opened, verdict, words, judging.Signed(who, why))
    runs.run(opened, (), Config(workers=workers))
    keep_up(opened)
    say(f"judgement {made.id}: {made.verdict}, by {made.who}")


@click.command("import-gazetteer")
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
        hashes.write(own)
        say(f"{table}: {outcome.moved:,} places got its point, {outcome.added:,} were added; kept in {target}")


@click.command("import-register")
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
        hashes.write(own)
        say(f"{source}: {len(added.person)} persons, {len(added.publisher)} publishers, {len(added.body)} bodies; kept in {own}")


@click.command("import-judgements")
@click.argument("files", nargs=-1, required=True, type=click.File(encoding="utf-8"))
@store_option
@workers_option
def import_judgements(files: tuple[TextIO, ...], store: str, *, workers: int) -> None:
    """Take verdicts of FILES into the store and bring the picture up to date: into one that was made anew, or from a colleague.

    A file is what `unfog serve` exports as judgements.jsonl; - is stdin. Verdicts that are there already are left alone.
    """
    opened = open_store(store).store
    for file in files:
        say(f"{file.name}: {judging.bring(opened, file)} new verdicts")
    runs.run(opened, (), Config(workers=workers))
    keep_up(opened)


def _own(store: str) -> Path:
    own = own_folder(store)
    if own is None:
        raise UsageError("a store in memory keeps no knowledge; name a file with --store")
    return own


STEERING = (judge, import_gazetteer, import_judgements, import_register)
