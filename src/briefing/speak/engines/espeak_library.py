"""eSpeak NG through ctypes: one private copy of the wheel's library, opened afresh for every utterance.

eSpeak keeps state between utterances: the same text spoken again differs slightly. Opening the library
again makes the sound a pure function of text, voice and parameters. Its state is static, one a library file,
so each thread works on a copy of the file of its own. ctypes lets other threads run meanwhile.
"""

import _ctypes
import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from threading import Event
from typing import Any, NamedTuple

SYNCHRONOUS = 2  # espeak_AUDIO_OUTPUT: the callback runs inside espeak_Synth
_PHONEMES = 0x100  # espeakPHONEMES: what stands between [[ and ]] are phoneme names
DONT_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT: report a missing data folder instead of calling exit(1)
CHARS_UTF8 = 1
_RATE, _VOLUME, _PITCH, _RANGE = 1, 2, 3, 4  # espeak_PARAMETER
_BUFFER_MS = 20_000
_LIST_END, WORD, CLAUSE_END = 0, 1, 5  # espeak_EVENT_TYPE; the others are not read
_NOISE_SEED = 1  # any fixed number: breathy voices draw noise


class _VoiceRecord(ctypes.Structure):
    _fields_ = (
        ("name", ctypes.c_char_p),
        ("languages", ctypes.c_char_p),
        ("identifier", ctypes.c_char_p),
        ("gender", ctypes.c_ubyte),
        ("age", ctypes.c_ubyte),
        ("variant", ctypes.c_ubyte),
        ("xx1", ctypes.c_ubyte),
        ("score", ctypes.c_int),
        ("spare", ctypes.c_void_p),
    )


class _EventRecord(ctypes.Structure):
    """espeak_EVENT. `text_position` counts characters from 1; `id` is a union of 8 bytes."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_uint64),
    )


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_EventRecord)
)


class EspeakError(RuntimeError):
    """eSpeak NG said no. Stays inside the engine, which makes an EngineError of it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a voice is asked for: eSpeak's own numbers (words a minute, 0 to 99, per cent)."""

    voice: str
    rate_wpm: int = 175
    pitch: int = 50
    pitch_range: int = 50
    volume: int = 100


@dataclass(frozen=True, slots=True)
class VoiceEntry:
    """A line of eSpeak's list of voices: name 'en-gb-x-rp', title 'English (Received Pronunciation)'."""

    name: str
    title: str
    language: str
    gender: int


class SpeechEvent(NamedTuple):
    """A word or the end of a clause: the character of the text, from 0, and the sample of the sound."""

    kind: int
    character: int
    sample: int


@dataclass(frozen=True, slots=True)
class Utterance:
    """16-bit mono PCM, and what eSpeak NG reported while it made it."""

    rate_hz: int
    pcm: bytes
    events: tuple[SpeechEvent, ...] = ()

    @property
    def samples(self) -> int:
        """The length in samples."""
        return len(self.pcm) // 2


@dataclass(frozen=True, slots=True)
class EspeakLibrary:
    """A copy of the library's file and the folder of its data. Not to be used by two threads at once."""

    library: Path
    data: Path

    def speak(self, text: bytes, settings: Settings, stop: Event) -> Utterance:
        """Return the sound and its events. Ends early, with what there is, once `stop` is set."""
        pieces: list[bytes] = []
        events: list[SpeechEvent] = []

        def keep(wave: Any, samples: int, records: Any) -> int:
            if wave and samples > 0:
                pieces.append(ctypes.string_at(wave, samples * 2))
            events.extend(_events(records))
            return int(stop.is_set())

        with self._opened() as (espeak, rate_hz):
            callback = _Callback(keep)
            espeak.espeak_SetSynthCallback(callback)
            _tune(espeak, settings)
            size = ctypes.c_size_t(len(text) + 1)
            flags = CHARS_UTF8 | (_PHONEMES if b"[[" in text else 0)
            if espeak.espeak_Synth(text, size, 0, 1, 0, flags, None, None) != 0:
                raise EspeakError("espeak_Synth failed")
        return Utterance(rate_hz, b"".join(pieces), tuple(events))

    def voices(self) -> tuple[VoiceEntry, ...]:
        """Return every voice of the data folder, sorted by name."""
        with self._opened() as (espeak, _):
            espeak.espeak_ListVoices.restype = ctypes.POINTER(ctypes.POINTER(_VoiceRecord))
            listed = espeak.espeak_ListVoices(None)
            entries = [_entry(record.contents) for record in _until_null(listed)]
        return tuple(sorted(entries, key=lambda entry: entry.name))

    @contextmanager
    def _opened(self) -> Iterator[tuple[Any, int]]:
        espeak = ctypes.CDLL(str(self.library))
        try:
            rate_hz = espeak.espeak_Initialize(SYNCHRONOUS, _BUFFER_MS, str(self.data).encode(), DONT_EXIT)
            if rate_hz <= 0:
                raise EspeakError(f"eSpeak NG cannot use its data in {self.data}")
            yield espeak, rate_hz
            espeak.espeak_Terminate()
        finally:
            close_library(espeak)


