"""Documents that repeat each other become families, each named after its likely origin, and repeated passages are told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from unfog.config import Config
from unfog.knowledge import Knowledge
from unfog.model import Copy, Family, Passage, Sketch, make_id
from unfog.stage import Group
from unfog.stages.acquire.dedupe.compare import seniority

STRONG = 0.5  # a partial copy that takes so much of itself from its origin is no witness of its own


def build_families(_knowledge: Knowledge, _config: Config) -> Callable[[Group], Iterator[Family]]:
    """A function from documents that copies connect to the family of each.

    A weak partial copy joins no family; what it repeats is kept as passages of the family where they stand first. Who
    quotes the same words of one speaker repeats nobody: the speaker counts once by his name.
    """

    def families(group: Group) -> Iterator[Family]:
        repeating = [copy for copy in group.of(Copy) if copy.kind != "quote"]
        documents = [each.document_id for each in sorted(group.of(Sketch), key=seniority)]
        rank = {document: place for place, document in enumerate(documents)}
        copies: dict[str, list[Copy]] = {}
        for copy in sorted(repeating, key=lambda each: rank[each.origin_id]):
            copies.setdefault(copy.document_id, []).append(copy)
        yield from _families(_heads(rank, repeating), copies)

    return families


def _families(heads: dict[str, str], copies: dict[str, list[Copy]]) -> Iterator[Family]:
    """Each document's family, the most senior document first: so what an origin itself repeats is known when it is asked."""
    known: dict[str, Family] = {}
    for document, head in heads.items():
        passages = dict.fromkeys(
            Passage(span.start, span.end, family)
            for copy in copies.get(document, ())
            for span in copy.spans
            if (family := known[copy.origin_id].at(span.other_start, span.other_end)) != head
        )
        known[document] = Family(
            id=make_id("family", document), document_id=document, family_id=head, passages=tuple(passages)
        )
        yield known[document]


def _heads(rank: dict[str, int], copies: Iterable[Copy]) -> dict[str, str]:
    """Each document with the most senior one of its family; `rank` is ordered by seniority."""
    parent = {document: document for document in rank}

    def head(document: str) -> str:
        while parent[document] != document:
            parent[document] = parent[parent[document]]
            document = parent[document]
        return document

    for copy in _joining(copies):
        senior, junior = sorted((head(copy.origin_id), head(copy.document_id)), key=rank.__getitem__)
        parent[junior] = senior
    return {document: head(document) for document in rank}


def _joining(copies: Iterable[Copy]) -> list[Copy]:
    """Whole copies, and of each document's partial ones the best: what is made of two stories must not make them one."""
    partial: dict[str, Copy] = {}
    whole = []
    for copy in copies:
        if copy.kind != "partial":
            whole.append(copy)
        elif copy.score >= STRONG:
            best = partial.get(copy.document_id, copy)
            partial[copy.document_id] = max(best, copy, key=lambda each: (each.score, each.origin_id))
    return [*whole, *partial.values()]
