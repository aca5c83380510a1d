"""How unlike writing a text looks: the sign of bytes that were read in the wrong charset."""

import re
import unicodedata

# 'Ð¿Ñ€Ð¸Ð²', 'größte': runs of letters, marks and symbols between blanks and ASCII punctuation
WORD = re.compile(r"[^\s\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]+")
# the alphabets that never meet inside one word; what is not named here meets anything
ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARABIC", "THAI", "HANGUL")


def measure_mess(text: str) -> float:
    """The share, 0 to 1 and over, of foreign characters that stand where no writing has them.

    Counted: control and unassigned characters, symbols and fractions inside a word, a capital after a
    small letter, two alphabets in one word.
    """
    foreign = sum(1 for character in text if character > "\x7f")
    odd = sum(_oddities(word) for word in WORD.findall(text) if not word.isascii())
    return odd / foreign if foreign else 0.0


def _oddities(word: str) -> int:
    categories = [unicodedata.category(character) for character in word]
    before = ["", *categories]
    odd = sum(_oddity(*step) for step in zip(before, categories, word, strict=False))
    alphabets = {_alphabet(character) for character in word} - {""}
    return odd + (len(word) if len(alphabets) > 1 else 0)


def _oddity(before: str, category: str, character: str) -> int:
    if category in ("Cc", "Cn", "Co") or character == "\ufffd":
        return 2
    if category in ("So", "Sk", "Sm", "Sc", "No"):
        return int(before[:1] == "L")
    return int(category == "Lu" and before == "Ll" and character > "\x7f")


def _alphabet(character: str) -> str:
    name = unicodedata.name(character, "").split(" ", 1)[0]
    return name if name in ALPHABETS else ""
