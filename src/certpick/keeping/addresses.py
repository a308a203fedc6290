"""Which addresses of a network are the public's: nothing else is asked for a page."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))  # RFC 6052, RFC 8215


def is_public(address: str) -> bool:
    """Return whether an IP address is one that everybody can reach.

    Private, loopback, link-local, multicast and reserved ones are not, nor is an IPv6 address
    that stands for such a one of IPv4.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in (found, *_within(found)))


def _within(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """Return the IPv4 addresses that an IPv6 address stands for."""
    if isinstance(address, IPv4Address):
        return []
    inner = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    packed = address.packed
    if any(address in network for network in _TRANSLATED) or not any(packed[:12]):
        inner.append(IPv4Address(packed[12:]))
    return [one for one in inner if one is not None]
