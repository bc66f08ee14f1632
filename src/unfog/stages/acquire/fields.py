"""The fields of an article's record or of the metadata beside it, and how they are read from JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

COLUMNS = ("id", "title", "text", "source", "date", "url")
ALIASES = {"publisher": "source"}
LONE = re.compile("[\ud800-\udfff]")  # half of a surrogate pair, which no file can hold


@dataclass(frozen=True, slots=True)
class Fields:
    """What a record says; None where it is silent. `source` is the publisher."""

    id: str | None = None
    title: str | None = None
    text: str | None = None
    source: str | None = None
    date: str | None = None
    url: str | None = None


def parse(text: str) -> object:
    """The JSON value; the standard reader takes what the fast one refuses, such as half of a surrogate pair.

    Raises `ValueError` or `RecursionError` where it is no JSON or nested without end.
    """
    try:
        value: object = msgspec.json.decode(text)
    except msgspec.DecodeError:
        value = json.loads(text)
    return value


def known(value: Mapping[object, object]) -> dict[str, str]:
    """The known columns that hold text or a number; other columns and values are ignored, `source` beats `publisher`."""
    fields: dict[str, str] = {}
    for key, each in value.items():
        name = str(key).strip().casefold()
        text = LONE.sub("", str(each)).strip() if isinstance(each, str | int | float) else ""
        if name in COLUMNS and text:
            fields[name] = text
        elif name in ALIASES and text:
            fields.setdefault(ALIASES[name], text)
    return fields
