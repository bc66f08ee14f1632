"""Publishers and news agencies by name or web domain."""

from __future__ import annotations

import re

from unfog.knowledge.register.parties import Words
from unfog.knowledge.register.rows import Publisher, Tables
from unfog.knowledge.register.spelling import Speller
from unfog.model import Actor

ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,})(?![\w.%@-])(/[\w.-]+)?", re.IGNORECASE)
BIASED = frozenset({"state", "party"})
"""Kinds of control under which a publisher speaks for a side (`publishers.toml`)."""


class Press:
    """Who prints."""

    def __init__(self, tables: Tables, speller: Speller) -> None:
        self._speller = speller
        self._domains = {domain: row for row in tables.publishers for domain in row.domains}
        self._names: dict[Words, Publisher] = {}
        for row in tables.publishers:
            for name in (row.name, *row.names):
                self._names.setdefault(speller.words(name), row)

    def row(self, name: str) -> Publisher | None:
        """The publisher's row by name, domain or address."""
        return self._by_domain(name) or self._names.get(self._speller.words(name))

    def actor(self, name: str) -> Actor | None:
        """The publisher as an actor; None where it is unknown."""
        row = self.row(name)
        return _actor(row) if row else None

    def named(self, words: Words) -> Actor | None:
        """The publisher of exactly that name."""
        row = self._names.get(words)
        return _actor(row) if row else None

    def names(self) -> tuple[Words, ...]:
        """All names of publishers."""
        return tuple(self._names)

    def _by_domain(self, name: str) -> Publisher | None:
        found = ADDRESS.search(name)
        if not found:
            return None
        domain, path = found[1].lower(), (found[2] or "").lower()
        if domain + path in self._domains:
            return self._domains[domain + path]
        while domain not in self._domains and domain.count(".") > 1:
            domain = domain.partition(".")[2]
        return self._domains.get(domain)


def _actor(row: Publisher) -> Actor:
    speaks = row.control in BIASED
    free = row.independent if row.independent is not None else not speaks
    side = None if free or not speaks else row.side or row.country
    return Actor(f"publisher:{row.domains[0]}", row.name, row.kind, row.country, side, free)
