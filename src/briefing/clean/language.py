"""The language of a story as a BCP 47 tag: what the page says, checked against its small words."""

import re
from collections import Counter
from functools import cache

from briefing.clean.head import Head
from briefing.clean.structured import StructuredArticle
from briefing.lexicon import read_table

TAG = re.compile(r"^([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?![A-Za-z])")  # 'en_GB'
CLAIMS = ("og:locale", "content-language", "language", "inlanguage", "dc.language", "dcterms.language")
WORD = re.compile(r"[^\W\d_]+")
SCRIPTS = (  # letters that settle it
    (re.compile("[\u3040-\u30ff]"), "ja"),
    (re.compile("[\uac00-\ud7af]"), "ko"),
    (re.compile("[\u4e00-\u9fff]"), "zh"),
    (re.compile("[\u0e00-\u0e7f]"), "th"),
    (re.compile("[\u0370-\u03ff]"), "el"),
    (re.compile("[\u0590-\u05ff]"), "he"),
    (re.compile("[\u0600-\u06ff]"), "ar"),
    (re.compile("[\u0900-\u097f]"), "hi"),
    (re.compile("[\u0400-\u04ff]"), "ru"),
)


def language_of(head: Head, structured: StructuredArticle) -> str:
    """The tag that the page claims, '' if none."""
    claims = (head.language, structured.language, *head.values(CLAIMS))
    return next((tag for claim in claims if (tag := language_tag(claim))), "")


def language_tag(claim: str) -> str:
    """'en_gb' as 'en-GB'; '' when it is no tag."""
    found = TAG.match(claim.strip())
    if not found:
        return ""
    language, script, region = found.groups()
    parts = [language.lower(), (script or "").title(), (region or "").upper()]
    return "-".join(part for part in parts if part)


def detect_language(text: str) -> str:
    """The language that the text itself shows; '' when it shows none clearly."""
    sample = text[:20_000]
    for letters, language in SCRIPTS:
        if len(letters.findall(sample)) * 5 > len(sample):
            return language
    words = Counter(WORD.findall(sample.lower()))
    scores = {language: sum(words[word] for word in small) for language, small in _small_words().items()}
    best = max(scores, key=lambda language: scores[language], default="")
    return best if best and scores[best] * 12 >= words.total() and scores[best] >= 2 else ""


@cache
def _small_words() -> dict[str, frozenset[str]]:
    table = read_table("briefing.clean", "words/small_words.toml")
    return {language: frozenset(words) for language, words in table.items()}


def settle_language(claimed: str, text: str) -> str:
    """The claim where the text agrees or is silent, else what the text shows; English at last."""
    detected = detect_language(text)
    if detected and claimed.partition("-")[0] != detected and not _are_kin(claimed, detected):
        return detected
    return claimed or detected or "en"


def _are_kin(claimed: str, detected: str) -> bool:
    """Languages that small words or letters cannot tell apart: Ukrainian and Russian, say."""
    families = read_table("briefing.clean", "words/kin_languages.toml")["families"]
    base = claimed.partition("-")[0]
    return any(base in family and detected in family for family in families)
