"""Finds the places that a text names: by the parser's labels, by the gazetteer and by patterns; parties and persons are no places.

A mention's text is the name as the text has it ("Kharkiv region", "Sadove"); its span also holds the words that bend its
meaning ("12 km south of Lyman" is a mention of "Lyman"), so that grounding can read them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from unfog.knowledge.gazetteer import Bearer, Gazetteer
from unfog.knowledge.lexicon import Lexicon
from unfog.model import Mention, Token
from unfog.stages.annotate.toponyms.shapes import overlap, shaped_mentions
from unfog.stages.annotate.toponyms.stretches import Stretches
from unfog.stages.annotate.toponyms.words import PlaceWords, load_place_words

__all__ = ["NEAR_THE_WAR", "PlaceWords", "find_places", "load_place_words"]

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
LONGEST_NAME = 5  # words
LONGEST_ROW = 12  # names joined by commas and "and"
AFFIX_REACH = 3  # words after a name that may say its kind
# A name without a label is taken for a place only where it follows a word of place; one of a person's or body's label must
# besides weigh as much as a small town.
KNOWN_ENOUGH = 1_000
# The same for places of lands whose names the parser knows well.
WELL_KNOWN, WELL_KNOWN_NEAR = 100_000, 10_000
NAME_TAGS = frozenset({"PROPN", "ADJ", "NOUN", "X", "VERB", "ADV"})
NEAR_THE_WAR = frozenset({"UA", "RU", "BY", "MD"})
LONGEST_ACRONYM = 5  # letters


class Entity(NamedTuple):
    """A named entity of the parser: its tokens (end excluded) and label."""

    first: int
    end: int
    label: str


class Name(NamedTuple):
    """Tokens (end excluded) that may be a place's name, and the name."""

    first: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A text with all that judging its names needs."""

    text: str
    tokens: Sequence[Token]
    gazetteer: Gazetteer
    words: PlaceWords
    entity_at: dict[int, Entity]
    surnames: frozenset[str]
    barred: Stretches
    near_war: bool
    name_like: tuple[bool, ...]
    judged: dict[tuple[Name, bool], bool] = field(default_factory=dict)

    def words_of(self, first: int, end: int) -> str:
        """The text of some tokens, end excluded; empty where a name reaches beyond what it stands in."""
        return self.text[self.tokens[first].start : self.tokens[end - 1].end] if first < end else ""


@lru_cache(maxsize=4)
def _words_beside(folder: Path, language: str) -> PlaceWords:
    return load_place_words(Lexicon(folder / "lexicon"), language)


def find_places(
    text: str, tokens: Sequence[Token], gazetteer: Gazetteer, words: PlaceWords | None = None
) -> tuple[Mention, ...]:
    """All mentions of places, in the order of the text, none inside another.

    `words` are the language's rules; by default the English ones that lie beside the gazetteer.
    """
    words = words or _words_beside(gazetteer.folder.parent, "en")
    entities = tuple(_entities(tokens))
    page = Page(
        text, tokens, gazetteer, words,
        entity_at={index: each for each in entities for index in range(each.first, each.end)},
        surnames=frozenset(_surnames(text, tokens, entities)),
        barred=Stretches(match.span() for pattern in words.never for match in pattern.finditer(text)),
        near_war=any(_near_war(text, tokens, each, gazetteer) for each in entities),
        name_like=tuple(each.pos in NAME_TAGS and text[each.start].isupper() for each in tokens),
    )  # fmt: skip
    first = list(_names(page, {}))
    again = {name.text: name for name in first}
    simple = [_mention(page, name) for name in _names(page, again)]
    shaped = list(shaped_mentions(text, simple, gazetteer, words))
    kept = [each for each in simple if not any(overlap(each, other) for other in shaped)]
    return tuple(sorted((*kept, *shaped), key=lambda each: each.start))


def _entities(tokens: Sequence[Token]) -> Iterator[Entity]:
    """The parser's entities, without a leading article and a trailing possessive."""
    first = 0
    while first < len(tokens):
        label = tokens[first].ent
        end = first + 1
        if label:
            while end < len(tokens) and tokens[end].ent == f"I-{label[2:]}":
                end += 1
            left = first + (tokens[first].pos == "DET" and end - first > 1)
            right = end - (tokens[end - 1].pos == "PART" and end - left > 1)
            yield Entity(left, right, label[2:])
        first = end


