"""URLs: one key for all spellings that lead to the same story, and the networks that a page may come from.

The check of networks is on the IP address that is connected to, after every look-up, so it also covers a name
that changes its answer, a redirect, and spellings like 2130706433, 0177.0.0.1 or 0x7f.1.
"""

import re
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from posixpath import normpath
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from briefing.text import read_words

# '2130706433', '0177.0.0.1', '0x7f.1': spellings that the system's resolver takes for an IPv4 address
_NUMERIC_HOST = re.compile(r"^(?:0x[0-9a-f]*|\d+)(?:\.(?:0x[0-9a-f]*|\d+)){0,3}\.?$", re.I)
# '//www.example.org' and '//m.example.org' are the same site
_HOST_PREFIX = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")
_DEFAULT_PORTS = {"http": 80, "https": 443}
# IPv6 networks that carry an IPv4 address inside, and how far to the right it stands
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_IPV4_COMPATIBLE = IPv6Network("::/96")
# metadata services of clouds that stand outside the link-local network
_METADATA = frozenset(
    {IPv4Address("168.63.129.16"), IPv4Address("100.100.100.200"), IPv4Address("192.0.0.192")}
)


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


def host_names(*addresses: str) -> frozenset[str]:
    """Return the hosts of URLs as pages without a name are called: with and without 'www.' and the port."""
    hosts = [host_of(address) for address in addresses]
    names = [name for host in hosts if host for name in (host, host.rsplit(":", 1)[0])]
    return frozenset((*names, *(name.removeprefix("www.") for name in names)))


def address_key(address: str) -> str:
    """Return the key by which URLs of the same story are equal. It is for comparing, not for fetching.

    Scheme, 'www.', default port, fragment, trailing slash and the order of the query do not count; tracking
    parameters (`words/tracking.txt`) and AMP suffixes are removed.

    Args:
        address: A URL; any other text is its own key.
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


def explain_refusal(address: str) -> str:
    """Return why an IP address is refused ('a private network'), '' for a public one."""
    host = ip_address(address.split("%", 1)[0])
    inner = _embedded(host) if isinstance(host, IPv6Address) else None
    return (_explain(inner) if inner is not None else "") or _explain(host)


def explain_address(address: str, allow_networks: tuple[str, ...] = ()) -> str:
    """Return why a URL will be refused, as far as this is known without resolving it; '' otherwise.

    Args:
        address: A URL.
        allow_networks: Private networks that are allowed ('192.168.1.0/24').
    """
    try:
        host = urlsplit(spell_out_ipv4(address)).hostname or ""
        if host == "localhost" or host.endswith(".localhost"):
            host = "127.0.0.1"
        return "" if is_within(host, allow_networks) else explain_refusal(host)
    except ValueError:  # a name, which the connection looks up, or no address at all
        return ""


def is_within(address: str, networks: tuple[str, ...]) -> bool:
    """Return True if an IP address is in one of the networks ('127.0.0.0/8')."""
    host = ip_address(address.split("%", 1)[0])
    return any(host in ip_network(network, strict=False) for network in networks)


def _explain(host: IPv4Address | IPv6Address) -> str:
    if host.is_loopback:
        return "this machine itself"
    if host.is_link_local or host in _METADATA:
        return "a link-local or metadata network"
    if host.is_multicast or host.is_unspecified or host.is_reserved:
        return "no single machine"
    return "" if host.is_global else "a private network"


def _embedded(host: IPv6Address) -> IPv4Address | None:
    """Return the embedded IPv4 address: mapped, 6to4, Teredo client, NAT64, IPv4-compatible."""
    if host.ipv4_mapped is not None:
        return host.ipv4_mapped
    if host.sixtofour is not None:
        return host.sixtofour
    if host.teredo is not None:
        return host.teredo[1]
    if any(host in network for network in (*_NAT64, _IPV4_COMPATIBLE)):
        return IPv4Address(int(host) & 0xFFFFFFFF)
    return None
