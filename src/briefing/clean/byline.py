"""Authors as people's names: no desks, no agencies, no addresses, no 'By'."""

import re
from collections.abc import Iterable

BY = re.compile(r"^(?:by|von|par|di|por|af|av|door|written by|reported by)[:\s]+", re.IGNORECASE)
SEPARATOR = re.compile(r"\s*(?:,|;|\||/|\band\b|\bund\b|&)\s*")  # 'Ann Lee, Bo Hart and Cy Vale'
ADDRESS = re.compile(r"https?://|www\.|@|\.com\b|\d")  # 'https://example.org/people/ann'
DESK = re.compile(  # 'News Desk', 'Online-Redaktion', 'Associated Press'
    r"\b(?:staff|desk|editors?|editorial|newsroom|team|press|news|agency|agence|agentur|redaktion\w*|"
    r"r[ée]daction|redacci[óo]n|redakc\w*|reuters|afp|dpa|apa|online|admin|correspondents?|reporters?|"
    r"magazine|media|board|service|tv|radio|archive)\b|redaktion",
    re.IGNORECASE,
)


def people_in(authors: Iterable[str], site: str) -> tuple[str, ...]:
    """The people among the claimed authors, each once, in order."""
    found: dict[str, None] = {}
    for author in authors:
        if ADDRESS.search(author):
            continue
        for part in SEPARATOR.split(BY.sub("", " ".join(author.split()))):
            name = BY.sub("", part).strip(" .-–—")
            if _is_person(name, site):
                found.setdefault(name)
    return tuple(found)


def _is_person(name: str, site: str) -> bool:
    if not 2 <= len(name) <= 60 or ADDRESS.search(name) or DESK.search(name):
        return False
    folded = name.casefold()
    return bool(folded) and folded != site.casefold() and len(name.split()) <= 6
