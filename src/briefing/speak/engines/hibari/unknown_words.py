"""Words that the lexicon lacks: by a list, by Pinyin, or by the eSpeak NG voice of their script or letters.

The tables are in `unknown_words.toml` and `pinyin.toml`. An English voice names foreign characters ('Chinese
letter') and drops marks; the voice of the language reads them, and its sounds are mapped to the nearest
English ones. No English rule reads Chinese names in Hanyu Pinyin: 'Qiang' is 'tʃˈɑŋ'.

IPA becomes the model's alphabet, that of misaki and Kokoro-82M: 'ˈsændəl' is 'sˈændᵊl'. The table is
`alphabet.toml`. The model saw stress marks before the vowel, not before the syllable.
"""

import re
import unicodedata
from collections import Counter
from functools import cache, lru_cache
from typing import Any, Final

from briefing.errors import EngineError
from briefing.speak.engines.espeak_library import EspeakError
from briefing.speak.engines.espeak_words import espeak_ipa
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
# Spellings that set a Chinese name apart from 'Modi' or 'Mamata', whose syllables are Pinyin too.
_CHINESE: Final = re.compile(r"x|q|zh|[aeio]ng|ian|iao|[aeo]i|ao|u[aio]|iu|^c[^h]")
# 'tʃjɑŋ', 'ʃjɛn': the glide is heard as part of these consonants
_GLIDE_LOST: Final = re.compile(r"(?<=[ʃʒ])j")
_ENGLISH_VOICES: Final = {False: "en-us", True: "en-gb-x-rp"}
# Unicode names of letters that English text has: 'LATIN SMALL LETTER A', 'MASCULINE ORDINAL INDICATOR'
_OWN_SCRIPTS: Final = frozenset({"LATIN", "FULLWIDTH", "MASCULINE", "FEMININE", "MODIFIER", "MICRO"})
_KEPT_WORDS: Final = 4_096
_LONGEST_WORD: Final = 60  # letters; eSpeak NG takes longer than in proportion
# the first and the last a of 'Kaduna': not stressed, before one consonant and a vowel or at the end
_WEAK_A: Final = re.compile(r"(?<![ˈˌaeiouɛɔɪʊ])[aɑ](?=[^aeiouɛɔɪʊˈˌː\u0303][ˈˌ]?[aeiouɛɔɪʊɑ]|ˈ?$)")
# Hebrew is written without vowels, and eSpeak NG supplies none: 'jrvʃlˈim'
_BETWEEN_CONSONANTS: Final = re.compile(r"(?<=[^aeiouˈˌ\s])(?=[^aeiouˈˌ\s])")
_FINAL_I: Final = re.compile(r"(?<![aeoɔ])[ɪɨ]$")
_FINAL_E: Final = re.compile(r"[eɛ]ː?$")


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


@lru_cache(4_096)
def script_of(character: str) -> str:
    """Return the script of a letter ('CYRILLIC'), '' for Latin letters and for what is no letter."""
    if character.isascii() or unicodedata.category(character)[0] not in "LM":
        return ""
    name = unicodedata.name(character, "UNKNOWN").split()[0]
    return "" if name in _OWN_SCRIPTS or name == "COMBINING" else name.split("-")[0]


def main_script(text: str) -> str:
    """Return the script of most letters of the text; '' if at least half of them are Latin."""
    if text.isascii():
        return ""
    letters = [character for character in text if character.isalpha()]
    scripts = Counter(script for letter in letters if (script := script_of(letter)))
    return scripts.most_common(1)[0][0] if scripts.total() * 2 > len(letters) else ""


def is_in_other_script(word: str) -> bool:
    """Return True if any letter is not Latin."""
    return not word.isascii() and any(map(script_of, word))


def voice_of(word: str) -> str:
    """Return the eSpeak NG voice of the word's language, '' when English rules are the best guess.

    Raises:
        EngineError: for a script that no voice of eSpeak NG reads.
    """
    if word.isascii():
        return _first_voice(word, "names") if word[:1].isupper() else ""
    voices: dict[str, str] = _tables()["scripts"]
    scripts = sorted({script for character in word if (script := script_of(character))}, key="CJK".__eq__)
    of_letters = _first_voice(word, "letters")
    if of_letters:
        return of_letters
    if scripts and scripts[0] not in voices:
        raise EngineError(f"hibari has no sounds for '{word}', a word in {scripts[0].title()} script")
    return voices[scripts[0]] if scripts else ""


