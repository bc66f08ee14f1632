"""A parsed text as a tree: children, subtrees and clauses of its tokens, by index."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from unfog.knowledge import beginnings
from unfog.model import Span, Token

# Dependency labels below which a clause of its own begins, if the word is a verb.
CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp", "csubj"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})


def sentence_at(sentences: Sequence[Span], offset: int) -> Span | None:
    """The sentence that a character stands in; None between sentences."""
    place = bisect_right(sentences, offset, key=_start) - 1
    return sentences[place] if place >= 0 and offset < sentences[place].end else None


def _start(span: Span) -> int:
    return span.start


class Tree:
    """The tokens of one text with the ways between them. Indices are positions in `tokens`."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.starts = [token.start for token in tokens]

    @cached_property
    def children(self) -> list[list[int]]:
        """For each token the tokens that depend on it, in order."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                below[token.head].append(index)
        return below

    @cached_property
    def beginnings(self) -> dict[str, list[int]]:
        """Where each beginning of a match stands."""
        return beginnings.places(self.text)

    def word(self, index: int) -> str:
        """The token as written."""
        return self.text[self.tokens[index].start : self.tokens[index].end]

    def at(self, offset: int) -> int:
        """The token that covers a character, or the last one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def within(self, start: int, end: int) -> range:
        """The tokens that start between two characters."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def subtree(self, index: int) -> set[int]:
        """A token and all below it."""
        found, todo = {index}, [index]
        while todo:
            for child in self.children[todo.pop()]:
                if child not in found:
                    found.add(child)
                    todo.append(child)
        return found

    def up(self, index: int) -> Iterator[int]:
        """A token and its ancestors, nearest first."""
        yield index
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            yield index

    def clause(self, index: int) -> int:
        """The verb (or root) of the clause that a token stands in."""
        for each in self.up(index):
            token = self.tokens[each]
            infinitive = (
                token.dep == "acl" and token.tag == "VB"
            )  # "a request to send tanks" is one clause with its verb
            gerund = token.dep == "pcomp" and self.tokens[self.tokens[token.head].head].pos == "NOUN"
            clausal = token.dep in CLAUSES and token.pos in {"VERB", "AUX"}
            if token.head == each or (clausal and not infinitive and not gerund):
                return each
        return index

    def first(self, verb: int) -> int:
        """The first of the verbs that a verb is joined to by "and"."""
        while self.tokens[verb].dep == "conj" and self.tokens[self.tokens[verb].head].pos in {"VERB", "AUX"}:
            verb = self.tokens[verb].head
        return verb

    def clause_tokens(self, head: int) -> set[int]:
        """The tokens of a clause without those of the clauses below it, save relative and participial ones of its nouns."""
        found, todo = {head}, [head]
        while todo:
            for child in self.children[todo.pop()]:
                token = self.tokens[child]
                inner = token.pos in {"VERB", "AUX"} and token.dep in CLAUSES - {"acl"}
                if child not in found and not inner:
                    found.add(child)
                    todo.append(child)
        return found

    def reach(self, heads: set[int], others: set[int]) -> set[int]:
        """Some tokens and all below them, without the clauses that other tokens head."""
        found, todo = set(heads), list(heads)
        while todo:
            for child in self.children[todo.pop()]:
                if child not in found and child not in others:
                    found.add(child)
                    todo.append(child)
        return found

    def subject(self, verb: int) -> int | None:
        """The grammatical subject of a verb: its own, or, for a participle or a second verb, that of what it hangs on."""
        for each in self.up(verb):
            own = [child for child in self.children[each] if self.tokens[child].dep in SUBJECTS]
            if own:
                return own[-1]
            token = self.tokens[each]
            above = self.tokens[token.head].head if token.dep == "pcomp" else token.head
            controller = self.objects(above) if token.dep in {"xcomp", "pcomp"} and token.head != each else []
            if (
                controller
            ):  # "prompted the council to leave", "fined firms for selling": the council leaves, the firms sell
                return controller[0]
            infinitive = (
                token.dep == "acl" and token.tag == "VB"
            )  # "their attempt to leave": whoever attempts it leaves
            if token.dep in {"acl", "relcl"} and token.head != each and not infinitive:
                return token.head
            upward = {"conj", "xcomp", "advcl", "ccomp", "aux", "pcomp", "prep", "dep"} | (
                {"acl", "dobj", "pobj"} if infinitive or self.tokens[each].pos == "NOUN" else set()
            )
            if token.dep not in upward:
                return None
        return None

    def passive(self, verb: int) -> bool:
        """Whether a verb is in the passive, or a participle that tells of what was done to its noun."""
        if any(self.tokens[child].dep in {"nsubjpass", "auxpass"} for child in self.children[verb]):
            return True
        return self.tokens[verb].dep == "acl" and self.tokens[verb].tag == "VBN"

    def agent(self, verb: int) -> int | None:
        """Who did it, after "by"."""
        for child in self.children[verb]:
            if self.tokens[child].dep == "agent" or self.tokens[child].lemma == "by":
                below = [each for each in self.children[child] if self.tokens[each].dep in {"pobj", "pcomp"}]
                if below:
                    return below[0]
        return None

    def objects(self, verb: int) -> list[int]:
        """The direct objects of a verb."""
        return [child for child in self.children[verb] if self.tokens[child].dep in {"dobj", "obj", "oprd"}]

    def span(self, indices: set[int]) -> Span:
        """From the first to the last character of some tokens."""
        return Span(self.tokens[min(indices)].start, self.tokens[max(indices)].end)
