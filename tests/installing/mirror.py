"""A server of voices that serves ranges, cuts connections, and sometimes serves wrong bytes."""

import hashlib
import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from briefing.installing import FileSource, InstallOptions
from briefing.speak import catalogue_from_toml

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


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class Mirror(ThreadingHTTPServer):
    """Cuts the first `cuts` answers after 300,000 bytes; `has_ranges` allows requests for the rest."""

    cuts = 0
    has_ranges = True
    broken = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
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


class _Handler(BaseHTTPRequestHandler):
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


def options_for(toml: str, models: Path, source: FileSource = "anywhere") -> InstallOptions:
    return InstallOptions(catalogue_from_toml(toml), models, lambda *_: None, source)


def files_in(models: Path) -> dict[str, bytes]:
    """Return the content of every file below the folder of models, by name."""
    return {path.name: path.read_bytes() for path in models.rglob("*") if path.is_file()}
