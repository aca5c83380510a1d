"""Members of archives are read where they are, or a StorageError says why not."""

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from briefing.errors import StorageError
from briefing.storage import read_members

MEMBERS = {"b/two.bin": b"2" * 9_000, "a/one.bin": b"1", "a/notes.txt": b"?"}
EXPECTED = [("a/one.bin", b"1"), ("b/two.bin", b"2" * 9_000)]


def zip_file(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in MEMBERS.items():
            archive.writestr(name, data)
    return path


def tar_file(path: Path) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in MEMBERS.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return path


def test_the_members_that_match_come_sorted_by_path(tmp_path: Path) -> None:
    assert list(read_members(zip_file(tmp_path / "x.whl"), "*.bin")) == EXPECTED
    assert list(read_members(tar_file(tmp_path / "x.tgz"), "*.bin")) == EXPECTED


def test_an_archive_without_such_a_member_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"x\.whl has no file '\*\.onnx'"):
        list(read_members(zip_file(tmp_path / "x.whl"), "*.onnx"))


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_a_damaged_archive_is_a_storage_error(tmp_path: Path, kind: str) -> None:
    path = zip_file(tmp_path / "x") if kind == "zip" else tar_file(tmp_path / "x")
    data = bytearray(path.read_bytes())
    data[40:60] = bytes(20)
    path.write_bytes(data)
    with pytest.raises(StorageError, match="cannot be read"):
        list(read_members(path, "*.bin"))


def test_a_file_that_is_no_archive_or_missing_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"a text")
    with pytest.raises(StorageError, match="cannot be read"):
        list(read_members(tmp_path / "x", "*"))
    with pytest.raises(StorageError, match="no such file"):
        list(read_members(tmp_path / "y", "*"))
