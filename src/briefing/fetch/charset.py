"""Decode bytes to text: byte order mark, valid UTF-8, declared charset, statistical detection.

Declarations are often wrong (a page moved to another server, a file saved by hand), so a declared charset
must also give text that looks like writing: see `mojibake_score`. The order follows the encoding sniffing
algorithm of the WHATWG HTML standard, except that valid UTF-8 wins over the declaration of another charset.
"""

import codecs
import re
import unicodedata
from functools import lru_cache

from briefing.text import read_table

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf_8"),
    (codecs.BOM_UTF32_LE, "utf_32_le"),
    (codecs.BOM_UTF32_BE, "utf_32_be"),
    (codecs.BOM_UTF16_LE, "utf_16_le"),
    (codecs.BOM_UTF16_BE, "utf_16_be"),
)
# 'text/html; charset="koi8-r"'
_HEADER_CHARSET = re.compile(r"charset\s*+=\s*+[\"']?\s*+([\w.:-]+)", re.I)
# '<meta charset=gbk>', '<meta http-equiv=… content="text/html; charset=gbk">', '<?xml … encoding="gbk"?>'
_PAGE_CHARSET = re.compile(rb"<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
# ESC $ B and its kin: Japanese in seven bits
_ISO_2022_JP = re.compile(rb"\x1b(?:\$[@B]|\$\(D|\([IJ])")
# '<script>…</script>', '<!-- … -->', '<p class=x>': what is not the page's language
_MARKUP = re.compile(rb"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^<>]*>", re.I | re.S)
# a run of words around bytes over 0x7f
_FOREIGN = re.compile(rb"[^\s<>]*[\x80-\xff][^<>]*")

# UTF-8 that was read as windows-1252 and encoded again: 'Ã¶' and 'â€™' as bytes
_TWICE_ENCODED = re.compile(
    rb"\xc3[\x82-\xb4](?:\xc2[\x80-\xbf]|[\xc5\xc6\xcb][\x80-\xbf]|\xe2[\x80-\x84][\x80-\xbf])"
)
# what windows-1252 shows for the bytes 80 to FF; it leaves some undefined, which browsers show as controls
_SHOWN = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0x100)]
_BYTE_OF = {character: 0x80 + at for at, character in enumerate(_SHOWN)}
_REST = f"[{re.escape(''.join(_SHOWN[:0x40]))}]"
# 'Ã¶', 'â€™': a whole sequence of UTF-8 as windows-1252 shows it
_SHOWN_SEQUENCE = re.compile(f"[Â-ß]{_REST}|[à-ï]{_REST}{{2}}|[ð-ô]{_REST}{{3}}")
_MIN_TWICE_ENCODED = 3  # fewer are examples in a text about charsets
_MIN_TWICE_ENCODED_SHARE = 1 / 3  # of all that is not ASCII: the frame of such a page is often right

_DECLARATION_BYTES = 4096
_SAMPLE_BYTES = 40_000
_MOJIBAKE_WEIGHT = 4
_DECLARED_BENEFIT = 2
_FEW_LETTERS = 30
# browsers read what nobody declared as windows-1252
_WEB_DEFAULT_BENEFIT = 1.2
# what is declared and not among the detectable (Mac, DOS) is a little likelier than a bad guess
_UNDETECTABLE = 0.05
# UTF-8 with one broken sequence among three whole ones is still UTF-8: pages are cut and glued together. In
# other charsets hardly any two bytes form a whole sequence, so a page that declares UTF-8 needs only as many
_MAX_BROKEN_SHARE = 1 / 3
_MAX_DECLARED_BROKEN_SHARE = 1.0
# 'Ð¿Ñ€Ð¸Ð²', 'größte': runs of letters, marks and symbols between blanks and ASCII punctuation
_WORD = re.compile(r"[^\s\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e]+")
# the alphabets that never meet inside one word; what is not named here meets anything
_ALPHABETS = ("LATIN", "CYRILLIC", "GREEK", "HEBREW", "ARABIC", "THAI", "HANGUL")


def decode_text(data: bytes, content_type: str = "") -> str:
    """Decode the bytes. Never fails: bytes that no charset explains become U+FFFD."""
    for mark, codec in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    codec = choose_codec(data, content_type)
    text = data.decode(codec, "replace")
    return mend_twice_encoded(text) if codec == "utf_8" and _TWICE_ENCODED.search(data) else text


def mend_twice_encoded(text: str) -> str:
    """Return the text with the letters that were encoded twice: 'schön' for 'schÃ¶n'.

    A text that shows a few such sequences, and more of its letters right, is left as it is.
    """
    found = _SHOWN_SEQUENCE.findall(text)
    foreign = sum(character > "\x7f" for character in text)
    if len(found) < _MIN_TWICE_ENCODED or sum(map(len, found)) < foreign * _MIN_TWICE_ENCODED_SHARE:
        return text
    return _SHOWN_SEQUENCE.sub(_sequence_once, text)


def _sequence_once(shown: re.Match[str]) -> str:
    try:
        return bytes(_BYTE_OF[character] for character in shown[0]).decode("utf_8")
    except UnicodeDecodeError:
        return shown[0]


