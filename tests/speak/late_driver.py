"""A driver for pyttsx3 that behaves like those of Windows and macOS: one file a run, late, and talkative."""

import struct
import time
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

RATE_HZ = 22_050


class OwnVoice(NamedTuple):
    id: str
    languages: list[str]
    gender: str


class LateDriver:
    """The voice's name says how it behaves: 'wav', 'aiff', 'silent' (no file), 'hanging', 'failing'."""

    def __init__(self, proxy: Any) -> None:
        self._proxy = proxy
        self._voice = "wav"

    def save_to_file(self, text: str, filename: str) -> None:
        print(f"Audio saved to {filename}")  # noqa: T201  # as the real ones do
        if self._voice == "failing":
            raise RuntimeError("the voice was removed")
        if self._voice == "hanging":
            time.sleep(60)
        if self._voice != "silent":
            Thread(target=self._write, args=(len(text), Path(filename))).start()

    def _write(self, letters: int, path: Path) -> None:
        time.sleep(0.2)
        samples = [8_000 * (-1) ** (at // 80) for at in range(letters * RATE_HZ // 15)]
        path.write_bytes(aiff(samples) if self._voice == "aiff" else wav(samples))

    def getProperty(self, name: str) -> Any:  # noqa: N802  # pyttsx3's name
        return [OwnVoice("wav", ["en_GB"], "VoiceGenderFemale"), OwnVoice("aiff", ["de-DE"], "Male")]

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802  # pyttsx3's name
        self._voice = value if name == "voice" else self._voice

    def startLoop(self) -> None:  # noqa: N802  # pyttsx3's name
        self._proxy.setBusy(False)

    def endLoop(self) -> None:  # noqa: N802  # pyttsx3's name
        pass

    def stop(self) -> None:
        pass

    def destroy(self) -> None:
        pass


def buildDriver(proxy: Any) -> LateDriver:  # noqa: N802  # pyttsx3's name
    return LateDriver(proxy)


def wav(samples: list[int]) -> bytes:
    data = struct.pack(f"<{len(samples)}h", *samples)
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, RATE_HZ, 2 * RATE_HZ, 2, 16)
    body = b"WAVE" + form + struct.pack("<4sI", b"data", len(data)) + data
    return struct.pack("<4sI", b"RIFF", len(body)) + body


def aiff(samples: list[int], kind: bytes = b"") -> bytes:
    order = "<" if kind == b"sowt" else ">"
    data = struct.pack(f"{order}{len(samples)}h", *samples)
    rate = struct.pack(">HQ", 16_383 + 14, RATE_HZ << 49)  # 22,050 = 1.34 x 2^14
    common = struct.pack(">hIh", 1, len(samples), 16) + rate + (kind + b"\x00\x00" if kind else b"")
    sound = struct.pack(">II", 0, 0) + data
    chunks = b"".join(
        struct.pack(">4sI", name, len(part)) + part for name, part in ((b"COMM", common), (b"SSND", sound))
    )
    body = (b"AIFC" if kind else b"AIFF") + chunks
    return struct.pack(">4sI", b"FORM", len(body)) + body
