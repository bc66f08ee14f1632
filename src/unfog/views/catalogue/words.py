"""Search in the words of events and articles. A query is words, "phrases", -word and OR; anything else in it is a character.

Nothing that is typed reaches the search engine as syntax: every term goes in as a quoted string. A search that would take
too long is stopped.
"""

from __future__ import annotations

import re
import sqlite3
import time
from dataclasses import dataclass

import numpy as np

from unfog.errors import UnfogError
from unfog.views.catalogue.columns import Numbers

LONGEST = 500  # characters of a query that are read
MOST_TERMS = 16
MOST_HITS = {"catalogue_words": 20_000, "article_words": 10_000}
SECONDS = 0.8  # of work, not of waiting for a busy machine, after which a search is stopped
STEPS = 2000  # of the engine between two looks at the clock
TERM = re.compile(r'(-?)"([^"]*)"|(\S+)')
WORD = re.compile(r"\w")
LEAST_PREFIX = 3
MARKS = ("\x01", "\x02")


class TooSlowError(UnfogError):
    """The search was stopped: it would take too long."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query as the engine takes it, empty where nothing is asked for, and what of it was left out, in words."""

    text: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `hit` is whether a term was found there."""

    text: str
    hit: bool


def parse(typed: str) -> Query:
    """The query that was typed. Every string is one."""
    notes = [f"only the first {LONGEST} characters were read"] if len(typed) > LONGEST else []
    wanted: list[list[str]] = []
    refused: list[str] = []
    joined = False
    for minus, phrase, word in TERM.findall(typed[:LONGEST].replace("\x00", " ")):
        if word == "OR" and wanted:
            joined = True
            continue
        against = minus == "-" or word.startswith("-")
        term = _term(phrase or word.removeprefix("-"), prefix=not phrase)
        if term is None:
            continue
        if against:
            refused.append(term)
        elif joined:
            wanted[-1].append(term)
        else:
            wanted.append([term])
        joined = False
    if len(wanted) + len(refused) > MOST_TERMS:
        notes.append(f"only the first {MOST_TERMS} terms were read")
    return _query(wanted[:MOST_TERMS], refused[:MOST_TERMS], notes)


def _query(wanted: list[list[str]], refused: list[str], notes: list[str]) -> Query:
    if not wanted:
        if refused:
            notes.append("a query needs a word that is to be there")
        return Query("", tuple(notes))
    text = " AND ".join(f"({' OR '.join(group)})" for group in wanted)
    return Query(" NOT ".join((f"({text})", *refused)), tuple(notes))


def _term(typed: str, *, prefix: bool) -> str | None:
    """A term as a quoted string; None where there is no letter or figure in it."""
    begins = prefix and typed.endswith("*") and len(WORD.findall(typed)) >= LEAST_PREFIX
    if not WORD.search(typed):
        return None
    quoted = typed.replace('"', '""')
    return f'"{quoted}"{"*" if begins else ""}'


class Words:
    """Searches one store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def events(self, query: Query) -> Numbers:
        """The lines of the events in which a query's terms are, the newest 20,000 of them. Raises `TooSlowError`."""
        return self._lines("catalogue_words", query)

    def articles(self, query: Query) -> Numbers:
        """The rows of the articles, the newest 10,000 of them."""
        return self._lines("article_words", query)

    def _lines(self, table: str, query: Query) -> Numbers:
        text = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT ?"  # noqa: S608  names are ours
        found = self._run(text, (query.text, MOST_HITS[table])) if query.text else []
        return np.array([row[0] for row in found], dtype=np.int64)[::-1]

    def snippets(self, table: str, query: Query, lines: list[int]) -> dict[int, tuple[Piece, ...]]:
        """The stretch of each row in which most terms are."""
        marks = ", ".join("?" * len(lines))
        text = f"SELECT rowid, snippet({table}, -1, char(1), char(2), ' … ', 24) FROM {table} WHERE {table} MATCH ? AND rowid IN ({marks})"  # noqa: S608
        found = self._run(text, (query.text, *lines)) if query.text and lines else []
        return {line: pieces(told) for line, told in found}

    def _run(self, text: str, values: tuple[str | int, ...]) -> list[tuple[int, str]]:
        until = time.thread_time() + SECONDS
        self.connection.set_progress_handler(lambda: time.thread_time() > until, STEPS)
        try:
            return self.connection.execute(text, values).fetchall()
        except sqlite3.OperationalError as error:
            if "interrupt" in str(error):
                raise TooSlowError("the search was stopped, as it would take long; ask for rarer words") from error
            raise
        finally:
            self.connection.set_progress_handler(None, 0)


def pieces(told: str) -> tuple[Piece, ...]:
    """A marked stretch, in pieces."""
    found: list[Piece] = []
    for at, part in enumerate(told.split(MARKS[0])):
        hit, _, rest = part.partition(MARKS[1]) if at else ("", "", part)
        found += [Piece(hit, hit=True)] if hit else []
        found += [Piece(rest, hit=False)] if rest else []
    return tuple(found)
