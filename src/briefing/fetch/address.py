"""Compare URLs: one key for all spellings that lead to the same story."""

import re
import socket
from posixpath import normpath
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from briefing.text import read_words

# '2130706433', '0177.0.0.1', '0x7f.1': spellings that the system's resolver takes for an IPv4 address
_NUMERIC_HOST = re.compile(r"^(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}\.?$", re.I)
# '//www.example.org' and '//m.example.org' are the same site
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_DEFAULT_PORTS = {"http": 80, "https": 443}


def spell_out_ipv4(address: str) -> str:
    """Return the URL with a numeric host as four decimal numbers ('http://0x7f.1/' as 'http://127.0.0.1/')."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    if not _NUMERIC_HOST.match(host):
        return address
    try:
        plain = socket.inet_ntoa(socket.inet_aton(host.rstrip(".")))
    except OSError:
        return address
    return urlunsplit(parts._replace(netloc=parts.netloc.replace(host, plain, 1)))


def host_of(address: str) -> str:
    """Return the host and port of a URL ('example.org:443'), '' for anything else."""
    try:
        parts = urlsplit(address)
        port = parts.port or _DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError:
        return ""
    return f"{parts.hostname}:{port}" if parts.hostname else ""


def address_key(address: str) -> str:
    """Return the key by which URLs of the same story are equal. It is for comparing, not for fetching.

    Scheme, 'www.', default port, fragment, trailing slash and the order of the query do not count; tracking
    parameters (`words/tracking.txt`) and AMP suffixes are removed.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError:
        return address.strip()
    host = _HOST_PREFIX.sub("", (parts.hostname or "").rstrip("."))
    if not host:
        return address.strip()
    shown = f":{port}" if port and port != _DEFAULT_PORTS.get(parts.scheme) else ""
    return f"{host}{shown}{_same_path(parts.path)}{_same_query(parts.query)}"


def _same_path(path: str) -> str:
    plain = quote(
        unquote(path, errors="surrogateescape"), safe="/:@!$&'()*+,;=~-._", errors="surrogateescape"
    )
    tidy = normpath("/" + plain.lstrip("/"))
    return re.sub(r"(?:/amp|\.amp|/index\.html?)$", "", tidy).rstrip("/")


def _same_query(query: str) -> str:
    exact, openings = _tracking()
    kept = sorted(
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if name.lower() not in exact and not name.lower().startswith(openings)
    )
    return f"?{urlencode(kept)}" if kept else ""


def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return whole parameter names, and prefixes of names (written 'utm_*')."""
    words = read_words("briefing.fetch", "words/tracking.txt")
    openings = tuple(word.removesuffix("*") for word in words if word.endswith("*"))
    return frozenset(words), openings
