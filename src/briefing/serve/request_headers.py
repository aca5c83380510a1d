"""Evaluate request headers as RFC 9110 defines them: Accept-Encoding, Range, and conditional requests."""

import re
from email.utils import parsedate_to_datetime

from starlette.datastructures import Headers

# 'q=0', 'Q = 0.000': a weight of zero refuses the coding that it follows
_ZERO_WEIGHT = re.compile(r"q\s*=\s*0(?:\.0{0,3})?\s*", re.IGNORECASE)
# '0-99', '500-', '-200'
_RANGE = re.compile(r"\s*(\d*)\s*-\s*(\d*)\s*", re.ASCII)
_MAX_OFFSET_DIGITS = 18  # no file is that large


def accepts_gzip(accept_encoding: str) -> bool:
    """Return True if Accept-Encoding names gzip with a weight above zero (RFC 9110, 12.5.3)."""
    for part in accept_encoding.lower().split(","):
        name, *parameters = part.split(";")
        if name.strip() in ("gzip", "x-gzip"):
            return not any(_ZERO_WEIGHT.fullmatch(parameter.strip()) for parameter in parameters)
    return False


def satisfiable_range(range_header: str, size: int) -> str:
    """Return the Range header without the ranges that cannot be satisfied (RFC 9110, 14.1.2).

    Args:
        range_header: The value of the header, such as 'bytes=0-99,5000-'.
        size: The size of the file in bytes.

    Returns:
        The header with its satisfiable ranges. The header as it is if no range can be satisfied or one is
        malformed: Starlette then answers 416 or 400. '' for any other unit than bytes, which is to be
        ignored (14.2).
    """
    unit, _, ranges = range_header.partition("=")
    if unit.strip().lower() != "bytes":
        return ""
    satisfiable = [one for one in ranges.split(",") if not _is_past_end(one, size)]
    return f"bytes={','.join(satisfiable)}" if satisfiable else range_header


def _is_past_end(range_spec: str, size: int) -> bool:
    """Return True if the range contains no byte of the file."""
    match = _RANGE.fullmatch(range_spec)
    if match is None:
        return False
    start, end = match.groups()
    if start:
        return len(start) > _MAX_OFFSET_DIGITS or int(start) >= size
    return end.strip("0") == ""


def is_not_modified(request: Headers, response: Headers) -> bool:
    """Return True if the client's copy is current (RFC 9110, 13.1.2 and 13.1.3).

    If-None-Match takes precedence over If-Modified-Since.
    """
    if_none_match = request.get("if-none-match")
    if if_none_match is not None:
        tags = {tag.strip().removeprefix("W/") for tag in if_none_match.split(",")}
        return "*" in tags or response["etag"] in tags
    return _is_unmodified_since(request.get("if-modified-since"), response.get("last-modified"))


def _is_unmodified_since(if_modified_since: str | None, last_modified: str | None) -> bool:
    if if_modified_since is None or last_modified is None:
        return False
    try:
        return parsedate_to_datetime(last_modified) <= parsedate_to_datetime(if_modified_since)
    except (TypeError, ValueError):
        return False
