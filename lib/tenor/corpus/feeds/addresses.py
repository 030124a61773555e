"""Addresses of the web: which may be asked, and how they are shown without what is secret in them."""

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from tenor.corpus.feeds.reasons import FetchError

LONGEST = 2000
PORTS = {"http": 80, "https": 443}
IP = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Iterable[str]]

# Azure answers its virtual machines here, at an address that is otherwise public.
_METADATA = {ipaddress.ip_address("168.63.129.16")}
_NAT64 = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "64:ff9b:1::/48")))
_COMPATIBLE = ipaddress.IPv6Network("::/96")
_LOCAL_ENDINGS = (".local", ".localhost", ".internal", ".home.arpa", ".lan", ".intranet", ".corp", ".home")
_SECRET = re.compile(
    r"token|secret|passw|pwd|auth(?!or)|sig(nature)?$|(^|[_-])key$|apikey|credential|session", re.IGNORECASE
)


def checked(url: str) -> Url:
    """Give `url` taken apart if it is one that can be asked for: http or https, with a host, without a password.

    Raises FetchError (`bad_address`) if it is not; what is secret in it is not in the message.

    >>> checked("https://harbour.example/feed.xml#top").host
    'harbour.example'
    """
    try:
        parsed = parse_url(url.strip())
    except (LocationParseError, UnicodeError, ValueError):
        raise _bad(url, "is no address of the web; write it as https://host/path") from None
    if parsed.scheme not in PORTS or not parsed.host:
        raise _bad(url, "is not http or https; write it as https://host/path")
    if parsed.auth is not None:
        raise _bad(url, "holds a user or a password, which would be kept and shown; give an address without")
    if len(url) > LONGEST:
        raise _bad(url, f"is longer than {LONGEST:,} characters")
    return parsed


def shown(url: str) -> str:
    """Give `url` as it may be told and kept: without user, password, fragment, and parameters that look secret.

    >>> shown("https://ann:pw@harbour.example/feed?section=world&api_key=1#top")
    'https://harbour.example/feed?section=world'
    """
    try:
        parts = urlsplit("".join(c for c in url if c.isprintable()).strip()[:LONGEST])
    except ValueError:
        return "an address that cannot be read"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    public = [(name, value) for name, value in pairs if not _SECRET.search(name)]
    query = parts.query if len(public) == len(pairs) else urlencode(public)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, query, ""))


def resolved(url: Url, *, allow_local: bool = False, resolve: Resolve | None = None) -> tuple[str, ...]:
    """Give the addresses of the host of `url`, in the order in which to try them.

    Whatever way a number is written in (decimal, octal, IPv4 within IPv6), it is judged by the machine that it leads
    to. Raises FetchError: `unreachable` for a host without an address, `bad_address` if any of them is local.
    """
    host = (url.host or "").strip("[]")
    try:
        found = tuple(dict.fromkeys((resolve or _resolve)(host, url.port or PORTS[url.scheme or "http"])))
    except (OSError, UnicodeError) as error:
        detail = f"the host {host} has no address ({getattr(error, 'strerror', None) or 'no such name'})"
        raise FetchError("unreachable", shown(url.url), detail, passing=True) from None
    local = [address for address in found if not is_public(address)]
    if local and not allow_local:
        detail = f"{host} is at {local[0]}, a local or private address; --allow-local asks it all the same"
        raise FetchError("bad_address", shown(url.url), detail)
    return found


def judged(url: Url, *, allow_local: bool = False, resolve: Resolve | None = None) -> None:
    """Judge the host of `url`, which a proxy will look up: raises FetchError (`bad_address`) where it is a local one.

    Behind a proxy names are often not known here. What such a name leads to only the proxy knows, but one without a dot
    and one that ends as only local names do lead nowhere else.
    """
    try:
        resolved(url, allow_local=allow_local, resolve=resolve)
    except FetchError as error:
        host = (url.host or "").rstrip(".").lower()
        if error.fault.reason == "bad_address":
            raise
        if not allow_local and ("." not in host or host.endswith(_LOCAL_ENDINGS)):
            detail = f"{host} is a name of a local network; --allow-local asks it all the same"
            raise FetchError("bad_address", shown(url.url), detail) from None


def is_public(address: str) -> bool:
    """Tell whether `address`, an IP address, is one of the public internet, also within IPv6's ways to hold IPv4.

    >>> is_public("::ffff:127.0.0.1"), is_public("1.1.1.1")
    (False, True)
    """
    try:
        inner = _innermost(ipaddress.ip_address(address.partition("%")[0]))
    except ValueError:
        return False
    other = inner.is_private or inner.is_loopback or inner.is_link_local or inner.is_multicast or inner.is_reserved
    return inner.is_global and not other and not inner.is_unspecified and inner not in _METADATA


def _innermost(address: IP) -> IP:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    within = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
    if within is None and any(address in network for network in (*_NAT64, _COMPATIBLE)):
        within = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return within or address


def _resolve(host: str, port: int) -> Iterable[str]:
    return (str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))


def _bad(url: str, detail: str) -> FetchError:
    return FetchError("bad_address", shown(url), detail)
