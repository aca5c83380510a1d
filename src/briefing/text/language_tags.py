"""Language tags as BCP 47 (RFC 5646) writes them: 'en', 'en-GB', 'zh-Hant-TW'."""


def primary_tag(tag: str) -> str:
    """Return the primary language subtag in lower case: 'en' for 'en-GB', 'de' for 'de_AT', '' for ''."""
    return tag.replace("_", "-").partition("-")[0].lower()
