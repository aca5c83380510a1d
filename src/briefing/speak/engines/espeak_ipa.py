"""Words in IPA as eSpeak NG pronounces them, by one library that stays open.

IPA as eSpeak NG's own phoneme names, which it takes between double brackets: '[[s'Id@l]]'.

The names are those of eSpeak NG's English voices (phsource/ph_english); other languages share most of them.
"""

import atexit
import ctypes
import re
import shutil
import tempfile
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from briefing.speak.engines.espeak_library import (
    CHARS_UTF8,
    DONT_EXIT,
    SYNCHRONOUS,
    EspeakError,
    close_library,
    copy_of_library,
    data_view,
)

_IPA = 0x02  # the mode of espeak_TextToPhonemes; else it writes eSpeak's own phoneme names
_KEPT_WORDS = 4_096
_ENGLISH = ("en-us", "en-gb-x-rp")
# '(en)', '(pl)': eSpeak NG changes to the rules of another language
_LANGUAGE_CHANGE = re.compile(r"\([a-z-]+\)")
# '5' of 'ˈiɛ5', a tone; '-' of 'j-'; '#' of 'n#'
_NOT_IPA = re.compile(r"[\d#-]")
# Longest first: 'tʃ' is one sound, 't' and 'ʃ' are two.
_NAMES = {
    "tʃ": "tS", "dʒ": "dZ", "eɪ": "eI", "aɪ": "aI", "ɔɪ": "OI", "aʊ": "aU", "əʊ": "oU", "oʊ": "oU",
    "ɪə": "i@",
    "eə": "e@", "ɛə": "e@", "ʊə": "U@", "iː": "i:", "uː": "u:", "ɑː": "A:", "ɔː": "O:", "ɜː": "3:", "ɝ": "3:",
    "ɚ": "3", "ɜ": "3:", "ɪ": "I", "i": "i", "e": "E", "ɛ": "E", "æ": "a", "a": "a", "ɑ": "A:", "ɒ": "0",
    "ɔ": "O", "o": "oU", "ʊ": "U", "u": "u:", "ʌ": "V", "ə": "@", "ɐ": "a#", "θ": "T", "ð": "D", "ʃ": "S",
    "ʒ": "Z", "ŋ": "N", "ɹ": "r", "ɡ": "g", "ɾ": "t", "ɲ": "n^", "ʔ": "?", "ç": "C", "ˈ": "'", "ˌ": ",",
    "ː": ":", ".": "", " ": "||", "\u0361": "", "\u0329": "",
}  # fmt: skip
_SOUND = re.compile("|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True)))
_SPOKEN = re.compile(r"[A-Za-z0-9@:'^,#|?]+")


class EspeakIpa:
    """eSpeak NG as a pronouncing dictionary. Any thread may call it; the last words are kept."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._espeak: Any = None
        self._folder = ""
        self._voice = ""
        self._kept = lru_cache(_KEPT_WORDS)(self._pronounce)

    def pronounce(self, word: str, voice: str) -> str:
        """Return the IPA of a word or a phrase in eSpeak's voice ('en-us', 'pl'), without tones.

        Returns:
            '' when the voice cannot read the word and would name its characters in English.

        Raises:
            EspeakError: when the library cannot be loaded or has no such voice.
        """
        return self._kept(word, voice)

    def close(self) -> None:
        """Release the library and its copy on disk; the next word opens it again."""
        with self._lock:
            if self._espeak is not None:
                self._espeak.espeak_Terminate()
                close_library(self._espeak)
                shutil.rmtree(self._folder, ignore_errors=True)
                self._espeak, self._voice = None, ""

    def _pronounce(self, word: str, voice: str) -> str:
        with self._lock:
            self._open(voice)
            ipa = " ".join(_clauses(self._espeak, word))
        if voice not in _ENGLISH and "(en)" in ipa:
            return ""
        return " ".join(_NOT_IPA.sub("", _LANGUAGE_CHANGE.sub("", ipa)).split())

    def _open(self, voice: str) -> None:
        if self._espeak is None:
            self._folder = tempfile.mkdtemp(prefix="briefing-ipa-")
            self._espeak = _loaded(Path(self._folder))
        if voice != self._voice:
            if self._espeak.espeak_SetVoiceByName(voice.encode()) != 0:
                raise EspeakError(f"eSpeak NG has no voice '{voice}'")
            self._voice = voice


@cache
def espeak_ipa() -> EspeakIpa:
    """Return the dictionary that all front ends of the process share."""
    dictionary = EspeakIpa()
    atexit.register(dictionary.close)
    return dictionary


def _loaded(folder: Path) -> Any:
    """Return a private copy of the library: eSpeak's state is static, one a library file."""
    try:
        own = copy_of_library(folder, data_view(folder))
        espeak = ctypes.CDLL(str(own.library))
    except (ImportError, OSError) as cause:
        raise EspeakError(f"eSpeak NG cannot be loaded: {cause}") from cause
    if espeak.espeak_Initialize(SYNCHRONOUS, 0, str(own.data).encode(), DONT_EXIT) <= 0:
        raise EspeakError(f"eSpeak NG cannot use its data in {own.data}")
    espeak.espeak_TextToPhonemes.restype = ctypes.c_char_p
    espeak.espeak_TextToPhonemes.argtypes = (ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int)
    return espeak


def _clauses(espeak: Any, text: str) -> list[str]:
    """Return the IPA of each clause: the library reads one a call and moves the pointer to the next."""
    buffer = ctypes.create_string_buffer(text.encode())
    rest = ctypes.c_void_p(ctypes.addressof(buffer))
    clauses = []
    while rest.value:
        ipa = espeak.espeak_TextToPhonemes(ctypes.byref(rest), CHARS_UTF8, _IPA)
        clauses.append((ipa or b"").decode("utf-8", "replace"))
    return clauses


def espeak_phonemes(ipa: str) -> str:
    """'ˈsɪdəl' as '[['sId@l]]'; signs that eSpeak NG has no name for are left out."""
    names = _SOUND.sub(lambda m: _NAMES[m[0]], ipa.replace("\u0361", ""))
    return f"[[{''.join(_SPOKEN.findall(names))}]]"
