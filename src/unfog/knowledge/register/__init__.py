"""Actors and publishers by any of their names, from `data/register/`: states, bodies, institutions by rule, persons by date."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from unfog.knowledge.register.additions import with_additions
from unfog.knowledge.register.parties import Parties
from unfog.knowledge.register.persons import Directory
from unfog.knowledge.register.phrases import Phrases
from unfog.knowledge.register.press import Press
from unfog.knowledge.register.rows import read_tables
from unfog.knowledge.register.spelling import POSSESSIVE, Speller
from unfog.model import Actor

__all__ = ["Register"]

LONGEST = 300  # characters of a name; what is longer is none, and would take long to look up


class Register:
    """Looks actors up by any of their names."""

    def __init__(self, folder: Path, own: Path | None = None) -> None:
        """`folder` is the shipped register; `own` holds a user's additions, made by `import_rows`."""
        self.folder = folder
        self.tables = with_additions(read_tables(folder), own)
        self.speller = Speller(self.tables.spelling)
        self.parties = Parties(self.tables, self.speller)
        self.persons = Directory(self.tables, self.speller, self.parties)
        self.press = Press(self.tables, self.speller)
        self.phrases = Phrases(self.tables, self.parties, self.persons)
        self.candidates = lru_cache(maxsize=20_000)(self._candidates)

    def actor(self, name: str, on: str | None = None) -> Actor | None:
        """The actor of that name, or who held the named office on the ISO date `on`; None where it is unknown."""
        found = self.candidates(name, on)
        return found[0] if found else None

    def _candidates(self, name: str, on: str | None = None) -> tuple[Actor, ...]:
        """All actors that the name may mean, the likeliest first; empty where it is unknown."""
        if len(name) > LONGEST or not any(each.isupper() for each in name):
            return ()
        words = self.speller.words(POSSESSIVE.sub(" 's", name))
        if len(words) > 1 and name.isupper():
            words = tuple(word.lower() for word in words)
        return self._named(self._bare(words), on)

    def publisher(self, name: str) -> Actor | None:
        """The publisher by name or web domain (also inside an address); None where it is unknown."""
        return self.press.actor(name)

    def owner(self, publisher: str) -> str | None:
        """Who owns the publisher of that name or domain."""
        row = self.press.row(publisher)
        return row.owner if row else None

    def demonym(self, word: str) -> str | None:
        """The name of the state whose adjective or people `word` is: "Danish" → "Denmark"."""
        code = self.parties.demonyms.get(self.speller.words(word))
        return self.tables.states[code].name if code else None

    def canonical(self, name: str) -> str:
        """The short name that a claim gives for one who acts: a state's name for the state, its forces and its government.

        "Russian troops" → "Russia"; other names stay as they are, without article and possessive.
        """
        plain = POSSESSIVE.sub("", name.strip()) if POSSESSIVE.search(name[-2:]) else name.strip()
        first, _, rest = plain.partition(" ")
        plain = rest if rest and first.lower() in self.tables.spelling.phrase.articles else plain
        actor = self.actor(plain)
        return (self._state_name(actor) if actor else None) or plain

    def gender(self, actor: Actor) -> str | None:
        """`m` or `f` where the actor is a person of the register."""
        return self.persons.gender(actor.id)

    def _state_name(self, actor: Actor) -> str | None:
        holder, _, institution = actor.id.partition(":")
        if actor.kind == "state":
            return actor.name
        known = self.tables.institutions.get(institution)
        code = actor.side or holder
        if known is None or not known.stands_for_state or code not in self.tables.states:
            return None
        return self.tables.states[code].name if holder in self.tables.states else None

    def _bare(self, words: tuple[str, ...]) -> tuple[str, ...]:
        while words and words[0].lower() in self.tables.spelling.phrase.articles:
            words = words[1:]
        return words[:-1] if words and words[-1] == "s" else words

    def _named(self, words: tuple[str, ...], on: str | None) -> tuple[Actor, ...]:
        if not words:
            return ()
        plain = tuple(word for word in words if word != "s")
        exact = self.parties.named(words) or self.parties.named(plain)
        if exact:
            return exact
        agency = self.press.named(plain)
        if agency:
            return (agency,)
        return self.persons.named(plain, on) or self.phrases.named(words, on) or self.persons.titled(plain, on)
