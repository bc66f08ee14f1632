"""Places and their names, from `data/gazetteer/`."""

from __future__ import annotations

from pathlib import Path

from unfog.model import Place


class Gazetteer:
    """Looks names up; knows what contains what."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def candidates(self, name: str) -> tuple[Place, ...]:
        """All places that bear the name, in any spelling, the most salient first; empty where it is unknown."""
        raise NotImplementedError(name)
