"""How a text is written: with spaces between its words, or without."""

import re

UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u9fff\uf900-\ufaff]+")  # Thai, Lao, kana, Chinese


def is_unspaced(text: str) -> bool:
    """Is most of this written without spaces between words (Chinese, Japanese, Thai)?"""
    return not text.isascii() and sum(map(len, UNSPACED.findall(text))) * 3 > len(text)
