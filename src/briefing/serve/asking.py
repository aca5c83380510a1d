"""What a request's headers ask for, read as RFC 9110 says."""

import re

# 'gzip;q=0' refuses what it names: a weight of nought
_NOUGHT = re.compile(r"q\s*=\s*0(?:\.0{0,3})?\s*", re.IGNORECASE)
# '0-99', '500-', '-200'
_RANGE = re.compile(r"\s*(\d*)\s*-\s*(\d*)\s*", re.ASCII)
LONGEST_NUMBER = 18  # digits; no file is larger


def accepts_gzip(accept_encoding: str) -> bool:
    """Whether an answer may be packed (12.5.3): gzip is named, and not only to refuse it."""
    for part in accept_encoding.lower().split(","):
        name, *parameters = part.split(";")
        if name.strip() in ("gzip", "x-gzip"):
            return not any(_NOUGHT.fullmatch(parameter.strip()) for parameter in parameters)
    return False


def usable_range(asked: str, size: int) -> str:
    """The Range header without the ranges that lie behind the end, while others do not (14.1.2).

    '' for a unit that is not ours, which is to be ignored (14.2). What is wrong otherwise Starlette refuses.
    """
    unit, _, ranges = asked.partition("=")
    if unit.strip().lower() != "bytes":
        return ""
    inside = [one for one in ranges.split(",") if not _is_behind(one, size)]
    return f"bytes={','.join(inside)}" if inside else asked


def _is_behind(one: str, size: int) -> bool:
    """Whether not a byte of the range is in the file."""
    form = _RANGE.fullmatch(one)
    if form is None:
        return False
    start, end = form.groups()
    if start:
        return len(start) > LONGEST_NUMBER or int(start) >= size
    return end.strip("0") == ""
