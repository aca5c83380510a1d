"""Text as it may stand in every format that we write, and times as each of them wants to read them."""

import re

# What no format takes: control characters and lone surrogates ('a\x00b\ud800'), not tabs and line ends
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """The text without what no format can hold."""
    return _UNWRITABLE.sub(" ", text)


def plain_line(text: str) -> str:
    """The text as one line: white space runs become one space."""
    return " ".join(writable(text).split())


def seconds(milliseconds: int) -> float:
    """Seconds that print with at most three decimals."""
    return milliseconds / 1000


def clock(milliseconds: int) -> str:
    """'01:02:03.450', the time stamp of WebVTT."""
    whole, rest = divmod(milliseconds, 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}.{rest:03}"


def full_clock(milliseconds: int) -> str:
    """'01:02:03', the time stamp of show notes."""
    return clock(milliseconds).split(".", 1)[0]


def short_clock(milliseconds: int) -> str:
    """'2:03' or '1:02:03', as players show it."""
    return full_clock(milliseconds).removeprefix("00:").removeprefix("0")
