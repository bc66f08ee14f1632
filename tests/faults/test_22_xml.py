"""22. XML bombs and external entities: no file and no address is read, no memory is filled, and it is said in words or passed over."""

from __future__ import annotations

import resource
import socket

import pytest
from hostile import GOOD, Clock, taken_in

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
ENTITIES = {
    "laughs": f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>',
    "quadratic": f'<!DOCTYPE rss [<!ENTITY l11 "{"a" * 50_000}">]>',
    "file": '<!DOCTYPE rss [<!ENTITY l11 SYSTEM "file://{secret}">]>',
    "address": '<!DOCTYPE rss [<!ENTITY l11 SYSTEM "http://127.0.0.1:{port}/x">]>',
    "parameter": '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:{port}/x"> %p;]>',
    "external table": '<!DOCTYPE rss SYSTEM "http://127.0.0.1:{port}/x.dtd">',
}
FEED = "<?xml version='1.0'?>{entities}<rss version='2.0'><channel><title>Reed</title><item><title>t</title><description>{good} {use}</description></item></channel></rss>"
PAGE = "<?xml version='1.0'?>{entities}<html><body><p>{good} {use}</p></body></html>"


@pytest.mark.parametrize("entities", ENTITIES.values(), ids=ENTITIES)
@pytest.mark.parametrize(("ending", "form"), [(".rss", FEED), (".xml", FEED), (".html", PAGE)])
def test_entities_lead_nowhere(tmp_path, entities, ending, form):
    secret = tmp_path / "secret.key"
    secret.write_text("SECRET WORDS", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        filled = entities.replace("{secret}", str(secret)).replace("{port}", str(server.getsockname()[1]))
        (tmp_path / f"a{ending}").write_text(form.format(entities=filled, good=GOOD, use="&l11;" * 100), encoding="utf-8")
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with Clock() as clock:
            documents, issues = taken_in(tmp_path / f"a{ending}")
        with pytest.raises(TimeoutError):
            server.accept()
    assert len(documents) + len(issues) >= 1
    assert all("SECRET" not in each.text and len(each.text) < 100_000 for each in documents)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
    assert clock.spent < 5
