"""Swaps two parties in a text and asks whether the claims swap with them: no side may be read otherwise than another.

Names come from the register: both states with adjective, people and capital; the bodies that both have, else those of one kind in their
order; the persons who hold the same office of state on the article's day. Each name is first brought to one spelling, so that
a second swap gives the text back. A claim swaps cleanly where the other text has one at the same place that is equal,
parties swapped back, in type, source, stance, factuality, phase, initiator, recipient and numbers. The share is of all claims
of both texts. (What a reader of real sides cannot have is a baseline: a system that never looks at names swaps all.)
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from evals.lines import SEED, Line, Tally, bootstrap, tally_f1
from evals.reading import reader, rows
from unfog.knowledge.register import Register
from unfog.knowledge.register.rows import Body, Person
from unfog.model import Claim

OWN, OWN_DAY = Path(__file__).parent / "gold" / "articles", "2023-09-01"
NEWS = "news/en_2022_autumn.jsonl.gz"
SIDES = ("RU", "UA")
SAMPLE = 60  # articles
LATIN = re.compile(r"[\x00-\u024f’]+")
WRITTEN = (re.compile(r"\b[A-Z][\w’-]+"), re.compile(r"\b[A-Z][\w’-]+ [A-Z][\w’-]+"))
Pairs = dict[str, str]


class Names(NamedTuple):
    """The names of two parties: spellings brought to the one that is used, and each with its counterpart."""

    spelled: Pairs
    swapped: Pairs


class Piece(NamedTuple):
    """A stretch that stands at `here` in one text and at `there` in the other."""

    here: int
    there: int


class Swapped(NamedTuple):
    """A text with its parties swapped, and the pieces from which places lead back."""

    text: str
    pieces: tuple[Piece, ...]

    def back(self, offset: int) -> int:
        """The place in the text that was swapped; inside a swapped name its beginning."""
        piece = self.pieces[bisect_right(self.pieces, (offset, float("inf"))) - 1]
        after = next((each.there for each in self.pieces if each.here > piece.here), None)
        place = piece.there + offset - piece.here
        return place if after is None else min(place, after)


class Reads(NamedTuple):
    """What must be equal of two claims that are one but for the sides."""

    sentence: int
    event_type: str
    source: str | None
    stance: str
    factuality: str
    phase: str
    initiator: frozenset[str]
    recipient: frozenset[str]
    numbers: tuple[object, ...]


def measure_sample(shared: Path) -> Iterator[Line]:
    """The share over a fixed sample of articles."""
    articles = rows(shared / NEWS)
    if not articles:
        return
    chance = random.Random(SEED)  # noqa: S311  sampling, not secrets
    drawn = chance.sample(articles, SAMPLE)
    tallies = [
        tally(*both_ways(each["text"], names(reader().rules.knowledge.register, each["date"]))) for each in drawn
    ]
    low, high = bootstrap(tallies, tally_f1)
    n = sum(each.gold for each in tallies)
    yield Line("side swap", "claims that swap cleanly", tally_f1(tallies), n, low, high)


def measure_own(_: Path) -> Iterator[Line]:
    """The share over the project's own dispatches."""
    tallies = own_tallies([path.read_text(encoding="utf-8") for path in sorted(OWN.glob("*.txt"))])
    low, high = bootstrap(tallies, tally_f1)
    n = sum(each.gold for each in tallies)
    yield Line("side swap, own dispatches", "claims that swap cleanly", tally_f1(tallies), n, low, high)


def own_tallies(texts: Iterable[str]) -> list[Tally]:
    """The tallies of texts that name two states: in each those are swapped that it names most."""
    register = reader().rules.knowledge.register
    return [tally(*both_ways(text, names(register, OWN_DAY, sides))) for text in texts for sides in foremost(text)]


