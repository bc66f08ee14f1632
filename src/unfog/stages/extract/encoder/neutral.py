"""The text as the encoder sees it: parties' names stand-ins, so that it cannot favour one, by its pretraining or ours.

"Russia shelled Ukraine" and "Ukraine shelled Russia" are one text to it. Who is who is known by the mentions alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from unfog.knowledge.register import Register

WORD = re.compile(r"[^\W\d_]+")
SURNAME = 5  # letters from which a last name is taken for a person's; shorter ones are often words


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
    """Puts stand-ins for names of states, peoples, capitals and persons. Built once per worker."""

    def __init__(self, register: Register, stand_ins: Mapping[str, str]) -> None:
        self.names = {word: stand_ins[kind] for word, kind in _names(register)}

    def text(self, text: str) -> Neutral:
        """The neutral text."""
        pieces: list[str] = []
        starts, shifts = [0], [0]
        last = length = 0
        for match in WORD.finditer(text):
            name = self.names.get(match[0])
            if name is None:
                continue
            pieces += [text[last : match.start()], name]
            length += match.start() - last
            starts += [length, length + len(name)]
            shifts += [match.start() - length, match.end() - length - len(name)]
            last, length = match.end(), length + len(name)
        return Neutral("".join([*pieces, text[last:]]), tuple(starts), tuple(shifts))


def _names(register: Register) -> Iterator[tuple[str, str]]:
    """Names of one word, each with its kind; of a word of several kinds the last counts, states before persons."""
    for person in register.tables.persons:
        for name in (person.name, *person.names):
            given, *_, surname = ("", *name.split())[-2:]
            if len(given) >= SURNAME and given.isalpha():
                yield given, "given"
            if len(surname) >= SURNAME and surname.isalpha():
                yield surname, "person"
    for kind, field in (("capital", "capitals"), ("people", "people"), ("adjective", "adjectives"), ("state", "names")):
        for state in register.tables.states.values():
            yield from ((name, kind) for name in getattr(state, field) if name.isalpha())
    for state in register.tables.states.values():
        if state.name.isalpha():
            yield state.name, "state"
