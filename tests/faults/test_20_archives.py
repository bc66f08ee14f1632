"""20. Names in archives and links in folders that lead out: nothing is written, and nothing outside of what was given is read."""

from __future__ import annotations

import io
import tarfile
import zipfile

import pytest
from hostile import GOOD, taken_in

from unfog.knowledge.gazetteer import packs

OUT = ("../../out.txt", "/tmp/unfog-out.txt", "C:\\out.txt", "a/../../out.txt")  # noqa: S108  names that must not be used


@pytest.mark.parametrize("name", OUT)
def test_no_archive_is_unpacked_from_inputs(tmp_path, name):
    inside = tmp_path / "inside"
    inside.mkdir()
    with tarfile.open(inside / "a.tar", "w") as tar:
        member = tarfile.TarInfo(name)
        member.size = len(GOOD)
        tar.addfile(member, io.BytesIO(GOOD.encode()))
    with zipfile.ZipFile(inside / "b.zip", "w") as archive:
        archive.writestr(name, GOOD)
    before = sorted(tmp_path.rglob("*"))
    documents, issues = taken_in(inside)
    assert (documents, [each.code for each in issues]) == ([], ["unknown_kind", "unknown_kind"])
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", OUT)
def test_a_table_of_places_is_read_from_its_archive_and_written_nowhere(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "UA.zip", "w") as archive:
        archive.writestr(name, "1\tKyiv")
    assert packs._text(tmp_path / "UA.zip") == "1\tKyiv"
    assert [each.name for each in tmp_path.iterdir()] == ["UA.zip"]


def test_a_link_that_leads_out_of_a_folder_is_set_aside(tmp_path):
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "key.txt").write_text(GOOD, encoding="utf-8")
    given = tmp_path / "given"
    given.mkdir()
    (given / "a.txt").write_text(GOOD, encoding="utf-8")
    (given / "file.txt").symlink_to(secret / "key.txt")
    (given / "folder").symlink_to(secret, target_is_directory=True)
    (given / "beside.txt").symlink_to(given / "a.txt")
    documents, issues = taken_in(given)
    assert [each.name for each in documents] == ["a"]
    assert [(each.origin.rpartition("/")[2], each.code) for each in issues] == [("file.txt", "outside"), ("folder", "outside")]


def test_metadata_that_leads_out_of_a_folder_is_not_read(tmp_path):
    (tmp_path / "secret.json").write_text('{"title": "secret"}', encoding="utf-8")
    given = tmp_path / "given"
    given.mkdir()
    (given / "a.txt").write_text(GOOD, encoding="utf-8")
    (given / "a.json").symlink_to(tmp_path / "secret.json")
    documents, _ = taken_in(given)
    assert [each.title for each in documents] == [None]
