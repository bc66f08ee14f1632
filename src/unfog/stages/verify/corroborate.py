"""Who bears an event out, and who of them independently: one voice per party, per copied text and per named origin.

Two bodies of one side are one voice, and so is whoever reprints its press. A text that names its source adds no voice of
its own. Publishers of one owner, or whose texts repeat one another (in a family of copies, or by the same words), are
one voice. Nobody unknown ever counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from unfog.knowledge.rubric import Rubric
from unfog.model import Actor, Evidence, Named
from unfog.stages.reconcile.cluster import root
from unfog.stages.reconcile.profile import alike, words

OwnerOf = Callable[[Actor], str | None]
UNNAMED = "unnamed"
PUBLISHER = "publisher:"  # how the register's ids of publishers begin
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


def voices(rows: Iterable[Evidence], rubric: Rubric, owner: OwnerOf = lambda _: None) -> tuple[Voice, ...]:
    """The separate voices behind some claims, those that count first, then by name."""
    kept = without_echoes(list(rows))
    lineage = lineages([row for row in kept if printed(row)], lambda actor: owner(actor) or actor.id)
    party_texts = {row.family_id: _key(row, lineage, rubric) for row in kept if printed(row) and _side(row)}
    grouped: dict[str, list[Evidence]] = {}
    for row in kept:
        key = party_texts.get(row.family_id) if printed(row) else None
        grouped.setdefault(key or _key(row, lineage, rubric), []).append(row)
    found = [_voice(key, members, rubric) for key, members in grouped.items()]
    return tuple(sorted(found, key=lambda voice: (not voice.counts, voice.name, voice.key)))


def without_echoes(rows: list[Evidence]) -> list[Evidence]:
    """The rows without a text's own assertions that rest on a named source.

    That is so where the text, or one that it copies, names a source for the event, or where the same sentence stands
    elsewhere in a source's mouth.
    """
    told = [row for row in rows if row.claim.source is not None]
    sourced = {row.family_id for row in told} | {row.document_id for row in told}
    sayings = {words(row.claim.quote) for row in told}
    return [row for row in rows if row.claim.source is not None or not _echo(row, sourced, sayings)]


def _echo(row: Evidence, sourced: set[str], sayings: set[frozenset[str]]) -> bool:
    own = words(row.claim.quote)
    return not sourced.isdisjoint((row.family_id, row.document_id)) or any(_repeats(own, each) for each in sayings)


def _repeats(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sentences are so alike that one is the other's offspring."""
    return len(one & other) >= LEAST_WORDS and alike(one, other) >= REPEATED


def printed(row: Evidence) -> bool:
    """Whether a publisher vouches: the article itself asserts it, or names another publisher as its source."""
    return row.claim.source is None or (row.vouched_by is not None and row.vouched_by.id.startswith(PUBLISHER))


def lineages(rows: list[Evidence], owner: Callable[[Actor], str]) -> dict[str, str]:
    """For each claim that a publisher makes, the smallest id among those that are one text's or one owner's offspring."""
    ordered = sorted(rows, key=lambda row: row.id)
    parent = {row.id: row.id for row in ordered}
    for group in (_by_owner(ordered, owner), _by_family(ordered)):
        for members in group.values():
            for each in members[1:]:
                _unite(parent, members[0], each)
    spoken: dict[frozenset[str], str] = {}
    for row in ordered:
        said = words(row.claim.quote)
        for other, first in spoken.items():
            if _repeats(said, other):
                _unite(parent, first, row.id)
        spoken.setdefault(said, row.id)
    return {row.id: root(parent, row.id) for row in ordered}


def _by_owner(rows: list[Evidence], owner: Callable[[Actor], str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        if row.vouched_by:
            found.setdefault(owner(row.vouched_by), []).append(row.id)
    return found


def _by_family(rows: list[Evidence]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.family_id, []).append(row.id)
    return found


def _unite(parent: dict[str, str], one: str, other: str) -> None:
    low, high = sorted((root(parent, one), root(parent, other)))
    parent[high] = low


def _side(row: Evidence) -> str | None:
    return row.vouched_by.side if row.vouched_by else None


def _key(row: Evidence, lineage: dict[str, str], rubric: Rubric) -> str:
    actor = row.vouched_by
    if actor is not None and actor.side:
        return f"side:{actor.side}"
    if row.id in lineage:
        return f"text:{lineage[row.id]}"
    if actor is None:
        return UNNAMED
    return f"country:{actor.country}" if _speaks_for_state(actor) else f"actor:{rubric.organisation(actor.id)}"


def _speaks_for_state(actor: Actor) -> bool:
    return actor.kind != "unknown" and actor.country is not None and not actor.independent


def _voice(key: str, rows: list[Evidence], rubric: Rubric) -> Voice:
    side = key.removeprefix("side:") if key.startswith("side:") else None
    return Voice(key, ", ".join(names(rows, rubric)), _standing(key, rows), side, tuple(rows))


def _standing(key: str, rows: list[Evidence]) -> str:
    """A known source of no party that is not independent has an interest and counts as a party of its own.

    A publisher's own word counts only if some publisher of the text is independent.
    """
    actors = [row.vouched_by for row in rows if row.vouched_by and row.vouched_by.kind != "unknown"]
    if any(actor.independent for actor in actors) and not key.startswith("side:"):
        return "independent"
    return "party" if actors and not key.startswith("text:") else "unknown"


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
