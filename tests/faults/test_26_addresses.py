"""26. Fetching a URL: nothing but public addresses is ever connected to, and no server can hold, flood or lead a run astray."""

from __future__ import annotations

import gzip
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from unfog.errors import UnreadableError
from unfog.stages.acquire.capture.web import Bounds, Fetched, Visitor, address, fetch

PAGE = b"<html><body><p>Shells fell on the port.</p></body></html>"
QUICK = Bounds(max_bytes=10_000, seconds=0.8, redirects=3)


class Site(ThreadingHTTPServer):
    """A server on this machine, and the paths that it was asked for."""

    daemon_threads = True

    def __init__(self, answers: dict[str, Callable[[BaseHTTPRequestHandler], None]]) -> None:
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                answers.get(self.path, status(404))(self)

            def log_message(self, *_: object) -> None:
                pass

        super().__init__(("127.0.0.1", 0), Handler)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.server_port}{path}"


def body(content: bytes = PAGE, media_type: str = "text/html; charset=utf-8", **headers: str):
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", media_type)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def status(code: int, location: str = ""):
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        if location:
            handler.send_header("Location", location)
        handler.end_headers()

    return answer


def raw(*pieces: bytes, pause: float = 0.0):
    def answer(handler: BaseHTTPRequestHandler) -> None:
        with suppress(OSError):  # the other side hangs up when it has had enough
            for piece in pieces:
                handler.wfile.write(piece)
                time.sleep(pause)

    return answer


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Site]]:
    """Starts sites; 127.0.0.1, and no other address of this machine, counts as public meanwhile."""
    public = address.public
    monkeypatch.setattr(address, "public", lambda each: each == "127.0.0.1" or public(each))
    running: list[Site] = []

    def start(**answers: Callable[[BaseHTTPRequestHandler], None]) -> Site:
        running.append(Site({f"/{path}".replace("robots_txt", "robots.txt"): each for path, each in answers.items()}))
        threading.Thread(target=running[-1].serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return running[-1]

    yield start
    for site in running:
        site.shutdown()
        site.server_close()


def code_of(url: str, bounds: Bounds = QUICK) -> str:
    with pytest.raises(UnreadableError) as caught:
        fetch(url, bounds)
    return caught.value.code


def test_a_page_comes_with_its_media_type_and_final_address(serve):
    site = serve(old=status(301, "/new#part"), new=body())
    assert fetch(site.url("/old"), QUICK) == Fetched(site.url("/new"), "text/html; charset=utf-8", PAGE)
    packed = serve(page=body(gzip.compress(PAGE), Content_Encoding="gzip"))
    assert fetch(packed.url("/page"), QUICK).content == PAGE


# --- where it may lead ---------------------------------------------------------------------------------------------------

INSIDE = [
    "127.0.0.1", "127.8.9.1", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254",  # noqa: S104
    "100.64.0.1", "192.0.0.8",
    "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "::7f00:1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:c0a8:101::", "fe80::1",
    "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "100::1", "",
]  # fmt: skip
OUTSIDE = ["93.184.215.14", "8.8.8.8", "2606:2800:21f:cb07::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2a00:1450:4001::1"]


@pytest.mark.parametrize("inside", INSIDE)
def test_an_address_inside_a_network_is_not_public(inside):
    assert not address.public(inside)


@pytest.mark.parametrize("outside", OUTSIDE)
def test_an_address_that_all_can_reach_is_public(outside):
    assert address.public(outside)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "LOCALHOST.", "127.1", "127.0.1", "2130706433", "0x7f000001", "0x7f.0.0.1", "0177.0.0.1",
        "017700000001", "①②⑦.⓪.⓪.①", "127。0。0。1", "[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]", "0",
    ],
)  # fmt: skip
def test_no_spelling_of_this_machine_is_connected_to(host, monkeypatch):
    asked: list[object] = []
    monkeypatch.setattr(socket, "create_connection", lambda *args, **_: asked.append(args))
    assert code_of(f"http://{host}:8000/") in {"private_address", "no_host", "bad_url"}
    assert asked == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/", "file:///etc/passwd", "gopher://example.org", "//example.org/", "example.org", "http://", "http:///path",
        "http://user@example.org/", "http://user:pass@127.0.0.1/", "http://example.org\\@127.0.0.1/", "http://exa mple.org/",
        "http://example.org/\r\nHost: other", "http://example.org:99999/", "http://example.org:port/", "http://[::1/", "http://[fe80::1%25eth0]/",
        "http://a..b/", "http://" + "a" * 300 + ".org/", "http://example.org/" + "a" * 5000, "http://exa\tmple.org/", "http://%31%32%37.0.0.1/",
    ],
)  # fmt: skip
def test_what_is_no_plain_url_is_refused_before_the_network_is_asked(url, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("the network was asked"))
    assert code_of(url) == "bad_url"


def test_no_redirect_leads_inside(serve):
    site = serve(
        inside=status(302, "http://127.0.0.2:9/"), v6=status(302, "http://[::1]/"), odd=status(307, "http://0x7f.0.0.2/"),
        file=status(302, "file:///etc/passwd"), relative=status(302, "//127.0.0.2/x"), user=status(302, "http://a@127.0.0.1/"),
    )  # fmt: skip
    codes = [code_of(site.url(f"/{path}")) for path in ("inside", "v6", "odd", "file", "relative", "user")]
    assert codes == ["private_address", "private_address", "private_address", "bad_url", "private_address", "bad_url"]


