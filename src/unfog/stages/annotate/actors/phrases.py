"""Finds actors that are named through their owner: "Russian troops", "Ukraine's Defence Ministry", "officials in Kyiv"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from unfog.knowledge.register import Register
from unfog.knowledge.register.parties import Words
from unfog.stages.annotate.actors.view import Stretch, View

REACH = 8  # tokens between an owner and the end of what it owns; "the Ukrainian military's southern operational command" has six
RUN = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})


class Owned:
    """Looks for the terms of institutions and offices beside their owners."""

    def __init__(self, register: Register) -> None:
        self.words = register.tables.spelling.phrase
        self.phrases = register.phrases
        self.index: dict[str, list[Words]] = {}
        for term in {*register.phrases.institutions, *register.phrases.offices}:
            self.index.setdefault(term[0], []).append(term)
        for terms in self.index.values():
            terms.sort(key=lambda term: (-len(term), term))

    def after(self, view: View, owners: Sequence[Stretch]) -> Iterator[Stretch]:
        """Owner first: each owner with the longest term that follows it in its noun phrase."""
        for owner in owners:
            if owner.first > 1 and view.hyphen(owner.first - 1) and view.low[owner.first - 2] != "pro":
                continue
            end = self._reach(view, owner)
            if end is not None:
                yield Stretch(self._start(view, owner.first), end, "phrase")

    def before(self, view: View, owners: Sequence[Stretch]) -> Iterator[Stretch]:
        """Owner last: "the president of Ukraine", "a spokesman for the Kremlin"."""
        ending = [each for each in owners if not self._qualifies(view, each)]
        starts = {owner.first: owner for owner in sorted(ending, key=lambda each: each.last)}
        for at in view.words:
            term = self._term(view, at) if view.low[at] in self.index else None
            if term is None or view.hyphen(at - 1):
                continue
            owner = self._linked(view, Stretch(at, term, "term"), starts)
            if owner is not None:
                yield Stretch(at, owner.last, "phrase")

    def _qualifies(self, view: View, owner: Stretch) -> bool:
        """Whether an owner only qualifies the noun after it, and so cannot end a name: "head of the Polish office"."""
        token = view.tokens[owner.last]
        if view.tokens[token.head].ent.endswith("PERSON"):
            return False  # "president of Latvia Egils Levits"
        return owner.kind == "adjective" or (token.dep in {"amod", "compound"} and token.head > owner.last)

    def term_at(self, view: View, at: int) -> int | None:
        """The last token of the term that begins at a token."""
        return self._term(view, at)

    def _linked(self, view: View, term: Stretch, starts: dict[int, Stretch]) -> Stretch | None:
        link = term.last + 1
        if link + 1 >= len(view.tokens) or view.keys[link] not in self.words.links:
            return None
        words = tuple(key for key in view.keys[term.first : term.last + 1] if key)
        if view.keys[link] not in self.phrases.links(words) or (view.keys[link] != "of" and self._owned(view, term)):
            return None
        at = link + 1
        while at < len(view.tokens) and view.low[at] in self.words.articles:
            at += 1
        return starts.get(at)

    def _owned(self, view: View, term: Stretch) -> bool:
        """Whether a word before the term says already whose it is: "embassy officials in Riga", "Polish official in Crimea"."""
        before = view.tokens[term.first - 1] if term.first else None
        if before is None or before.head != term.last:
            return False
        return before.dep == "compound" or (before.dep == "amod" and view.capital(term.first - 1))

    def _start(self, view: View, first: int) -> int:
        """With "pro-" or "former" before the owner, since they change who is meant."""
        if first > 1 and view.hyphen(first - 1):
            first -= 2
        if first > 0 and view.low[first - 1] in self.words.past:
            first -= 1
        return first

    def _reach(self, view: View, owner: Stretch) -> int | None:
        """The last token of the last term in the noun phrase that the owner opens."""
        at, end = self._skip(view, owner.last + 1), None
        limit = min(len(view.tokens), owner.last + 1 + REACH)
        while at is not None and at < limit:
            term = self._term(view, at)
            if term is not None:
                end = term
                at = self._skip(view, term + 1)
            elif self._runs_on(view, at):
                at = self._skip(view, at + 1)
            else:
                break
        return end

    def _skip(self, view: View, at: int) -> int | None:
        """Past a possessive ending and "-backed"; None where another compound begins ("Russian-speaking")."""
        if view.possessive(at):
            at += 1
        if view.hyphen(at) and at + 1 < len(view.tokens):
            return at + 2 if view.keys[at + 1] in self.words.proxies else None
        return at

    def _runs_on(self, view: View, at: int) -> bool:
        token = view.tokens[at]
        if token.ent.endswith("PERSON") or not view.keys[at] or view.low[at] in self.words.past:
            return False
        return token.pos in RUN or (token.tag in {"VBN", "VBG"} and token.dep in {"amod", "compound"})

    def _term(self, view: View, at: int) -> int | None:
        """The last token of the longest term that begins at a token."""
        if at >= len(view.tokens):
            return None
        for term in self.index.get(view.low[at], ()):
            end = self._reads(view, at, term)
            if end is not None and self._whole(view, end):
                return end
        return None

    def _whole(self, view: View, end: int) -> bool:
        """Whether a term ends there as a noun, not as an adjective ("military operation") or inside a name ("Navy Day")."""
        token = view.tokens[end]
        if token.pos == "ADJ":
            return token.dep != "amod"
        if token.pos not in RUN:
            return False
        following = view.tokens[end + 1] if end + 1 < len(view.tokens) else None
        inner = following is not None and token.dep == "compound" and following.pos == "PROPN"
        return not inner or following is None or following.ent.endswith("PERSON") or view.low[end + 1] in self.index

    def _reads(self, view: View, at: int, term: Words) -> int | None:
        place = at
        for number, word in enumerate(term):
            while number and place < len(view.tokens) and (view.hyphen(place) or view.possessive(place)):
                place += 1
            if place >= len(view.tokens) or view.low[place] != word:
                return None
            place += 1
        return place - 1
