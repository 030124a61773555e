"""The proxy between here and a server: which one the environment of a command names for an address, if any.

The environment is read by the command and handed on, as `urllib.request.getproxies_environment` gives it: `http`,
`https` and `all` name proxies, `no` the hosts, and the ends of names of hosts, that are asked without one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, make_headers, parse_url

from tenor.corpus.feeds.addresses import PORTS, Resolve, judged, resolved
from tenor.errors import ParameterError


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where a proxy is, and the header that lets us in, which is secret."""

    host: str
    port: int
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def url(self) -> Url:
        """Its address."""
        return Url("http", host=self.host, port=self.port)


class Proxies:
    """The proxies that are named; raises ParameterError for one that cannot be used, without what is secret in it."""

    def __init__(self, named: Mapping[str, str]) -> None:
        self._named = dict(named)
        every = self._named.get("all", "")
        self._of = {scheme: _proxy(scheme, self._named.get(scheme) or every) for scheme in PORTS}

    def between(self, url: Url) -> Proxy | None:
        """Give the proxy through which `url` is asked for, None for none."""
        return None if _is_direct(url, self._named.get("no", "")) else self._of[url.scheme or "http"]


def way(
    url: Url, proxies: Proxies, *, allow_local: bool = False, resolve: Resolve | None = None
) -> tuple[Proxy | None, tuple[str, ...]]:
    """Give the proxy between here and `url`, None for none, and the addresses to connect to: its own, or the host's.

    Where `url` leads is judged first either way; raises FetchError as `resolved` does.
    """
    proxy = proxies.between(url)
    if proxy is None:
        return None, resolved(url, allow_local=allow_local, resolve=resolve)
    judged(url, allow_local=allow_local, resolve=resolve)
    return proxy, resolved(proxy.url, allow_local=True, resolve=resolve)


def _is_direct(url: Url, listed: str) -> bool:
    """Tell whether a host is listed: as it is, with its port, or by the end of its name; `*` is every host."""
    host, port = (url.host or "").strip("[]").lower(), url.port or PORTS[url.scheme or "http"]
    names = [name.strip().lower().lstrip(".") for name in listed.split(",") if name.strip()]
    return any(name in ("*", host, f"{host}:{port}") or host.endswith(f".{name}") for name in names)


def _proxy(scheme: str, address: str) -> Proxy | None:
    if not address:
        return None
    try:
        parsed = parse_url(address if "://" in address else f"http://{address}")
    except LocationParseError:
        parsed = Url()
    if parsed.scheme != "http" or not parsed.host:
        told = f"the proxy for {scheme} is not one of HTTP; write it as http://host:port, or take the variable away"
        raise ParameterError(told)
    headers = make_headers(proxy_basic_auth=parsed.auth) if parsed.auth else {}
    return Proxy(parsed.host.strip("[]"), parsed.port or 80, headers)