def copy_of_library(folder: Path, data: Path) -> EspeakLibrary:
    """Copy the library of `espeakng-loader` into a folder; the copy reads `data` (see `data_view`)."""
    import espeakng_loader  # noqa: PLC0415  # only who speaks with eSpeak pays for it

    original = Path(espeakng_loader.get_library_path())
    return EspeakLibrary(Path(shutil.copy(original, folder / original.name)), data)


def data_view(folder: Path) -> Path:
    """Link the wheel's data into a folder, with each voice's file under the voice's own name.

    'en-us' lies in 'lang/gmw/en-US', so eSpeak reads all of its 230 voice files, 3 ms, to find it each time
    that the library is opened; a file 'lang/en-us' it opens at once. Without links it searches.
    """
    import espeakng_loader  # noqa: PLC0415

    data = Path(espeakng_loader.get_data_path())
    view = folder / data.name
    voices = view / "lang"
    try:
        voices.mkdir(parents=True)
        for entry in os.scandir(data):
            if entry.name != voices.name:
                os.symlink(entry.path, view / entry.name)  # noqa: PTH211  # 250 of them: pathlib takes 25 ms
        for branch, _, names in os.walk(data / voices.name):
            for name in names:
                os.symlink(f"{branch}/{name}", f"{voices}/{name.lower()}")  # noqa: PTH211
    except OSError:
        return data
    return view


def _tune(espeak: Any, settings: Settings) -> None:
    if espeak.espeak_SetVoiceByName(settings.voice.encode()) != 0:
        raise EspeakError(f"eSpeak NG has no voice '{settings.voice}'")
    espeak.espeak_SetParameter(_RATE, settings.rate_wpm, 0)
    espeak.espeak_SetParameter(_VOLUME, settings.volume, 0)
    espeak.espeak_SetParameter(_PITCH, settings.pitch, 0)
    espeak.espeak_SetParameter(_RANGE, settings.pitch_range, 0)
    espeak.espeak_ng_SetRandSeed(ctypes.c_long(_NOISE_SEED))


def close_library(library: Any) -> None:
    """Unload a library that ctypes opened."""
    if sys.platform == "win32":
        _ctypes.FreeLibrary(library._handle)
    else:
        _ctypes.dlclose(library._handle)


def _events(records: Any) -> Iterator[SpeechEvent]:
    """Yield the events of one call of the callback; the event that ends the list may be missing."""
    for index in count() if records else ():
        record = records[index]
        if record.type == _LIST_END:
            return
        if record.type in (WORD, CLAUSE_END):
            yield SpeechEvent(record.type, record.text_position - 1, record.sample)


def _until_null(pointers: Any) -> Iterator[Any]:
    index = 0
    while pointers[index]:
        yield pointers[index]
        index += 1


def _entry(record: Any) -> VoiceEntry:
    """`languages` is a priority byte and a name, and so on; the first one is the voice's own."""
    language = (record.languages or b"")[1:].decode("utf-8", "replace")
    title, path = (field.decode("utf-8", "replace") for field in (record.name, record.identifier))
    return VoiceEntry(path.replace("\\", "/").rsplit("/", 1)[-1].lower(), title, language, record.gender)
