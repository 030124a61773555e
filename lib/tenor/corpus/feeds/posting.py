"""JSON sent to a web hook: some tries, with waits between them, and never to any other address than the one given."""

import ssl
from collections.abc import Mapping

from urllib3.util import Url

from tenor import __version__
from tenor.corpus.feeds.addresses import checked, shown
from tenor.corpus.feeds.exchange import Answer, Limits, exchange
from tenor.corpus.feeds.fetching import PASSING, REDIRECTS
from tenor.corpus.feeds.politeness import NAME, Clock, retry_after
from tenor.corpus.feeds.proxies import Proxies, way
from tenor.corpus.feeds.reasons import FetchError

OF_A_HOOK = Limits(connect=5, read=10, total=12, longest_wait=10)
"""A hook answers at once, and somebody waits for the run to end: less than 40 seconds, whatever it does."""


def post(
    url: str,
    body: bytes,
    *,
    clock: Clock,
    headers: Mapping[str, str] | None = None,
    limits: Limits = OF_A_HOOK,
    allow_local: bool = False,
    proxies: Mapping[str, str] | None = None,
) -> int:
    """Send `body`, which is JSON, to `url`, and give the status of the answer, 200 to 299.

    Where the server is busy, or cannot be reached, it is tried again after a while. Redirects are not followed: what is
    sent is for the address that was given. `proxies` are those of `Fetcher`.

    Raises FetchError for any other answer, or none.
    """
    target, between = checked(url), Proxies(proxies or {})
    asked = {"User-Agent": f"{NAME}/{__version__}", "Content-Type": "application/json", "Connection": "close"}
    context = ssl.create_default_context() if target.scheme == "https" else None
    for number in range(limits.attempts):
        last, pause = number == limits.attempts - 1, 2**number * (0.5 + clock.chance())
        try:
            proxy, addresses = way(target, between, allow_local=allow_local)
            told = {**asked, **(headers or {})}
            answer = exchange(target, addresses, headers=told, limits=limits, context=context, proxy=proxy, posted=body)
            if 200 <= answer.status < 300:
                return answer.status
            if last or answer.status not in PASSING:
                raise _refused(target, answer)
            pause = max(pause, retry_after(answer.header("retry-after"), clock.moment()) or 0.0)
            if pause > limits.longest_wait:
                raise _refused(target, answer)
        except FetchError as error:
            if last or not error.again:
                raise
        clock.sleep(pause)
    raise AssertionError("the last try gives or raises")


def _refused(url: Url, answer: Answer) -> FetchError:
    if answer.status in REDIRECTS:
        detail = f"the server answered {answer.status}, and a hook is not followed elsewhere; give its final address"
        return FetchError("redirects", shown(url.url), detail)
    detail = f"the server answered {answer.status}"
    return FetchError("refused", shown(url.url), detail, passing=answer.status in PASSING)
