"""Installing voices from a real server that gives ranges, cuts connections, and sometimes lies."""

import hashlib
import json
import re
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from tests.cli.conftest import Type, run

from briefing.errors import FetchError, ShelfError, UnavailableError, UsageError
from briefing.installing import Installed, install_voice
from briefing.speak import Catalogue, catalogue_from_toml, own_catalogue

__all__ = ["run"]  # the fixture
MODEL = bytes(range(256)) * 4_000  # a megabyte
FACTS = json.dumps({"language": {"code": "en_US"}}).encode()
CARD = b"# Model card for babble\n\n* Language: en_US\n* License: CC BY 4.0\n"
PATHS = {
    "/en/babble/en_US-babble-low.onnx": MODEL,
    "/en/babble/en_US-babble-low.onnx.json": FACTS,
    "/en/babble/MODEL_CARD": CARD,
}
NAME = "en_US-babble-low"
FILES = (f"{NAME}.onnx", f"{NAME}.onnx.json", f"{NAME}.MODEL_CARD")


def md5(data: bytes) -> str:
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


class Mirror(ThreadingHTTPServer):
    """`cuts` answers end after 300,000 bytes; `has_ranges` says whether the rest may be asked for."""

    cuts = 0
    has_ranges = True
    broken = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Shelf)
        self.asked: list[tuple[str, int]] = []
        self.answers = dict(PATHS)
        files = {path[1:]: {"md5_digest": md5(data)} for path, data in PATHS.items()}
        self.answers["/voices.json"] = json.dumps({NAME: {"files": files}}).encode()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"

    @property
    def toml(self) -> str:
        return f'[piper]\nindex = "{self.address}voices.json"\nfiles = "{self.address}"\n'

    @property
    def catalogue(self) -> Catalogue:
        return catalogue_from_toml(self.toml)


class _Shelf(BaseHTTPRequestHandler):
    server: Mirror

    def do_GET(self) -> None:
        data = self.server.answers.get(self.path)
        if self.server.broken or data is None:
            self.send_error(503 if data else 404)
            return
        wanted = re.match(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(wanted[1]) if wanted and self.server.has_ranges else 0
        self.server.asked.append((self.path, start))
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        is_cut = self.path.endswith(".onnx") and self.server.cuts > 0
        self.server.cuts -= is_cut
        self.wfile.write(data[start : start + 300_000] if is_cut else data[start:])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Quiet."""


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    with Mirror() as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def installed(mirror: Mirror, models: Path, name: str = NAME) -> Installed:
    return install_voice(name, mirror.catalogue, models, lambda *_: None)


def standing(models: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in models.rglob("*") if path.is_file()}


EXPECTED = dict(zip(FILES, (MODEL, FACTS, CARD), strict=True))


def test_a_voice_comes_with_its_licence(mirror: Mirror, tmp_path: Path) -> None:
    done = installed(mirror, tmp_path)
    assert done == Installed(NAME, "piper", tmp_path / "piper", FILES, "CC BY 4.0")
    assert standing(tmp_path) == EXPECTED


def test_what_stands_already_is_not_fetched_again(mirror: Mirror, tmp_path: Path) -> None:
    installed(mirror, tmp_path)
    mirror.asked.clear()
    installed(mirror, tmp_path)
    assert mirror.asked == [("/voices.json", 0)]


def test_a_cut_connection_goes_on_where_it_was_cut(mirror: Mirror, tmp_path: Path) -> None:
    mirror.cuts = 2
    installed(mirror, tmp_path)
    starts = [start for path, start in mirror.asked if path.endswith(".onnx")]
    assert (starts, standing(tmp_path)) == ([0, 300_000, 600_000], EXPECTED)


def test_a_later_run_goes_on_where_the_first_gave_up(mirror: Mirror, tmp_path: Path) -> None:
    mirror.cuts = 2
    (tmp_path / "piper").mkdir()
    (tmp_path / "piper" / f"{NAME}.onnx.part").write_bytes(MODEL[:700_000])
    installed(mirror, tmp_path)
    starts = [start for path, start in mirror.asked if path.endswith(".onnx")]
    assert (starts, standing(tmp_path)) == ([700_000, 1_000_000], EXPECTED)


def test_a_server_without_ranges_starts_over(mirror: Mirror, tmp_path: Path) -> None:
    mirror.cuts, mirror.has_ranges = 1, False
    installed(mirror, tmp_path)
    assert standing(tmp_path) == EXPECTED


def test_a_connection_that_is_always_cut_is_named_and_keeps_what_came(mirror: Mirror, tmp_path: Path) -> None:
    mirror.cuts, mirror.has_ranges = 100, False
    with pytest.raises(UnavailableError, match="broke off"):
        installed(mirror, tmp_path)
    assert standing(tmp_path) == {f"{NAME}.onnx.part": MODEL[:300_000]}


def test_a_wrong_checksum_leaves_nothing_behind(mirror: Mirror, tmp_path: Path) -> None:
    mirror.answers["/en/babble/en_US-babble-low.onnx"] = MODEL[:-1] + b"?"
    with pytest.raises(ShelfError, match="its checksum is another"):
        installed(mirror, tmp_path)
    assert standing(tmp_path) == {}


def test_an_unknown_voice_names_what_is_near(mirror: Mirror, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no voice is called 'en_US-bable-low'") as caught:
        installed(mirror, tmp_path, "en_US-bable-low")
    assert caught.value.hint == f"Did you mean: {NAME}?"


def test_a_server_out_of_order_is_named(mirror: Mirror, tmp_path: Path) -> None:
    mirror.broken = True
    with pytest.raises(UnavailableError, match="answered 503"):
        installed(mirror, tmp_path)


def test_a_file_that_is_gone_is_named(mirror: Mirror, tmp_path: Path) -> None:
    del mirror.answers["/en/babble/MODEL_CARD"]
    with pytest.raises(FetchError, match="answered 404"):
        installed(mirror, tmp_path)


def test_a_name_with_a_path_in_it_never_leaves_the_folder(mirror: Mirror, tmp_path: Path) -> None:
    toml = f"""
[[package]]
name = "sly"
engine = "piper"
licence = "none"
files = [{{ name = "../sly.onnx", address = "{mirror.address}voices.json", sha256 = "00" }}]
"""
    with pytest.raises(UsageError, match="impossible name"):
        install_voice("sly", catalogue_from_toml(toml), tmp_path, lambda *_: None)


def test_our_own_catalogue_can_be_read() -> None:
    catalogue = own_catalogue()
    assert [package.name for package in catalogue.packages] == ["kokoro"]
    assert {len(digest) for _, digest in catalogue.sha256} == {64}
    assert catalogue.index.startswith("https://")


def test_the_command_says_the_licence(run: Type, mirror: Mirror, tmp_path: Path) -> None:
    (tmp_path / "mirror.toml").write_text(mirror.toml)
    done = run("voices", "install", NAME, "--catalogue", "mirror.toml")
    assert (done.exit_code, "Licence: CC BY 4.0" in done.stdout) == (0, True)
    assert standing(tmp_path / "data" / "models") == EXPECTED
