"""What we know: the folders of `data/` and what a user adds to them, read once per process, each with a fingerprint.

A user's own knowledge lies in a folder beside the store (`unfog.db.knowledge/`): `gazetteer/gazetteer.sqlite`, made by
`unfog import-gazetteer`, takes the place of the shipped file; `register/*.json`, made by `unfog import-register`, are added.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from importlib.resources import files
from pathlib import Path

import msgspec

from unfog.knowledge import hashes
from unfog.knowledge.gazetteer import FILE, Gazetteer
from unfog.knowledge.lexicon import Lexicon
from unfog.knowledge.neutral import Neutraliser
from unfog.knowledge.ontology import Ontology
from unfog.knowledge.register import Register

__all__ = ["FILE", "Gazetteer", "Knowledge", "Lexicon", "Ontology", "Register", "own_folder"]

STAND_INS = "stand_ins.toml"
PARTS = ("gazetteer", "lexicon", "models", "ontology", "register")


class Knowledge:
    """The parts of `data/`, each loaded when first asked for; `own` is the folder of a user's additions, if there is one."""

    def __init__(self, folder: Path | None = None, own: Path | None = None) -> None:
        self.folder = folder or Path(str(files("unfog") / "data"))
        self.own = own
        self._checked: set[str] = set()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Places and their names."""
        self._check("gazetteer")
        own = self.own / "gazetteer" / FILE if self.own else None
        return Gazetteer(self.folder / "gazetteer", own if own and own.is_file() else None)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The rules of every language."""
        self._check("lexicon")
        return Lexicon(self.folder / "lexicon")

    @cached_property
    def ontology(self) -> Ontology:
        """Event types, ledgers, measures, grades."""
        self._check("ontology")
        return Ontology(self.folder / "ontology")

    @cached_property
    def register(self) -> Register:
        """Actors and publishers."""
        self._check("register")
        return Register(self.folder / "register", self.own / "register" if self.own else None)

    def neutraliser(self, language: str) -> Neutraliser:
        """What puts stand-ins for the names of parties in texts of a language; raises `KeyError` where it has none."""
        table = msgspec.toml.decode((self.folder / "register" / STAND_INS).read_bytes(), type=dict[str, dict[str, tuple[str, ...]]])
        return Neutraliser(self.register, table[language])

    def model(self, language: str) -> Path | None:
        """The folder of the weights that read a language; None where there are none."""
        self._check("models")
        folder = self.folder / "models" / language
        return folder if folder.is_dir() else None

    def _check(self, part: str) -> None:
        """Refuse a part of which a file is not the one that it was released or imported with."""
        if part not in self._checked:
            hashes.check(self.folder, part)
            if self.own:
                hashes.check(self.own, part, hashes.OWN)
        self._checked.add(part)

    def fingerprint(self, part: str) -> str:
        """32 hex digits of the names and bytes of all files of one folder of `data/`, and of the user's own folder of that name."""
        known = hashlib.blake2b(digest_size=16)
        for folder in (self.folder, self.own) if self.own else (self.folder,):
            for path in sorted((folder / part).rglob("*")):
                if path.is_file():
                    known.update(str(path.relative_to(folder)).encode())
                    known.update(hashlib.blake2b(path.read_bytes()).digest())
        return known.hexdigest()


def own_folder(store: str) -> Path | None:
    """Where a user's own knowledge for the store of that path lies; None for a store that is kept in memory only."""
    return None if store == ":memory:" else Path(f"{store}.knowledge")
