"""A mention of a place becomes a case: the name to look up, the kinds allowed, and the cues that stand right beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from unfog.knowledge import Gazetteer, Register
from unfog.knowledge.gazetteer import Bearer
from unfog.model import Mention, Span
from unfog.stages.annotate.toponyms import PlaceWords

CONTAINERS = frozenset({"country", "region", "district", "community"})
WORLDWIDE = frozenset({"country", "continent", "sea"})  # kinds that no region holds
SETTLEMENTS = frozenset({"city", "town", "village"})
# "X, Kherson region" · "X in the Donetsk region" · "X (Kursk Oblast)" · "X, in Russia's Kursk region"
JOINED = re.compile(
    r"\s*(?:,|\(|,? (?:in|of|from|,))\s*(?:the )?(?:[\w’']+['’]s )?(?:[a-z-]+ (?!and\b|or\b)){0,2}$", re.IGNORECASE
)
SHORT = re.compile(r"\s?,\s?([A-Z][A-Za-z.]{1,4})(?![\w])")
OWNER = re.compile(r"([A-Z][\w.]+)(?:['’]s)?(?: [a-z-]+){0,3}(?: of)?\s+(?:the )?$")
ROW = re.compile(
    r"(?:,? (?:and |or )?(?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)?)*,? (?:and |or |as well as )(?:the )?[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)? (?P<word>[a-z]+(?: [a-z]+)?)"
)
LAST = re.compile(r"\s(?P<word>[a-z]+)\b")
HEADING = re.compile(r"(?P<word>[a-z]+) of (?:the )?(?:[A-Z][\w’'-]+(?:,? and (?:the )?|, ))*$")
PAIR = 2  # words in "district of"
LEFT, RIGHT = 60, 160  # characters beside a mention in which its cues stand


class Shape(NamedTuple):
    """How the words of a mention bend its name: the form and groups of the rule of places.toml that they match."""

    form: str
    groups: tuple[tuple[str, str], ...]

    def get(self, group: str) -> str:
        """What a group of the rule took, or nothing."""
        return dict(self.groups).get(group, "")


PLAIN = Shape("", ())


@dataclass(frozen=True, slots=True)
class Case:
    """One mention to ground: `regions` are hard filters said beside it, `countries` (codes) soft ones."""

    mention: Mention
    sentence: int
    shape: Shape
    name: str
    bearers: tuple[Bearer, ...]
    regions: tuple[Bearer, ...]
    countries: frozenset[str]


class Reader(NamedTuple):
    """What reading cues needs."""

    gazetteer: Gazetteer
    register: Register
    words: PlaceWords
    short: Callable[[str], str | None]


def read_cases(text: str, sentences: Sequence[Span], mentions: Sequence[Mention], reader: Reader) -> list[Case]:
    """The cases of a document's mentions, in the order of the text."""
    ordered = sorted(set(mentions), key=lambda each: (each.start, each.end, each.text))
    cases = []
    for place, mention in enumerate(ordered):
        sentence = next((i for i, span in enumerate(sentences) if span.start <= mention.start < span.end), -1)
        cases.append(_case(text, sentence, mention, ordered[place + 1 : place + 3], reader))
    return cases


def _case(text: str, sentence: int, mention: Mention, following: Sequence[Mention], reader: Reader) -> Case:
    bearers = _of_kind(text, mention, reader)
    words = text[mention.start : mention.end]
    shape = PLAIN if bearers and words == mention.text else _shape(words, reader.words)
    regions = tuple(_regions(text, mention, following, reader))
    return Case(mention, sentence, shape, mention.text, bearers, regions, frozenset(_countries(text, mention, reader)))


def _shape(words: str, rules: PlaceWords) -> Shape:
    for rule in rules.naming:
        if match := rule.regex.fullmatch(words):
            return Shape(rule.form, tuple((key, value) for key, value in match.groupdict().items() if value))
    return PLAIN


