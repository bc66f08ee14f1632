"""What the text itself says about whether a claim was checked or is disputed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from unfog.model import Span
from unfog.stages.extract.rules import VerificationRule, find
from unfog.stages.extract.tree import Tree

# Kinds of event that "battlefield accounts" are about.
BATTLEFIELD = frozenset({"strikes", "ground", "forces"})
REACH = 2  # sentences before a note that it may be about, where a source is named in them
BATTLE_TOLLS = frozenset({"casualties", "damage"})


class Verification:
    """The notes of one text: on the whole article, and on single sentences and the one before each."""

    def __init__(self, tree: Tree, sentences: Sequence[Span], rules: Iterable[VerificationRule]) -> None:
        self.article: str | None = None
        self.near: dict[Span, str] = {}
        self.before: dict[Span, str] = {}
        for hit in find(rules, tree):
            if hit.rule.scope == "article":
                self.article = hit.rule.verification
            else:
                self._note(sentences, hit.span.start, hit.rule.verification)

    def _note(self, sentences: Sequence[Span], offset: int, verification: str) -> None:
        for place, span in enumerate(sentences):
            if span.start <= offset < span.end:
                self.near.setdefault(span, verification)
                if verification == "unverified":
                    for before in sentences[max(0, place - REACH) : place]:
                        self.before.setdefault(before, verification)

    def of(self, sentence: Span, *, ledger: str, event_type: str, sourced: bool) -> str | None:
        """The note on a claim: its sentence's, else, for a party's account of fighting, the article's."""
        if sentence in self.near:
            return self.near[sentence]
        if sourced and sentence in self.before:
            return self.before[sentence]
        battle = ledger in BATTLEFIELD or event_type in BATTLE_TOLLS
        return self.article if battle and sourced else None
