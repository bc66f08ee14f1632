"""States, regions and bodies by exact name, and the actors that institutions make of them."""

from __future__ import annotations

from typing import TypeAlias

from unfog.knowledge.register.rows import Body, Tables
from unfog.knowledge.register.spelling import Speller
from unfog.model import Actor

Words: TypeAlias = tuple[str, ...]


class Parties:
    """The actors that have a name of their own and are no persons."""

    def __init__(self, tables: Tables, speller: Speller) -> None:
        self.tables = tables
        self.actors: dict[str, Actor] = {}
        self.demonyms: dict[Words, str] = {}
        self.adjectives: set[Words] = set()
        self.people: set[Words] = set()
        self.capitals: set[Words] = set()
        self._named: dict[Words, list[str]] = {}
        self._regions: dict[Words, list[str]] = {}
        self._add_states(speller)
        self._add_bodies(speller)
        for code, region in tables.regions.items():
            for name in (region.name, *region.names):
                self._regions.setdefault(speller.words(name), []).append(code)

    def named(self, words: Words) -> tuple[Actor, ...]:
        """States and bodies of that name."""
        return tuple(self.actors[each] for each in self._named.get(words, ()))

    def regions(self, words: Words) -> list[str]:
        """Codes of the regions and towns of that name."""
        return self._regions.get(words, [])

    def names(self) -> tuple[Words, ...]:
        """All names of states, bodies, regions and towns."""
        return (*self._named, *self._regions)

    def composed(self, code: str, institution: str, side: str | None = None) -> Actor:
        """The institution of a state, or that of a proxy of the state `side`."""
        key = f"{code}:{institution}"
        if side is None and key in self.actors:
            return self.actors[key]
        row = self.tables.institutions[institution]
        state = self.tables.states[code]
        name = f"{state.adjectives[0]}{'-backed' if side else ''} {row.name}"
        speaks = code if row.speaks_for_state else None
        return Actor(f"{key}:proxy" if side else key, name, row.kind, code if not side else None, side or speaks)

    def of_region(self, code: str, institution: str) -> Actor:
        """The institution of a region or town."""
        region, row = self.tables.regions[code], self.tables.institutions[institution]
        side = (region.side or region.country) if row.speaks_for_state else None
        return Actor(f"{code}:{institution}", f"{region.name} {row.name}", row.kind, region.country, side)

    def _add_states(self, speller: Speller) -> None:
        for code, state in self.tables.states.items():
            self.actors[code] = Actor(code, state.name, "state", code, code)
            for name in (state.name, *state.names, *state.adjectives, *state.people, *state.capitals):
                self._add(speller.words(name), code)
            for name in (*state.adjectives, *state.people):
                self.demonyms.setdefault(speller.words(name), code)
            self.adjectives |= {speller.words(name) for name in state.adjectives}
            self.people |= {speller.words(name) for name in state.people}
            self.capitals |= {speller.words(name) for name in state.capitals}

    def _add_bodies(self, speller: Speller) -> None:
        for key, body in self.tables.bodies.items():
            self.actors[key] = _actor(key, body)
            for name in (body.name, *body.names):
                self._add(speller.words(name), key)

    def _add(self, words: Words, key: str) -> None:
        words = tuple(word.removesuffix("'s") for word in words)  # as in texts, where the ending is a word of its own
        known = self._named.setdefault(words, [])
        if key not in known:
            known.append(key)


def _actor(key: str, body: Body) -> Actor:
    side = None if body.independent or body.side == "" else body.side or body.country
    return Actor(key, body.name, body.kind, body.country, side, body.independent)
