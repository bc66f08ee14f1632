"""Finds what has a name of its own: states, bodies and publishers of the register, and persons, whether the register knows them or not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import pairwise

from unfog.knowledge.register import Register
from unfog.knowledge.register.parties import Words
from unfog.stages.annotate.actors.rules import Vocabulary
from unfog.stages.annotate.actors.view import Stretch, View

SURNAME_LETTERS = 5
"""A shorter surname alone ("May", "Kim", "Xi") names a person only where the entity labels say so too."""

MARKS = frozenset("[]{}<>@#/|_=,;")  # no part of a name; they come from edited quotations and from page furniture
NAMING = frozenset({"PROPN", "NOUN", "ADJ", "X"})


class Names:
    """Looks for the register's names word by word."""

    def __init__(self, register: Register, vocabulary: Vocabulary) -> None:
        self.register = register
        self.given_names: Collection[str] = vocabulary.given_names
        self.locative: Collection[str] = vocabulary.locative
        self.titles = register.tables.spelling.phrase.titles
        names = [*register.parties.names(), *register.press.names()]
        self.kinds = {words: self._kind(words) for words in names if words and not self._doubled(words)}
        overlooked = register.tables.spelling.phrase.elsewhere
        self.kinds |= {register.speller.words(name): "elsewhere" for name in overlooked}
        self.index: dict[tuple[str, ...], list[Words]] = {}
        for words in sorted(self.kinds, key=lambda words: (-len(words), words)):
            self.index.setdefault(words[:2], []).append(words)
        self.firsts = frozenset(words[0] for words in self.index)

    def _doubled(self, words: Words) -> bool:
        """Whether a name is another with an article before it."""
        return words[0] == "the" and bool(self.register.parties.named(words[1:]))

    def named(self, view: View) -> Iterator[Stretch]:
        """States, regions, bodies and publishers, left to right, the longest at each place."""
        words, at = view.words, 0
        while at < len(words):
            found = self._at(view, words, at) if view.keys[words[at]] in self.firsts else None
            if found is None:
                at += 1
                continue
            length, kind = found
            yield Stretch(words[at], words[at + length - 1], kind)
            at += length

    def persons(self, view: View, taken: set[int]) -> list[Stretch]:
        """Persons by the parser's labels and by the register; `taken` are the tokens of other names."""
        labelled = (self._person(view, first, last) for first, last in self._labelled(view))
        found = [each for each in labelled if each is not None and not self._elsewhere(view, each, taken)]
        found += self._known(view, tokens_of(found) | taken)
        return found + list(self._again(view, found, tokens_of(found) | taken))

    def _again(self, view: View, found: list[Stretch], done: set[int]) -> Iterator[Stretch]:
        """Surnames alone of persons whom the text names in full."""
        surnames = {view.keys[each.last] for each in found if each.last > each.first}
        for at in view.words:
            if view.keys[at] in surnames and at not in done and view.capital(at) and view.tokens[at].pos == "PROPN":
                yield Stretch(at, at, "person")

    # --- names of the register ----------------------------------------------------------------------------------------

    def _kind(self, words: Words) -> str:
        parties = self.register.parties
        if words in parties.capitals:
            return "capital"
        if words in parties.people and words not in parties.adjectives:
            return "people"
        if words in parties.adjectives:
            actor = parties.named(words)[0]
            return "state" if actor.name == " ".join(words) or words[0].isupper() else "adjective"
        found = parties.named(words)
        if found:
            return "state" if found[0].kind == "state" else "body"
        return "region" if parties.regions(words) else "press"

    def _at(self, view: View, words: tuple[int, ...], at: int) -> tuple[int, str] | None:
        first, key = words[at], view.keys[words[at]]
        following = view.keys[words[at + 1]] if at + 1 < len(words) else ""
        names = [*self.index.get((key, following), ()), *self.index.get((key,), ())]
        if not names or not (view.capital(first) or key == "al"):
            return None
        for name in names:
            if len(name) == 1 or self._reads(view, words[at : at + len(name)], name):
                kind = self.kinds[name]
                if self._fits(view, Stretch(first, words[at + len(name) - 1], kind)):
                    return len(name), kind
        return None

    def _reads(self, view: View, place: tuple[int, ...], name: Words) -> bool:
        if len(place) < len(name) or any(view.keys[each] != word for each, word in zip(place, name, strict=True)):
            return False
        gaps = (view.text[view.tokens[a].end : view.tokens[b].start] for a, b in pairwise(place))
        return all(len(gap) <= 3 and set(gap) <= set(" -’'s\n") for gap in gaps)

    def _fits(self, view: View, stretch: Stretch) -> bool:
        """Whether the words are used as the name: "Time" and "Shot" are mostly other things; no part of a person's name."""
        token = view.tokens[stretch.first]
        if token.ent.endswith("PERSON") and stretch.kind != "adjective" and stretch.first == stretch.last:
            return False
        if stretch.kind == "press":
            return any(view.tokens[at].pos == "PROPN" for at in range(stretch.first, stretch.last + 1))
        return stretch.first < stretch.last or token.pos in NAMING

    # --- persons ------------------------------------------------------------------------------------------------------

    def _labelled(self, view: View) -> Iterator[tuple[int, int]]:
        first = -1
        for at, token in enumerate(view.tokens):
            inside = token.ent == "I-PERSON"
            if first >= 0 and not inside:
                yield first, at - 1
                first = -1
            if token.ent == "B-PERSON":
                first = at
        if first >= 0:
            yield first, len(view.tokens) - 1

    def _person(self, view: View, first: int, last: int) -> Stretch | None:
        while last > first and (not view.keys[last] or not view.capital(last)):
            last -= 1
        while first < last and (not view.capital(first) or self._title(view, first)):
            first += 1
        if not view.keys[last] or not view.capital(first) or self._title(view, first):
            return None
        if set(view.written(first, last)) & MARKS:
            return None
        if first == last and first > 0 and self._forename(view, first - 1, last):
            first -= 1
        return Stretch(first, last, "person")

    def _forename(self, view: View, at: int, last: int) -> bool:
        """Whether the label left out a first name."""
        token = view.tokens[at]
        plain = token.pos == "PROPN" and token.dep == "compound" and at < token.head <= last and not token.ent
        known = not view.keys[at] or (view.keys[at],) in self.kinds or self._title(view, at)
        return plain and view.capital(at) and not known

    def _title(self, view: View, at: int) -> bool:
        return view.low[at] in self.titles

    def _elsewhere(self, view: View, stretch: Stretch, taken: set[int]) -> bool:
        """Whether a label calls a person what the register knows as something else."""
        words = tuple(view.keys[at] for at in range(stretch.first, stretch.last + 1) if view.keys[at])
        if self.register.persons.named(words, None):
            return False
        if words in self.kinds:
            return True
        token = view.tokens[stretch.last]
        placed = token.dep == "pobj" and view.tokens[token.head].lemma in self.locative
        if placed and words[0].lower() not in self.given_names:
            return True
        return stretch.first in taken and stretch.last in taken

    def _known(self, view: View, done: set[int]) -> Iterator[Stretch]:
        """Names of the register that the labels missed: full names, else surnames that only one person bears."""
        last = -1
        for at in view.words:
            if at <= last or at in done or view.tokens[at].pos != "PROPN" or not view.capital(at):
                continue
            found = self._full(view, at, done) or self._surname(view, at)
            if found is not None:
                last = found.last
                yield found

    def _full(self, view: View, at: int, done: set[int]) -> Stretch | None:
        for length in (3, 2):
            span = range(at, at + length)
            if span[-1] >= len(view.tokens) or any(each in done or not view.keys[each] for each in span):
                continue
            words = tuple(view.keys[each] for each in span)
            if not all(view.capital(each) for each in span):
                continue
            if self.register.persons.known(words) or (length == 2 and self._given(view, span, words)):
                return Stretch(at, span[-1], "person")
        return None

    def _given(self, view: View, span: range, words: Words) -> bool:
        """A first name and a word after it that are both tagged as names."""
        first, last = (view.tokens[each] for each in span)
        return words[0] in self.given_names and last.pos == first.pos == "PROPN" and not last.ent.endswith("GPE")

    def _surname(self, view: View, at: int) -> Stretch | None:
        key = view.keys[at]
        token = view.tokens[at]
        if len(key) < SURNAME_LETTERS or token.ent[2:] in {"GPE", "LOC", "FAC", "PERSON"}:
            return None
        if token.dep in {"compound", "amod"} and view.tokens[token.head].pos == "PROPN":
            return None
        return Stretch(at, at, "person") if self.register.persons.known((key,)) else None


def tokens_of(stretches: Iterable[Stretch]) -> set[int]:
    """All tokens of some stretches."""
    return {at for each in stretches for at in range(each.first, each.last + 1)}
