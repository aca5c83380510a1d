"""A Chromecast on loopback: mDNS and the protocol CASTV2 over TLS, as far as playing needs them.

The messages are encoded by the protobuf definition that PyChromecast ships. The device fetches what it is to
play, as a real one does, unless it is told of a host that the tests do not have.
"""

import json
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen
from uuid import UUID, uuid5

_RECEIVER = "urn:x-cast:com.google.cast.receiver"
_MEDIA = "urn:x-cast:com.google.cast.media"
_HEARTBEAT = "urn:x-cast:com.google.cast.tp.heartbeat"
_NAMES = UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
_APP = {
    "appId": "CC1AD845",  # the default media receiver
    "displayName": "Default Media Receiver",
    "sessionId": "session",
    "transportId": "transport",
    "statusText": "",
    "namespaces": [{"name": _MEDIA}],
}


class FakeChromecast:
    """One device; `loaded` has the `media` of each LOAD."""

    def __init__(self, certificate: Path) -> None:
        self.loaded: list[dict[str, Any]] = []
        self.is_launched = False
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._message: Any = import_module("pychromecast.socket_client").CastMessage
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        try:
            with self._context.wrap_socket(plain, server_side=True) as connection:
                stream = connection.makefile("rb")
                while head := stream.read(4):
                    message = self._message()
                    message.ParseFromString(stream.read(int.from_bytes(head, "big")))
                    for namespace, answer in self._answers(
                        message.namespace, json.loads(message.payload_utf8)
                    ):
                        connection.sendall(self._encoded(message, namespace, answer))
        except OSError:
            return

    def _encoded(self, request: Any, namespace: str, answer: dict[str, Any]) -> bytes:
        message = self._message()
        message.protocol_version = message.CASTV2_1_0
        message.source_id, message.destination_id = request.destination_id, request.source_id
        message.namespace, message.payload_type = namespace, message.STRING
        message.payload_utf8 = json.dumps(answer)
        data: bytes = message.SerializeToString()
        return len(data).to_bytes(4, "big") + data

    def _answers(self, namespace: str, request: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
        number = {"requestId": request.get("requestId", 0)}
        match namespace, request["type"]:
            case (n, "PING") if n == _HEARTBEAT:
                yield n, {"type": "PONG"}
            case (n, "GET_STATUS" | "LAUNCH") if n == _RECEIVER:
                self.is_launched |= request["type"] == "LAUNCH"
                applications = [_APP] if self.is_launched else []
                yield n, {"type": "RECEIVER_STATUS", "status": {"applications": applications}} | number
            case (n, "GET_STATUS") if n == _MEDIA:
                yield n, {"type": "MEDIA_STATUS", "status": []} | number
            case (n, "LOAD") if n == _MEDIA:
                self.loaded.append(request["media"])
                yield n, _answer_to_load(request["media"]) | number
            case _:
                pass


def _answer_to_load(media: dict[str, Any]) -> dict[str, Any]:
    try:
        if media["contentId"].startswith("http://127."):
            with urlopen(media["contentId"], timeout=5) as response:  # noqa: S310 - a URL of the test's own server
                response.read()
    except URLError:
        return {"type": "LOAD_FAILED"}
    state = {"mediaSessionId": 1, "playerState": "PLAYING", "currentTime": 0, "media": media}
    return {"type": "MEDIA_STATUS", "status": [state]}


def write_certificate(folder: Path, openssl: str) -> Path:
    """Write a key and a certificate that nobody signed, as each Chromecast has one; return the file."""
    file = folder / "chromecast.pem"
    command = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    names = ["-subj", "/CN=chromecast", "-days", "2", "-keyout", str(file), "-out", str(folder / "cert.pem")]
    subprocess.run([*command, *names], check=True, capture_output=True)
    file.write_text(file.read_text("ascii") + (folder / "cert.pem").read_text("ascii"), "ascii")
    return file


@contextmanager
def announced(device: FakeChromecast, name: str) -> Iterator[None]:
    """Announce a device by mDNS on the loopback interface while the block lasts."""
    zeroconf: Any = import_module("zeroconf")
    identifier = uuid5(_NAMES, name)
    service = zeroconf.ServiceInfo(
        "_googlecast._tcp.local.",
        f"Chromecast-{identifier.hex}._googlecast._tcp.local.",
        addresses=[socket.inet_aton("127.0.0.1")],
        port=device.port,
        properties={"id": identifier.hex, "md": "Chromecast Audio", "fn": name},
        server=f"{identifier.hex}.local.",
    )
    network = zeroconf.Zeroconf(interfaces=["127.0.0.1"])
    try:
        network.register_service(service, cooperating_responders=True)
        yield
    finally:
        network.close()
