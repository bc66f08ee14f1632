"""Fetches one URL within bounds of size, time and redirects, from public addresses only.

    fetch("https://example.org/news/1")  ->  Fetched(url, media_type, content)

Raises `UnreadableError`, whose code says what was wrong, for whatever a URL, a network or a server may do.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse
from importlib.metadata import version
from threading import Timer

import certifi

from unfog.errors import UnreadableError
from unfog.stages.acquire.capture.read import blocks, unpack, whole
from unfog.stages.acquire.capture.web.address import Target, addresses, target

AGENT = f"unfog/{version('unfog')}"
MOVED = frozenset({301, 302, 303, 307, 308})
TRIED = 3  # addresses of one host
HEADERS = {
    "User-Agent": AGENT,
    "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a fetch may take: `max_bytes` unpacked, `seconds` for all of it, redirects included, and how many `redirects`."""

    max_bytes: int = 20_000_000
    seconds: float = 30.0
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came: `url` is the last one where others led to it, `media_type` as the server says, with its charset."""

    url: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer that is no redirect."""

    status: int
    fetched: Fetched


def anywhere(_where: Target) -> None:
    """Each step of the way is allowed."""


def fetch(url: str, bounds: Bounds | None = None) -> Fetched:
    """The content of a URL. Raises `UnreadableError` where it cannot be had, or the server answers with an error.

    Rules for robots are not asked here; `Visitor` does so.
    """
    deadline = time.monotonic() + (bounds or Bounds()).seconds
    return found(ask(target(url), bounds or Bounds(), deadline))


def found(answer: Answer) -> Fetched:
    """What a good answer brought; raises `UnreadableError` for any other."""
    if not 200 <= answer.status < 300:
        raise UnreadableError("http_error", f"the server answered with status {answer.status}; open the address in a browser")
    return answer.fetched


def ask(where: Target, bounds: Bounds, deadline: float, *, may: Callable[[Target], None] = anywhere) -> Answer:
    """The answer at the end of all redirects, each of which is checked like the first URL; `may` raises where it may not go on."""
    been = [where]
    while isinstance(step := _step(been[-1], bounds, deadline), Target):
        if step in been or len(been) > bounds.redirects:
            raise UnreadableError("redirects", f"it leads on more than {bounds.redirects} times, or in a circle")
        if been[-1].scheme == "https" and step.scheme == "http":
            raise UnreadableError("redirects", "it leads from https to http, where anyone could change it on its way")
        may(step)
        been.append(step)
    return step


def _step(where: Target, bounds: Bounds, deadline: float) -> Answer | Target:
    """One exchange: the answer, or where it leads."""
    with _connected(where, deadline) as connection:
        connection.request("GET", where.path, headers=HEADERS)
        with connection.getresponse() as response:
            location = response.getheader("Location")
            if response.status in MOVED and location:
                return where.follow(location)
            content = _content(response, bounds.max_bytes)
            _left(deadline)  # a connection that was cut looks like one that has ended
            return Answer(response.status, Fetched(where.url, response.getheader("Content-Type", ""), content))


def _content(response: HTTPResponse, limit: int) -> bytes:
    encoding = response.getheader("Content-Encoding", "identity").strip().lower()
    if encoding not in {"gzip", "x-gzip", "identity", ""}:
        raise UnreadableError("bad_encoding", f"the server sends {encoding[:40]!r}, though gzip alone was asked for")
    parts = blocks(response)
    content = whole(unpack(parts, limit) if "gzip" in encoding else parts, limit)
    if response.length:
        raise HTTPException(f"{response.length} bytes are missing")
    return content


@contextmanager
def _connected(where: Target, deadline: float) -> Iterator[HTTPConnection]:
    """A connection to a checked address, cut when time is up, wherever the exchange then stands."""
    connection = HTTPConnection(where.host, where.port)
    try:
        sock = _socket(where, deadline)
        timer = Timer(_left(deadline), _cut, (sock,))
        timer.daemon = True
        timer.start()
        try:
            if isinstance(sock, ssl.SSLSocket):
                sock.do_handshake()
            connection.sock = sock
            yield connection
        finally:
            timer.cancel()
            _cut(sock)
            sock.close()
    except (OSError, HTTPException, ValueError) as error:
        if isinstance(error, TimeoutError) or time.monotonic() >= deadline:
            raise UnreadableError("timeout", f"{where.host} did not answer in time; try again later") from error
        told = f"{type(error).__name__}: {error}"[:200]
        raise UnreadableError("no_answer", f"{where.host} gave no proper answer ({told})") from error


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _socket(where: Target, deadline: float) -> socket.socket:
    """A socket to the first address that answers; for https one that is yet to show a certificate for the name asked for."""
    failed: OSError = OSError("no address")
    for address in addresses(where)[:TRIED]:
        try:
            sock = socket.create_connection((address, where.port), timeout=_left(deadline))
        except OSError as error:
            failed = error
            continue
        if where.scheme == "http":
            return sock
        return _tls().wrap_socket(sock, server_hostname=where.host, do_handshake_on_connect=False)
    raise failed


@cache
def _tls() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())  # some systems come without certificates of their own
    return context


def _cut(sock: socket.socket) -> None:
    with suppress(OSError):  # closed by the other side before
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
