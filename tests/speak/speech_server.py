"""A real HTTP server in OpenAI's style, behind which an engine speaks."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

from briefing.model import Voice
from briefing.speak import Engine, load_engine
from briefing.speak.audio_files import wav_from_clip


class SpeechServer(ThreadingHTTPServer):
    """Speaks with the engine that it is given."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(("127.0.0.1", 0), _Speech)
        self.engine = engine


class _Speech(BaseHTTPRequestHandler):
    server: SpeechServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.headers["Authorization"] != "Bearer secret" or self.path != "/v1/audio/speech":
            self.send_error(401)
            return
        engine = self.server.engine
        voice = Voice("x", engine.name, body["voice"], "en", "female")
        data = wav_from_clip(engine.speak(body["input"], voice, Event()))
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Quiet."""


@contextmanager
def serving(engine: str = "tone") -> Iterator[str]:
    """The server's address, as OPENAI_BASE_URL has it."""
    with SpeechServer(load_engine(engine)) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/v1"
        finally:
            server.shutdown()
            thread.join()
