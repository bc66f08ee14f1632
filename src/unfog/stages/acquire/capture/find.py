"""Finds what inputs name: a file, a folder, a glob, a URL, a path of fsspec, or `-`; says what each one is, and refuses in words.

An origin is the path as given, never an absolute one, so that the same inputs have the same ids on every machine.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath, PurePosixPath

from unfog.errors import UnreadableError
from unfog.model import Issue
from unfog.stages.acquire.capture import remote

STAGE = "acquire.capture"
STDIN = "-"
URL = "url"
WEB = re.compile(r"https?://", re.IGNORECASE)
KINDS = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".csv": "csv",
    ".rss": "feed",
    ".atom": "feed",
    ".xml": "feed",
    ".warc": "warc",
}
ARTICLES = tuple(suffix for suffix, kind in KINDS.items() if kind in {"text", "html"})
KNOWN = ", ".join(KINDS)


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read; `kind` is empty where its name does not tell. `asked` is whether the user named it alone,
    `remote` whether fsspec opens it.
    """

    path: Path
    origin: str
    kind: str = ""
    packed: bool = False
    sidecar: Path | None = None
    asked: bool = False
    remote: bool = False


def refuse(origin: str, code: str, message: str) -> Issue:
    """An issue about an input: what was found and what to do, in one sentence."""
    return Issue.of(STAGE, origin, origin, code, message)


def find(inputs: Sequence[str]) -> Iterator[Found | Issue]:
    """Every file of the inputs once, in the order given, folders and globs sorted; an issue for each that is none."""
    seen: set[str] = set()
    metadata: list[Found] = []
    for item in (each for given in inputs for each in _expand(given)):
        real = item.origin if isinstance(item, Issue) or _elsewhere(item) else os.path.realpath(item.path)
        if real in seen:
            continue
        seen.add(real)
        if isinstance(item, Found) and _owners(item):
            metadata.append(item)
        elif isinstance(item, Found) and not item.kind and item.origin != STDIN:
            yield refuse(item.origin, "unknown_kind", f"the name ends in none of {KNOWN} (or .gz of these); rename it")
        else:
            yield item
    yield from _idle(metadata, seen)


def _elsewhere(item: Found) -> bool:
    """Whether an input is none of this machine's files."""
    return item.origin == STDIN or item.kind == URL or item.remote


def _idle(metadata: Iterable[Found], seen: set[str]) -> Iterator[Issue]:
    """An issue for each metadata file that was asked for without the article that it describes."""
    for item in metadata:
        owners = _owners(item)
        if item.asked and not any(os.path.realpath(owner) in seen for owner in owners):
            yield refuse(item.origin, "sidecar", f"this is the metadata of {owners[0].name}; give that file instead")


def _expand(given: str) -> Iterator[Found | Issue]:
    path = Path(given)
    if given == STDIN:
        yield Found(path, STDIN)
    elif WEB.match(given):
        yield Found(path, given, URL)
    elif remote.named(given):
        yield from _elsewhere_found(given)
    elif path.is_dir():
        yield from _walk(path)
    elif os.path.lexists(path):
        yield _describe(path, asked=True)
    elif not glob.has_magic(given):
        yield refuse(_posix(path), "not_found", "there is no such file or folder; check the path")
    else:
        yield from _matches(given)


def _elsewhere_found(given: str) -> Iterator[Found | Issue]:
    try:
        for name in remote.expand(given):
            _, suffix, packed = _split(PurePosixPath(name.partition("::")[0]))
            yield Found(Path(name), name, KINDS.get(suffix, ""), packed, remote=True)
    except UnreadableError as error:
        yield refuse(given, error.code, str(error))


def _matches(pattern: str) -> Iterator[Found | Issue]:
    names = sorted(glob.glob(pattern, recursive=True))
    if not names:
        yield refuse(pattern, "not_found", "no file matches this pattern; check it, or put it in quotes")
    for name in names:
        path = Path(name)
        if path.is_dir():
            yield from _walk(path)
        else:
            yield _describe(path)


def _walk(folder: Path) -> Iterator[Found | Issue]:
    """The files below a folder by name; hidden ones are left out, and a folder that links lead to again is read once.

    What a link leads to outside of the folder is not read: who packed the folder did not own it.
    """
    entered: set[str] = set()
    waiting, inside = [folder], os.path.realpath(folder)
    while waiting:
        path = waiting.pop()
        real = os.path.realpath(path)
        if not _within(real, inside):
            yield refuse(_posix(path), "outside", "this link leads out of the folder; give what it leads to by itself")
            continue
        if not path.is_dir():
            found = _describe(path)
            lost = found.sidecar and not _within(os.path.realpath(found.sidecar), inside)
            yield replace(found, sidecar=None) if lost else found
            continue
        if real in entered:
            continue
        entered.add(real)
        try:
            names = sorted((name for name in os.listdir(path) if not name.startswith(".")), reverse=True)
        except OSError as error:
            yield refuse(
                _posix(path), "unreadable", f"the folder cannot be opened ({error.strerror}); check its rights"
            )
            continue
        waiting.extend(path / name for name in names)


def _within(real: str, folder: str) -> bool:
    return real == folder or real.startswith(os.path.join(folder, ""))


def _describe(path: Path, *, asked: bool = False) -> Found:
    stem, suffix, packed = _split(path)
    kind = KINDS.get(suffix, "")
    sidecar = path.with_name(f"{stem}.json")
    has_sidecar = suffix in ARTICLES and sidecar.is_file()
    return Found(path, _posix(path), kind, packed, sidecar if has_sidecar else None, asked)


def _split(path: PurePath) -> tuple[str, str, bool]:
    """Name without suffixes, suffix in lower case, and whether the file is compressed."""
    packed = path.suffix.lower() == ".gz"
    inner = PurePosixPath(path.stem if packed else path.name)
    return inner.stem, inner.suffix.lower(), packed


def _owners(item: Found) -> list[Path]:
    """The articles that a `NAME.json` lies beside."""
    if item.kind != "json" or item.packed:
        return []
    names = (item.path.with_name(item.path.stem + suffix + end) for suffix in ARTICLES for end in ("", ".gz"))
    return [path for path in names if path.is_file()]


def _posix(path: Path) -> str:
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")
