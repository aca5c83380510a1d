"""Datelines: 'ELMSUND, Nov. 3 (Press) — '. Data, not speech."""

import re

# Capitals, perhaps a state, a date and an agency, then a dash: 'BUFFALO, N.Y. — ', 'LONDON (Press) - '.
_CAPITALS = re.compile(
    r"(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+[ ,/]{0,2}){1,4}(?:, ?[A-Z][\w. ]{1,20})?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"(?: ?\([^()]{2,30}\))?\s*(?:[–—]|--?)\s+(?=[A-ZÀ-Þ0-9\"“„«‘'])"
)
# A place in small letters counts only with its agency: 'Berlin (Presse) - '.
_AGENCY = re.compile(r"[A-ZÀ-Þ][\w.' /,-]{1,40} \([\w/.& ]{2,30}\)\s*(?:[–—]|--?)\s+(?=[A-ZÀ-Þ0-9\"“„«‘'])")

# The agency alone: '(Press) - '
_AGENCY_ALONE = re.compile(r"\([A-ZÀ-Þ][\w./& ]{1,30}\)\s*(?:[–—]|--?)\s+(?=[A-ZÀ-Þ0-9\"“„«‘'])")


def dateline_end(paragraph: str) -> int:
    """Where the words of a story's first paragraph begin; 0 where no dateline stands before them."""
    match = _CAPITALS.match(paragraph) or _AGENCY.match(paragraph) or _AGENCY_ALONE.match(paragraph)
    return match.end() if match else 0