def _near_war(text: str, tokens: Sequence[Token], entity: Entity, gazetteer: Gazetteer) -> bool:
    """Whether an entity is a place in the lands of the war."""
    chief = (
        gazetteer.bearers(text[tokens[entity.first].start : tokens[entity.end - 1].end])[:1]
        if entity.label == "GPE"
        else ()
    )
    return bool(chief) and chief[0].place.country in NEAR_THE_WAR


def _surnames(text: str, tokens: Sequence[Token], entities: Sequence[Entity]) -> Iterator[str]:
    """The last words of persons named in full: alone, they mean the person again."""
    for each in entities:
        if each.label == "PERSON" and each.end - each.first > 1:
            last = tokens[each.end - 1]
            yield text[last.start : last.end]


def _names(page: Page, known: Mapping[str, Name]) -> Iterator[Name]:
    """The names of places, longest first at each token; `known` are names that the text uses for places elsewhere."""
    first, last = 0, -1
    while first < len(page.tokens):
        if not page.name_like[first]:
            first += 1
            continue
        name, is_place = _name_at(page, first, known, after=last)
        if is_place:
            yield name
            last = name.end
        first = name.end


def _name_at(page: Page, first: int, known: Mapping[str, Name], *, after: int) -> tuple[Name, bool]:
    """The longest name of a place that starts at a token, and True; else what is to be passed over, and False.

    A name that the gazetteer has but that is here no place (a party, a paper) is passed over whole, lest a part of it be
    taken for a place. `after` is where the last place's name ended.
    """
    whole = page.entity_at.get(first)
    labelled = whole if whole and whole.first == first and whole.label in PLACE_LABELS else None
    for end in sorted({*_ends(page, first), *([labelled.end] if labelled else [])}, reverse=True):
        name = Name(first, end, page.text[page.tokens[first].start : page.tokens[end - 1].end])
        if labelled and labelled.end == end and (found := _labelled(page, labelled)):
            return found, True
        if _judged(page, name, sure=name.text in known or _goes_on(page, after, first)):
            return name, True
        if end - first > 1 and page.gazetteer.bearers(name.text):
            return name, False
    return Name(first, first + 1, ""), False


def _goes_on(page: Page, after: int, first: int) -> bool:
    """Whether a name goes on a row that a place's name has begun: only commas and "and" stand between."""
    between = (page.tokens[index] for index in range(after, first))
    return 0 <= after < first and all(each.pos == "CCONJ" or page.text[each.start : each.end] == "," for each in between)


def _labelled(page: Page, entity: Entity) -> Name | None:
    """An entity that the parser calls a place, where the gazetteer has it or it follows a word of place."""
    words = page.text[page.tokens[entity.first].start : page.tokens[entity.end - 1].end]
    name = Name(entity.first, entity.end, words)
    if _barred(page, name) or page.words.common.fullmatch(words) or not words[:1].isupper():
        return None
    known = page.gazetteer.bearers(words)
    if known:
        barred = _party(page, name) or _is_shouted(page, name, known) or _is_person(page, name)
        return None if barred else name
    lone = entity.end - entity.first == 1 or entity.label == "GPE"
    return name if lone and page.tokens[entity.first].pos == "PROPN" and _said_where(page, name) else None


def _ends(page: Page, first: int) -> Iterator[int]:
    """Where a name that starts at a token may end."""
    for end in range(first + 1, min(first + LONGEST_NAME, len(page.tokens)) + 1):
        if page.name_like[end - 1]:
            yield end
        elif not page.words.inside.fullmatch(page.words_of(end - 1, end)):
            return


