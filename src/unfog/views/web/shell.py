"""The page that every address of the application opens, and the built files that it loads, each under a name that is known."""

from __future__ import annotations

import hashlib
import html
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

MEDIA = {
    ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json", ".svg": "image/svg+xml",
    ".png": "image/png", ".woff2": "font/woff2",
}  # fmt: skip
PAGES = ("/", "/picture", "/ledgers", "/ledgers/{name}", "/event/{id}", "/article/{id}", "/sources", "/sources/{id:path}", "/compare", "/changes",
         "/review", "/judgements", "/add", "/search", "/about")  # fmt: skip
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} · unfog</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/report.css?v={version}">
</head>
<body>
<div id="app" data-api="/api" data-static="/static" data-v="{version}"><p class="opening" role="status">Opening …</p></div>
<noscript><p>This application is drawn by a program. Allow scripts for this address; it makes no request to any other.</p></noscript>
<script src="/static/report.js?v={version}" defer></script>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Built:
    """A built file."""

    content: bytes
    media: str
    digest: str


@cache
def built() -> dict[str, Built]:
    """The built files by name: nothing else can be asked for."""
    found: dict[str, Built] = {}
    for path in files("unfog.views").joinpath("web").iterdir():
        ending = path.name[path.name.rfind(".") :]
        if ending in MEDIA and path.is_file():
            content = path.read_bytes()
            found[path.name] = Built(content, MEDIA[ending], hashlib.blake2b(content, digest_size=8).hexdigest())
    return found


@cache
def version() -> str:
    """A word that changes with any built file."""
    known = hashlib.blake2b(digest_size=8)
    for name, each in sorted(built().items()):
        known.update(f"{name} {each.digest} ".encode())
    return known.hexdigest()


def shell(title: str) -> str:
    """The page."""
    return PAGE.format(title=html.escape(title), version=version())
