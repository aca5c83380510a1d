"""The default engine: pyttsx3 over eSpeak NG, a pyttsx3.Engine for each thread that speaks.

The system's own voices come through pyttsx3's own drivers: sapi5 on Windows, nsss on macOS. Those drivers
want the main thread, write files only, one a run, print on stdout, and may hang. So a line is spoken by a
process of its own (`platform_worker`), which ends by itself or is killed.
"""

import atexit
import json
import shutil
import sys
import tempfile
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from queue import Empty, LifoQueue
from threading import Event, Lock
from typing import Any

from briefing.errors import EngineError
from briefing.model import Clip, Voice, VoiceGender
from briefing.model.script import plain_words
from briefing.processes import Program, run_program
from briefing.speak.audio_files import clip_from_aiff, clip_from_wav
from briefing.speak.engine import speakable
from briefing.speak.engines.espeak_library import Utterance, data_view
from briefing.speak.engines.espeak_words import espeak_text, spoken_words
from briefing.speak.engines.pyttsx3_driver import build_engine

_DRIVER = "driver"  # the voice's option
_OWN_DRIVERS = {"win32": "sapi5", "darwin": "nsss"}
_WORKER = (sys.executable, "-m", "briefing.speak.engines.platform_worker")
_HINT = "briefing doctor"
_DEFAULT_WPM = 175
_GENDERS: dict[int, VoiceGender] = {1: "male", 2: "female"}


class Pyttsx3Engine:
    """Voices are eSpeak NG's: a name and, after '+', a variant ('en-gb-x-rp+f3').

    With the option `driver` ('sapi5', 'nsss') a voice is one of the system's own.
    """

    name = "pyttsx3"
    is_costly = False
    takes_ipa = True

    def __init__(self) -> None:
        self._idle: LifoQueue[tuple[Any, dict[str, Any]]] = LifoQueue()
        self._setting_up = Lock()

    @cached_property
    def version(self) -> str:
        """eSpeak NG comes with the loader's wheel, so its version names the sound."""
        return f"espeakng-loader {version('espeakng-loader')}"

    def speak(self, text: str, voice: Voice, stop: Event) -> Clip:
        """Return the line as eSpeak NG says it."""
        if not text.strip():
            raise EngineError("eSpeak NG was given a line without words")
        driver = dict(voice.options).get(_DRIVER)
        if driver:
            return speak_by_driver(driver, plain_words(text), voice, stop)
        session = self._take_engine()
        try:
            return _speak(*session, text, voice, stop)
        finally:
            self._idle.put(session)

    def voices(self) -> tuple[Voice, ...]:
        """eSpeak's voices without their variants, and the system's own on macOS and Windows."""
        own = _OWN_DRIVERS.get(sys.platform)
        return self._espeak_voices() + (driver_voices(own) if own else ())

    def _espeak_voices(self) -> tuple[Voice, ...]:
        engine, heard = session = self._take_engine()
        try:
            return tuple(_voice(entry) for entry in engine.getProperty("voices"))
        finally:
            heard.clear()
            self._idle.put(session)

    def _take_engine(self) -> tuple[Any, dict[str, Any]]:
        """Return an idle engine, or a new one: there are as many as threads that spoke at once."""
        try:
            return self._idle.get_nowait()
        except Empty:
            return self._new_engine()

    def _new_engine(self) -> tuple[Any, dict[str, Any]]:
        """Return a new pyttsx3 engine, and the dictionary to which its events write utterance and error."""
        try:
            with self._setting_up:
                scratch, data = self._shared
            engine = build_engine(Path(tempfile.mkdtemp(prefix="engine-", dir=scratch)), data, Event())
        except (ImportError, OSError) as cause:
            raise EngineError(f"eSpeak NG cannot be loaded: {cause}", "briefing doctor") from cause
        heard: dict[str, Any] = {}
        engine.connect("spoken", lambda name, utterance: heard.update(utterance=utterance))
        engine.connect("error", lambda name, exception: heard.update(error=exception))
        return engine, heard

    @cached_property
    def _shared(self) -> tuple[str, Path]:
        """A folder for the workers' own folders, and eSpeak's data, which all workers read."""
        folder = tempfile.mkdtemp(prefix="briefing-")
        atexit.register(self._close, folder)
        return folder, data_view(Path(folder))

    def _close(self, folder: str) -> None:
        """pyttsx3's engines complain when they outlive the modules that they were made from."""
        while not self._idle.empty():
            self._idle.get()
        shutil.rmtree(folder, ignore_errors=True)


def _speak(engine: Any, heard: dict[str, Any], text: str, voice: Voice, stop: Event) -> Clip:
    heard.clear()
    properties = {
        "stop": stop,
        "voice": voice.name,
        "rate": voice.rate_wpm or _DEFAULT_WPM,
        "pitch": 50 if voice.pitch is None else voice.pitch,
        "pitch_range": 50 if voice.pitch_range is None else voice.pitch_range,
    }
    for name, value in properties.items():
        engine.setProperty(name, value)
    line = espeak_text(speakable(text))
    engine.say(line.text)
    engine.runAndWait()
    if "error" in heard:
        raise EngineError(str(heard["error"]), "briefing voices list") from heard["error"]
    utterance: Utterance = heard["utterance"]
    return Clip(utterance.rate_hz, utterance.pcm, spoken_words(line.tokens, utterance))


def _voice(entry: Any) -> Voice:
    gender = _GENDERS.get(entry.gender, "male")  # eSpeak's own timbre is a man's
    return Voice(entry.name, "pyttsx3", entry.name, entry.language, gender)


def speak_by_driver(driver: str, text: str, voice: Voice, stop: Event) -> Clip:
    """Return the line as the driver's file has it. Raises EngineError."""
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        file = Path(folder) / "line.wav"
        asked = {"driver": driver, "voice": voice.name, "rate": voice.rate_wpm, "file": str(file)}
        run_program(Program(_WORKER, _HINT), json.dumps({**asked, "text": speakable(text)}), stop)
        try:
            data = file.read_bytes()
        except OSError as cause:
            raise EngineError(f"pyttsx3's driver {driver} wrote no file", _HINT) from cause
    clip = clip_from_wav(data) or clip_from_aiff(data)
    if clip is None:
        raise EngineError(f"pyttsx3's driver {driver} wrote neither WAV nor AIFF", _HINT)
    return clip


def driver_voices(driver: str) -> tuple[Voice, ...]:
    """What the driver lists, sorted. Raises EngineError."""
    output = run_program(Program(_WORKER, _HINT), json.dumps({"driver": driver}), Event())
    try:
        entries = json.loads(output.splitlines()[-1])
        found = [_driver_voice(entry, driver) for entry in entries]
    except (ValueError, IndexError, KeyError, TypeError) as cause:
        raise EngineError(f"pyttsx3's driver {driver} lists no voices", _HINT) from cause
    return tuple(sorted(found, key=lambda voice: voice.name))


def _driver_voice(entry: dict[str, Any], driver: str) -> Voice:
    words = str(entry.get("gender") or "").lower()
    gender: VoiceGender = "female" if "female" in words else "male" if "male" in words else "neutral"
    language = str((entry.get("languages") or ["en"])[0]).replace("_", "-")
    return Voice(entry["id"], "pyttsx3", entry["id"], language, gender, options=((_DRIVER, driver),))
