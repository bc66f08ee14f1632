"""Reads bytes and lines within bounds: nothing is held longer than the limit, compressed or not."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from unfog.errors import UnreadableError
from unfog.stages.acquire.charset import marked

BLOCK = 1 << 16
GZIP = 31  # zlib's `wbits` for a gzip header and the largest window
MAGIC = b"\x1f\x8b"
MOST_EXPANSION = 200  # English text packs to a fifth; deflate ends at 1,032 to 1, which only a bomb comes near


def blocks(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of a stream, a block at a time."""
    return iter(lambda: stream.read(BLOCK), b"")


def unpack(packed: Iterable[bytes], limit: int) -> Iterator[bytes]:
    """The content of a gzip, all members, a block at a time however much it expands.

    Raises `UnreadableError` where it is broken, after what came before the break, or expands as only a bomb does.
    """
    member: zlib._Decompress | None = None
    taken = given = 0
    for block in packed:
        taken += len(block)
        rest, pending = block, False
        while rest or pending:
            member = member or zlib.decompressobj(GZIP)
            out = _inflate(member, rest)
            given += len(out)
            if given > max(limit, MOST_EXPANSION * taken):
                raise UnreadableError(
                    "gzip_bomb", f"it expands to over {MOST_EXPANSION} times its size; unpack it first"
                )
            yield out
            rest, pending = member.unconsumed_tail, len(out) == BLOCK
            if member.eof:  # another member may follow, or zeros, with which some writers pad the end
                rest, member, pending = member.unused_data.lstrip(b"\0"), None, False
    if member:
        raise UnreadableError("bad_gzip", "the gzip ends in the middle; fetch the file again")


def _inflate(unpacker: zlib._Decompress, block: bytes) -> bytes:
    try:
        return unpacker.decompress(block, BLOCK)
    except zlib.error as error:
        raise UnreadableError("bad_gzip", f"the gzip is broken ({error}); fetch the file again") from error


def whole(parts: Iterable[bytes], limit: int) -> bytes:
    """All bytes; raises `UnreadableError` above the limit, without holding more."""
    held = bytearray()
    for part in parts:
        held += part
        if len(held) > limit:
            raise too_large(limit)
    return bytes(held)


def too_large(limit: int, what: str = "it") -> UnreadableError:
    """The refusal of an input above the limit."""
    return UnreadableError("too_large", f"{what} is larger than {limit:,} bytes; split it into smaller ones")


def lines(parts: Iterable[bytes], limit: int) -> Iterator[str | None]:
    r"""Each line with its `\n`; None in the place of a line above the limit.

    UTF-8, or what a byte-order mark says; a byte that is no UTF-8 comes as a lone surrogate, so that `mend` can read the
    line in another encoding.
    """
    held: list[str] = []
    size = 0
    for text in _decoded(parts):
        *done, rest = text.split("\n")
        for part in done:
            yield "".join((*held, part, "\n")) if size + len(part) <= limit else None
            held, size = [], 0
        size += len(rest)
        held = [*held, rest] if size <= limit else []
    if size:
        yield "".join(held) if size <= limit else None


def _decoded(parts: Iterable[bytes]) -> Iterator[str]:
    parts = iter(parts)
    first = next((part for part in parts if part), b"")
    mark, encoding = marked(first)
    decoder = codecs.getincrementaldecoder(encoding or "utf-8")("surrogateescape" if not encoding else "replace")
    for part in chain((first[len(mark) :],), parts):
        yield decoder.decode(part)
    yield decoder.decode(b"", final=True)