def _of_kind(text: str, mention: Mention, reader: Reader) -> tuple[Bearer, ...]:
    """The bearers of a name, of the kind that words before it or behind its row say; a common noun has none."""
    if mention.text.islower():
        return ()
    spelt_out = _spelt_out(mention.text, reader)
    if spelt_out:
        return spelt_out
    bearers = reader.gazetteer.bearers(mention.text)
    kinds = _kinds(text, mention, reader)
    kept = tuple(each for each in bearers if each.place.kind in kinds)
    return kept or bearers


def _spelt_out(name: str, reader: Reader) -> tuple[Bearer, ...]:
    """The region of a short form ("Va."), the country of an adjective or people ("Russians"); empty for other names."""
    short = reader.short(re.sub(r"\s", "", name).rstrip(".")) if name.endswith(".") else None
    if short:
        return tuple(each for each in reader.gazetteer.bearers(short) if each.place.kind == "region")[:1]
    state = reader.register.demonym(name)
    return tuple(each for each in reader.gazetteer.bearers(state) if each.place.kind == "country")[:1] if state else ()


def _kinds(text: str, mention: Mention, reader: Reader) -> frozenset[str]:
    if reader.words.resident.search(text, max(0, mention.start - LEFT), mention.start):
        return SETTLEMENTS
    before = text[max(0, mention.start - LEFT) : mention.start].split()
    for reach in (2, 1):
        if len(before) < reach or (reach == PAIR and _named_before(before[:-reach], reader)):
            continue
        _, kinds = reader.gazetteer.strip(" ".join([*before[-reach:], mention.text]))
        if kinds and not reader.gazetteer.strip(mention.text)[1]:
            return kinds
    tail = text[mention.end : mention.end + RIGHT].partition(".")[0]
    row = ROW.match(tail) or LAST.match(tail)
    words = row["word"].split() if row else []
    if heading := HEADING.search(text, max(0, mention.start - RIGHT), mention.start):
        words.append(heading["word"])  # "the regions of X, Y and Z"
    return next(filter(None, map(reader.gazetteer.plural, words)), frozenset())


def _named_before(words: Sequence[str], reader: Reader) -> bool:
    """Whether "district of" and the like belong to the name before them ("Kalininsky district of Donetsk").

    An adjective of a country before them ("the Ukrainian region of Kherson") is no such name.
    """
    last = words[-1].strip("“”\"'(") if words else ""
    return last[:1].isupper() and "-" not in last and not reader.register.demonym(last)


def _regions(text: str, mention: Mention, following: Sequence[Mention], reader: Reader) -> Iterator[Bearer]:
    """Regions and countries said right behind the name: hard filters."""
    if short := SHORT.match(text, mention.end):
        full = reader.short(short[1].rstrip("."))
        yield from (each for each in reader.gazetteer.bearers(full) if each.place.kind == "region") if full else ()
    end = mention.end
    own = reader.gazetteer.bearers(mention.text)
    level = own[0].place.kind if own else ""
    if level in WORLDWIDE:
        return
    for other in following:
        if not JOINED.fullmatch(text[end : other.start]):
            return
        found = [each for each in reader.gazetteer.bearers(other.text) if each.place.kind in CONTAINERS]
        # A bare name behind a comma may go on a row of cities or of regions: only its chief bearer counts, and only if it is
        # of a higher level, unless "in" or "of" lead to it.
        chief = reader.gazetteer.bearers(other.text)[:1]
        above = bool(chief) and chief[0].place.kind in CONTAINERS and chief[0].place.kind != level
        if chief and (above or "," not in text[end : other.start]):
            yield from found
        end = other.end


def _countries(text: str, mention: Mention, reader: Reader) -> Iterator[str]:
    """Codes of countries that words before the name give: "Russia's Kursk", "the Ukrainian city of", "the Texas town of"."""
    before = text[max(0, mention.start - LEFT) : mention.start]
    if match := OWNER.search(before):
        state = reader.register.demonym(match[1]) or match[1]
        chief = reader.gazetteer.bearers(state)[:1]
        if chief and chief[0].place.kind == "country":
            yield chief[0].place.country
