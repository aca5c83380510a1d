"""IPA -> the model's alphabet, that of misaki and Kokoro-82M: 'ˈsændəl' is 'sˈændᵊl'.

The table is `alphabet.toml`. The model saw stress marks before the vowel, not before the syllable.
"""

import re
import unicodedata
from functools import cache
from typing import Final

from briefing.text import read_table

_STRESS: Final = "ˈˌ"
_VOWELS: Final = "AIOQWYaiuæɑɒɔəɛɜɪʊʌᵊᵻ"
_TIES = re.compile("[\u0361\u035c\u200d]")
# 'ˈstɹ' before a vowel: the consonants move in front of the mark
_STRESSED_ONSET = re.compile(rf"([{_STRESS}])([^{_STRESS}{_VOWELS}\s]+)(?=[{_VOWELS}])")
# the mark before a consonant with no vowel after it, or before another mark
_STRAY_STRESS = re.compile(rf"[{_STRESS}](?![{_VOWELS}])")
# a word of one syllable without a mark is stressed, unless its vowel is weak: 'əv'
_FIRST_VOWEL = re.compile(rf"([{_VOWELS.replace('ə', '')}])")
# British English has no r but before a vowel; a vowel before it is long
_LENGTHENING_R = re.compile(rf"(?<=[ɔɛ])ɹ(?![{_STRESS}]?[{_VOWELS}])")
_SILENT_R = re.compile(rf"ɹ(?![{_STRESS}]?[{_VOWELS}])")
# its stressed close vowels are long, whatever the language of a name has
_SHORT_CLOSE_VOWEL = re.compile(rf"([{_STRESS}][iu])(?![ːə])")
_REPEATED = re.compile(r"([^\W\d_])\1+|(?<=ŋ)ɡ$")


def model_phonemes(ipa: str, british: bool) -> str:
    """Return the phonemes of a word or phrase in the model's alphabet.

    Args:
        ipa: broad IPA with stress marks, of a dictionary, a user or eSpeak NG, without slashes.
        british: use the vowels of the British lexicon instead of the American ones.

    Returns:
        Characters of the model's vocabulary only, at least one vowel stressed; '' when no sign is known.
    """
    table, sign = _table(british)
    plain = _TIES.sub("", unicodedata.normalize("NFC", ipa))
    spoken = "".join(table[found] for found in sign.findall(plain))
    if british:
        spoken = _SILENT_R.sub("", _LENGTHENING_R.sub("ː", spoken))
    moved = _STRESSED_ONSET.sub(r"\2\1", spoken)
    if british:
        moved = _SHORT_CLOSE_VOWEL.sub(r"\1ː", moved)
    phonemes = _REPEATED.sub(lambda m: m[1] or "", _STRAY_STRESS.sub("", moved)).strip()
    return phonemes if any(mark in phonemes for mark in _STRESS) else _FIRST_VOWEL.sub(r"ˈ\1", phonemes, 1)


def with_ending(phonemes: str, ending: str, british: bool) -> str:
    """Return the phonemes of a plural or possessive: `ending` is 's', "'s" or, without a sound, "'" or ''."""
    if not ending.endswith("s"):
        return phonemes
    if phonemes[-1] in "szʃʒʧʤ":
        return f"{phonemes}{'ɪ' if british else 'ᵻ'}z"
    return f"{phonemes}{'s' if phonemes[-1] in 'ptkfθ' else 'z'}"


@cache
def _table(british: bool) -> tuple[dict[str, str], re.Pattern[str]]:
    """Return the signs of an accent, and a pattern that finds the longest sign first."""
    tables = read_table(__package__, "alphabet.toml")
    signs: dict[str, str] = tables["common"] | tables["british" if british else "american"]
    signs = {unicodedata.normalize("NFC", sign): phonemes for sign, phonemes in signs.items()}
    longest_first = sorted(signs, key=len, reverse=True)
    return signs, re.compile("|".join(map(re.escape, longest_first)))
