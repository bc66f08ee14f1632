"""What the files of `data/` must be: their SHA-256, listed in `data/HASHES`, checked before a part is used.

A file that was changed, cut short or slipped in is refused before it is read. Whoever changes knowledge on purpose writes the
list anew with `make hashes`. A user's own folder has a list as well, which the imports write.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from unfog.errors import KnowledgeError

LIST = "HASHES"
SHIPPED = "reinstall unfog, or, if it was changed on purpose, run: make hashes"
OWN = "remove it and import it again"


def listed(folder: Path) -> dict[str, str]:
    """Path below the folder → SHA-256 in hex, as `HASHES` lists them; empty where there is no list."""
    path = folder / LIST
    if not path.is_file():
        return {}
    lines = (line.split("  ", 1) for line in path.read_text(encoding="utf-8").splitlines())
    return {name: digest for digest, name in lines}


def found(folder: Path, part: str = "") -> dict[str, str]:
    """The same of the files that are there, of one part or of all."""
    return {path.relative_to(folder).as_posix(): _sha256(path) for path in _files(folder, part)}


def check(folder: Path, part: str, remedy: str = SHIPPED) -> None:
    """Raise `KnowledgeError` where a file of a part is not the one of the list, is missing from it or from the folder.

    A folder without a list is taken as it is: it is one that a program made for itself.
    """
    wanted = {name: digest for name, digest in listed(folder).items() if name.startswith(f"{part}/")}
    if not wanted:
        return
    there = found(folder, part)
    for name in sorted(wanted.keys() | there.keys()):
        if wanted.get(name) != there.get(name):
            what = "is missing" if name not in there else "is not in the list" if name not in wanted else "has another content"
            raise KnowledgeError(f"{folder / name} {what} (checked against {folder / LIST}); {remedy}")


def write(folder: Path) -> Path:
    """Write the list of a folder, whole or not at all; gives its path."""
    draft = folder / f"{LIST}.part"
    draft.write_text("".join(f"{digest}  {name}\n" for name, digest in sorted(found(folder).items())), encoding="utf-8", newline="\n")
    return draft.replace(folder / LIST)


def _files(folder: Path, part: str) -> Iterator[Path]:
    for path in sorted((folder / part).rglob("*")):
        if path.is_file() and path.parent != folder and not path.name.endswith(".part") and "__pycache__" not in path.parts:
            yield path


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()



def renew() -> None:
    """Write the list of the shipped folder."""
    write(Path(str(files("unfog") / "data")))
