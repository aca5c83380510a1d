"""Characters in another form: plain letters, folded names, slugs, and primary language subtags.

Styled letters, ligatures and full-width letters are written in another form than they are read. Language tags
are those of BCP 47 (RFC 5646).
"""

import re
import unicodedata

_FULL_WIDTH = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")  # 'Ｆｕｌｌ', without punctuation
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")  # where full width is the usual form
_STYLED = re.compile(  # '𝗕𝗼𝗹𝗱', 'ﬃ', 'ℋ', 'Ⓑ'; not '½', '²', '™', '…'
    "[\U0001d400-\U0001d7ff\ufb00-\ufb06\u24b6-\u24e9"
    "\u2102\u210a-\u2115\u2119-\u211d\u2124\u2128\u212c\u212d\u212f-\u2134\u2139\u2145-\u2149"
    "\U0001f130-\U0001f149]"
)
# Letters that Unicode does not decompose: Łukasz, Søren, Đorđe, Işık
_WHOLE_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
_NOT_ASCII_SLUG = re.compile(r"[^a-z0-9]+")  # ' a second try' -> '-a-second-try'
_NOT_WORD = re.compile(r"[\W_]+")  # '习 近平' -> '习-近平'
_LONGEST_FILE_SLUG = 60
_DEVICES = re.compile(
    r"con|prn|aux|nul|(?:com|lpt)\d"
)  # names that no file has on Windows, whatever its ending


def plain_letters(text: str) -> str:
    """Return the text with plain letters and digits for styled ones (NFKC, compatibility decomposition).

    Args:
        text: Any text.

    Returns:
        'Bold' for '𝗕𝗼𝗹𝗱' and 'office' for 'oﬃce'. Fractions, raised digits, signs and punctuation stay, and
        so do full-width letters beside Chinese, Japanese or Korean ones.
    """
    if text.isascii():
        return text
    if _FULL_WIDTH.search(text) and not _EAST_ASIAN.search(text):
        text = _FULL_WIDTH.sub(_decompose, text)
    return _STYLED.sub(_decompose, text)


def _decompose(styled: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", styled[0])


def primary_tag(tag: str) -> str:
    """Return the primary language subtag in lower case: 'en' for 'en-GB', 'de' for 'de_AT', '' for ''.

    Args:
        tag: A BCP 47 tag; an underscore instead of a hyphen is allowed.
    """
    return tag.replace("_", "-").partition("-")[0].lower()


def fold_name(text: str) -> str:
    """Return the text in lower case and without accents, the form in which names are compared.

    'Éric Łukasz' and 'eric lukasz' fold alike.

    Args:
        text: A name in any script.
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

    Args:
        name: The name of a person or an organisation, or a slug.
    """
    folded = fold_name(name)
    return _NOT_ASCII_SLUG.sub("-", folded).strip("-") or _NOT_WORD.sub("-", folded).strip("-")


def file_slug(title: str) -> str:
    """Return a short ASCII name for files and URLs: at most 60 characters; 'briefing' when none is left.

    Args:
        title: Any text.
    """
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").lower()
    slug = _NOT_ASCII_SLUG.sub("-", folded).strip("-")
    if len(slug) > _LONGEST_FILE_SLUG:
        slug = slug[: _LONGEST_FILE_SLUG + 1].rsplit("-", 1)[0][:_LONGEST_FILE_SLUG]
    return f"briefing-{slug}" if _DEVICES.fullmatch(slug) else slug or "briefing"
