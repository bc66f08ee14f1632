"""Where the catalogue lies: tables of the store that hold nothing which could not be made again from its events and articles.

`catalogue` has a line for each current event, numbered like the event's row; `catalogue_names` gives every value by which
events are found a number; `catalogue_articles` tells which events rest on an article; two indexes hold the words of events
and of articles.
"""

from __future__ import annotations

import sqlite3
import struct
from datetime import date
from typing import NamedTuple

import msgspec
import numpy as np

from unfog.views.catalogue.entries import Entry, EventRow, Voice

NAME = "views.catalogue"
TOKENS = "tokenize = \"porter unicode61 remove_diacritics 2\""
TABLES = (
    "CREATE TABLE IF NOT EXISTS catalogue (line INTEGER PRIMARY KEY, id TEXT UNIQUE, row TEXT, keys BLOB, voices BLOB)",
    "CREATE TABLE IF NOT EXISTS catalogue_names (number INTEGER PRIMARY KEY, kind TEXT, key TEXT, value TEXT, UNIQUE (kind, key))",
    "CREATE TABLE IF NOT EXISTS catalogue_articles (article TEXT, line INTEGER, PRIMARY KEY (article, line)) WITHOUT ROWID",
    "CREATE INDEX IF NOT EXISTS catalogue_articles_line ON catalogue_articles (line)",
    f"CREATE VIRTUAL TABLE IF NOT EXISTS catalogue_words USING fts5 (words, {TOKENS})",
    f"CREATE VIRTUAL TABLE IF NOT EXISTS article_words USING fts5 (title, text, content = 'documents', content_rowid = 'rowid', {TOKENS})",
    "CREATE INDEX IF NOT EXISTS links_weakest ON links (kind, score) WHERE superseded IS NULL",
)
DROPPED = ("catalogue", "catalogue_names", "catalogue_articles", "catalogue_words", "article_words")

KEYS = np.dtype(
    [
        ("day", "<i4"), ("first", "<i4"), ("last", "<i4"), ("told_first", "<i4"), ("told_last", "<i4"), ("ledger", "<i4"), ("type", "<i4"),
        ("grade", "<i4"), ("phase", "<i4"), ("place", "<i4"), ("claims", "<i4"), ("independent", "<i2"), ("contested", "<i2"),
        ("told", "<i4"), ("doubt", "<f4"),
    ]
)  # fmt: skip
PACK = struct.Struct("<11i2hif")
SPEAKER, AFFIRMS, DENIES = 1, 2, 4
MOST_CLAIMS = 1_000_000
FATE, CLAIMS = 8, 64  # what became of it, and of how many claims, times these, are added
FATES = ("", "borne_out", "disputed", "withdrawn", "false", "unsettled")


class ActorValue(NamedTuple):
    """What the catalogue knows of one who speaks or prints."""

    name: str
    kind: str
    country: str | None
    side: str | None
    independent: bool


