"""What we know: the folders of `data/`, read once per process, each with a fingerprint so that stale work is seen."""

from __future__ import annotations

import hashlib
from functools import cached_property
from importlib.resources import files
from pathlib import Path

from unfog.knowledge.gazetteer import Gazetteer
from unfog.knowledge.lexicon import Lexicon
from unfog.knowledge.ontology import Ontology
from unfog.knowledge.register import Register

__all__ = ["Gazetteer", "Knowledge", "Lexicon", "Ontology", "Register"]

PARTS = ("gazetteer", "lexicon", "models", "ontology", "register")


class Knowledge:
    """The parts of `data/`, each loaded when first asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(str(files("unfog") / "data"))

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Places and their names."""
        return Gazetteer(self.folder / "gazetteer")

    @cached_property
    def lexicon(self) -> Lexicon:
        """The rules of every language."""
        return Lexicon(self.folder / "lexicon")

    @cached_property
    def ontology(self) -> Ontology:
        """Event types, ledgers, measures, grades."""
        return Ontology(self.folder / "ontology")

    @cached_property
    def register(self) -> Register:
        """Actors and publishers."""
        return Register(self.folder / "register")

    def model(self, language: str) -> Path | None:
        """The folder of the weights that read a language; None where there are none."""
        folder = self.folder / "models" / language
        return folder if folder.is_dir() else None

    def fingerprint(self, part: str) -> str:
        """32 hex digits of the names and bytes of all files of one folder of `data/`."""
        known = hashlib.blake2b(digest_size=16)
        for path in sorted((self.folder / part).rglob("*")):
            if path.is_file():
                known.update(str(path.relative_to(self.folder)).encode())
                known.update(hashlib.blake2b(path.read_bytes()).digest())
        return known.hexdigest()
