"""Chinese names in Hanyu Pinyin, which no English rule reads: 'Qiang' is 'tʃˈɑŋ'."""

import re
from functools import cache
from typing import Any, Final

from briefing.text import read_table

# Spellings that set a Chinese name apart from 'Modi' or 'Mamata', whose syllables are Pinyin too.
_CHINESE: Final = re.compile(r"x|q|zh|[aeio]ng|ian|iao|[aeo]i|ao|u[aio]|iu|^c[^h]")
# 'tʃjɑŋ', 'ʃjɛn': the glide is heard as part of these consonants
_GLIDE_LOST: Final = re.compile(r"(?<=[ʃʒ])j")


def pinyin_ipa(name: str) -> str:
    """Return the IPA of a Chinese name; '' for any other word."""
    word = name.lower()
    syllables, whole = _patterns()
    if not name[:1].isupper() or not _CHINESE.search(word) or not whole.fullmatch(word):
        return ""
    parts = [[part for part in found if part] for found in syllables.findall(word)]
    sounds = [_GLIDE_LOST.sub("", _sound(part[0] if len(part) > 1 else "", part[-1])) for part in parts]
    return "".join(_stressed(sound, index == len(sounds) - 1) for index, sound in enumerate(sounds))


def _sound(initial: str, final: str) -> str:
    tables = _tables()
    return str(tables["initials"].get(initial, "") + tables["finals"][final])


def _stressed(sound: str, is_last: bool) -> str:
    """The last syllable bears the stress, the others a secondary one."""
    return re.sub(r"(?=[aeoɑɛiɪʊʌu])", "ˈ" if is_last else "ˌ", sound, count=1)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return a syllable with its two parts where a further syllable or the end follows, and a whole name."""
    syllables = [
        f"({initial})({'|'.join(sorted(finals.split(), key=len, reverse=True))})"
        for initial, finals in _tables()["syllables"].items()
    ]
    plain = "|".join(syllable.replace("(", "(?:") for syllable in syllables)
    return re.compile(rf"(?:{'|'.join(syllables)})(?=(?:{plain})*$)"), re.compile(rf"(?:{plain}){{1,4}}")


@cache
def _tables() -> dict[str, Any]:
    return read_table(__package__, "pinyin.toml")
