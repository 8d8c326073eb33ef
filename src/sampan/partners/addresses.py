"""Which addresses may be reached from here: those of the public internet, and those that the operator listed."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

# Kept by the IANA for special purposes, and not known as such to every Python that we run on.
_SPECIAL_4 = tuple(IPv4Network(text) for text in ("192.0.0.0/24", "192.88.99.0/24"))
_GLOBAL_6 = IPv6Network("2000::/3")
_SPECIAL_6 = tuple(
    IPv6Network(text)
    for text in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48")
)
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address, met from a network of IPv6 alone


def is_public(address: Address) -> bool:
    """Whether the address is one of the public internet's, so that no machine of our own can stand behind it.

    IPv6 is judged by what is allowed, not by what is forbidden, and an IPv4 address inside one as itself.

    >>> from ipaddress import ip_address
    >>> [is_public(ip_address(text)) for text in ("8.8.8.8", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1")]
    [True, False, False, False]
    """
    if isinstance(address, IPv6Address):
        if address in _NAT64:
            return is_public(IPv4Address(address.packed[-4:]))
        return address in _GLOBAL_6 and not any(address in special for special in _SPECIAL_6)
    special = address.is_multicast or address.is_reserved
    return address.is_global and not special and not any(address in part for part in _SPECIAL_4)


@dataclass(frozen=True, slots=True)
class Allowed:
    """What the operator listed: names of hosts, and addresses or networks, that may be reached though not public."""

    hosts: frozenset[str]
    networks: tuple[Network, ...]

    @classmethod
    def of(cls, entries: Iterable[str]) -> "Allowed":
        """Read the setting; a ValueError names the entry that is neither a host nor a network."""
        hosts, networks = set[str](), list[Network]()
        for entry in entries:
            try:
                networks.append(ip_network(entry))
            except ValueError:
                if "/" in entry or ":" in entry or " " in entry:
                    raise ValueError(
                        f"“{entry}” is neither a host (wire.example) nor a network (10.1.0.0/16)."
                    ) from None
                hosts.add(entry.lower())
        return cls(frozenset(hosts), tuple(networks))

    def names(self, host: str, address: Address) -> bool:
        mapped = getattr(address, "ipv4_mapped", None) or address
        return host.lower() in self.hosts or any(mapped in network for network in self.networks)
