"""The actors of one text as reading goes on: what is known of each so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from unfog.model import Actor
from unfog.stages.annotate.actors.view import Stretch


@dataclass(slots=True)
class Entry:
    """An actor in a text as reading goes on. `words` are the register's words of the name, `titles` those said of a person."""

    stretch: Stretch
    name: str
    words: tuple[str, ...]
    head: int
    sentence: int
    dep: str
    plural: bool
    person: bool
    gender: str
    actor: Actor | None = None
    titles: set[str] = field(default_factory=set)
    title: bool = False

    @property
    def subject(self) -> bool:
        """Whether it is what its clause is about."""
        return self.dep in {"nsubj", "nsubjpass"}
