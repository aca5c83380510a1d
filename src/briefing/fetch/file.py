"""Bytes of a file or of stdin, never more than asked for."""

import sys
from pathlib import Path

from briefing.errors import FetchError


def read_file(name: str, max_bytes: int) -> bytes:
    """The file's bytes. Raises FetchError when it is missing, a folder, unreadable or too large."""
    path = Path(name).expanduser()
    try:
        if path.is_dir():
            raise FetchError(f"{name} is a folder", "Give the files in it: briefing make FOLDER/*.html")
        with path.open("rb") as file:
            return _limited(file.read(max_bytes + 1), name, max_bytes)
    except FileNotFoundError as cause:
        raise FetchError(f"{name} does not exist", _missing_hint(name)) from cause
    except (OSError, ValueError) as cause:
        reason = getattr(cause, "strerror", None) or str(cause)
        raise FetchError(f"{name} cannot be read: {reason}", "Check the file's permissions.") from cause


def read_stdin(max_bytes: int) -> bytes:
    """What stdin holds. Raises FetchError when it is a terminal or too long."""
    if sys.stdin is None or sys.stdin.isatty():
        raise FetchError(
            "- reads a page from stdin, and nothing is piped in", "Pipe one in: briefing make - < page.html"
        )
    return _limited(sys.stdin.buffer.read(max_bytes + 1), "stdin", max_bytes)


def _limited(data: bytes, name: str, max_bytes: int) -> bytes:
    if len(data) > max_bytes:
        raise too_large(name, max_bytes)
    return data


def too_large(name: str, max_bytes: int) -> FetchError:
    """The error for a source over the limit."""
    size = f"{max_bytes >> 20} MB" if max_bytes >= 1 << 20 else f"{max_bytes} bytes"
    return FetchError(
        f"{name} is larger than {size}", "An article's page is smaller than that; give its own page."
    )


def _missing_hint(name: str) -> str:
    first = name.split("/", 1)[0].strip(".")
    if name.lower().startswith("www.") or ("/" in name and "." in first):
        return f"If it is an address, write it in full: https://{name}"
    return "Check the name and the folder that you are in."
