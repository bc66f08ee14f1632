"""Who may ask for what: checks every request before anything else sees it, and puts the headers on every answer.

Refused: names of hosts that are not this one's (DNS rebinding), writes that another site's page makes (a token that only a
page of this origin can read, and the origin itself), bodies that are too long, and, where the application listens to more than
this machine, whoever has not the token that was printed when it started.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
from dataclasses import dataclass, field
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

import msgspec
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from unfog.views.web.answers import Fault, Trouble

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Permitted-Cross-Domain-Policies": "none",
}
READING = frozenset({"GET", "HEAD"})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
HOST = re.compile(r"(?:\[(?P<address>[0-9a-f:.]+)\]|(?P<name>[\w.-]+))(?::\d{1,5})?", re.ASCII)
COOKIE = "unfog"
BODY_BYTES = 1_000_000
UPLOAD_BYTES = 64_000_000
UPLOADS = "/api/add"


@dataclass(frozen=True, slots=True)
class Rules:
    """What is let in. `access` is needed by all requests where it is not empty, `write` by those that change anything."""

    write: str
    access: str = ""
    hosts: frozenset[str] = LOOPBACK
    addresses: bool = False  # whether any address (not name) of this machine may be asked
    upload_bytes: int = field(default=UPLOAD_BYTES)


class RefusedError(Exception):
    """A request that is not let in: the status, and why."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


class Guard:
    """The checks, around an application."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self.app, self.rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in, or answer it here."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = _with_headers(send)
        try:
            if _hands_over_token(scope, self.rules):
                await _welcome(answer, self.rules.access)
                return
            check(Headers(scope=scope), scope, self.rules)
            await self.app(scope, _bounded(receive, _limit(scope, self.rules)), answer)
        except RefusedError as refused:
            await _refuse(answer, refused)


def check(headers: Headers, scope: Scope, rules: Rules) -> None:
    """Raises `RefusedError` for a request that is not let in."""
    _check_host(headers, rules)
    _check_site(headers, scope)
    if rules.access and not _has_access(headers, rules.access):
        raise RefusedError(401, "unauthorised", "open the address that unfog serve printed when it started")
    if scope["method"] not in READING:
        _check_write(headers, rules)
    length = headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit() or int(length) > _limit(scope, rules):
        raise RefusedError(413, "too_large", f"the body may have {_limit(scope, rules):,} bytes")


def _check_host(headers: Headers, rules: Rules) -> None:
    given = headers.getlist("host")
    name = host_name(given[0]) if len(given) == 1 else ""
    if name not in rules.hosts and not (rules.addresses and _is_address(name)):
        raise RefusedError(403, "forbidden", "this application does not answer to that host name")


def host_name(host: str) -> str:
    """The name in a Host header, without its port; empty where it cannot be read."""
    found = HOST.fullmatch(host.strip().lower())
    return (found["address"] or found["name"]) if found else ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _check_site(headers: Headers, scope: Scope) -> None:
    """Another site may link to a page of the application, and do nothing else with it."""
    origin = headers.get("origin")
    if origin is not None and origin.lower() not in {f"{scheme}://{headers['host'].lower()}" for scheme in ("http", "https")}:
        raise RefusedError(403, "forbidden", "requests of other sites are not answered")
    site = headers.get("sec-fetch-site", "none")
    follows_link = scope["method"] in READING and headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    is_page = not scope["path"].startswith(("/api", "/static"))
    if site not in {"same-origin", "none"} and not (follows_link and is_page):
        raise RefusedError(403, "forbidden", "requests of other sites are not answered")


def _check_write(headers: Headers, rules: Rules) -> None:
    if not hmac.compare_digest(headers.get("x-unfog-token", "").encode(), rules.write.encode()):
        raise RefusedError(403, "forbidden", "a change needs the header X-Unfog-Token with the token of /api/start")


def _has_access(headers: Headers, access: str) -> bool:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    given = token if scheme.lower() == "bearer" else _cookie(headers)
    return hmac.compare_digest(given.encode(), access.encode())


def _cookie(headers: Headers) -> str:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""


def _limit(scope: Scope, rules: Rules) -> int:
    return rules.upload_bytes if scope["path"] == UPLOADS else BODY_BYTES


# --- the token that is printed ----------------------------------------------------------------------------------------------


def _hands_over_token(scope: Scope, rules: Rules) -> bool:
    """Whether this is the printed address, `/?token=…`, with the right token and under a name of this machine."""
    if not rules.access or scope["path"] != "/" or scope["method"] != "GET":
        return False
    try:
        _check_host(Headers(scope=scope), rules)
        given = parse_qs(scope["query_string"].decode("ascii")).get("token", [""])
    except (RefusedError, ValueError):
        return False
    return hmac.compare_digest(given[-1].encode(), rules.access.encode())


async def _welcome(send: Send, access: str) -> None:
    """Keep the token in a cookie that no script reads and no other site sends, and go to the first page."""
    cookie = f"{COOKIE}={access}; HttpOnly; SameSite=Strict; Path=/"
    headers = [(b"location", b"/"), (b"set-cookie", cookie.encode()), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": 303, "headers": headers})
    await send({"type": "http.response.body", "body": b""})


# --- bodies and answers -----------------------------------------------------------------------------------------------------


def _bounded(receive: Receive, limit: int) -> Receive:
    """The body, refused as soon as it is longer than the limit, whatever its header says."""
    got = 0

    async def bounded() -> Message:
        nonlocal got
        message = await receive()
        got += len(message.get("body", b""))
        if got > limit:
            raise RefusedError(413, "too_large", f"the body may have {limit:,} bytes")
        return message

    return bounded


def _with_headers(send: Send) -> Send:
    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return answer


async def _refuse(send: Send, refused: RefusedError) -> None:
    body = msgspec.json.encode(Trouble(Fault(refused.code, str(refused), None)))
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": refused.status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
