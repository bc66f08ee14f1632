"""Who bears an event out, and who of them independently: one voice per party, per copied text and per named origin.

Two bodies of one side are one voice. A text that names its source adds no voice of its own. Publishers whose texts
repeat one another, in a family of copies or by the same words, are one voice. Nobody unknown ever counts.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from unfog.knowledge.rubric import Rubric
from unfog.model import Actor, Evidence, Named
from unfog.stages.reconcile.cluster import root
from unfog.stages.reconcile.profile import alike, words

UNNAMED = "unnamed"
LEAST_WORDS = 5  # fewer shared words may be chance
REPEATED = 0.6  # share of words from which two publishers' sentences are taken for one text


@dataclass(frozen=True, slots=True)
class Voice:
    """One source as it counts: `standing` is `party`, `independent` or `unknown`; `side` is a party's code."""

    key: str
    name: str
    standing: str
    side: str | None
    rows: tuple[Evidence, ...]

    @property
    def counts(self) -> bool:
        """Whether it is known who speaks."""
        return self.standing != "unknown"

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims that it makes."""
        return tuple(sorted(row.id for row in self.rows))


def voices(rows: Iterable[Evidence], rubric: Rubric) -> tuple[Voice, ...]:
    """The separate voices behind some claims, those that count first, then by name."""
    kept = without_echoes(list(rows))
    lineage = lineages([row for row in kept if row.claim.source is None])
    grouped: dict[str, list[Evidence]] = {}
    for row in kept:
        grouped.setdefault(_key(row, lineage), []).append(row)
    found = [_voice(key, members, rubric) for key, members in grouped.items()]
    return tuple(sorted(found, key=lambda voice: (not voice.counts, voice.name, voice.key)))


def without_echoes(rows: list[Evidence]) -> list[Evidence]:
    """The rows without a text's own assertions where that text, or one that it copies, names a source for the event."""
    sourced = {row.family_id for row in rows if row.claim.source is not None}
    return [row for row in rows if row.claim.source is not None or row.family_id not in sourced]


def lineages(rows: list[Evidence]) -> dict[str, str]:
    """For each claim that a publisher makes itself, the smallest id among those that are one text's offspring."""
    ordered = sorted(rows, key=lambda row: row.id)
    parent = {row.id: row.id for row in ordered}
    spoken = {row.id: words(row.claim.quote) for row in ordered}
    heads: list[Evidence] = []
    for row in ordered:
        kin = [head for head in heads if _one_text(row, head, spoken)]
        for head in kin:
            low, high = sorted((root(parent, row.id), root(parent, head.id)))
            parent[high] = low
        if not any(spoken[head.id] == spoken[row.id] and head.family_id == row.family_id for head in kin):
            heads.append(row)
    return {row.id: root(parent, row.id) for row in ordered}


def _one_text(one: Evidence, other: Evidence, spoken: dict[str, frozenset[str]]) -> bool:
    if one.family_id == other.family_id:
        return True
    if one.publisher and other.publisher and one.publisher.id == other.publisher.id:
        return True
    shared = len(spoken[one.id] & spoken[other.id])
    return shared >= LEAST_WORDS and alike(spoken[one.id], spoken[other.id]) >= REPEATED


def _key(row: Evidence, lineage: dict[str, str]) -> str:
    actor = row.vouched_by
    if actor and actor.side:
        return f"side:{actor.side}"
    if row.claim.source is None:
        return f"text:{lineage[row.id]}"
    if actor is None:
        return UNNAMED
    return f"country:{actor.country}" if _speaks_for_state(actor) else f"actor:{actor.id}"


def _speaks_for_state(actor: Actor) -> bool:
    return actor.kind != "unknown" and actor.country is not None and not actor.independent


def _voice(key: str, rows: list[Evidence], rubric: Rubric) -> Voice:
    side = key.removeprefix("side:") if key.startswith("side:") else None
    standing = "party" if side else "independent" if _known(key, rows) else "unknown"
    return Voice(key, ", ".join(names(rows, rubric)), standing, side, tuple(rows))


def _known(key: str, rows: list[Evidence]) -> bool:
    """Whether a voice of no party is known; a publisher's own word needs a publisher that is independent."""
    actors = [row.vouched_by for row in rows if row.vouched_by and row.vouched_by.kind != "unknown"]
    return any(actor.independent for actor in actors) if key.startswith("text:") else bool(actors)


def names(rows: Iterable[Evidence], rubric: Rubric) -> list[str]:
    """The names of those who vouch for some claims, sorted, each once."""
    return sorted({name(row, rubric) for row in rows})


def name(row: Evidence, rubric: Rubric) -> str:
    """Who vouches for a claim, in words."""
    if row.vouched_by:
        return row.vouched_by.name
    return rubric.names["publisher" if row.claim.source is None else "unnamed"]


def named(rows: Iterable[Evidence], rubric: Rubric) -> tuple[Named, ...]:
    """Each who vouches, with the claims."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(name(row, rubric), []).append(row.id)
    return tuple(Named(each, tuple(sorted(found[each]))) for each in sorted(found))
