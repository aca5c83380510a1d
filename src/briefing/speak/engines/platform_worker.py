"""`python -m briefing.speak.engines.platform_worker`: speak one line with a driver of pyttsx3, and end.

Reads a JSON object from stdin: `driver`, and for a line `text`, `voice`, `rate` and `file`. Without a text it
prints the driver's voices as JSON. A driver with a dot in its name is a module of somebody else's.
"""

import json
import sys
import time
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path
from typing import Any

_STEADY_S = 0.1  # a file that has not grown for so long is finished
_LATE_S = 10.0  # how long after its run a driver may begin to write


def main() -> None:
    """One line or one list; whatever the driver prints goes to stderr."""
    asked = json.loads(sys.stdin.buffer.read())
    with redirect_stdout(sys.stderr):
        engine = _engine(asked["driver"])
        voices = None if "text" in asked else _voices(engine)
        if voices is None:
            _speak(engine, asked)
    if voices is not None:
        sys.stdout.write(json.dumps(voices) + "\n")


def _engine(driver: str) -> Any:
    import pyttsx3  # noqa: PLC0415  # with stdout out of its reach
    import pyttsx3.drivers  # noqa: PLC0415

    name = driver.rsplit(".", 1)[-1]
    if name != driver:
        sys.modules[f"{pyttsx3.drivers.__name__}.{name}"] = import_module(driver)
    return pyttsx3.init(name)


def _voices(engine: Any) -> list[dict[str, Any]]:
    return [
        {"id": voice.id, "languages": [str(one) for one in voice.languages or ()], "gender": voice.gender}
        for voice in engine.getProperty("voices")
    ]


def _speak(engine: Any, asked: dict[str, Any]) -> None:
    if asked["voice"]:
        engine.setProperty("voice", asked["voice"])
    if asked["rate"]:
        engine.setProperty("rate", asked["rate"])
    failures: list[Exception] = []  # pyttsx3 swallows what a driver raises, but for an event
    engine.connect("error", lambda name, exception: failures.append(exception))
    engine.save_to_file(asked["text"], asked["file"])
    engine.runAndWait()
    if failures:
        sys.exit(f"{type(failures[0]).__name__}: {failures[0]}")
    _wait_for(Path(asked["file"]))


def _wait_for(file: Path) -> None:
    """Until the file has come and grows no more; the caller says what is missing."""
    latest = time.monotonic() + _LATE_S
    before = -1
    while time.monotonic() < latest:
        size = file.stat().st_size if file.exists() else 0
        if size and size == before:
            return
        before = size
        time.sleep(_STEADY_S)


if __name__ == "__main__":
    main()
