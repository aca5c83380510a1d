"""Which networks a page may come from.

The check is on the IP address that is connected to, after every look-up, so it also covers a name that
changes its answer, a redirect, and spellings like 2130706433, 0177.0.0.1 or 0x7f.1.
"""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import urlsplit

from briefing.fetch.address import spell_out_ipv4

# IPv6 networks that carry an IPv4 address inside, and how far to the right it stands
_NAT64 = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))
_IPV4_COMPATIBLE = IPv6Network("::/96")
# metadata services of clouds that stand outside the link-local network
_METADATA = frozenset(
    {IPv4Address("168.63.129.16"), IPv4Address("100.100.100.200"), IPv4Address("192.0.0.192")}
)


def explain_refusal(address: str) -> str:
    """Return why an IP address is refused ('a private network'), '' for a public one."""
    host = ip_address(address.split("%", 1)[0])
    inner = _embedded(host) if isinstance(host, IPv6Address) else None
    return (_explain(inner) if inner is not None else "") or _explain(host)


def explain_address(address: str, allow_networks: tuple[str, ...] = ()) -> str:
    """Return why a URL will be refused, as far as this is known without resolving it; '' otherwise."""
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
