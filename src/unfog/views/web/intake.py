"""Adding to the store: files and pasted text are put in a folder beside it, then read like any other input.

The folder (`unfog.db.added/`) keeps what was added, so that the store can be made again from it. Names of files are made
harmless; what cannot be read is set aside by the run, in words, like everywhere else.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from unfog.config import Config
from unfog.errors import UnreadableError
from unfog.stages.acquire.capture.find import ARTICLES, KINDS
from unfog.stages.acquire.capture.web.address import target
from unfog.views.web.guard import UPLOAD_BYTES
from unfog.views.web.jobs import Job, Jobs
from unfog.views.web.query import BadValueError

MOST_FILES = 200
LIMITS = Config()
UNSAFE = re.compile(r"[^\w.-]+")
LONGEST_NAME = 80
LONGEST_FIELD = 2000
SUFFIXES = tuple(f"{suffix}{packed}" for suffix in KINDS for packed in ("", ".gz"))


@dataclass(frozen=True, slots=True)
class Limits:
    """What can be added at once."""

    file_bytes: int
    request_bytes: int
    text_characters: int
    files: int


@dataclass(frozen=True, slots=True)
class AddPage:
    """What can be added: limits, the endings of files that are read, whether addresses are fetched, and the jobs so far."""

    limits: Limits
    kinds: tuple[str, ...]
    url: bool
    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class NewArticle:
    """A pasted text with what is known of it (`published` is an ISO day or time), or the `address` of a page or feed to fetch."""

    text: str = ""
    address: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The run that reads what was added."""

    job: Job


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came."""

    name: str
    content: bytes


def add_page(jobs: Jobs, *, fetches: bool) -> AddPage:
    """What can be added, and what was."""
    limits = Limits(LIMITS.max_capture_bytes, UPLOAD_BYTES, LIMITS.max_text_chars, MOST_FILES)
    return AddPage(limits, SUFFIXES, fetches, jobs.all())


def add_files(path: str, jobs: Jobs, files: Sequence[Upload]) -> Accepted:
    """Put files beside the store and start the run that reads them."""
    if not files:
        raise BadValueError("files", "no file came; send them in the field files")
    folder = _folder(path, [each.content for each in files])
    kept: dict[str, str] = {}
    for each in files:
        name = safe_name(each.name)
        target = folder / (name if name not in kept.values() else f"{_digest([each.content])}-{name}")
        _write(target, each.content)
        kept[target.as_posix()] = name
    articles = [each for each in kept if not _is_sidecar(each, kept)]
    return Accepted(jobs.add(f"{len(articles)} file{'s' if len(articles) != 1 else ''}", articles))


def _is_sidecar(path: str, among: Iterable[str]) -> bool:
    """Whether a file is the metadata of another that came with it."""
    own = Path(path)
    owners = (own.with_suffix(ending).as_posix() for ending in ARTICLES)
    return own.suffix == ".json" and any(each in among for each in owners)


def add_article(path: str, jobs: Jobs, new: NewArticle, *, fetches: bool) -> Accepted:
    """Add a pasted text or what an address leads to."""
    if new.address and new.text:
        raise BadValueError("address", "give a text or an address, not both")
    return _add_address(jobs, new.address.strip(), fetches=fetches) if new.address else _add_text(path, jobs, new)


def _add_address(jobs: Jobs, address: str, *, fetches: bool) -> Accepted:
    """Start the run that fetches an address; it connects to no private one, whatever a name or a redirect says."""
    if not fetches:
        raise BadValueError("address", "unfog serve was started with --offline; no address is fetched")
    if len(address) > LONGEST_FIELD or not address.isprintable():
        raise BadValueError("address", "this is no address")
    try:
        target(address)
    except UnreadableError as error:
        raise BadValueError("address", str(error)) from error
    return Accepted(jobs.add(address, (address,)))


def _add_text(path: str, jobs: Jobs, new: NewArticle) -> Accepted:
    """Put a pasted text beside the store, with what is known of it, and start the run that reads it."""
    if not new.text.strip():
        raise BadValueError("text", "there is no text")
    facts = {"title": new.title, "source": new.publisher, "date": new.published, "url": new.url}
    for name, value in facts.items():
        if len(value) > LONGEST_FIELD:
            raise BadValueError(name, f"{name} has {len(value):,} characters, {LONGEST_FIELD:,} at the most can be given")
    known = msgspec.json.encode({name: value.strip() for name, value in facts.items() if value.strip()})
    content = new.text.encode("utf-8", "replace")
    folder = _folder(path, [content, known])
    target = folder / f"{safe_name(new.title) if new.title.strip() else 'pasted'}.txt"
    _write(target.with_name(f"{target.stem}.json"), known)
    _write(target, content)
    return Accepted(jobs.add("a pasted text", (target.as_posix(),)))


def _folder(path: str, contents: Sequence[bytes]) -> Path:
    """The folder of what was added together, named after its content: the same again is no second input."""
    folder = Path(f"{path}.added") / _digest(contents)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(target: Path, content: bytes) -> None:
    """Whole or not at all."""
    partial = target.with_name(f".{target.name}.partial")
    partial.write_bytes(content)
    partial.replace(target)


def safe_name(name: str) -> str:
    """The last part of a name, of letters, figures, dots and dashes only, its endings kept."""
    last = re.split(r"[/\\]", name)[-1]
    ending = next((each for each in sorted(SUFFIXES, key=len, reverse=True) if last.lower().endswith(each)), "")
    stem = UNSAFE.sub("-", last[: len(last) - len(ending)] if ending else last).strip(".-")
    return f"{stem[:LONGEST_NAME] or 'file'}{ending}"


def _digest(contents: Sequence[bytes]) -> str:
    known = hashlib.blake2b(digest_size=6)
    for content in contents:
        known.update(hashlib.blake2b(content).digest())
    return known.hexdigest()
