"""A user's own places, persons and publishers: taken in by two verbs, used by later runs on the store, refused where broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from unfog import runs
from unfog.cli import main
from unfog.config import Config
from unfog.errors import UsageError
from unfog.knowledge import Knowledge, own_folder
from unfog.model import Grounding, Run
from unfog.store import Store

HEAD = "level,name_en,name_uk,pcode,parent,lat,lon\n"
DUMP = ["1", "Qwertyne", "Qwertyne", "Квертине", "48.5", "37.9", "P", "PPL", "UA", "", "05", "", "", "", "120", "", "", "", ""]
PERSONS = "name,names,country,offices\nOrest Vymyslenko,Orest Vymyslenko|Орест Вимисленко,UA,defence_minister UA 2031-01-01..2032-01-01\n"
PUBLISHERS = "name,domains,kind,control,owner,country\nValley Herald,herald.example,newspaper,private,its readers,GB\n"
REGISTER = """[[person]]
name = "Orest Vymyslenko"
country = "UA"
offices = ["defence_minister UA 2031-01-01..2032-01-01"]

[body.VALLEY_WATCH]
name = "Valley Watch"
kind = "organisation"
names = ["the Watch of the Valley"]
independent = true
"""


def written(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


def call(*words: str):
    return CliRunner().invoke(main, list(words))


def test_a_dump_is_used_by_later_runs_and_makes_their_work_stale(tmp_path):
    store = str(tmp_path / "own.db")
    article = written(tmp_path, "a.txt", "date 2023-05-02 Russian shells hit the village of Qwertyne in the Donetsk region on Monday, Ukraine said.")

    def placed():
        this = runs.run(Store(store), [article], Config(workers=1))
        rows = [row for row in Store(store).rows(Grounding) if row.kind == "place" and row.text == "Qwertyne"]
        return this, [row.place.name for row in rows if row.place]

    before, places = placed()
    assert places == []
    answer = call("import-gazetteer", written(tmp_path, "UA.txt", "\t".join(DUMP) + "\n"), "--store", store)
    assert answer.exit_code == 0, answer.output
    assert "1 were added" in answer.stderr
    after, places = placed()
    assert places == ["Qwertyne"]
    assert before.knowledge != after.knowledge
    assert len(list(Store(store).rows(Run))) == 2


@pytest.mark.parametrize(("name", "text"), [("own.toml", REGISTER), ("own.csv", PERSONS)])
def test_persons_of_a_file_hold_their_offices(tmp_path, name, text):
    store = str(tmp_path / "own.db")
    assert call("import-register", written(tmp_path, name, text), "--store", store).exit_code == 0
    register = Knowledge(own=own_folder(store)).register
    assert register.actor("Ukraine's defence minister", "2031-05-01").name == "Orest Vymyslenko"
    assert register.actor("Vymyslenko", "2031-05-01").side == "UA"
    assert Knowledge().register.actor("Orest Vymyslenko") is None
    assert Knowledge(own=own_folder(store)).fingerprint("register") != Knowledge().fingerprint("register")


def test_bodies_and_publishers_are_added_and_take_the_place_of_known_ones(tmp_path):
    store = str(tmp_path / "own.db")
    files = [written(tmp_path, "own.toml", REGISTER), written(tmp_path, "papers.csv", PUBLISHERS),
             written(tmp_path, "tass.csv", PUBLISHERS.replace("herald.example", "tass.com").replace("Valley Herald", "Other"))]  # fmt: skip
    assert call("import-register", *files, "--store", store).exit_code == 0
    register = Knowledge(own=own_folder(store)).register
    assert register.actor("Valley Watch").independent
    assert register.publisher("https://www.herald.example/news").name == "Valley Herald"
    assert register.publisher("tass.com").name == "Other"
    assert Knowledge().register.publisher("tass.com").name == "TASS"


BROKEN = [
    ("a.csv", "who,what\nx,y\n", "offices"),
    ("a.csv", PERSONS.replace("name,names", "name,nick"), "nick"),
    ("a.csv", PERSONS.replace("2031-01-01..2032-01-01", "for ever and ever"), "expected an office"),
    ("a.csv", PERSONS.replace("defence_minister", "minister_of_nothing"), "minister_of_nothing"),
    ("a.csv", PUBLISHERS.replace("GB", "Atlantis"), "Atlantis"),
    ("a.csv", "name,domains\nx,y.example\n", "line 2"),
    ("a.toml", "[[person]]\nnames = []\n", "name"),
    ("a.toml", "no table", "a.toml"),
    ("a.toml", "", "found none"),
]


@pytest.mark.parametrize(("name", "text", "told"), BROKEN)
def test_a_file_that_does_not_fit_is_refused_with_what_is_wrong(tmp_path, name, text, told):
    answer = call("import-register", written(tmp_path, name, text), "--store", str(tmp_path / "own.db"))
    assert isinstance(answer.exception, UsageError)
    assert told in str(answer.exception)
    assert not list((tmp_path / "own.db.knowledge").glob("**/*.json"))


@pytest.mark.parametrize("text", ["a,b\n1,2\n", ""])
def test_a_table_of_no_places_is_refused_and_leaves_nothing(tmp_path, text):
    answer = call("import-gazetteer", written(tmp_path, "x.txt", text), "--store", str(tmp_path / "own.db"))
    assert isinstance(answer.exception, UsageError)
    assert not list((tmp_path / "own.db.knowledge").glob("**/*.sqlite*"))


def test_a_file_that_is_not_there_and_a_store_in_memory_are_refused(tmp_path):
    missing = call("import-gazetteer", str(tmp_path / "none.txt"), "--store", str(tmp_path / "own.db"))
    assert isinstance(missing.exception, UsageError)
    memory = call("import-register", written(tmp_path, "p.csv", PERSONS), "--store", ":memory:")
    assert isinstance(memory.exception, UsageError)
