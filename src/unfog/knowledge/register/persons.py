"""Persons of public life by any spelling of their name, and who held which office on which day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from unfog.errors import KnowledgeError
from unfog.knowledge.register.parties import Parties, Words
from unfog.knowledge.register.rows import Person, Tables
from unfog.knowledge.register.spelling import Speller
from unfog.model import Actor

LAST_DAY = "9999-12-31"
SURNAME_LETTERS, NAME_LETTERS = 6, 5  # shorter words turn into other names by one slip


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in an office: whose office, from which day, until which day (not included)."""

    person: str
    office: str
    of: str
    begin: str
    end: str

    def holds(self, on: str) -> bool:
        """Whether the office was held on that day."""
        return self.begin <= on[:10] < self.end


class Directory:
    """Persons and tenures."""

    def __init__(self, tables: Tables, speller: Speller, parties: Parties) -> None:
        self._speller, self._parties, self._tables = speller, parties, tables
        self.actors: dict[str, Actor] = {}
        self._rows: dict[str, Person] = {}
        self._full: dict[Words, list[str]] = {}
        self._last: dict[Words, list[str]] = {}
        self._beside: dict[Words, list[str]] = {}  # (first, "") → surnames, ("", last) → first names
        self._tenures: dict[str, list[Tenure]] = {}
        self._held: dict[tuple[str, str], list[Tenure]] = {}
        for person in tables.persons:
            self._add(person)
        self.named = lru_cache(maxsize=50_000)(self._named)

    def _named(self, words: Words, on: str | None) -> tuple[Actor, ...]:
        """Persons of that full name, or of that surname where `on` or the register leaves one of them."""
        if len(words) == 1:
            return self._by_surname(words, on)
        near = self._speller.near(words)
        if not near:  # marks only
            return ()
        found = self._full.get(near) or self._full.get((near[0], near[-1]), []) or self._mistyped(near[0], near[-1])
        return tuple(self.actors[each] for each in self._ranked(found, on))

    def known(self, words: Words) -> bool:
        """Whether the register has a person of exactly that full name, or one only of that surname."""
        near = self._speller.near(words)
        return near in self._full or (len(near) == 1 and len(self._last.get(near, ())) == 1)

    def _mistyped(self, first: str, last: str) -> list[str]:
        """The one person from whose name a slip of typing leads to this one; names of other persons are not that near."""
        lasts = meant(last, self._beside.get((first, ""), ()), SURNAME_LETTERS)
        firsts = meant(first, self._beside.get(("", last), ()), NAME_LETTERS)
        pairs = [(first, each) for each in lasts] + [(each, last) for each in firsts]
        found = {key for pair in pairs for key in self._full[pair]}
        return list(found) if len(found) == 1 else []

    def titled(self, words: Words, on: str | None) -> tuple[Actor, ...]:
        """Persons named with titles or an office before the name: "Gen Valerii Zaluzhnyi", "President Putin"."""
        titles = self._tables.spelling.phrase.titles
        for cut in range(1, len(words)):
            found = self.named(words[cut:], on)
            if found and (cut < len(words) - 1 or all(self._is_title(each, titles) for each in words[:cut])):
                return found
        return ()

    def holders(self, office: str, of: str, on: str | None) -> tuple[Actor, ...]:
        """Who held the office on the day; without a day nobody, since nothing says which of them is meant."""
        tenures = self._held.get((office, of), [])
        return tuple(self.actors[each.person] for each in tenures if on is not None and each.holds(on))

    def known_office(self, office: str, of: str) -> bool:
        """Whether any holder of the office is known."""
        return (office, of) in self._held

    def gender(self, key: str) -> str | None:
        """`m` or `f` for a person's id."""
        return self._rows[key].gender if key in self._rows else None

    def offices(self, key: str) -> tuple[Tenure, ...]:
        """What a person held, in the register's order."""
        return tuple(self._tenures.get(key, ()))

    def _is_title(self, word: str, titles: frozenset[str]) -> bool:
        return word.lower() in titles or (word,) in self._parties.demonyms or bool(self._parties.named((word,)))

    def _by_surname(self, words: Words, on: str | None) -> tuple[Actor, ...]:
        found = self._full.get(self._speller.near(words)) or self._last.get(self._speller.near(words), [])
        ranked = self._ranked(found, on)
        if len(ranked) > 1 and self._weight(ranked[0], on) == self._weight(ranked[1], on):
            return ()
        return tuple(self.actors[each] for each in ranked)

    def _ranked(self, keys: list[str], on: str | None) -> list[str]:
        return sorted(keys, key=lambda key: (-self._weight(key, on), key))

    def _weight(self, key: str, on: str | None) -> int:
        tenures = self._tenures.get(key, ())
        if not tenures:
            return 0
        return 2 if on is not None and any(each.holds(on) for each in tenures) else 1

    def _add(self, person: Person) -> None:
        tenures = [self._tenure(person, text) for text in person.offices]
        key = "person:" + "-".join(self._speller.words(person.name)).lower()
        self._rows[key], self._tenures[key] = person, [Tenure(key, *rest) for rest in tenures]
        self.actors[key] = self._actor(key, person)
        for tenure in self._tenures[key]:
            self._held.setdefault((tenure.office, tenure.of), []).append(tenure)
        for name in (person.name, *person.names):
            near = self._speller.near(self._speller.words(name.split(" (")[0]))
            _file(self._full, near, key)
            if len(near) > 1:
                _file(self._last, near[-1:], key)
                _file(self._full, (near[0], near[-1]), key)
                _file(self._beside, (near[0], ""), near[-1])
                _file(self._beside, ("", near[-1]), near[0])

    def _tenure(self, person: Person, text: str) -> tuple[str, str, str, str]:
        try:
            office, of, span = text.split(" ")
            begin, end = span.split("..")
        except ValueError as error:
            raise KnowledgeError(f"register: {person.name}: expected an office like `defence_minister UA 2021-11-04..2023-09-06`, found {text!r}") from error
        return office, of, begin, end or LAST_DAY

    def _actor(self, key: str, person: Person) -> Actor:
        country = person.country if person.country is not None else self._home(key)
        body = self._tables.bodies.get(person.side or "")
        if body is not None and body.independent:
            return Actor(key, person.name, "person", country, None, independent=True)
        side = country if person.side is None else person.side
        return Actor(key, person.name.split(" (")[0], "person", country or None, side or None)

    def _home(self, key: str) -> str | None:
        for tenure in self._tenures[key]:
            code = tenure.of.partition(":")[0]
            if code in self._tables.states:
                return code
        return self._side_of_body(key)

    def _side_of_body(self, key: str) -> str | None:
        for tenure in self._tenures[key]:
            body = self._tables.bodies.get(tenure.of)
            if body is not None:
                return body.side or body.country
        return None


def _file(index: dict[Words, list[str]], words: Words, key: str) -> None:
    known = index.setdefault(words, [])
    if key not in known:
        known.append(key)


def meant(word: str, names: Iterable[str], letters: int) -> list[str]:
    """The names from which one slip inside leads to `word`: two letters swapped, one left out or one too many.

    A letter for another is no slip ("Fedorov", "Fedotov"), nor is one at the end ("Morozov", "Morozova"). A word of fewer than
    so many letters is none that a slip led to.
    """
    if len(word) < letters:
        return []
    return [each for each in names if each[:1] == word[0] and _slipped(each, word, letters)]


def _slipped(name: str, word: str, letters: int) -> bool:
    if len(name) == len(word):
        return any(name == word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1))
    if len(name) == len(word) - 1:
        return len(word) > letters and any(name == word[:at] + word[at + 1 :] for at in range(1, len(word) - 1))
    return len(name) == len(word) + 1 and any(word == name[:at] + name[at + 1 :] for at in range(1, len(name) - 1))
