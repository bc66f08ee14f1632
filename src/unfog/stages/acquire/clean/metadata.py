"""What stands beside a text: the fields of a record or of a metadata file, and a publisher's name made tidy."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import msgspec

from unfog.errors import UnreadableError
from unfog.stages.acquire.charset import decode
from unfog.stages.acquire.clean.tidy import without_unseen
from unfog.stages.acquire.fields import Fields, known, parse


def read_fields(content: bytes | None) -> Fields:
    """The fields in JSON bytes, none where there are none; raises `UnreadableError` where they are no JSON object."""
    if content is None:
        return Fields()
    try:
        value = parse(decode(content))
    except (ValueError, RecursionError) as error:
        raise UnreadableError("bad_sidecar", f"the metadata beside it is no JSON ({error}), so it was left") from error
    if not isinstance(value, Mapping):
        raise UnreadableError("bad_sidecar", "the metadata beside it is no JSON object, so it was left")
    return msgspec.convert(known(value), Fields)


def publisher_name(source: str | None) -> str | None:
    """A publisher as given, a web address of one as its domain; no leading `www.`."""
    name = without_unseen(source or "")
    return (site(name) if "://" in name else name.removeprefix("www.")) or None


def site(url: str | None) -> str | None:
    """The domain of a URL without `www.`; None where there is none, or where readers of URLs differ over which it is."""
    if "\\" in (url or ""):
        return None
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host and "%" not in host else None
