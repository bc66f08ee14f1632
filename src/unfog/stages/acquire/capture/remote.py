"""Files elsewhere: paths such as `s3://bucket/news/*.jsonl` or `zip://*.html::news.zip`, opened by fsspec.

Only kinds of storage are opened, never addresses of the web: those go the guarded way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, TypeAlias, cast

from unfog.errors import UnreadableError

if TYPE_CHECKING:
    from types import ModuleType

STORAGE = frozenset("abfs abfss az file gcs gs hdfs local memory oci s3 s3a sftp ssh tar zip".split())  # noqa: SIM905
PATH = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")

Opener: TypeAlias = Any  # fsspec has no types


def named(given: str) -> bool:
    """Whether an input is written as fsspec writes paths."""
    return PATH.match(given) is not None


def expand(given: str) -> Iterator[str]:
    """The files that a path, a pattern or a folder names, sorted. Raises `UnreadableError` where there is none, or none may be had."""
    for part in given.split("::"):
        kind = part.partition("://")[0] if "://" in part else "file"
        if kind.lower() not in STORAGE:
            raise UnreadableError("unknown_kind", f"{kind}:// is no storage that is read; known: {', '.join(sorted(STORAGE))}")
    found = sorted(_listed(given))
    if not found:
        raise UnreadableError("not_found", "there is no such file or folder; check the path")
    yield from found


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """The bytes of a file that `expand` gave."""
    try:
        with _fsspec().open(name, "rb", expand=False) as stream:
            yield cast("BinaryIO", stream)
    except (OSError, UnreadableError):
        raise
    except Exception as error:
        raise _failed(error) from error


def _failed(error: Exception) -> UnreadableError:
    """Each kind of storage fails in its own way."""
    return UnreadableError("unreadable", f"it cannot be opened ({type(error).__name__}: {error}); check path and rights")


def _listed(given: str) -> list[str]:
    first, chained, rest = given.partition("::")
    protocol = first.partition("://")[0]
    try:
        system, path = _fsspec().core.url_to_fs(given)
        paths = system.glob(path) if "*" in path else system.find(path)
        files = [each for each in paths if "*" not in path or system.isfile(each)]
    except UnreadableError:
        raise
    except Exception as error:
        raise _failed(error) from error
    return [f"{protocol}://{each.removeprefix(f'{protocol}://')}{chained}{rest}" for each in files]


def _fsspec() -> ModuleType:
    try:
        import fsspec  # type: ignore[import-untyped]  # noqa: PLC0415  an extra
    except ImportError as error:
        raise UnreadableError("unknown_kind", "files elsewhere need: pip install 'unfog[remote]'") from error
    return cast("ModuleType", fsspec)
