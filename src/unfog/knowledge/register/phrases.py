"""Names composed by rule: "Ukraine's Defence Minister", "the armed forces of Poland", "Kharkiv governor", "Russian-backed forces"."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from unfog.knowledge.register.parties import Parties, Words
from unfog.knowledge.register.persons import Directory
from unfog.knowledge.register.rows import Tables
from unfog.knowledge.register.spelling import Speller
from unfog.model import Actor

OWNED = frozenset({"body", "institution", "person"})


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose institution or office it is: one actor (a state, body, institution or person) or regions, perhaps through a proxy."""

    actor: Actor | None = None
    regions: tuple[str, ...] = ()
    proxy: bool = False


class Phrases:
    """Takes composed names apart."""

    def __init__(self, tables: Tables, parties: Parties, persons: Directory) -> None:
        self._tables, self._parties, self._persons = tables, parties, persons
        self._words = tables.spelling.phrase
        speller = Speller(tables.spelling)
        self.institutions = {
            _lower(speller.words(t)): key for key, row in tables.institutions.items() for t in row.terms
        }
        self.offices: dict[Words, list[str]] = {}
        for key, row in tables.offices.items():
            for term in row.terms:
                self.offices.setdefault(_lower(speller.words(term)), []).append(key)

        self._last = frozenset(term[-1] for term in (*self.institutions, *self.offices))
        self.named = lru_cache(maxsize=50_000)(self._named)  # a long name is asked for its parts again and again

    def _named(self, words: Words, on: str | None) -> tuple[Actor, ...]:
        """The actors that a composed name means, the longest term first; empty where it is none."""
        if any(word in self._words.past for word in words[:3]) and not self._is_term(words):
            return ()
        for cut in range(1, len(words)):
            found = self._owned(self._lawful(words[:cut], words, on), self._unfilled(words[cut:]), on)
            if found:
                return found
        return self._of_form(words, on) or self._doubly_owned(words, on)

    def ends_a_term(self, word: str) -> bool:
        """Whether the name of an office or institution can end in the word."""
        return word.lower() in self._last

    def speaks(self, word: str) -> bool:
        """Whether a name that ends in the word is an office's or a body's that speaks for its state: "spokesperson", "ministry"."""
        low = (word.lower(),)
        institution = self.institutions.get(low)
        return low in self.offices or (
            institution is not None and self._tables.institutions[institution].speaks_for_state
        )

    def _doubly_owned(self, words: Words, on: str | None) -> tuple[Actor, ...]:
        """A state before a name that is already owned: "Ukraine's Luhansk governor", "the Russian mayor of Pskov"."""
        for cut in (1, 2):
            state = self._parties.named(words[:cut])
            if state and state[0].kind == "state" and len(words) > cut + 1:
                rest = words[cut + 1 :] if words[cut] == "s" else words[cut:]
                return tuple(each for each in self.named(rest, on) if each.side == state[0].id)
        return ()

    def _of_form(self, words: Words, on: str | None) -> tuple[Actor, ...]:
        for cut in range(1, len(words) - 1):
            if words[cut] in self._words.links and words[cut] in self.links(words[:cut]):
                found = self._owned(self._lawful(words[cut + 1 :], words, on), self._unfilled(words[:cut]), on)
                if found:
                    return found
        return ()

    def links(self, words: Words) -> tuple[str, ...]:
        """What may stand between a term and its owner; empty where the words end in no term."""
        low = _lower(self._unfilled(words))
        if low in self.offices:
            return tuple(link for office in self.offices[low] for link in self._tables.offices[office].links)
        return self._tables.institutions[self.institutions[low]].links if low in self.institutions else ()

    def _is_term(self, words: Words) -> bool:
        return any(_lower(words[cut:]) in self.offices for cut in range(1, len(words)))

    def _lawful(self, words: Words, phrase: Words, on: str | None) -> Owner | None:
        """The owner; of "Kherson occupation authorities" not the region, since whose they are is not said."""
        owner = self._owner(words, on)
        if owner is None or not self._words.occupying & set(_lower(phrase)):
            return owner
        return replace(owner, regions=()) if owner.actor is not None else None

    def _owner(self, words: Words, on: str | None) -> Owner | None:
        words = tuple(word for word in words if word != "s" and word not in self._words.articles)
        if words and words[0] in self._words.fillers and len(words) > 1:
            words = self._unfilled(words)
        proxy = len(words) > 1 and words[-1] in self._words.proxies
        if proxy or (len(words) > 1 and words[0] == "pro"):
            state = self._parties.named(words[:-1] if proxy else words[1:])
            return Owner(state[0], proxy=True) if state and state[0].kind in {"state", "government"} else None
        actors = self._parties.named(words)
        regions = tuple(self._parties.regions(words))
        if actors or regions:
            return Owner(actors[0] if actors else None, regions)
        return self._nested(words, on)

    def _nested(self, words: Words, on: str | None) -> Owner | None:
        found = self._persons.named(words, on) or (self.named(words, on) if len(words) > 1 else ())
        return Owner(found[0]) if found else None

    def _unfilled(self, words: Words) -> Words:
        words = tuple(word for word in words if word != "s")
        for cut in range(len(words)):
            rest = words[cut:]
            low = _lower(rest)
            if low in self.institutions or (
                low in self.offices and all(word in self._words.fillers for word in words[:cut])
            ):
                return rest
            if self._stops(words[cut]):
                break
        return words

    def _stops(self, word: str) -> bool:
        """Whether a word says whose or when, so that a term after it cannot be taken without it."""
        kept = self._words.past | self._words.links | self._words.articles | self._words.proxies
        return word.lower() in kept or bool(self._parties.named((word,)))

    def _owned(self, owner: Owner | None, words: Words, on: str | None) -> tuple[Actor, ...]:
        if owner is None or not words:
            return ()
        low = self._head(_lower(words))
        if low in self.offices and owner.proxy:
            return self._installed(owner, self.offices[low], words[len(low) + 1 :], on)
        if low in self.offices:
            return self._in_office(owner, self.offices[low], on)
        if low in self.institutions:
            return self._institution(owner, self.institutions[low])
        return ()

    def _head(self, low: Words) -> Words:
        if low in self.offices or low in self.institutions:
            return low
        cut = next((at for at, word in enumerate(low) if word in self._words.links), len(low))
        return low[:cut]

    def _institution(self, owner: Owner, institution: str) -> tuple[Actor, ...]:
        actor, row = owner.actor, self._tables.institutions[institution]
        if owner.proxy:
            if actor is None or actor.side is None or not row.proxy:
                return ()
            return (self._parties.composed(actor.side, institution, side=actor.side),)
        if actor is not None and actor.kind == "state":
            return (self._parties.composed(actor.id, institution),)
        if actor is None:
            return tuple(self._parties.of_region(code, institution) for code in owner.regions)
        if actor.kind in {"person", "government"} and row.kind == "military" and actor.side in self._tables.states:
            return (self._parties.composed(actor.side, institution),)  # "Lee's forces" are the state's
        speaks = actor.side if row.speaks_for_state else None
        return (
            Actor(
                f"{actor.id}:{institution}",
                f"{actor.name} {row.name}",
                row.kind,
                actor.country,
                speaks,
                actor.independent,
            ),
        )

    def _installed(self, owner: Owner, offices: list[str], region: Words, on: str | None) -> tuple[Actor, ...]:
        """An office that a state filled elsewhere: never the holder whom it is meant to replace."""
        side = owner.actor.side if owner.actor else None
        codes = self._parties.regions(region) or [""]
        seats = [(code, office) for code in codes for office in offices]
        held = [each for code, office in seats for each in self._persons.holders(office, code, on) if each.side == side]
        name = f"{owner.actor.name if owner.actor else ''}-backed {self._tables.offices[offices[0]].terms[0]}"
        return tuple(held) or (Actor(f"{side}:{codes[0]}:{offices[0]}:proxy", name, "office", None, side),)

    def _in_office(self, owner: Owner, offices: list[str], on: str | None) -> tuple[Actor, ...]:
        found: list[Actor] = []
        for office, seated in (self._meant(owner, each) for each in offices):
            for holder, name, country, side in self._seats(seated, office):
                term = self._tables.offices[office].terms[0]
                vacant = Actor(f"{holder}:{office}", f"{name} {term}", "office", country, side)
                known = self._persons.known_office(office, holder) or holder in self._tables.states
                found.extend(self._persons.holders(office, holder, on) or ((vacant,) if known else ()))
        found.sort(key=lambda actor: actor.kind != "person")
        return tuple(dict.fromkeys(found))

    def _meant(self, owner: Owner, office: str) -> tuple[str, Owner]:
        """The office and owner by their own names: a state's leader, the head of a state's ministry."""
        actor = owner.actor
        if actor is None:
            return office, owner
        if office == "leader" and actor.kind == "state":
            return self._tables.states[actor.id].head, owner
        state, _, institution = actor.id.partition(":")
        row = self._tables.institutions.get(institution)
        if office == "head" and state in self._tables.states and row is not None and row.headed_by:
            return row.headed_by, Owner(self._parties.actors[state])
        return office, owner

    def _seats(self, owner: Owner, office: str) -> list[tuple[str, str, str | None, str | None]]:
        of = self._tables.offices[office].of
        seats: list[tuple[str, str, str | None, str | None]] = []
        if owner.regions and {"region", "town"} & set(of):
            rows = ((code, self._tables.regions[code]) for code in owner.regions)
            seats += [(code, row.name, row.country, row.side or row.country) for code, row in rows]
        actor = owner.actor
        if actor is not None and actor.kind == "state" and "state" in of:
            state = self._tables.states[actor.id]
            seats.append((actor.id, state.adjectives[0], actor.id, actor.id))
        elif actor is not None and actor.kind != "state" and OWNED & set(of):
            seats.append((actor.id, actor.name, actor.country, actor.side))
        return seats


def _lower(words: Words) -> Words:
    return tuple(word.lower() for word in words)
