"""Dates as RFC 2822 writes them and Apple wants them."""

import re
from email.utils import parsedate_to_datetime

# 'Mon, 23 Nov 2026 06:30:00 +0100'
FORM = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d (?:[+-]\d{4}|GMT)"
)


def is_rfc_2822(text: str) -> bool:
    """Whether the form is right, the day exists, and it is that day of the week."""
    form = FORM.fullmatch(text)
    if form is None:
        return False
    try:
        return parsedate_to_datetime(text).strftime("%a") == form[1]
    except ValueError:
        return False
