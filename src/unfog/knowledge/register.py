"""Actors and publishers, from `data/register/`."""

from __future__ import annotations

from pathlib import Path

from unfog.model import Actor


class Register:
    """Looks actors up by any of their names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def actor(self, name: str, on: str | None = None) -> Actor | None:
        """The actor of that name, or who held the named office on the ISO date `on`; None where it is unknown."""
        raise NotImplementedError(name, on)

    def publisher(self, name: str) -> Actor | None:
        """The publisher by name or web domain; None where it is unknown."""
        raise NotImplementedError(name)
