"""What the user types: files, stdin, addresses."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.errors import FetchError
from briefing.fetch import FetchOptions, fetch_page, is_address
from briefing.model import Page


def test_a_file_is_read_by_its_path(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes("<p>Noon – précisément.</p>".encode())
    assert fetch_page(str(path)) == Page(str(path), "", "<p>Noon – précisément.</p>", "text/html")


def test_a_dash_reads_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"The ferry sailed.")))
    assert fetch_page("-") == Page("-", "", "The ferry sailed.", "text/plain")


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("missing.html", "does not exist", "Check the name"),
        ("www.example.org/story", "does not exist", "https://www.example.org/story"),
        ("example.org/story", "does not exist", "https://example.org/story"),
        ("\0", "cannot be read", "permissions"),
        ("ftp://example.org/a", "ftp addresses are not fetched", "http or https"),
    ],
)
def test_a_source_that_is_not_there_says_what_to_do(name: str, message: str, hint: str) -> None:
    with pytest.raises(FetchError, match=message) as caught:
        fetch_page(name)
    assert hint in caught.value.hint


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="is a folder"):
        fetch_page(str(tmp_path))


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"x" * 101)
    with pytest.raises(FetchError, match="larger than 100 bytes"):
        fetch_page(str(path), FetchOptions(max_bytes=100))


def test_a_drive_letter_is_no_scheme() -> None:
    assert not is_address(r"C:\pages\story.html")
    assert is_address("HTTPS://example.org/")


def test_importing_the_room_imports_no_http_library() -> None:
    heavy = ("httpx2", "stamina", "chardet", "feedparser", "sqlite3")
    code = f"import sys, briefing.fetch; print([m for m in {heavy} if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"
