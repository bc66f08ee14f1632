"""A user's own table of places: better points, new places, and refusals."""

import gzip
from pathlib import Path

import pytest

from unfog.errors import UnreadableError, UsageError
from unfog.knowledge import Gazetteer, Knowledge
from unfog.knowledge.gazetteer.packs import import_pack

SHIPPED = Knowledge().gazetteer
HEAD = "level,name_en,name_uk,pcode,parent,lat,lon\n"
DUMP = [
    "1", "Qwertyne", "Qwertyne", "Квертине,Qwertynoye", "48.5", "37.9", "P", "PPL", "UA", "", "05", "", "", "", "120", "", "",
    "Europe/Kyiv", "2024-01-01",
]  # fmt: skip


def imported(tmp_path: Path, text: str, name: str = "places.csv") -> tuple[Gazetteer, object]:
    source, target = tmp_path / name, tmp_path / "own.sqlite"
    source.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    outcome = import_pack(source, target, SHIPPED)
    return Gazetteer(SHIPPED.folder, target), outcome


def test_a_known_place_gets_the_tables_point(tmp_path):
    code = SHIPPED.candidates("Klishchiivka")[0].id
    row = f"adm4,Klishchiivka,Кліщіївка,{code[:12]},{code[:9]},48.5301,37.9597\n"
    gazetteer, outcome = imported(tmp_path, HEAD + row, "places.csv.gz")
    place = gazetteer.candidates("Kleshcheevka")[0]
    assert (outcome.moved, outcome.added) == (1, 0)
    assert (place.id, place.latitude, place.longitude) == (code, 48.5301, 37.9597)
    assert place.radius_km < SHIPPED.candidates("Klishchiivka")[0].radius_km


def test_a_new_place_of_a_dump_is_found_by_all_its_names(tmp_path):
    gazetteer, outcome = imported(tmp_path, "\t".join(DUMP) + "\n", "UA.txt")
    assert (outcome.moved, outcome.added) == (0, 1)
    for name in ("Qwertyne", "Квертине", "Qwertynoye"):
        assert [place.name for place in gazetteer.candidates(name)] == ["Qwertyne"]
    assert gazetteer.candidates("Qwertyne")[0].region == "Donetsk Oblast"
    assert SHIPPED.candidates("Qwertyne") == ()


def test_importing_twice_adds_nothing_more(tmp_path):
    first, _ = imported(tmp_path, "\t".join(DUMP) + "\n", "UA.txt")
    outcome = import_pack(tmp_path / "UA.txt", tmp_path / "again.sqlite", first)
    assert (outcome.moved, outcome.added) == (1, 0)


@pytest.mark.parametrize("text", ["a,b,c\n1,2,3\n", "one\ttwo\n"])
def test_a_table_of_another_form_is_refused(tmp_path, text):
    with pytest.raises(UsageError, match="GeoNames dump"):
        imported(tmp_path, text)
    assert not (tmp_path / "own.sqlite").exists()


def test_a_broken_coordinate_is_refused_whole(tmp_path):
    with pytest.raises(UnreadableError, match="line 2"):
        imported(tmp_path, HEAD + "adm4,X,Х,UA1,UA1,north,37\n")
    assert list(tmp_path.glob("own*")) == []


def test_the_table_of_the_measuring_data(tmp_path):
    source = Path("../shared/geo/ukraine_cod_adm1-4.csv.gz")
    if not source.is_file():
        pytest.skip("the measuring data are not beside the checkout")
    outcome = import_pack(source, tmp_path / "own.sqlite", SHIPPED)
    assert outcome.moved > 29_000
    assert outcome.added < 100
