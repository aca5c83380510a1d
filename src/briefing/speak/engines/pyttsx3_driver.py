"""A driver for pyttsx3 over eSpeak NG: synchronous, in memory, stoppable.

pyttsx3 takes its driver by name from `pyttsx3.drivers` and asks it for the methods below, whose names are
pyttsx3's. Its own Linux driver loses text and settings, hangs on errors, prints, writes only files, and can't
be built twice in a process (docs/decisions/153-espeak-through-our-own-driver.md). With this one an engine is
a plain object: each holds a library of its own, `say` returns when the line is spoken, and the sound arrives
as a 'spoken' notification.
"""

import sys
from pathlib import Path
from threading import Event
from typing import Any

from briefing.speak.engines.espeak_library import EspeakLibrary, Settings, copy_of_library

_DRIVER_NAME = "briefing_espeak"
_DEFAULTS: dict[str, Any] = {"voice": "en-us", "rate": 175, "volume": 1.0, "pitch": 50, "pitch_range": 50}


def build_engine(folder: Path, data: Path, stop: Event) -> Any:
    """Return a pyttsx3.Engine with this driver. Its copy of the library is in `folder` and reads `data`;
    `stop` ends any utterance."""
    import pyttsx3.drivers  # noqa: PLC0415  # `briefing --help` must not pay for it
    from pyttsx3.engine import Engine  # noqa: PLC0415

    sys.modules.setdefault(f"{pyttsx3.drivers.__name__}.{_DRIVER_NAME}", sys.modules[__name__])
    engine = Engine(_DRIVER_NAME)
    engine.setProperty("library", copy_of_library(folder, data))
    engine.setProperty("stop", stop)
    engine.runAndWait()  # properties are queued too
    return engine


def buildDriver(proxy: Any) -> "EspeakDriver":  # noqa: N802  # pyttsx3 calls it so
    """What pyttsx3 looks for in a driver's module."""
    return EspeakDriver(proxy)


class EspeakDriver:
    """The methods that pyttsx3's DriverProxy calls. An error raised here becomes an 'error' event."""

    def __init__(self, proxy: Any) -> None:
        self._proxy = proxy
        self._properties = dict(_DEFAULTS)

    def say(self, text: str) -> None:
        """Speak now, and hand the sound out as the event 'spoken' with an `utterance`."""
        self._proxy.setBusy(True)
        self._proxy.notify("started-utterance")
        try:
            library: EspeakLibrary = self._properties["library"]
            utterance = library.speak(text.encode(), self._settings(), self._properties["stop"])
            self._proxy.notify("spoken", utterance=utterance)
            self._proxy.notify("finished-utterance", completed=not self._properties["stop"].is_set())
        finally:
            self._proxy.setBusy(False)

    def getProperty(self, name: str) -> Any:  # noqa: N802
        """pyttsx3's properties, and 'pitch_range', 'library' and 'stop'."""
        if name == "voices":
            return self._properties["library"].voices()
        return self._properties[name]

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802
        """Holds from the next utterance on."""
        self._properties[name] = value

    def startLoop(self) -> None:  # noqa: N802
        """Being free makes the proxy work off its queue, here and now."""
        self._proxy.setBusy(False)

    def endLoop(self) -> None:  # noqa: N802
        """Nothing runs between utterances."""

    def iterate(self) -> Any:
        """For those who bring a loop of their own."""
        self._proxy.setBusy(False)
        yield

    def stop(self) -> None:
        """pyttsx3 calls this at the end of every loop; the 'stop' event is what ends an utterance."""

    def destroy(self) -> None:
        """The library is closed after each utterance already."""

    def _settings(self) -> Settings:
        asked = self._properties
        return Settings(
            asked["voice"], asked["rate"], asked["pitch"], asked["pitch_range"], round(asked["volume"] * 100)
        )