def foremost(text: str) -> list[tuple[str, str]]:
    """The codes of the two states that a text names most, by any of their names; nothing where it names only one."""
    states = reader().rules.knowledge.register.tables.states
    counts = {
        code: sum(
            len(re.findall(rf"\b{re.escape(name)}\b", text))
            for name in {state.name, *state.adjectives, *state.people, *state.capitals}
        )
        for code, state in states.items()
    }
    first, second = sorted(counts, key=lambda code: (-counts[code], code))[:2]
    return [(first, second)] if counts[second] else []


def tally(one: Sequence[Reads], other: Sequence[Reads]) -> Tally:
    """How many claims each text has, and how many of them are in both."""
    return Tally(len(one), len(other), (Counter(one) & Counter(other)).total())


def both_ways(text: str, known: Names) -> tuple[list[Reads], list[Reads]]:
    """The claims of a text, and those of the text with the sides swapped, swapped back."""
    known = _as_spelled(text, known)
    base = swapped(text, known.spelled).text
    turned = swapped(base, known.swapped)
    sentences = [each.start for each in reader().annotate(base).sentences]
    here = [_reads(claim, sentences, known, Swapped(base, (Piece(0, 0),))) for claim in reader().read(base).claims()]
    there = [_reads(claim, sentences, known, turned, turn=True) for claim in reader().read(turned.text).claims()]
    return here, there


def _reads(claim: Claim, sentences: Sequence[int], known: Names, text: Swapped, *, turn: bool = False) -> Reads:
    def name(value: str) -> str:
        spelled = swapped(value, known.spelled).text
        return (swapped(spelled, known.swapped).text if turn else spelled).lower()

    return Reads(
        bisect_right(sentences, text.back(claim.start)), claim.event_type,
        name(claim.source) if claim.source else None, claim.stance, claim.factuality, claim.phase,
        frozenset(map(name, claim.initiator)), frozenset(map(name, claim.recipient)),
        tuple((each.measure, each.low, each.high) for each in claim.numbers),
    )  # fmt: skip


def swapped(text: str, pairs: Pairs) -> Swapped:
    """The text with each name replaced by its pair, whole words only; capitals stay capitals."""
    pieces, parts, at, there = [Piece(0, 0)], list[str](), 0, 0
    for match in _pattern(frozenset(pairs)).finditer(text) if pairs else ():
        new = pairs.get(match[0]) or pairs[_named(match[0], pairs)].upper()
        parts += [text[at : match.start()], new]
        start = there + match.start() - at
        there, at = start + len(new), match.end()
        pieces += [Piece(start, match.start()), Piece(there, at)]
    return Swapped("".join((*parts, text[at:])), tuple(sorted(set(pieces))))


_PATTERNS: dict[frozenset[str], re.Pattern[str]] = {}


def _pattern(found: frozenset[str]) -> re.Pattern[str]:
    """Any of some names, in their own letters or in capitals; the longest first."""
    if found not in _PATTERNS:
        forms = sorted({form for each in found for form in (each, each.upper())}, key=lambda each: (-len(each), each))
        _PATTERNS[found] = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, forms))})(?!\w)")
    return _PATTERNS[found]


def _named(capitals: str, pairs: Pairs) -> str:
    return next(each for each in pairs if each.upper() == capitals)


# --- names ------------------------------------------------------------------------------------------------------------


def names(register: Register, on: str, sides: tuple[str, str] = SIDES) -> Names:
    """The names of two parties on a day (ISO date)."""
    spelled: Pairs = {}
    pairs: list[tuple[str, str]] = []
    _add_states(register, sides, spelled, pairs)
    _add_bodies(register, sides, pairs)
    _add_persons(register, sides, on, spelled=spelled, pairs=pairs)
    swapped: Pairs = {}
    for one, other in pairs:
        if one not in swapped and other not in swapped and one != other:
            swapped[one], swapped[other] = other, one
    return Names({old: new for old, new in spelled.items() if old != new and old not in swapped}, swapped)


