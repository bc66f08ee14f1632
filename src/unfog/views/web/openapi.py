"""The description of the interface in the terms of OpenAPI 3.1, made from the operations, their parameters and their answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import TypeAlias

import msgspec

from unfog.views.web.answers import Trouble
from unfog.views.web.query import Parameter

Json: TypeAlias = Mapping[str, object]
JSON = "application/json"
NAMES = re.compile(r"\{(\w+)(?::path)?\}")
FAULTS = {
    "400": "A value that cannot be read.", "401": "The token that was printed is needed.", "403": "A request of another site or host.",
    "404": "There is no such thing.", "503": "The catalogue is being made, or a search took too long.",
}  # fmt: skip
WRITE_FAULTS = {"413": "The body is too long.", "415": "The body is of another kind."}


@dataclass(frozen=True, slots=True)
class Described:
    """One operation: `bodies` are the shapes of what it takes by media type, `media` the types of an answer that is no JSON."""

    method: str
    path: str
    about: str
    answer: type | None
    parameters: Sequence[Parameter[object]] = ()
    status: int = 200
    bodies: tuple[tuple[str, type | None], ...] = ()
    media: tuple[str, ...] = ()


FILES: Json = {
    "type": "object",
    "required": ["files"],
    "properties": {"files": {"type": "array", "maxItems": 200, "items": {"type": "string", "format": "binary"}}},
}


def description(operations: Iterable[Described]) -> Json:
    """The whole description."""
    known = tuple(operations)
    types = _types(known)
    schemas, components = msgspec.json.schema_components(types, ref_template="#/components/schemas/{name}")
    shapes = dict(zip(types, schemas, strict=True))
    paths: dict[str, dict[str, object]] = {}
    for each in known:
        paths.setdefault(NAMES.sub(r"{\1}", each.path), {})[each.method.lower()] = _operation(each, shapes)
    return {
        "openapi": "3.1.0",
        "info": {"title": "unfog", "version": version("unfog"), "description": "What a store of claims knows, for the screen and for programs."},
        "paths": paths,
        "components": {"schemas": components, "securitySchemes": {"write": {"type": "apiKey", "in": "header", "name": "X-Unfog-Token"}}},
    }


def _types(operations: Sequence[Described]) -> list[type]:
    shapes = (shape for each in operations for shape in (each.answer, *(body for _, body in each.bodies)) if shape)
    return list(dict.fromkeys((Trouble, *shapes)))


def _operation(each: Described, shapes: Mapping[type, Json]) -> Json:
    faults = FAULTS | (WRITE_FAULTS if each.method == "POST" else {})
    answers: dict[str, object] = {status: _content(about, {JSON: shapes[Trouble]}) for status, about in faults.items()}
    shape: dict[str, Json] = {JSON: shapes[each.answer]} if each.answer else {media: {} for media in each.media}
    answers[str(each.status)] = _content("The answer.", shape)
    if each.method == "GET":
        answers["304"] = {"description": "Nothing has changed since the answer of that ETag."}
    told: dict[str, object] = {
        "summary": each.about, "operationId": _name(each), "responses": answers,
        "parameters": [*_path(each.path), *(_parameter(one) for one in each.parameters)],
    }  # fmt: skip
    if each.bodies:
        content = {media: {"schema": shapes[shape] if shape else FILES} for media, shape in each.bodies}
        told |= {"requestBody": {"required": True, "content": content}}
    return told | ({"security": [{"write": []}]} if each.method == "POST" else {})


def _content(about: str, shapes: Mapping[str, Json]) -> Json:
    return {"description": about, "content": {media: {"schema": shape} for media, shape in shapes.items()}}


def _name(each: Described) -> str:
    return f"{each.method.lower()}{re.sub(r'[^a-z]+', '_', each.path)}".rstrip("_")


def _path(path: str) -> list[Json]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1, "maxLength": 200}} for name in NAMES.findall(path)
    ]


def _parameter(one: Parameter[object]) -> Json:
    told: dict[str, object] = {"name": one.name, "in": "query", "description": one.about, "required": False, "schema": one.schema}
    if one.many:
        told |= {"schema": {"type": "array", "items": one.schema, "maxItems": 100}, "explode": True}
    return told
