"""The system's own voices through pyttsx3's own drivers: sapi5 on Windows, nsss on macOS.

Those drivers want the main thread, write files only, one a run, print on stdout, and may hang. So a line is
spoken by a process of its own (`platform_worker`), which ends by itself or is killed.
"""

import json
import sys
import tempfile
from pathlib import Path
from threading import Event
from typing import Any

from briefing.errors import EngineError
from briefing.model import Clip, Voice, VoiceGender
from briefing.speak.audio_files import clip_from_aiff, clip_from_wav
from briefing.speak.engine import speakable
from briefing.speak.engines.program import run_program

DRIVER = "driver"  # the voice's option
OWN_DRIVERS = {"win32": "sapi5", "darwin": "nsss"}
_WORKER = (sys.executable, "-m", "briefing.speak.engines.platform_worker")
_HINT = "briefing doctor"


def speak_by_driver(driver: str, text: str, voice: Voice, stop: Event) -> Clip:
    """Return the line as the driver's file has it. Raises EngineError."""
    with tempfile.TemporaryDirectory(prefix="briefing-") as folder:
        file = Path(folder) / "line.wav"
        asked = {"driver": driver, "voice": voice.name, "rate": voice.rate_wpm, "file": str(file)}
        run_program(_WORKER, json.dumps({**asked, "text": speakable(text)}), stop, _HINT)
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
    told = run_program(_WORKER, json.dumps({"driver": driver}), Event(), _HINT)
    try:
        entries = json.loads(told.splitlines()[-1])
        found = [_voice(entry, driver) for entry in entries]
    except (ValueError, IndexError, KeyError, TypeError) as cause:
        raise EngineError(f"pyttsx3's driver {driver} lists no voices", _HINT) from cause
    return tuple(sorted(found, key=lambda voice: voice.name))


def _voice(entry: dict[str, Any], driver: str) -> Voice:
    words = str(entry.get("gender") or "").lower()
    gender: VoiceGender = "female" if "female" in words else "male" if "male" in words else "neutral"
    language = str((entry.get("languages") or ["en"])[0]).replace("_", "-")
    return Voice(entry["id"], "pyttsx3", entry["id"], language, gender, options=((DRIVER, driver),))
