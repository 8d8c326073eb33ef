from ipaddress import ip_address

import pytest

from sampan.partners.addresses import Allowed, is_public

PUBLIC = ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "2400:cb00::1", "64:ff9b::5db8:d822"]
NOT_PUBLIC = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",  # carrier-grade NAT
    "127.0.0.1",
    "169.254.169.254",  # where clouds keep credentials
    "172.16.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:93.184.216.34",  # no honest name server answers so
    "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
    "64:ff9b:1::1",
    "100::1",
    "2001::1",  # Teredo
    "2001:db8::1",
    "2002:7f00:1::1",  # 6to4 of 127.0.0.1
    "3fff::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
]


@pytest.mark.parametrize("text", PUBLIC)
def test_public(text: str) -> None:
    assert is_public(ip_address(text)) is True


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_not_public(text: str) -> None:
    assert is_public(ip_address(text)) is False


@pytest.mark.parametrize(
    ("host", "address", "expected"),
    [
        ("wire.example", "10.0.0.1", True),
        ("WIRE.example", "10.0.0.1", True),
        ("other.example", "10.0.0.1", False),
        ("other.example", "10.1.0.1", True),
        ("other.example", "::ffff:10.1.0.1", True),
        ("other.example", "fd00::5", True),
        ("other.example", "fd01::5", False),
    ],
)
def test_what_the_operator_listed(host: str, address: str, expected: bool) -> None:
    allowed = Allowed.of(["wire.example", "10.1.0.0/16", "fd00::/64"])
    assert allowed.names(host, ip_address(address)) is expected


@pytest.mark.parametrize("entry", ["10.1.0.0/33", "a b", "wire.example:80", "10.1.0.1/16"])
def test_an_entry_that_cannot_be_read_is_named(entry: str) -> None:
    with pytest.raises(ValueError) as caught:
        Allowed.of([entry])
    assert (
        str(caught.value)
        == f"“{entry}” is neither a host (wire.example) nor a network (10.1.0.0/16)."
    )