def test_a_name_that_points_inside_as_well_as_outside_is_refused(monkeypatch):
    both = [(0, 0, 0, "", ("93.184.215.14", 80)), (0, 0, 0, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    assert code_of("http://example.org/") == "private_address"


def test_the_address_that_was_checked_is_the_one_connected_to(serve, monkeypatch):
    """A name that points elsewhere when asked again (DNS rebinding) is asked once."""
    site = serve(page=body())
    answers = iter(["127.0.0.1", "10.0.0.1", "10.0.0.1"])
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, port, *_, **__: [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]
        if host == "news.example" else [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (host, port))],
    )  # fmt: skip
    assert fetch(site.url("/page", host="news.example"), QUICK).content == PAGE
    assert next(answers) == "10.0.0.1"


# --- what a server may do ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (status(404), "http_error"),
        (status(500), "http_error"),
        (status(302), "http_error"),
        (body(b"x" * 10_001), "too_large"),
        (body(gzip.compress(random.Random(1).randbytes(6_000).hex().encode()), Content_Encoding="gzip"), "too_large"),
        (body(gzip.compress(b"x" * 30_000_000)[:9_000], Content_Encoding="gzip"), "too_large"),
        (body(b"no gzip", Content_Encoding="gzip"), "bad_gzip"),
        (body(Content_Encoding="br"), "bad_encoding"),
        (status(302, "/page"), "redirects"),
        (raw(b""), "no_answer"),
        (raw(b"SSH-2.0-OpenSSH_9.2\r\n"), "no_answer"),
        (raw(b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n"), "no_answer"),
        (raw(b"HTTP/1.1 200 OK\r\nA: " + b"b" * 100_000 + b"\r\n\r\n"), "no_answer"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf"), "no_answer"),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nxx"), "no_answer"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n", *[b"x"] * 40, pause=0.1), "timeout"),
        (raw(b"HTTP/1.1 200 OK\r\n", *[b"A: b\r\n"] * 40, pause=0.1), "timeout"),
        (raw(*[b"HTTP/1.1 100 Continue\r\n\r\n"] * 40, pause=0.1), "timeout"),
    ],
)
def test_a_bad_answer_is_refused_with_its_reason_and_in_time(serve, answer, code):
    begun = time.monotonic()
    assert code_of(serve(page=answer).url("/page")) == code
    assert time.monotonic() - begun < 10 * QUICK.seconds


def test_a_long_way_of_redirects_ends(serve):
    site = serve(**{f"r{step}": status(302, f"/r{step + 1}") for step in range(9)}, r9=body())
    assert code_of(site.url("/r0")) == "redirects"
    assert site.asked == ["/r0", "/r1", "/r2", "/r3"]


def test_what_speaks_no_tls_is_no_https(serve):
    assert code_of(serve(page=body()).url("/page").replace("http:", "https:")) == "no_answer"


def test_a_port_where_nobody_listens_is_told():
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        assert code_of(f"http://127.0.0.1:{held.getsockname()[1]}/") == "private_address"


# --- robots ---------------------------------------------------------------------------------------------------------------

RULES = b"User-agent: *\nDisallow: /private\nCrawl-delay: 3\n\nUser-agent: unfog\nDisallow: /*.pdf$\nCrawl-delay: 2\n"


def visited(site: Site, path: str, waits: list[float] | None = None) -> str:
    try:
        return Visitor(QUICK, (waits if waits is not None else []).append).get(site.url(path)).media_type
    except UnreadableError as error:
        return error.code


def test_a_sites_rules_for_robots_hold_also_behind_a_redirect(serve):
    site = serve(robots_txt=body(RULES, "text/plain"), page=body(), old=status(302, "/a.pdf"), **{"a.pdf": body()})
    assert [visited(site, path) for path in ("/page", "/a.pdf", "/old")] == ["text/html; charset=utf-8", "robots", "robots"]
    assert "/a.pdf" not in site.asked


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (status(404), "text/html; charset=utf-8"),
        (status(503), "robots"),
        (raw(b""), "no_answer"),
        (body(b"\x00\xff" * 500), "text/html; charset=utf-8"),
        (body(b"User-agent: *\nDisallow: /" + b"*a" * 2000 + b"$\n"), "text/html; charset=utf-8"),
    ],
)
def test_rules_that_cannot_be_had_or_read(serve, rules, expected):
    assert visited(serve(robots_txt=rules, page=body()), "/page") == expected


def test_a_site_is_asked_for_its_rules_once_and_given_time_between_visits(serve):
    site = serve(robots_txt=body(RULES, "text/plain"), page=body())
    waits: list[float] = []
    visitor = Visitor(QUICK, waits.append)
    for _ in range(3):
        visitor.get(site.url("/page"))
    assert site.asked == ["/robots.txt", "/page", "/page", "/page"]
    assert [round(wait) for wait in waits] == [2, 2]
