"""The verb that opens the local web application on a store."""

from __future__ import annotations

import getpass
import ipaddress
import secrets
from importlib.util import find_spec
from typing import TYPE_CHECKING

import click

from unfog.errors import UsageError
from unfog.options import store_option, workers_option
from unfog.store import Store
from unfog.talk import say

if TYPE_CHECKING:
    from unfog.views.web import Rules

NEEDED = ("starlette", "uvicorn", "python_multipart")
HINT = "unfog serve needs {missing}; run: pip install 'unfog[web]'"



@click.command()
@store_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on; others than this machine's own need a token.")
@click.option("--port", type=click.IntRange(0, 65535), default=8642, show_default=True)
@click.option("--allow-host", "names", multiple=True, metavar="NAME", help="A further name under which the application may be asked.")
@click.option("--offline", is_flag=True, help="Fetch no address that somebody adds.")
@workers_option
def serve(store: str, host: str, port: int, *, names: tuple[str, ...], offline: bool, workers: int) -> None:
    """Open the store as a web application: map, timeline, ledgers, articles, review, search, and adding more.

    It answers this machine alone unless --host says otherwise; then the address that is printed holds a token. It goes to the
    network only for an address that is added. Stop it with Ctrl-C. A store that does not exist yet is made, to add articles to.
    """
    missing = [name.replace("_", "-") for name in NEEDED if find_spec(name) is None]
    if missing:
        raise UsageError(HINT.format(missing=", ".join(missing)))
    Store(store).close()
    _serve(store, rules(host, names), (host, port), offline=offline, workers=workers)


def rules(host: str, names: tuple[str, ...] = ()) -> Rules:
    """What is let in when listening to an address: a token for all but this machine's own."""
    from unfog.views.web.guard import LOOPBACK, Rules  # noqa: PLC0415  an extra, needed for this verb only

    access = "" if is_loopback(host) else secrets.token_urlsafe(24)
    known = LOOPBACK | {host.lower().strip("[]")} | {name.lower() for name in names}
    return Rules(write=secrets.token_urlsafe(24), access=access, hosts=known, addresses=bool(access))


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _serve(store: str, rules: Rules, address: tuple[str, int], *, offline: bool, workers: int) -> None:
    import uvicorn  # noqa: PLC0415  an extra, needed for this verb only

    from unfog.views.web import Desk, Jobs, application  # noqa: PLC0415

    desk = Desk(store)
    jobs = Jobs(store, desk.open, workers=workers)
    app = application(desk, jobs, rules, who=getpass.getuser(), fetches=not offline)
    desk.open_apart()
    host, port = address
    shown = f"[{host}]" if ":" in host else host
    config = uvicorn.Config(
        app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False, access_log=False, lifespan="off",
        ws="none", timeout_keep_alive=5, limit_concurrency=200, h11_max_incomplete_event_size=32_768,
    )  # fmt: skip
    say(f"serving {store} at http://{shown}:{port}/" + (f"?token={rules.access}" if rules.access else "") + "  (Ctrl-C stops it)")
    try:
        uvicorn.Server(config).run()
    finally:
        jobs.stop()
