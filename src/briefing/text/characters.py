"""Characters that are written in another form than they are read: styled letters, ligatures, full width."""

import re
import unicodedata

_FULL_WIDTH = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")  # 'Ｆｕｌｌ', without punctuation
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")  # where full width is the usual form
_STYLED = re.compile(  # '𝗕𝗼𝗹𝗱', 'ﬃ', 'ℋ', 'Ⓑ'; not '½', '²', '™', '…'
    "[\U0001d400-\U0001d7ff\ufb00-\ufb06\u24b6-\u24e9"
    "\u2102\u210a-\u2115\u2119-\u211d\u2124\u2128\u212c\u212d\u212f-\u2134\u2139\u2145-\u2149"
    "\U0001f130-\U0001f149]"
)


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