class Names:
    """Numbers for names, each given once and kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.known: dict[tuple[str, str], tuple[int, str]] = {}
        for number, kind, key, value in connection.execute("SELECT number, kind, key, value FROM catalogue_names"):
            self.known[kind, key] = (number, value)

    def number(self, kind: str, key: str, value: object) -> int:
        """The number of a name; what is known of it is brought up to date."""
        text = msgspec.json.encode(value).decode()
        there = self.known.get((kind, key))
        if there and there[1] == text:
            return there[0]
        if there:
            self.connection.execute("UPDATE catalogue_names SET value = ? WHERE number = ?", (text, there[0]))
            number = there[0]
        else:
            query = "INSERT INTO catalogue_names (kind, key, value) VALUES (?, ?, ?)"
            number = self.connection.execute(query, (kind, key, text)).lastrowid or 0
        self.known[kind, key] = (number, text)
        return number


def put(connection: sqlite3.Connection, names: Names, line: int, made: Entry) -> None:
    """Put an event on its line; what stood there before gives way."""
    for (old,) in connection.execute("SELECT line FROM catalogue WHERE line = ? OR id = ?", (line, made.row.id)).fetchall():
        take_out(connection, old)
    row = msgspec.json.encode(made.row).decode()
    values = (line, made.row.id, row, _keys(names, made), _voices(names, made.voices))
    connection.execute("INSERT INTO catalogue VALUES (?, ?, ?, ?, ?)", values)
    connection.executemany("INSERT OR IGNORE INTO catalogue_articles VALUES (?, ?)", [(each, line) for each in made.documents])
    connection.execute("INSERT INTO catalogue_words (rowid, words) VALUES (?, ?)", (line, made.words))


def take_out(connection: sqlite3.Connection, line: int) -> None:
    """Take an event out."""
    connection.execute("DELETE FROM catalogue WHERE line = ?", (line,))
    connection.execute("DELETE FROM catalogue_articles WHERE line = ?", (line,))
    connection.execute("DELETE FROM catalogue_words WHERE rowid = ?", (line,))


def put_article(connection: sqlite3.Connection, line: int) -> None:
    """Index the words of the article in a row of `documents`, unless that is done."""
    if not _is_indexed(connection, line):
        connection.execute("INSERT INTO article_words (rowid, title, text) SELECT rowid, title, text FROM documents WHERE rowid = ?", (line,))


def take_out_article(connection: sqlite3.Connection, line: int) -> None:
    """Take an article's words out; its row is still in the store, as the index needs it."""
    if _is_indexed(connection, line):
        query = "INSERT INTO article_words (article_words, rowid, title, text) SELECT 'delete', rowid, title, text FROM documents WHERE rowid = ?"
        connection.execute(query, (line,))


def last_article(connection: sqlite3.Connection) -> int:
    """The last row of `documents` of which the words are indexed; 0 before the first."""
    return int(connection.execute("SELECT ifnull(max(id), 0) FROM article_words_docsize").fetchone()[0])


def _is_indexed(connection: sqlite3.Connection, line: int) -> bool:
    return connection.execute("SELECT 1 FROM article_words_docsize WHERE id = ?", (line,)).fetchone() is not None


def _keys(names: Names, made: Entry) -> bytes:
    row = made.row
    place = names.number("place", row.place.id, row.place) if row.place else 0
    told = row.published or (None, None)
    return PACK.pack(
        ordinal(row.day), ordinal(row.first), ordinal(row.last), ordinal(told[0]), ordinal(told[1]), _word(names, "ledger", row.ledger),
        _word(names, "type", row.event_type), _word(names, "grade", row.grade or ""), _word(names, "phase", row.phase), place,
        row.claims, min(row.independent_for, 32_000), row.contested, row.told, made.doubt,
    )  # fmt: skip


def _word(names: Names, kind: str, word: str) -> int:
    return names.number(kind, word, word)


def _voices(names: Names, voices: tuple[Voice, ...]) -> bytes:
    """Pairs of whole numbers: the actor's, and what it did."""
    return np.array([(_actor(names, each), _did(each)) for each in voices], dtype="<i4").tobytes()


def _actor(names: Names, voice: Voice) -> int:
    actor = voice.actor
    key = actor.id or f"?{actor.side or ''}"
    return names.number("actor", key, ActorValue(actor.name, actor.kind, actor.country, actor.side, actor.independent))


def _did(voice: Voice) -> int:
    role = SPEAKER if voice.role == "speaker" else 0
    said = (AFFIRMS if voice.affirms else 0) + (DENIES if voice.denies else 0)
    return role + said + FATE * FATES.index(voice.fate) + CLAIMS * min(voice.claims, MOST_CLAIMS)


def fate_of(did: int) -> str:
    """What became of what a source affirmed."""
    return FATES[did // FATE % FATE]


def ordinal(day: str | None) -> int:
    """A day as a number that grows by one a day; 0 for none, and for what is no day."""
    try:
        return date.fromisoformat(day[:10]).toordinal() if day else 0
    except ValueError:
        return 0


def read_row(text: str) -> EventRow:
    """A line back from its JSON."""
    return ROW.decode(text)


ROW = msgspec.json.Decoder(EventRow)
