"""Who plays which role in an event, by the trained reader: the mentions and phrases that it points to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from unfog.knowledge.register import Register
from unfog.model import Mention
from unfog.stages.extract.encoder.signals import Signals
from unfog.stages.extract.tree import Tree

SURE = 0.5  # a probability from which a token plays a role
NOUNS = frozenset({"NOUN", "PROPN"})
INSIDE = frozenset({"compound", "amod", "nmod", "poss", "det"})  # how the words before a noun hang on it
LONGEST_NAME = 8  # tokens of a name
DETERMINERS = frozenset({"DET", "PUNCT", "PRON"})


class Slots:
    """Fills the roles of the events of one text with what the reader points to."""

    def __init__(self, signals: Signals, tree: Tree, mentions: Sequence[Mention], register: Register) -> None:
        self.signals = signals
        self.tree = tree
        self.register = register
        self.mentions = {
            kind: [each for each in mentions if each.kind == kind] for kind in ("actor", "place", "time", "item")
        }

    def parties(self, trigger: int, role: str, least: float = SURE) -> list[Mention]:
        """Who plays a role: a known actor under its short name, else the words pointed to."""
        scores = self.signals.role(trigger, role)
        found = [self._party(run) for run in self._runs(scores) if max(scores[each] for each in run) >= least]
        return list({each.text: each for each in found if each}.values())

    def places(self, trigger: int, least: float = SURE) -> list[Mention]:
        """Where it was: the known places pointed to, else the words ("an occupied village")."""
        scores = self.signals.role(trigger, "place")
        known = [each for each in self.mentions["place"] if self._share(each, scores) >= least]
        return known or [replace(self._phrase(run), kind="place") for run in self._runs(scores, least) if self._noun(run)]

    def speaker(self, trigger: int) -> tuple[Mention, float] | None:
        """The mention, or else the phrase, that is pointed to most as the source, and how surely."""
        scores = self.signals.role(trigger, "source")
        if not scores:
            return None
        best = max(scores, key=lambda token: (scores[token], -token))
        run = next((run for run in self._runs(scores) if best in run), [best])
        phrase = self._noun_phrase(run)
        found = self._mention(run) or self._mention(phrase) or (self._phrase(phrase) if self._noun(phrase) else None)
        return (found, scores[best]) if found else None  # a pronoun that stands for nobody known names no one

    def _share(self, mention: Mention, scores: dict[int, float]) -> float:
        tokens = self.tree.within(mention.start, mention.end)
        return sum(scores.get(each, 0.0) for each in tokens) / len(tokens) if tokens else 0.0

    def _runs(self, scores: dict[int, float], least: float = SURE) -> Iterator[list[int]]:
        """Stretches of tokens that play a role."""
        run: list[int] = []
        for token in sorted(each for each, score in scores.items() if score >= least):
            if run and token > run[-1] + 1:
                yield run
                run = []
            run.append(token)
        if run:
            yield run

    def _party(self, run: Sequence[int]) -> Mention | None:
        known = self._mention(run)
        if known:
            return Mention("actor", known.start, known.end, self.register.canonical(known.text))
        for token in run:
            country = self.register.demonym(self.tree.word(token))
            if country:
                return Mention("actor", self.tree.tokens[token].start, self.tree.tokens[token].end, country)
        return self._phrase(self._noun_phrase(run)) if self._noun(run) else None

    def _noun(self, run: Iterable[int]) -> bool:
        return any(self.tree.tokens[each].pos in NOUNS for each in run)

    def _noun_phrase(self, run: Sequence[int]) -> list[int]:
        """The noun phrase that some words are part of: its noun with what stands before it, from the first word to the noun."""
        noun = next((each for each in run if self.tree.tokens[each].head not in run), run[-1])
        while self.tree.tokens[noun].dep in INSIDE and self.tree.tokens[noun].head != noun:
            noun = self.tree.tokens[noun].head
        before = [each for each in self.tree.children[noun] if each < noun and self.tree.tokens[each].dep in INSIDE]
        first = min([noun, *run, *before])
        return list(range(first, max([noun, *run]) + 1)) if noun - first < LONGEST_NAME else list(run)

    def _mention(self, run: Iterable[int]) -> Mention | None:
        """The longest actor's name that some tokens are part of."""
        starts = [self.tree.tokens[each].start for each in run]
        over = [each for each in self.mentions["actor"] if any(each.start <= start < each.end for start in starts)]
        return max(over, key=lambda each: (each.end - each.start, -each.start), default=None)

    def _phrase(self, run: Sequence[int]) -> Mention:
        """The words of a run, without the article before them."""
        kept = list(run)
        while len(kept) > 1 and self.tree.tokens[kept[0]].pos in DETERMINERS:
            kept = kept[1:]
        span = self.tree.span(set(kept))
        return Mention("actor", span.start, span.end, self.tree.text[span.start : span.end])