def _judged(page: Page, name: Name, *, sure: bool) -> bool:
    """Whether a name is a place, worked out once: the text is gone through twice."""
    if (name, sure) not in page.judged:
        page.judged[name, sure] = _is_place(page, name, sure=sure)
    return page.judged[name, sure]


def _is_place(page: Page, name: Name, *, sure: bool) -> bool:
    """Whether a run of words is a place that the gazetteer knows and that nothing speaks against.

    `sure`: the text uses the name for a place elsewhere, or it goes on a row of places.
    """
    entity = page.entity_at.get(name.first)
    single = name.end - name.first == 1 and not entity
    if _barred(page, name) or page.words.common.fullmatch(name.text) or _cuts_entity(page, name):
        return False
    bearers = page.gazetteer.bearers(name.text)
    if not bearers or _party(page, name) or (single and page.tokens[name.first].pos != "PROPN"):
        return False
    if _is_shouted(page, name, bearers) or _is_person(page, name):
        return False
    if entity and entity.label in PLACE_LABELS:
        return _is_part(page, name, entity, bearers)
    return _is_unlabelled_place(page, name, bearers, sure=sure)


def _is_part(page: Page, name: Name, entity: Entity, bearers: Sequence[Bearer]) -> bool:
    """Whether a known name inside a longer one that the parser calls a place is the place itself.

    "downtown Atlanta" is; of "Holy Cross Cemetery" and "Kharkiv Tractor Plant" only a name in the lands of the war that stands first.
    """
    if entity.first == name.first and entity.end == name.end:
        return True
    if not _before_is_small(page, name, entity):
        return False
    if entity.end == name.end:
        return bearers[0].own or bearers[0].place.country in NEAR_THE_WAR
    behind = page.words_of(name.end, entity.end)
    if page.gazetteer.strip(f"{name.text} {behind}")[0] == name.text or not behind[:1].isalnum():
        return bearers[0].own
    return bearers[0].own and page.near_war and bearers[0].place.country in NEAR_THE_WAR


def _before_is_small(page: Page, name: Name, entity: Entity) -> bool:
    """Whether only words that are no names stand before a name in its entity: "downtown", "northern", "City of"."""
    before = (page.words_of(index, index + 1) for index in range(entity.first, name.first))
    return all(not word[:1].isupper() or page.words.common.fullmatch(word) for word in before)


def _is_person(page: Page, name: Name) -> bool:
    """Whether a name is the surname of a person whom the text names in full, and no word of place stands before it."""
    start = page.tokens[name.first].start
    return name.text in page.surnames and not page.words.within.search(page.text, max(0, start - 20), start)


def _is_shouted(page: Page, name: Name, bearers: Sequence[Bearer]) -> bool:
    """Whether a short word of capitals is no place: an agency, a body. A dateline's town and a region's short form are."""
    if not name.text.isupper() or len(name.text) > LONGEST_ACRONYM or bearers[0].place.kind in {"country", "region"}:
        return False
    at_line_start = page.tokens[name.first].start == 0 or page.text[page.tokens[name.first].start - 1] == "\n"
    return not (at_line_start and bearers[0].weight >= WELL_KNOWN_NEAR)


def _is_unlabelled_place(page: Page, name: Name, bearers: Sequence[Bearer], *, sure: bool) -> bool:
    """Whether a known name that the parser does not call a place is one, by the words around it."""
    entity = page.entity_at.get(name.first)
    if name.text in page.surnames or _in_longer(page, name):
        return False
    if name.end - name.first > 1 and not entity and bearers[0].place.precision != "settlement":
        return True
    return (sure or _said_where(page, name)) and _known_enough(page, name, bearers)


def _known_enough(page: Page, name: Name, bearers: Sequence[Bearer]) -> bool:
    """Whether a name that the parser does not call a place may be one.

    The parser knows the places of English-speaking lands, whose names are those of persons too, but not those near the war.
    """
    near = [
        each for each in bearers if each.place.country in NEAR_THE_WAR and (each.own or each.weight >= KNOWN_ENOUGH)
    ]
    start = page.tokens[name.first].start
    inside = page.words.within.search(page.text, max(0, start - 20), start)
    if near and (page.near_war or near[0].weight >= WELL_KNOWN_NEAR or (near[0].own and inside)):
        return True
    return bearers[0].own and bearers[0].place.kind != "district" and bearers[0].weight >= WELL_KNOWN


