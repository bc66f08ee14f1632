"""A disk that fails on order: `disk.c`, compiled once and put before the C library of the process under test."""

from __future__ import annotations

import ctypes
import errno
import os
import random
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

MODES = ("count", "kill_before", "kill_torn", "kill_after", "fail_once", "fail_from", "short_once")
SOURCE = Path(__file__).with_name("disk.c")


def compiler() -> str | None:
    """A C compiler, if there is one."""
    return next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)


def compiled(folder: Path) -> Path:
    """The library, made in a folder."""
    library = folder / "disk.so"
    subprocess.run(
        [compiler() or "cc", "-O1", "-shared", "-fPIC", "-o", str(library), str(SOURCE), "-ldl", "-lpthread"],
        check=True, capture_output=True,
    )  # fmt: skip
    return library


@cache
def _library() -> ctypes.CDLL | None:
    return ctypes.CDLL(os.environ["LD_PRELOAD"]) if os.environ.get("LD_PRELOAD", "").endswith("disk.so") else None


def arm(*, folder: str, mode: str, at: int = 0, error: str = "EIO", log: str = "") -> None:
    """From now on the operation `at` (counted from 0) that changes a file below `folder` meets `mode`."""
    library = _library()
    if library is None:
        raise RuntimeError("the process was not started with the failing disk")
    library.disk_arm(folder.encode(), MODES.index(mode), ctypes.c_long(at), getattr(errno, error), log.encode())


def seen() -> int:
    """How many operations there were since `arm`."""
    library = _library()
    return int(library.disk_seen()) if library else 0


def mark(words: str) -> None:
    """Put words between the operations that are written down."""
    library = _library()
    if library is not None:
        library.disk_mark(words.replace("\t", " ").replace("\n", " ").encode()[:400])


# --- what was written down, played back ---------------------------------------------------------------------------------

SECTOR = 512  # bytes that a disk writes whole or not at all
Files = dict[str, bytearray]


class Operation(NamedTuple):
    """One thing that was done to a file: `write` (data at an offset), `size`, `cut`, `sync`, `unlink`, `rename`, or a `mark`."""

    what: str
    name: str
    offset: int
    data: bytes


def operations(log: Path) -> list[Operation]:
    """All that was written down, in order."""
    content, place, found = log.read_bytes(), 0, []
    while place < len(content):
        end = content.index(b"\n", place)
        what, name, offset, length = content[place:end].decode().split("\t")
        place = end + 1 + int(length)
        found.append(Operation(what, name, int(offset), content[end + 1 : place]))
    return found


def power_cut(done: Sequence[Operation], chance: random.Random, kept: float) -> Files:
    """The files after the power failed: what was made fast is there, of the rest each sector with a likelihood of `kept`.

    A file that was never made fast may be there or not. Memory that programs share (`-shm`) is gone.
    """
    fast: Files = {}
    loose: dict[str, list[Operation]] = {}
    for each in done:
        if each.what in {"write", "size", "cut"}:
            loose.setdefault(each.name, []).append(each)
        elif each.what == "sync":
            for one in loose.pop(each.name, ()):
                _apply(fast, one)
        elif each.what == "unlink":
            fast.pop(each.name, None), loose.pop(each.name, None)
    for those in loose.values():
        for one in those:
            for part in _sectors(one):
                if chance.random() < kept:
                    _apply(fast, part)
    return {name: content for name, content in fast.items() if not name.endswith("-shm")}


def _sectors(one: Operation) -> Iterator[Operation]:
    if one.what != "write":
        yield one
        return
    place = 0
    while place < len(one.data):
        size = SECTOR - (one.offset + place) % SECTOR
        yield Operation("write", one.name, one.offset + place, one.data[place : place + size])
        place += size


def _apply(files: Files, one: Operation) -> None:
    content = files.setdefault(one.name, bytearray())
    if one.what == "cut":
        content.clear()
    elif one.what == "size":
        del content[one.offset :]
        content.extend(bytes(one.offset - len(content)))
    else:
        content.extend(bytes(max(0, one.offset - len(content))))
        content[one.offset : one.offset + len(one.data)] = one.data
