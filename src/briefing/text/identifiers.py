"""Identifiers made of text: the primary subtag of a language tag (BCP 47, RFC 5646), and slugs of names and
titles.
"""

import re
import unicodedata

# Letters that Unicode does not decompose: Łukasz, Søren, Đorđe, Işık
_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_NOT_ASCII_SLUG = re.compile(r"[^a-z0-9]+")  # ' a second try' -> '-a-second-try'
_NOT_WORD = re.compile(r"[\W_]+")  # '习 近平' -> '习-近平'
_LONGEST_FILE_SLUG = 60


def primary_tag(tag: str) -> str:
    """Return the primary language subtag in lower case: 'en' for 'en-GB', 'de' for 'de_AT', '' for ''."""
    return tag.replace("_", "-").partition("-")[0].lower()


def fold_name(text: str) -> str:
    """Return the text in lower case and without accents, the form in which names are compared.

    'Éric Łukasz' and 'eric lukasz' fold alike.
    """
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text).casefold().translate(_WHOLE_LETTERS)
    plain = unicodedata.normalize("NFKD", letters)
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def name_slug(name: str) -> str:
    """Return the id of a person or organisation: 'sian-o-neil' for 'Siân O’Neil'.

    A slug is its own slug, so ids and names can be compared through this function. A name in another script
    keeps its letters; a name without letters and digits gives ''.
    """
    folded = fold_name(name)
    return _NOT_ASCII_SLUG.sub("-", folded).strip("-") or _NOT_WORD.sub("-", folded).strip("-")


def file_slug(title: str) -> str:
    """Return a short ASCII name for files and URLs: at most 60 characters; 'briefing' when none is left."""
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    slug = _NOT_ASCII_SLUG.sub("-", folded).strip("-")
    if len(slug) > _LONGEST_FILE_SLUG:
        slug = slug[: _LONGEST_FILE_SLUG + 1].rsplit("-", 1)[0][:_LONGEST_FILE_SLUG]
    return slug or "briefing"
