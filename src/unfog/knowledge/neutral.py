"""The text as parser and trained reader see it: parties' names stand-ins, so that they cannot favour one, by their training or ours.

The first party that a text names is one stand-in throughout, the second another: "Russia shelled Ukraine" and "Ukraine
shelled Russia" are one text to them, and in both they see who of the two denies it later.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from unfog.knowledge.register import Register

WORD = re.compile(r"[^\W\d_]+")
PARTY = "party"
APART = frozenset({"person", "given", "service", "company"})  # kinds whose names are counted by themselves; the others name parties
BODIES = {  # what stands for bodies of a state: for its government and parliament what stands for its capital
    **dict.fromkeys(("government", "ministry", "parliament"), "capital"),
    **dict.fromkeys(("agency", "intelligence", "military", "monitor", "service"), "service"),
    "company": "company",
}
SURNAME = 5  # letters from which a last name is taken for a person's; shorter ones are often words


class Name(NamedTuple):
    """What a word names: of which kind it is, and whom it names ("Moscow" and "Russian" one party)."""

    kind: str
    whom: str


@dataclass(frozen=True, slots=True)
class Neutral:
    """A text with stand-ins. `starts` are where its stretches begin, `shifts` what leads from each back to the text."""

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def back(self, offset: int) -> int:
        """Where a character of the neutral text stands in the text; inside a stand-in, near its name's start."""
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]


class Neutraliser:
    """Puts stand-ins for names of states, peoples, capitals, bodies and persons. Built once per worker.

    `stand_ins` are those of each kind in the order in which a text first names a party or person; the last serves all that follow.
    """

    def __init__(self, register: Register, stand_ins: Mapping[str, Sequence[str]]) -> None:
        self.stand_ins = stand_ins
        self.names = dict(_names(register))

    def words(self, words: Sequence[str]) -> list[str]:
        """The words of a text with stand-ins in place of names."""
        return [stand_in or word for word, stand_in in zip(words, self._stand_ins(words), strict=True)]

    def text(self, text: str) -> Neutral:
        """The neutral text."""
        pieces: list[str] = []
        starts, shifts = [0], [0]
        last = length = 0
        matches = list(WORD.finditer(text))
        for match, stand_in in zip(matches, self._stand_ins([each[0] for each in matches]), strict=True):
            if stand_in is None:
                continue
            pieces += [text[last : match.start()], stand_in]
            length += match.start() - last
            starts += [length, length + len(stand_in)]
            shifts += [match.start() - length, match.end() - length - len(stand_in)]
            last, length = match.end(), length + len(stand_in)
        return Neutral("".join([*pieces, text[last:]]), tuple(starts), tuple(shifts))

    def _stand_ins(self, words: Sequence[str]) -> Iterator[str | None]:
        """For each word of a text its stand-in, if it is a name."""
        order: dict[str, list[str]] = {}
        for word in words:
            name = self.names.get(word)
            yield None if name is None else self._stand_in(name, order)

    def _stand_in(self, name: Name, order: dict[str, list[str]]) -> str:
        """The stand-in of a name; `order` holds who has been named so far, parties apart from persons, and grows."""
        kinds = self.stand_ins[name.kind]
        named = order.setdefault(name.kind if name.kind in APART else PARTY, [])
        if name.whom not in named:
            named.append(name.whom)
        return kinds[min(named.index(name.whom), len(kinds) - 1)]


def _names(register: Register) -> Iterator[tuple[str, Name]]:
    """Names of one word, each with what it names; of a word of several kinds the last counts, states after bodies and persons."""
    for person in register.tables.persons:
        for name in (person.name, *person.names):
            given, *_, surname = ("", *name.split())[-2:]
            if len(given) >= SURNAME and given.isalpha():
                yield given, Name("given", given)
            if len(surname) >= SURNAME and surname.isalpha():
                yield surname, Name("person", person.name)
    for key, body in register.tables.bodies.items():
        kind = BODIES.get(body.kind)
        if kind and body.country and not body.side:
            whom = register.tables.states[body.country].name if kind == "capital" else key
            yield from ((name, Name(kind, whom)) for name in (body.name, *body.names) if name.isalpha())
    for kind, field in (("capital", "capitals"), ("people", "people"), ("adjective", "adjectives"), ("state", "names")):
        for state in register.tables.states.values():
            yield from ((name, Name(kind, state.name)) for name in getattr(state, field) if name.isalpha())
    for state in register.tables.states.values():
        if state.name.isalpha() and f"The {state.name}" not in state.names:  # "the Netherlands" would be "the Italy"
            yield state.name, Name("state", state.name)
