"""27. Nothing is asked of the network: a run, the views and the exports work where every socket is refused. (Pages: tests/web.)"""

from __future__ import annotations

import socket

import pytest
from hostile import GOOD, picture

from unfog.views import export
from unfog.views.briefing import briefing, markdown
from unfog.views.report import write_report


def test_a_picture_is_made_and_shown_without_a_socket(tmp_path, monkeypatch):
    asked: list[object] = []

    def refused(*args: object, **_: object) -> None:
        asked.append(args)
        raise PermissionError("no network")

    for name in ("create_connection", "getaddrinfo", "gethostbyname", "socket"):
        monkeypatch.setattr(socket, name, refused)
    seen = picture(tmp_path / "in", {"a": f"{GOOD} See https://reedham.example/news and http://127.0.0.1/."}, a={"url": "https://reedham.example/1"})
    assert seen.events
    write_report(seen, tmp_path / "report.html")
    for form in export.TEXTS:
        assert "".join(export.event_text(seen.shown(), form))
    assert markdown(briefing(seen.events, seen.assessments, seen.documents))
    assert asked == []
    with pytest.raises(PermissionError):
        socket.create_connection(("127.0.0.1", 9))