def _as_spelled(text: str, known: Names) -> Names:
    """The names with further spellings of persons that the register knows in a text ("Zelenskiy")."""
    register = reader().rules.knowledge.register
    further = {}
    for written in (
        {match[0] for regex in WRITTEN for match in regex.finditer(text)} - known.spelled.keys() - known.swapped.keys()
    ):
        actor = register.actor(written)
        if (
            actor
            and actor.kind == "person"
            and actor.name in known.swapped
            and written.split()[-1] != actor.name.split()[-1]
        ):
            further[written] = actor.name if " " in written else actor.name.split()[-1]
    return Names(known.spelled | further, known.swapped)


def _add_states(register: Register, sides: tuple[str, str], spelled: Pairs, pairs: list[tuple[str, str]]) -> None:
    one, other = (register.tables.states[code] for code in sides)
    pairs += [(one.name, other.name), (one.capitals[0], other.capitals[0])]
    pairs += [(one.adjectives[0], other.adjectives[0]), (one.people[0], other.people[0])]
    for state in (one, other):
        for name in _latin(state.names):
            spelled |= {f"the {name}": state.name, f"The {name}": state.name, name: state.name}
        spelled |= dict.fromkeys(_latin(state.capitals[1:]), state.capitals[0])


def _add_bodies(register: Register, sides: tuple[str, str], pairs: list[tuple[str, str]]) -> None:
    """Bodies by what they are ("RU:parliament"), the rest by kind; a name that holds the state's swaps with that."""
    bodies = [
        {key: each for key, each in register.tables.bodies.items() if each.country == code and not each.side}
        for code in sides
    ]
    told = [re.compile(rf"\b(?:{code}|{register.tables.states[code].name[:5]})", re.IGNORECASE) for code in sides]
    same = [
        (bodies[0][f"{sides[0]}:{rest}"], each)
        for key, each in bodies[1].items()
        for rest in [key.partition(":")[2]]
        if rest and f"{sides[0]}:{rest}" in bodies[0]
    ]
    alone = [
        sorted((each for key, each in side.items() if ":" not in key), key=lambda each: each.kind) for side in bodies
    ]
    kinds = sorted({each.kind for each in alone[0]} & {each.kind for each in alone[1]})
    same += [
        pair
        for kind in kinds
        for pair in zip(*([each for each in side if each.kind == kind] for side in alone), strict=False)
    ]
    for one, other in same:
        named = [
            [name for name in _own(body) if not any(regex.search(name) for regex in told)] for body in (one, other)
        ]
        if all(named):
            pairs += zip(*named, strict=False)


def _own(body: Body) -> list[str]:
    """A body's names in Latin letters, without article."""
    return [name.removeprefix("The ") for name in _latin((body.name, *body.names))]


def _add_persons(
    register: Register, sides: tuple[str, str], on: str, *, spelled: Pairs, pairs: list[tuple[str, str]]
) -> None:
    """Persons by the office of state that they hold on the day; who has no counterpart stays, as do regions and their governors."""
    people = [[each for each in register.tables.persons if each.country == code and not each.side] for code in sides]
    held = [
        {office: each for each in side for office in _offices(each, on, code)}
        for side, code in zip(people, sides, strict=True)
    ]
    matched = list(
        dict.fromkeys((held[0][office].name, held[1][office].name) for office in held[0] if office in held[1])
    )
    surnames = {name: name.split()[-1] for pair in matched for name in pair}
    pairs += [*matched, *((surnames[one], surnames[other]) for one, other in matched)]
    for person in (each for side in people for each in side if each.name in surnames):
        for name in _latin(person.names):
            spelled[name] = person.name
            spelled.setdefault(name.split()[-1], surnames[person.name])


def _offices(person: Person, on: str, code: str) -> Iterator[str]:
    """The offices that a person holds on a day, without the name of the state whose they are."""
    for written in person.offices:
        office, of, span = written.split(" ")
        begin, _, end = span.partition("..")
        if begin <= on[:10] and (not end or on[:10] < end):
            yield f"{office} {of.removeprefix(code)}"


def _latin(given: Iterable[str]) -> list[str]:
    return [each for each in given if LATIN.fullmatch(each)]
