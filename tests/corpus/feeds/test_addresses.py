"""Which addresses may be asked, however they are written, and what of them is shown."""

import ipaddress
import socket
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenor.corpus.feeds.addresses import checked, is_public, resolved, shown
from tenor.corpus.feeds.reasons import FetchError

LOCAL = [
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.2.0/24",
    "192.168.0.0/16", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4",
]  # fmt: skip
LOCAL6 = ["::1/128", "::/128", "fe80::/10", "fc00::/7", "ff00::/8", "2001:db8::/32"]


def within(network: str) -> st.SearchStrategy[int]:
    net = ipaddress.ip_network(network)
    return st.integers(int(net.network_address), int(net.broadcast_address))


def by_number(host: str, port: int) -> list[str]:
    """Resolve what is a number in any form; no name is looked up."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST)]


local_numbers = st.sampled_from(LOCAL).flatmap(within)
FORMS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "hexadecimal": hex,
    "octal": lambda number: f"0{number:o}",
    "dotted octal": lambda number: ".".join(f"0{byte:o}" for byte in number.to_bytes(4, "big")),
    "dotted hexadecimal": lambda number: ".".join(hex(byte) for byte in number.to_bytes(4, "big")),
    "three parts": lambda number: f"{number >> 24}.{number >> 16 & 255}.{number & 65535}",
    "dotted": lambda number: str(ipaddress.IPv4Address(number)),
    "mapped": lambda number: f"[::ffff:{ipaddress.IPv4Address(number)}]",
    "mapped in hexadecimal": lambda number: f"[::ffff:{number >> 16:x}:{number & 65535:x}]",
    "compatible": lambda number: f"[::{ipaddress.IPv4Address(number)}]",
    "translated": lambda number: f"[64:ff9b::{number >> 16:x}:{number & 65535:x}]",
    "6to4": lambda number: f"[2002:{number >> 16:x}:{number & 65535:x}::1]",
}


@pytest.mark.parametrize("form", FORMS)
@given(number=local_numbers)
def test_a_local_address_is_refused_in_whatever_form_it_is_written(form: str, number: int) -> None:
    # What a resolver does not take is refused as well, as a name without an address.
    with pytest.raises(FetchError, match=r"local or private|has no address"):
        resolved(checked(f"http://{FORMS[form](number)}/feed"), resolve=by_number)


@given(st.sampled_from(LOCAL6).flatmap(within))
def test_a_local_address_of_ipv6_is_not_public(number: int) -> None:
    assert not is_public(str(ipaddress.IPv6Address(number)))


@given(st.sampled_from(["8.0.0.0/8", "93.0.0.0/8", "151.101.0.0/16"]).flatmap(within))
def test_a_public_address_is_public_also_within_ipv6(number: int) -> None:
    assert is_public(str(ipaddress.IPv4Address(number)))
    assert is_public(f"::ffff:{ipaddress.IPv4Address(number)}")


@pytest.mark.parametrize(
    "address", ["169.254.169.254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16", "fe80::1%eth0"]
)
def test_the_machines_that_tell_clouds_their_secrets_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["", "localhost", "1.2.3", "999.1.1.1", "::1::"])
def test_what_is_no_address_is_not_public(address: str) -> None:
    assert not is_public(address)


def test_one_local_address_among_public_ones_is_enough_to_refuse() -> None:
    url = checked("https://harbour.example/feed")
    with pytest.raises(
        FetchError, match=r"harbour.example is at 10\.0\.0\.1, a local or private address; --allow-local"
    ):
        resolved(url, resolve=lambda host, port: ["1.1.1.1", "10.0.0.1"])
    assert resolved(url, resolve=lambda host, port: ["1.1.1.1", "1.1.1.1"]) == ("1.1.1.1",)
    assert resolved(url, allow_local=True, resolve=lambda host, port: ["::1"]) == ("::1",)


@pytest.mark.parametrize(
    "url",
    ["ftp://harbour.example/x", "file:///etc/passwd", "javascript:alert(1)", "harbour.example", "", "http://", "gopher://x/",
     "http://[::1", "http:// /", "data:text/xml,x", "//harbour.example/x", "http://harbour.example:99999/"],
)  # fmt: skip
def test_only_http_and_https_with_a_host_are_addresses(url: str) -> None:
    with pytest.raises(FetchError, match="write it as https://host/path"):
        checked(url)


def test_a_password_in_an_address_is_refused_and_not_told() -> None:
    with pytest.raises(FetchError) as refused:
        checked("https://ann:s3cret@harbour.example/feed")
    assert "ann" not in str(refused.value)
    assert "s3cret" not in str(refused.value)
    assert refused.value.fault.where == "https://harbour.example/feed"


@pytest.mark.parametrize(
    "url, public",
    [
        ("https://harbour.example/a?id=7&token=x", "https://harbour.example/a?id=7"),
        ("https://harbour.example/a?API_KEY=x", "https://harbour.example/a"),
        ("https://harbour.example/a?access-token=x&b=%20", "https://harbour.example/a?b=+"),
        ("https://harbour.example/a?author=ann&design=2#part", "https://harbour.example/a?author=ann&design=2"),
        ("https://harbour.example/a?q=%C3%A9&x", "https://harbour.example/a?q=%C3%A9&x"),
        ("https://ann@harbour.example\n/a\x1b[1m", "https://harbour.example/a[1m"),
        ("http://[::1", "an address that cannot be read"),
    ],
)
def test_what_is_secret_in_an_address_is_not_shown(url: str, public: str) -> None:
    assert shown(url) == public


@given(st.text())
def test_any_text_can_be_shown_on_one_line(text: str) -> None:
    assert shown(text).isprintable()
    assert shown(shown(text)) == shown(text)


@given(st.text())
def test_any_text_is_an_address_or_a_fault(text: str) -> None:
    with suppress(FetchError):
        assert checked(text).host
