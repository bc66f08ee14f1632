"""Short forms take the fullest name that the text has: surnames, first names, initials, acronyms."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from unfog.knowledge.register import Register
from unfog.stages.annotate.actors.entries import Entry
from unfog.stages.annotate.actors.view import View

Sound = tuple[str, ...]


def name_in_full(entries: Sequence[Entry], register: Register) -> None:
    """A short name takes the first full one of the text that fits: relatives of the same surname are named in full."""
    persons = [(entry, register.speller.near(entry.words)) for entry in entries if entry.person and entry.words]
    full, forenames = _ends(persons), _forenames(entries)
    initials = {(sound[0][0], sound[-1]): entry for entry, sound in reversed(persons) if len(sound) > 1}
    for entry, sound in persons:
        initial = initials.get((sound[0], sound[-1])) if len(sound) > 1 else None
        chosen = full.get(sound) or initial or forenames.get(entry.name)
        if chosen is None:
            continue
        entry.name, entry.actor = chosen.name, chosen.actor
        entry.gender = chosen.gender = entry.gender or chosen.gender
        chosen.titles |= entry.titles


def _ends(persons: Sequence[tuple[Entry, Sound]]) -> dict[Sound, Entry]:
    """The first full name of the text for each of its ends."""
    full: dict[Sound, Entry] = {}
    for entry, sound in persons:
        for cut in range(1, len(sound)):
            full.setdefault(sound[cut:], entry)
    return full


def _forenames(entries: Sequence[Entry]) -> dict[str, Entry]:
    """Persons by first name as written, where only one person of the text bears it."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.person and len(entry.words) > 1:
            found.setdefault(entry.name.split()[0], []).append(entry)
    return {name: same[0] for name, same in found.items() if len({each.name for each in same}) == 1}


def spell_out(entries: Sequence[Entry], seen: View) -> None:
    """An acronym takes the name that it follows in brackets, or the text's other name for the same body."""
    long: dict[str, str] = {}
    for before, after in pairwise(entries):
        if after.name.isupper() and seen.between(before.stretch, after.stretch) == "(":
            name = spelt_out(after.name, before.name)
            if name:
                long.setdefault(after.name, name)
    for entry in entries:
        body = entry.actor is not None and entry.actor.kind not in {"state", "office"} and not entry.person
        if entry.actor is not None and body and len(entry.words) > 2:
            long.setdefault(entry.actor.id, entry.name)
    for entry in entries:
        if entry.name.isupper() and len(entry.words) == 1:
            entry.name = long.get(entry.name) or long.get(entry.actor.id if entry.actor else "", entry.name)


def spelt_out(acronym: str, name: str) -> str | None:
    """The part of a name from its first capital, if its capitals make the acronym: "head of the World Bank Group", "WBG"."""
    words = name.split()
    start = next((at for at, word in enumerate(words) if word[0].isupper()), len(words))
    initials = "".join(word[0] for word in words[start:] if word[0].isupper())
    return " ".join(words[start:]) if len(initials) > 1 and initials == acronym.replace(".", "") else None
