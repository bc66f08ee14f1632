"""The catalogue in memory: a column for each key, so that any choice among a million claims is counted in milliseconds."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from unfog.views.catalogue.entries import NO_SIDE
from unfog.views.catalogue.shelves import AFFIRMS, DENIES, KEYS, SPEAKER, ActorValue
from unfog.views.report_rows import ReportPlace

Mask: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.int64]
WORDS = ("ledger", "type", "grade", "phase")
UNTOLD, CONTESTED, KINDS = 1, 2, 4
FEW = 8  # a smaller part of all events than one in so many is looked at one by one
DRAWN = frozenset({"point", "settlement", "district", "sector", "region"})


@dataclass(frozen=True, slots=True)
class Pairs:
    """Events and numbers that go together, each pair once, by event; `first` is where the pairs of each of all events begin."""

    event: Numbers
    number: Numbers
    first: Numbers

    @staticmethod
    def of(event: Numbers, number: Numbers, size: int) -> Pairs:
        """The pairs of so many events."""
        width = int(number.max(initial=0)) + 1
        both = np.unique(event * width + number)
        return Pairs(both // width, both % width, np.searchsorted(both // width, np.arange(size + 1)))

    def events(self, wanted: Numbers, size: int) -> Mask:
        """Which events go with one of the wanted numbers."""
        mask = np.zeros(size, dtype=bool)
        mask[self.event[np.isin(self.number, wanted)]] = True
        return mask

    def count(self, mask: Mask, positions: Numbers, width: int) -> Numbers:
        """With how many of the masked events, which stand at these positions, each number goes."""
        if len(positions) * FEW > len(mask):
            return np.bincount(self.number[mask[self.event]], minlength=width)
        first = self.first[positions]
        lengths = self.first[positions + 1] - first
        within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        return np.bincount(self.number[np.repeat(first, lengths) + within], minlength=width)


class Columns:
    """The keys of all events, in the order of their lines, and the names behind the numbers."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute("SELECT line, keys, voices FROM catalogue ORDER BY line").fetchall()
        self.lines = np.array([row[0] for row in rows], dtype=np.int64)
        keys = np.frombuffer(b"".join(row[1] for row in rows), dtype=KEYS)
        self.keys = {name: np.ascontiguousarray(keys[name]) for name in KEYS.names or ()}
        self.voices = np.frombuffer(b"".join(row[2] for row in rows), dtype="<i4").reshape(-1, 2).astype(np.int64)
        counts = np.array([len(row[2]) // 8 for row in rows], dtype=np.int64)
        self.of_event = np.repeat(np.arange(len(rows), dtype=np.int64), counts)
        self._name(connection)

    def _name(self, connection: sqlite3.Connection) -> None:
        self.words: dict[int, str] = {}
        self.places: dict[int, ReportPlace] = {}
        self.actors: dict[int, tuple[str, ActorValue]] = {}
        self.numbers: dict[tuple[str, str], int] = {}
        self.width = 1
        for number, kind, key, value in connection.execute("SELECT number, kind, key, value FROM catalogue_names"):
            self.numbers[kind, key] = number
            self.width = max(self.width, number + 1)
            if kind == "place":
                self.places[number] = msgspec.json.decode(value, type=ReportPlace)
            elif kind == "actor":
                self.actors[number] = (key, msgspec.json.decode(value, type=ActorValue))
            else:
                self.words[number] = key

    @property
    def size(self) -> int:
        """How many events there are."""
        return len(self.lines)

    # --- who speaks ---------------------------------------------------------------------------------------------------

    @property
    def did(self) -> Numbers:
        """What each voice did, in bits."""
        return self.voices[:, 1]

    @cached_property
    def side_names(self) -> tuple[str, ...]:
        """The sides, by name; a voice without a side has one of its own."""
        return tuple(sorted({each.side or NO_SIDE for _, each in self.actors.values()}))

    @cached_property
    def side_of_actor(self) -> Numbers:
        """The side of each actor, as a place in `side_names`."""
        found = np.zeros(self.width, dtype=np.int64)
        for number, (_, actor) in self.actors.items():
            found[number] = self.side_names.index(actor.side or NO_SIDE)
        return found

    @cached_property
    def named(self) -> Mask:
        """Which voices have a name."""
        known = np.zeros(self.width, dtype=bool)
        known[[number for number, (_, actor) in self.actors.items() if actor.name]] = True
        return known[self.voices[:, 0]]

    def pairs(self, *, speaker: bool, side: bool = False, said: int = 0) -> Pairs:
        """Events with those who speak of them or print them, or with their sides; `said` asks for AFFIRMS or DENIES alone."""
        number = self.side_of_actor[self.voices[:, 0]] if side else self.voices[:, 0]
        kept = ((self.did & SPEAKER) > 0) == speaker
        kept &= ((self.did & said) > 0) if said else True
        kept = kept if side else kept & self.named
        return Pairs.of(self.of_event[kept], number[kept], self.size)

    @cached_property
    def sources(self) -> Pairs:
        """Events and the sources that speak of them."""
        return self.pairs(speaker=True)

    @cached_property
    def publishers(self) -> Pairs:
        """Events and who printed them."""
        return self.pairs(speaker=False)

    @cached_property
    def sides(self) -> Pairs:
        """Events and the sides that speak of them."""
        return self.pairs(speaker=True, side=True)

    def telling(self, kind: str, key: str) -> tuple[Mask, Mask, Mask]:
        """Of which events a side, source or publisher tells at all, which it affirms and which it denies."""
        own = self.voices_of(kind, key)
        return self._spread(own), self._spread(own & ((self.did & AFFIRMS) > 0)), self._spread(own & ((self.did & DENIES) > 0))

    def voices_of(self, kind: str, key: str) -> Mask:
        """Which voices are those of a side, source or publisher."""
        if kind == "side":
            number = self.side_names.index(key) if key in self.side_names else -1
            own = self.side_of_actor[self.voices[:, 0]] == number
        else:
            own = self.voices[:, 0] == self.numbers.get(("actor", key), -1)
        found: Mask = own & (((self.did & SPEAKER) > 0) == (kind != "publisher"))
        return found

    def _spread(self, voices: Mask) -> Mask:
        mask = np.zeros(self.size, dtype=bool)
        mask[self.of_event[voices]] = True
        return mask

    # --- where --------------------------------------------------------------------------------------------------------

    @cached_property
    def points(self) -> NDArray[np.float64]:
        """Latitude and longitude by number of place; not a number where there is none."""
        found = np.full((self.width, 2), np.nan)
        for number, place in self.places.items():
            found[number] = (place.latitude, place.longitude)
        return found

    @cached_property
    def drawn(self) -> Mask:
        """Which places, by number, stand on a map: not those of which only the country is known."""
        found = np.zeros(self.width, dtype=bool)
        found[[number for number, place in self.places.items() if place.precision in DRAWN]] = True
        return found

    # --- when ---------------------------------------------------------------------------------------------------------

    @cached_property
    def days(self) -> Numbers:
        """The day that each event is filed under; 0 for none."""
        return self.keys["day"].astype(np.int64)

    @cached_property
    def kinds(self) -> tuple[Numbers, list[str]]:
        """Of each event the place of its grade among the grades, times `KINDS`, and whether it is contested and untold; and the grades."""
        codes, which = distinct(self.keys["grade"].astype(np.int64))
        kind = which * KINDS + self.keys["contested"] * CONTESTED + (self.keys["told"] == 0) * UNTOLD
        return kind, [self.words[int(code)] for code in codes]

    # --- in what order ------------------------------------------------------------------------------------------------

    @cached_property
    def today(self) -> int:
        """The day of the latest article; 0 where none is known."""
        return int(self.keys["told_last"].max()) if self.size else 0

    @cached_property
    def orders(self) -> dict[str, Numbers]:
        """The events in each order: what has happened newest first, then what is dated after the last article, then the undated."""
        day = self.keys["day"].astype(np.int64)
        group = np.where(day == 0, 2, np.where((day > self.today) & (self.today > 0), 1, 0))
        oldest = np.lexsort((self.lines, day, day == 0))
        return {
            "newest": np.lexsort((self.lines, -day, group)),
            "oldest": oldest,
            "sources": np.lexsort((-day, -self.keys["independent"].astype(np.int64))),
            "doubt": np.lexsort((-day, -self.keys["claims"].astype(np.int64), -self.keys["doubt"])),
            "claims": np.lexsort((-day, -self.keys["claims"].astype(np.int64))),
        }

    @cached_property
    def ranks(self) -> dict[str, Numbers]:
        """Where each event comes in each order."""
        found = {}
        for name, order in self.orders.items():
            found[name] = np.empty(self.size, dtype=np.int64)
            found[name][order] = np.arange(self.size)
        return found

    def at(self, lines: Numbers) -> Numbers:
        """Where events stand, by their lines; lines that are not there are left out."""
        found = np.searchsorted(self.lines, lines)
        found = found[found < self.size]
        return found[np.isin(self.lines[found], lines)]

    def number(self, kind: str, key: str) -> int:
        """The number of a name; -1, which nothing bears, where there is none."""
        return self.numbers.get((kind, key), -1)


def distinct(values: Numbers) -> tuple[Numbers, Numbers]:
    """The different values, in order, and for each value which of them it is; without sorting, as all lie close together."""
    if not len(values):
        return values, values
    least = int(values.min())
    there = np.zeros(int(values.max()) - least + 1, dtype=bool)
    there[values - least] = True
    return np.flatnonzero(there) + least, (np.cumsum(there) - 1)[values - least]
