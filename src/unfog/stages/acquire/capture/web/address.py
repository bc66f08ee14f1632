"""Where a URL leads: its parts, and the network addresses of its host, none of which may lie inside a private network.

The address that was checked is the one that is connected to. A name is never resolved a second time, since its owner may let
it point elsewhere by then.
"""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urljoin, urlsplit

from unfog.errors import UnreadableError

PORTS = {"http": 80, "https": 443}
LONGEST = 4096  # characters; no server takes more
ODD = re.compile(r"[\x00-\x20\x7f\\]")  # readers of URLs differ over these, so that what is checked may not be what is asked
NAME = re.compile(r"[a-z0-9_.-]+|[0-9a-f:.]+")
KEPT = "/%:=&?~+!$,;'@()*[]"  # marks that stay as they are in a path
UNICAST = ip_network("2000::/3")  # all public IPv6 addresses so far, RFC 4291
# Kept for special purposes (IANA's registries), which older versions of Python do not know.
SPECIAL = tuple(ip_network(each) for each in ("192.0.0.0/24", "192.88.99.0/24", "3fff::/20"))
TRANSLATED = ip_network("64:ff9b::/96")  # IPv4 as seen from networks without it, RFC 6052


@dataclass(frozen=True, slots=True)
class Target:
    """A URL taken apart: `host` in lower-case ASCII, `path` with its query, ready to be sent."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """Scheme, host and port, as one writes them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def url(self) -> str:
        """The URL in its plain form."""
        return self.site + self.path

    def follow(self, location: str) -> Target:
        """Where a redirect leads; the fragment and what the odd spelling hid are gone."""
        return target(urljoin(self.url, location.strip()))


def target(url: str) -> Target:
    """The parts of a URL. Raises `UnreadableError` where it is none of http or https, names a user, or is oddly written."""
    if len(url) > LONGEST or ODD.search(url):
        raise UnreadableError("bad_url", f"a URL has no spaces, no backslash and at most {LONGEST:,} characters")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise UnreadableError("bad_url", f"expected a URL that begins with http:// or https://, found none ({error})") from error
    if parts.scheme not in PORTS or not host:
        raise UnreadableError("bad_url", "expected a URL that begins with http:// or https:// and names a host")
    if parts.username is not None or parts.password is not None:
        raise UnreadableError("bad_url", "a URL with a user or a password in it is not fetched; leave them out")
    path = quote(parts.path or "/", safe=KEPT) + (f"?{quote(parts.query, safe=KEPT)}" if parts.query else "")
    return Target(parts.scheme, _ascii(host), PORTS[parts.scheme] if port is None else port, path)


def _ascii(host: str) -> str:
    try:
        name = host if ":" in host else host.encode("idna").decode().lower()
    except UnicodeError as error:
        raise UnreadableError("bad_url", "the host is no name that the network knows") from error
    if not NAME.fullmatch(name):
        raise UnreadableError("bad_url", "the host is no name that the network knows")
    return name


def addresses(where: Target) -> list[str]:
    """The addresses of a host, each of them public. Raises `UnreadableError` where one is not, or there is none."""
    try:
        found = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UnreadableError("no_host", f"{where.host} cannot be found; check the address and the network") from error
    listed = list(dict.fromkeys(str(each[4][0]) for each in found))
    if not listed or not all(public(each) for each in listed):
        raise UnreadableError("private_address", f"{where.host} lies inside a private network and is not fetched")
    return listed


def public(address: str) -> bool:
    """Whether an address can be reached by everyone; one that wraps another is as public as that one."""
    try:
        there = ip_address(address)
    except ValueError:  # such as one that names an interface, which only link-local ones do
        return False
    if any(there in each for each in SPECIAL):
        return False
    if isinstance(there, IPv6Address):
        inner = _wrapped(there)
        return public(str(inner)) if inner else there in UNICAST and there.is_global and there.teredo is None
    return there.is_global and not (there.is_multicast or there.is_reserved)


def _wrapped(there: IPv6Address) -> IPv4Address | None:
    if there in TRANSLATED:
        return IPv4Address(int(there) & 0xFFFF_FFFF)
    return there.ipv4_mapped or there.sixtofour
