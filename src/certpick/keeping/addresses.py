"""Which addresses of a network are the public's: nothing else is asked for a page."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_TRANSLATED = IPv6Network("64:ff9b::/96")  # RFC 6052
_MAPPED = IPv6Network("::ffff:0:0/96")
_GIVEN_OUT = IPv6Network("2000::/3")  # RFC 4291: no other is anybody's on the public network


def is_public(address: str) -> bool:
    """Return whether an IP address is one that everybody can reach.

    Private, loopback, link-local, multicast and reserved ones are not, nor is an IPv6 address
    that stands for such a one of IPv4, or that is given to nobody.
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(one.is_global and not one.is_multicast for one in _meant(found))


def _meant(address: IPv4Address | IPv6Address) -> list[IPv4Address | IPv6Address]:
    """Return an address and those of IPv4 that it stands for."""
    if isinstance(address, IPv4Address):
        return [address]
    if address in _TRANSLATED or address in _MAPPED:
        return [IPv4Address(address.packed[12:])]
    if address not in _GIVEN_OUT:
        return [IPv6Address("::")]
    inner = [address.sixtofour, *(address.teredo or ())]
    return [address, *(one for one in inner if one is not None)]