def choose_codec(data: bytes, content_type: str = "") -> str:
    """Return the name of the Python codec for bytes without a byte order mark."""
    wide = _wide_codec(data)
    if wide:
        return wide
    if _ISO_2022_JP.search(data) and data.isascii():
        return "iso2022_jp_2"
    if data.isascii() or _is_utf8(data, content_type):
        return "utf_8"
    declared = [
        codec for codec in _declared_codecs(data, content_type) if codec not in ("utf_8", "utf_16_le")
    ]
    return _most_likely(_sample(data), declared)


def _wide_codec(data: bytes) -> str:
    """UTF-16 without a byte order mark: the markup's ASCII leaves every other byte NUL."""
    head = data[:512]
    if head[1::2].count(0) > len(head) * 0.35 > head[0::2].count(0) * 10:
        return "utf_16_le"
    if head[0::2].count(0) > len(head) * 0.35 > head[1::2].count(0) * 10:
        return "utf_16_be"
    return ""


def _is_utf8(data: bytes, content_type: str) -> bool:
    try:
        data.decode("utf_8")
    except UnicodeDecodeError:
        is_declared = "utf_8" in _declared_codecs(data, content_type)
        return _is_nearly_utf8(data, _MAX_DECLARED_BROKEN_SHARE if is_declared else _MAX_BROKEN_SHARE)
    return True


def _is_nearly_utf8(data: bytes, max_broken_share: float) -> bool:
    """Return True if the broken sequences are at most this share of the whole ones."""
    text = data.decode("utf_8", "replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - broken
    return broken <= whole * max_broken_share


def _declared_codecs(data: bytes, content_type: str) -> list[str]:
    """Return the declared codecs: from HTTP first, then from the page."""
    labels = [match[1] for match in _HEADER_CHARSET.finditer(content_type)]
    labels += [
        match[1].decode("ascii", "replace") for match in _PAGE_CHARSET.finditer(data[:_DECLARATION_BYTES])
    ]
    codecs_found = [codec_of(label) for label in labels]
    return [codec for codec in dict.fromkeys(codecs_found) if codec]


@lru_cache(maxsize=500)
def codec_of(label: str) -> str:
    """Return the Python codec for a charset label of the web, '' for an unknown label."""
    known: dict[str, str] = read_table("briefing.fetch", "words/charsets.toml")
    name = label.strip().lower()
    try:
        info = codecs.lookup(known.get(name, name))
        text = info.decode(b"a", "replace")[0]
    except (LookupError, ValueError, TypeError):
        return ""
    return info.name.replace("-", "_") if isinstance(text, str) else ""


def _sample(data: bytes) -> bytes:
    """Return the runs of words with non-ASCII letters; scripts and tags would hide the evidence."""
    bare = _MARKUP.sub(b" ", data)
    found, size = [], 0
    for match in _FOREIGN.finditer(bare if not bare.isascii() else data):
        found.append(match[0])
        size += len(match[0])
        if size > _SAMPLE_BYTES:
            break
    return b"\n".join(found)[:_SAMPLE_BYTES]


def _most_likely(sample: bytes, declared: list[str]) -> str:
    """Return the most likely codec.

    A declared codec has its likelihood raised, and the more the fewer letters there are to judge by: a page
    with one curly quote proves nothing.
    """
    likelihoods = _detect(sample)
    letters = sum(byte > 0x7F for byte in sample)
    benefit = _DECLARED_BENEFIT + _FEW_LETTERS / max(letters, 1)
    for codec in declared:
        likelihoods[codec] = likelihoods.get(codec, _UNDETECTABLE) * benefit
    return max(
        likelihoods, key=lambda codec: likelihoods[codec] * _cleanness(sample, codec), default="cp1252"
    )


def _detect(sample: bytes) -> dict[str, float]:
    """Return the likelihood of each codec of the web, by the statistics of its languages."""
    import chardet  # noqa: PLC0415 - only bytes that are not UTF-8 pay for it

    known = read_table("briefing.fetch", "words/detectable.toml")["codecs"]
    guesses = chardet.detect_all(sample, ignore_threshold=True, include_encodings=known, compat_names=False)
    likelihoods: dict[str, float] = {}
    for guess in guesses:
        likelihoods.setdefault(codec_of(guess["encoding"] or ""), guess["confidence"])
    likelihoods.pop("", None)
    likelihoods["cp1252"] = likelihoods.get("cp1252", _UNDETECTABLE) * _WEB_DEFAULT_BENEFIT
    return likelihoods


def _cleanness(sample: bytes, codec: str) -> float:
    return 1 - min(0.99, _MOJIBAKE_WEIGHT * mojibake_score(sample.decode(codec, "replace")))


def mojibake_score(text: str) -> float:
    """Return how much the text looks like mojibake: 0 for clean text, about 1 and more for a wrong charset.

    It is the share of non-ASCII characters that are implausible: control and unassigned characters, symbols
    and fractions inside a word, a capital after a small letter, two alphabets in one word.
    """
    foreign = sum(1 for character in text if character > "\x7f")
    odd = sum(_oddities(word) for word in _WORD.findall(text) if not word.isascii())
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
    return name if name in _ALPHABETS else ""