@lru_cache(_KEPT_WORDS)
def pronounce(word: str, british: bool) -> str:
    """Return the phonemes, in the model's alphabet, of a word that is not in the lexicon.

    Raises:
        EngineError: when eSpeak NG cannot read the word or cannot be loaded.
    """
    listed = listed_ipa(word)
    return model_phonemes(listed, british) if listed else pronounce_by_rules(word, british)


def pronounce_by_rules(word: str, british: bool) -> str:
    """Return the phonemes of a word that is not listed. Raises EngineError as `pronounce` does."""
    ipa = pinyin_ipa(word) or _ipa_by_spelling(word[:_LONGEST_WORD], british)
    phonemes = model_phonemes(ipa, british)
    if not phonemes:
        raise EngineError(f"hibari has no sounds for '{word}'")
    return phonemes


def listed_ipa(word: str) -> str:
    """Return the IPA of a word that the lexicon and the spelling rules misread; '' for other words."""
    return _listed().get(word, "")


@cache
def _listed() -> dict[str, str]:
    tables = read_table(__package__, "names.toml")
    listed: dict[str, str] = tables["names"] | tables["respelled"]
    return listed


def _ipa_by_spelling(word: str, british: bool) -> str:
    voice = voice_of(word)
    ipa = _anglicized(_ipa(word, voice), voice) if voice else ""
    if ipa or is_in_other_script(word):
        return ipa
    english = _ipa(_with_latin_1(word), _ENGLISH_VOICES[british])
    return english if british else english.replace("ɪə", "iə")  # no 'near' but the end of 'Pistorius'


def _ipa(word: str, voice: str) -> str:
    try:
        return espeak_ipa().pronounce(word, voice)
    except EspeakError as cause:
        raise EngineError(str(cause), "briefing doctor") from cause


def _with_latin_1(word: str) -> str:
    """Return the word with marks that eSpeak NG's English voices know; they would name other letters."""
    return "".join(c if c < "\u0100" else unicodedata.normalize("NFKD", c)[0] for c in word)


def _first_voice(word: str, table: str) -> str:
    """Return the voice of the table's first pattern that is found in the word, or ''."""
    return next((voice for pattern, voice in _patterns(table) if pattern.search(word.lower())), "")


@cache
def _patterns(table: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), voice) for pattern, voice in _tables()[table].items())


def _anglicized(ipa: str, voice: str) -> str:
    """Return the IPA of another language as English speakers say it, short of the single sounds."""
    for sound, english_sound in _tables()["sounds"].get(voice, {}).items():
        ipa = ipa.replace(sound, english_sound)
    if voice == "he":
        ipa = _BETWEEN_CONSONANTS.sub("ɛ", ipa)
    ipa = _FINAL_I.sub("i", _FINAL_E.sub("eɪ", ipa.replace("ɾ", "ɹ")))
    return _WEAK_A.sub("ə", ipa)


@cache
def _tables() -> dict[str, Any]:
    return read_table(__package__, "unknown_words.toml")


def pinyin_ipa(name: str) -> str:
    """Return the IPA of a Chinese name; '' for any other word."""
    word = name.lower()
    syllables, whole = _syllable_patterns()
    if not name[:1].isupper() or not _CHINESE.search(word) or not whole.fullmatch(word):
        return ""
    parts = [[part for part in found if part] for found in syllables.findall(word)]
    sounds = [_GLIDE_LOST.sub("", _sound(part[0] if len(part) > 1 else "", part[-1])) for part in parts]
    return "".join(_stressed(sound, index == len(sounds) - 1) for index, sound in enumerate(sounds))


def _sound(initial: str, final: str) -> str:
    tables = _pinyin_tables()
    return str(tables["initials"].get(initial, "") + tables["finals"][final])


def _stressed(sound: str, is_last: bool) -> str:
    """The last syllable bears the stress, the others a secondary one."""
    return re.sub(r"(?=[aeoɑɛiɪʊʌu])", "ˈ" if is_last else "ˌ", sound, count=1)


@cache
def _syllable_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return a syllable with its two parts where a further syllable or the end follows, and a whole name."""
    syllables = [
        f"({initial})({'|'.join(sorted(finals.split(), key=len, reverse=True))})"
        for initial, finals in _pinyin_tables()["syllables"].items()
    ]
    plain = "|".join(syllable.replace("(", "(?:") for syllable in syllables)
    return re.compile(rf"(?:{'|'.join(syllables)})(?=(?:{plain})*$)"), re.compile(rf"(?:{plain}){{1,4}}")


@cache
def _pinyin_tables() -> dict[str, Any]:
    return read_table(__package__, "pinyin.toml")
