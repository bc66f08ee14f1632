"""Event types, ledgers and families, from `data/ontology/`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

from unfog.errors import broken

OUTLOOK_STANCES = frozenset({"warns", "estimates"})


@dataclass(frozen=True, slots=True)
class EventTypes:
    """Which ledger, and which family of like happenings, each event type belongs to, and what its numbers mostly measure."""

    title: str
    licence: str
    ledger: dict[str, tuple[str, ...]]
    family: dict[str, tuple[str, ...]]
    usual_measure: dict[str, str]


class Ontology:
    """The event types."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def types(self) -> EventTypes:
        """The table of event types."""
        path = self.folder / "events.toml"
        try:
            return msgspec.toml.decode(path.read_bytes(), type=EventTypes)
        except (OSError, msgspec.DecodeError) as error:
            raise broken(path, error) from error

    @cached_property
    def _ledger_of(self) -> dict[str, str]:
        return {name: ledger for ledger, names in self.types.ledger.items() for name in names}

    @cached_property
    def _family_of(self) -> dict[str, str]:
        return {name: family for family, names in self.types.family.items() for name in names}

    @property
    def ledgers(self) -> tuple[str, ...]:
        """The seven ledgers, in the order in which they are shown."""
        return tuple(self.types.ledger)

    def ledger(self, event_type: str, stance: str, phase: str) -> str:
        """The ledger of a claim: a warning or an assessment of what is to come goes to the outlook and nowhere else."""
        if phase == "future" and stance in OUTLOOK_STANCES and event_type != "aid":
            return "outlook"
        return self._ledger_of[event_type]

    def family(self, event_type: str) -> str:
        """The family of like happenings."""
        return self._family_of[event_type]
