"""Finds actors: states, bodies, persons, offices and forces by name, by description and by pronoun, each under its fullest name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from unfog.knowledge.lexicon import Lexicon
from unfog.knowledge.register import Register
from unfog.model import Mention, Token
from unfog.stages.annotate.actors.names import MARKS, Names, tokens_of
from unfog.stages.annotate.actors.phrases import Owned
from unfog.stages.annotate.actors.resolve import Resolver
from unfog.stages.annotate.actors.rules import ActorRule, Vocabulary
from unfog.stages.annotate.actors.view import DEEPEST, Stretch, View, view

__all__ = ["ActorRule", "find_actors", "resolve_mentions"]

SUBJECTS = frozenset({"nsubj", "poss", "agent"})
OWNING = frozenset({"state", "adjective", "people", "capital", "body", "region", "person"})
KEPT = frozenset({"state", "body", "press"})
ORGANISED = frozenset({"nsubj", "nsubjpass", "pobj", "poss", "appos", "conj", "compound"})


def find_actors(text: str, tokens: Sequence[Token], register: Register) -> tuple[Mention, ...]:
    """The actors of a parsed English text, in its order, pronouns and short forms under the fullest name that it gives."""
    finder = _finder(register)
    seen = view(text, tokens, register)
    return finder.resolver.resolve(finder.find(seen), seen)


def resolve_mentions(
    mentions: Sequence[Mention], text: str, tokens: Sequence[Token], register: Register
) -> tuple[Mention, ...]:
    """The actors among `mentions` under their fullest names, with the pronouns that stand for them; others as they are."""
    others = [each for each in mentions if each.kind != "actor"]
    actors = [each for each in mentions if each.kind == "actor"]
    found = _finder(register).resolver.resolve(actors, view(text, tokens, register))
    return tuple(sorted((*others, *found), key=lambda each: (each.start, -each.end, each.kind)))


@lru_cache(maxsize=4)
def _finder(register: Register) -> Finder:
    """The finder of a register; the lexicon lies beside the register's folder."""
    rules = Lexicon(register.folder.parent / "lexicon").rules("en", "actors", ActorRule)
    return Finder(register, Vocabulary(rules))


class Finder:
    """Finds the actors of one text after another."""

    def __init__(self, register: Register, vocabulary: Vocabulary) -> None:
        self.register = register
        self.vocabulary = vocabulary
        self.names = Names(register, vocabulary)
        self.owned = Owned(register)
        self.resolver = Resolver(register, vocabulary, self.owned)

    def find(self, seen: View) -> list[Mention]:
        """The actors as named; of overlapping ones the longest, save that a person's name stays apart from the title."""
        named = list(self.names.named(seen))
        persons = list(self.names.persons(seen, tokens_of(named)))
        people = tokens_of(persons)
        named = [each for each in named if not people & set(range(each.first, each.last + 1))]
        owners = [each for each in (*named, *persons) if each.kind in OWNING]
        phrases = list(self.owned.after(seen, owners))
        phrases += self.owned.before(seen, [*owners, *phrases])
        found = [*phrases, *persons, *self._alone(seen, named), *self._nameless(seen), *self._labelled(seen)]
        return [seen.mention(each) for each in _longest(each for each in found if not _over_paragraphs(seen, each))]

    def _alone(self, seen: View, named: Iterable[Stretch]) -> Iterator[Stretch]:
        """Names that are actors without a term beside them."""
        for each in named:
            people = each.kind == "people" and seen.tokens[each.last].pos in {"NOUN", "PROPN"}
            if people or each.kind in KEPT or (each.kind == "capital" and self._acts(seen, each)):
                yield each

    def _acts(self, seen: View, stretch: Stretch) -> bool:
        """Whether a capital stands for its state: it acts, owns, or is dealt with."""
        token = seen.tokens[seen.head(stretch)]
        for _ in range(DEEPEST):
            above = seen.tokens[token.head]
            if token.dep != "conj" or above.pos != "PROPN" or above == token:
                break
            token = above
        if token.dep in SUBJECTS:
            return True
        return token.dep == "pobj" and self.vocabulary.dealing(seen.keys[token.head])

    def _nameless(self, seen: View) -> Iterator[Stretch]:
        starts = {token.start: at for at, token in enumerate(seen.tokens)}
        ends = {token.end: at for at, token in enumerate(seen.tokens)}
        for match in self.vocabulary.nameless.finditer(seen.text.lower()):
            if match.start() in starts and match.end() in ends:
                yield Stretch(starts[match.start()], ends[match.end()], "nameless")

    def _labelled(self, seen: View) -> Iterator[Stretch]:
        """Organisations by the parser's labels, where they act, speak or own."""
        first = -1
        for at, token in enumerate((*seen.tokens, None)):
            if first >= 0 and (token is None or token.ent != "I-ORG"):
                stretch = self._organisation(seen, first, at - 1)
                if stretch is not None:
                    yield stretch
                first = -1
            if token is not None and token.ent == "B-ORG":
                first = at

    def _organisation(self, seen: View, first: int, last: int) -> Stretch | None:
        """The name without article and marks; a lone word only where it acts, since many are places and weapons."""
        while first < last and (not seen.capital(first) or seen.low[first] in self.owned.words.articles):
            first += 1
        while last > first and not seen.keys[last]:
            last -= 1
        if not (seen.capital(first) and seen.keys[first]) or any(
            key[:1].isdigit() for key in seen.keys[first : last + 1]
        ):
            return None
        if not any(token.tag in {"NNP", "NNPS"} for token in seen.tokens[first : last + 1]):
            return None
        if MARKS & set(seen.written(first, last)):
            return None
        stretch = Stretch(first, last, "label")
        dep = seen.tokens[seen.head(stretch)].dep
        return stretch if dep in (ORGANISED if last > first else SUBJECTS) else None


def _over_paragraphs(seen: View, stretch: Stretch) -> bool:
    """Whether the words are of two paragraphs: the end of a dateline and the beginning of the text are no name."""
    return "\n\n" in seen.text[seen.tokens[stretch.first].start : seen.tokens[stretch.last].end]


def _longest(found: Iterable[Stretch]) -> list[Stretch]:
    """Of overlapping stretches the longest; a person's name is kept beside nothing that holds it but a phrase."""
    kept: list[Stretch] = []
    taken: set[int] = set()
    for each in sorted(found, key=lambda each: (each.first - each.last, each.first, each.kind)):
        place = set(range(each.first, each.last + 1))
        if not place & taken:
            kept.append(each)
            taken |= place
    return sorted(kept)
