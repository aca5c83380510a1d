"""Words as eSpeak NG pronounces them: their IPA, its own phoneme names, and when each word is heard.

One library stays open. eSpeak NG takes its phoneme names between double brackets: '[[s'Id@l]]'. They are
those of its English voices (phsource/ph_english); other languages share most of them.

eSpeak NG reports a word with the place of its first character in the text that it is given. It speaks some
pairs ('of the', 'in the') as one word with one event, and figures as several words. Here a word of the line
is what stands between two spaces: it begins with its first event, and words that have one event together
share its time by their letters.
"""

import atexit
import ctypes
import re
import shutil
import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, pairwise
from pathlib import Path
from threading import Lock
from typing import Any

from briefing.model import SpokenWord
from briefing.model.script import plain_words, say_ipa
from briefing.pcm import SAMPLE_BYTES, loudest
from briefing.speak.engines.espeak_library import (
    CHARS_UTF8,
    CLAUSE_END,
    DONT_EXIT,
    SYNCHRONOUS,
    WORD,
    EspeakError,
    SpeechEvent,
    Utterance,
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
_QUIET = 64  # of 32,768: eSpeak NG's pauses are digital silence, or nearly
_STEP_MS = 5

# A word of the line, which may hold spaces where it is marked with its IPA: '⟦New York|njuː ˈjɔːk⟧,'
_TOKEN = re.compile(r"(?:⟦[^⟦⟧]*⟧|\S)+")


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


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is written; it stands at characters `start` to `end` of what eSpeak NG is given."""

    written: str
    start: int
    end: int

    @property
    def has_letters(self) -> bool:
        """True if the token is spoken; a dash between two words is not."""
        return any(map(str.isalnum, self.written))


@dataclass(frozen=True, slots=True)
class EspeakText:
    """A line as eSpeak NG is given it: words in IPA have become its phoneme names."""

    text: str
    tokens: tuple[Token, ...]


def espeak_text(line: str) -> EspeakText:
    """Return the line for eSpeak NG; brackets in the line itself are not read as phonemes."""
    plain = line.replace("[[", "[ [")
    pieces: list[str] = []
    tokens: list[Token] = []
    place, length = 0, 0
    for match in _TOKEN.finditer(plain):
        spaces, given = plain[place : match.start()], say_ipa(match[0], espeak_phonemes)
        start = length + len(spaces)
        place, length = match.end(), start + len(given)
        tokens.append(Token(plain_words(match[0]), start, length))
        pieces += [spaces, given]
    return EspeakText("".join([*pieces, plain[place:]]), tuple(tokens))


def spoken_words(tokens: Sequence[Token], utterance: Utterance) -> tuple[SpokenWord, ...]:
    """Return the words with the samples at which they are heard, in order and not overlapping."""
    begun = _first_events(tokens, utterance.events)
    groups = tuple(_groups(tokens, begun))
    borders = [*(start for start, _ in groups), utterance.samples]
    clause_ends = [event.sample for event in utterance.events if event.kind == CLAUSE_END]
    words: list[SpokenWord] = []
    for (start, texts), (_, following) in zip(groups, pairwise(borders), strict=True):
        ends = [end for end in clause_ends if start < end <= following][:1]
        words += _shared(texts, start, _end_of_sound(utterance, start, ends[0]) if ends else following)
    return tuple(words)


def _first_events(tokens: Sequence[Token], events: Sequence[SpeechEvent]) -> Mapping[int, int]:
    """Return the sample of a token's first event, by the token's number.

    eSpeak NG may lose count of a character ("I'd've"), so a place between two words means the next one.
    """
    ends = [token.end for token in tokens]
    begun: dict[int, int] = {}
    newest = -1
    for event in events:
        number = bisect_right(ends, event.character)
        if event.kind == WORD and newest < number < len(tokens):
            begun[number] = event.sample
            newest = number
    return begun


def _groups(tokens: Sequence[Token], begun: Mapping[int, int]) -> Iterator[tuple[int, list[str]]]:
    """Yield the sample of each event that counts, and the words that it stands for."""
    start: int | None = None
    texts: list[str] = []
    for number, token in enumerate(tokens):
        if number in begun:
            if start is not None:
                yield start, texts
                texts = []
            start = begun[number]
        if number in begun or token.has_letters:
            texts.append(token.written)
    if start is not None:
        yield start, texts


def _shared(texts: Sequence[str], start: int, end: int) -> Iterator[SpokenWord]:
    lengths = list(accumulate(map(len, texts), initial=0))
    edges = [start + (end - start) * length // lengths[-1] for length in lengths]
    return (SpokenWord(text, *edge) for text, edge in zip(texts, pairwise(edges), strict=True))


def _end_of_sound(utterance: Utterance, start: int, end: int) -> int:
    """Return where the pause at the end of a clause begins."""
    step = utterance.rate_hz * _STEP_MS // 1000
    while end - step > start:
        piece = utterance.pcm[(end - step) * SAMPLE_BYTES : end * SAMPLE_BYTES]
        if loudest(piece, SAMPLE_BYTES) > _QUIET:
            break
        end -= step
    return end
