"""The application: routes made from the operations, answers as JSON, and what goes wrong told in one shape and without traces."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from unfog.errors import UnfogError, UsageError
from unfog.views.catalogue.words import TooSlowError
from unfog.views.web import exports, intake, review, shell, start
from unfog.views.web.answers import Fault, Trouble
from unfog.views.web.desk import Desk, NotFoundError, OpeningError
from unfog.views.web.guard import Guard, RefusedError, Rules
from unfog.views.web.jobs import Job, Jobs
from unfog.views.web.ledgers import Tables
from unfog.views.web.openapi import Described, Json, description
from unfog.views.web.operations import Reading, listed, readings
from unfog.views.web.query import FILTERS, Asked, BadValueError

T = TypeVar("T")
Endpoint = Callable[[Request], Awaitable[Response]]
API = "/api"
JSON = "application/json"
MULTIPART = "multipart/form-data"
STATUSES = {BadValueError: (400, "bad_value"), TooSlowError: (503, "too_slow"), NotFoundError: (404, "not_found"), OpeningError: (503, "opening")}
CODES = {404: "not_found", 405: "method", 413: "too_large", 415: "unsupported"}
log = logging.getLogger("unfog.web")


@dataclass(frozen=True, slots=True)
class JobList:
    """The runs that were asked for, the latest first."""

    jobs: tuple[Job, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """What the endpoints work with."""

    desk: Desk
    jobs: Jobs
    rules: Rules
    who: str
    fetches: bool


class UnsupportedError(UnfogError):
    """A body of a kind that is not read."""


def application(desk: Desk, jobs: Jobs, rules: Rules, *, who: str = "", fetches: bool = True) -> Guard:
    """The application on a desk. It answers `opening` until the desk is open. `fetches` is whether addresses can be added."""
    site = Site(desk, jobs, rules, who, fetches)
    questions = readings(desk)
    others = _others(site)
    told = description([*(_described(each) for each in questions), *(each for each, _ in others)])
    routes = [Route(API + each.path.replace("/sources/{id}", "/sources/{id:path}"), _reader(site, each), methods=["GET"]) for each in questions]
    for each, endpoint in others:
        routes.append(Route(each.path, endpoint, methods=[each.method]))
    routes.append(Route(f"{API}/openapi.json", _fixed(told), methods=["GET"]))
    routes.append(Route("/static/{name}", _static, methods=["GET"]))
    routes += [Route(page, _page(site), methods=["GET"]) for page in shell.PAGES]
    handlers = {RefusedError: _refused, HTTPException: _http, UnfogError: _trouble, ClientDisconnect: _gone, Exception: _failed}
    app = Starlette(routes=routes, exception_handlers=handlers)  # type: ignore[arg-type]
    app.router.redirect_slashes = False
    return Guard(app, rules)


def _described(each: Reading) -> Described:
    return Described("GET", API + each.path, each.about, each.answer, each.parameters)


def _others(site: Site) -> list[tuple[Described, Endpoint]]:
    """The operations that are more than questions about the picture."""
    tables = Tables(site.desk)
    texts = tuple(sorted(set(exports.MEDIA.values())))
    add = (("multipart/form-data", None), (JSON, intake.NewArticle))
    return [
        (Described("GET", f"{API}/start", "What the screen begins with.", start.Start),
         _answering(site.desk, lambda _: start.start(site.desk, site.rules.write, site.who, fetches=site.fetches))),
        (Described("GET", f"{API}/about", "What came in, and how it ended.", start.About), _answering(site.desk, lambda _: start.about(site.desk))),
        (Described("GET", f"{API}/export/{{file}}", "What is seen, as a file: " + ", ".join(exports.FILES), None, (*FILTERS, *listed(exports.LEDGER)),
                   media=texts), _exporter(site, tables)),
        (Described("GET", f"{API}/add", "What can be added.", intake.AddPage), _answering(site.desk, lambda _: intake.add_page(site.jobs, fetches=site.fetches))),
        (Described("POST", f"{API}/add", "Add files, a pasted text, or what an address leads to.", intake.Accepted, status=202, bodies=add), _adder(site)),
        (Described("POST", f"{API}/judgements", "Give a verdict.", review.Judged, status=201, bodies=((JSON, review.NewVerdict),)), _judge(site)),
        (Described("GET", f"{API}/jobs", "The runs that were asked for.", JobList), _answering(site.desk, lambda _: JobList(site.jobs.all()))),
        (Described("GET", f"{API}/jobs/{{id}}", "One run.", Job), _answering(site.desk, lambda asked: _job(site, asked))),
    ]  # fmt: skip


def _job(site: Site, asked: Asked) -> Job:
    found = site.jobs.get(asked.path["id"])
    if found is None:
        raise NotFoundError(f"there is no job {asked.path['id'][:40]!r}")
    return found


# --- answers ------------------------------------------------------------------------------------------------------------------


def _asked(request: Request) -> Asked:
    return Asked(request.query_params, request.path_params)


def _reader(site: Site, each: Reading) -> Endpoint:
    """The endpoint of a question: its answer hangs on the state of the store and the query alone, so that it can be kept."""

    async def endpoint(request: Request) -> Response:
        began = time.perf_counter()
        tag = _tag(site.desk.snapshot.version, request)
        headers = {"ETag": tag, "Cache-Control": "no-cache", "X-Unfog-Version": site.desk.snapshot.version}
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers=headers)
        body = await run_in_threadpool(lambda: msgspec.json.encode(each.handle(site.desk, _asked(request))))
        headers["Server-Timing"] = f"app;dur={(time.perf_counter() - began) * 1000:.1f}"
        return Response(body, media_type=JSON, headers=headers)

    return endpoint


def _tag(version: str, request: Request) -> str:
    asked = f"{version}\n{request.url.path}\n{request.url.query}"
    return f'"{version}-{hashlib.blake2b(asked.encode("utf-8", "replace"), digest_size=8).hexdigest()}"'


def _answering(desk: Desk, work: Callable[[Asked], object]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        answer = _json(await run_in_threadpool(work, _asked(request)))
        if desk.is_open:
            answer.headers["X-Unfog-Version"] = desk.snapshot.version
        return answer

    return endpoint


def _json(answer: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(answer), status_code=status, media_type=JSON)


def _fixed(told: Json) -> Endpoint:
    async def endpoint(_request: Request) -> Response:
        return _json(told)

    return endpoint


def _exporter(site: Site, tables: Tables) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        made = await run_in_threadpool(exports.export_file, site.desk, _asked(request), tables)
        return Response(made.content, headers={"Content-Type": made.media, "Content-Disposition": f'attachment; filename="{made.name}"'})

    return endpoint


def _page(site: Site) -> Endpoint:
    async def endpoint(_request: Request) -> Response:
        return HTMLResponse(shell.shell(site.desk.title), headers={"Cache-Control": "no-cache"})

    return endpoint


async def _static(request: Request) -> Response:
    found = shell.built().get(request.path_params["name"])
    if found is None:
        raise NotFoundError("there is no such file")
    tag = f'"{found.digest}"'
    kept = "public, max-age=31536000, immutable" if request.query_params.get("v") else "no-cache"
    headers = {"ETag": tag, "Cache-Control": kept}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(found.content, headers={**headers, "Content-Type": found.media})


# --- changes ------------------------------------------------------------------------------------------------------------------


def _judge(site: Site) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        new = await _body(request, review.NewVerdict)
        return _json(await run_in_threadpool(review.give, site.desk, site.jobs, new), 201)

    return endpoint


def _adder(site: Site) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        path = site.desk.path
        if _media(request) == MULTIPART:
            files = await _files(request)
            return _json(await run_in_threadpool(intake.add_files, path, site.jobs, files), 202)
        new = await _body(request, intake.NewArticle)
        return _json(await run_in_threadpool(lambda: intake.add_article(path, site.jobs, new, fetches=site.fetches)), 202)

    return endpoint


def _media(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def _body(request: Request, shape: type[T]) -> T:
    """The body as one of the shapes. Raises `BadValueError` where it has another."""
    if _media(request) != JSON:
        raise UnsupportedError(f"send {JSON}")
    try:
        return msgspec.json.decode(await request.body(), type=shape)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise BadValueError(None, f"the body cannot be read: {error}") from error


async def _files(request: Request) -> list[intake.Upload]:
    try:
        async with request.form(max_files=intake.MOST_FILES, max_fields=10) as form:
            sent = [each for each in form.getlist("files") if isinstance(each, UploadFile)]
            return [intake.Upload(each.filename or "file", await each.read()) for each in sent]
    except (MultiPartException, HTTPException) as error:
        raise BadValueError("files", "the form cannot be read") from error


# --- what goes wrong ------------------------------------------------------------------------------------------------------------


def _fault(status: int, fault: Fault) -> Response:
    return _json(Trouble(fault), status)


async def _refused(_request: Request, error: RefusedError) -> Response:
    return _fault(error.status, Fault(error.code, str(error), None))


async def _http(_request: Request, error: HTTPException) -> Response:
    return _fault(error.status_code, Fault(CODES.get(error.status_code, "bad_value"), str(error.detail), None))


async def _trouble(_request: Request, error: UnfogError) -> Response:
    if isinstance(error, UnsupportedError):
        return _fault(415, Fault("unsupported", str(error), None))
    status, code = next((known for kind, known in STATUSES.items() if isinstance(error, kind)), (400, "bad_value") if isinstance(error, UsageError) else (500, "internal"))
    answer = _fault(status, Fault(code, str(error), error.field if isinstance(error, BadValueError) else None))
    if isinstance(error, OpeningError):
        answer.headers["Retry-After"] = "1"
    return answer


async def _gone(_request: Request, _error: ClientDisconnect) -> Response:
    return Response(status_code=400)


async def _failed(_request: Request, error: Exception) -> Response:
    """Anything else is a fault of the application: told to whoever runs it, and in general words to whoever asked."""
    log.error("a request failed", exc_info=error)
    return _fault(500, Fault("internal", "the request failed; the terminal of unfog serve tells why", None))
