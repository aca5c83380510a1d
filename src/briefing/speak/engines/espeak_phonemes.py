"""IPA as eSpeak NG's own phoneme names, which it takes between double brackets: '[[s'Id@l]]'.

The names are those of eSpeak NG's English voices (phsource/ph_english); other languages share most of them.
"""

import re

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


def espeak_phonemes(ipa: str) -> str:
    """'ˈsɪdəl' as '[['sId@l]]'; signs that eSpeak NG has no name for are left out."""
    names = _SOUND.sub(lambda m: _NAMES[m[0]], ipa.replace("\u0361", ""))
    return f"[[{''.join(_SPOKEN.findall(names))}]]"