def _in_longer(page: Page, name: Name) -> bool:
    """Whether a name without a label goes on in a further capitalised word: "Lincoln Day", "Olive Garden"."""
    if page.entity_at.get(name.first):
        return False
    beside = [i for i in (name.first - 1, name.end) if 0 <= i < len(page.tokens) and i not in page.entity_at]
    return any(_joins(page, page.tokens[i], name) for i in beside)


def _joins(page: Page, token: Token, name: Name) -> bool:
    """Whether a capitalised word stands on the same line right beside a name."""
    start, end = page.tokens[name.first].start, page.tokens[name.end - 1].end
    between = page.text[token.end : start] if token.end <= start else page.text[end : token.start]
    return token.pos == "PROPN" and page.text[token.start].isupper() and "\n" not in between


def _cuts_entity(page: Page, name: Name) -> bool:
    """Whether a name is only a part of an entity that is no place, such as a person's full name."""
    for index in (name.first, name.end - 1):
        entity = page.entity_at.get(index)
        if entity and entity.label not in PLACE_LABELS and (entity.first < name.first or entity.end > name.end):
            return True
    return False


def _barred(page: Page, name: Name) -> bool:
    """Whether a name is a part of words that no place's name stands in."""
    return page.barred.hold(page.tokens[name.first].start, page.tokens[name.end - 1].end)


def _said_where(page: Page, name: Name) -> bool:
    """Whether a word of place stands right before, or the name goes on a row of names."""
    start = page.tokens[name.first].start
    if page.words.before.search(page.text, max(0, start - 40), start):
        return True
    before = page.tokens[name.first - 1] if name.first else None
    return bool(before and page.text[before.start] == "," and _in_row(page, name.first - 2))


def _in_row(page: Page, index: int) -> bool:
    entity = page.entity_at.get(index)
    return bool(entity and entity.label in PLACE_LABELS)


def _party(page: Page, name: Name) -> bool:
    """Whether a country or capital is named as one who acts ("Moscow said", "U.S. troops", "by Ukraine")."""
    best = page.gazetteer.bearers(name.text)[0]
    if best.place.kind != "country" and not best.capital:
        return False
    last = _lead(page, page.tokens[name.end - 1])
    head = page.tokens[last.head]
    start = page.tokens[name.first].start
    if last.dep in {"nsubj", "nsubjpass"}:
        return not page.words.undergoes.fullmatch(head.lemma)
    if last.dep in {"poss", "compound", "amod", "nmod", "appos"} and last.head >= name.end:
        return not (last.dep == "compound" and page.words.sited.fullmatch(head.lemma))
    if last.dep in {"dobj", "dative"}:
        return not page.words.takes.fullmatch(head.lemma)
    return bool(page.words.agent.search(page.text, max(0, start - 40), start))


def _lead(page: Page, token: Token) -> Token:
    """The first of a row of names: what it does, all of them do."""
    for _ in range(LONGEST_ROW):
        if token.dep != "conj":
            break
        token = page.tokens[token.head]
    return token


def _mention(page: Page, name: Name) -> Mention:
    """The mention, with the words around the name that say its kind: "Kharkiv region", "village of Sadove"."""
    start, end = page.tokens[name.first].start, page.tokens[name.end - 1].end
    for reach in range(min(AFFIX_REACH, len(page.tokens) - name.end), 0, -1):
        last = page.tokens[name.end + reach - 1]
        longer = page.text[start : last.end]
        apart = last.end - end >= 40 or "\n" in longer or page.gazetteer.strip(longer)[0] != name.text
        if not apart and page.gazetteer.bearers(longer):
            return Mention("place", start, last.end, longer)
    return Mention("place", start, end, name.text)
