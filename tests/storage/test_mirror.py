"""What is removed from a folder that is ours only in part."""

import json
from pathlib import Path

import pytest

from briefing.storage import begin_mirror, end_mirror


def write(folder: Path, *paths: str) -> None:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path, encoding="utf-8")


def mirror(folder: Path, *paths: str) -> None:
    begin_mirror(folder, paths)
    write(folder, *paths)
    end_mirror(folder, paths)


def files_in(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".briefing-files"
    )


def test_what_was_written_once_and_is_not_any_more_goes_with_its_empty_folder(tmp_path: Path) -> None:
    write(tmp_path, "theirs.txt", "a/theirs.txt")
    mirror(tmp_path, "index.html", "a/1.mp3", "b/2.mp3")
    mirror(tmp_path, "index.html", "c/3.mp3")
    assert files_in(tmp_path) == ["a/theirs.txt", "c/3.mp3", "index.html", "theirs.txt"]
    assert not (tmp_path / "b").exists()


def test_a_run_that_was_killed_is_tidied_by_the_next(tmp_path: Path) -> None:
    begin_mirror(tmp_path, ["a/1.mp3"])
    write(tmp_path, "a/1.mp3")
    mirror(tmp_path, "b/2.mp3")
    assert files_in(tmp_path) == ["b/2.mp3"]


@pytest.mark.parametrize("line", ["../out.txt", "a/../../out.txt", "/out.txt", "", ".", "link/out.txt", 7])
def test_a_list_that_somebody_wrote_removes_nothing_outside(tmp_path: Path, line: object) -> None:
    folder, outside = tmp_path / "site", tmp_path / "out.txt"
    write(tmp_path, "site/index.html", "out.txt")
    (folder / "link").symlink_to(tmp_path)
    text = str(outside) if line == "/out.txt" else line
    (folder / ".briefing-files").write_text(json.dumps([text]), encoding="utf-8")
    end_mirror(folder, ["index.html"])
    assert (outside.is_file(), files_in(folder)[:1]) == (True, ["index.html"])


@pytest.mark.parametrize("text", ["", "{", "7", '"index.html"', "{}"])
def test_a_list_that_is_none_removes_nothing(tmp_path: Path, text: str) -> None:
    write(tmp_path, "index.html")
    (tmp_path / ".briefing-files").write_text(text, encoding="utf-8")
    end_mirror(tmp_path, [])
    assert files_in(tmp_path) == ["index.html"]
