"""Why a feed, or an article that it names, was not read, or read differently."""

from tenor.corpus.faults import UnreadableError

REASONS: dict[str, str] = {
    "bad_address": "has an address that is not http or https, or leads to a machine that may not be asked",
    "unreachable": "could not be reached",
    "too_slow": "did not answer in time",
    "too_large": "is larger than is read",
    "refused": "was refused by its server",
    "gone": "is not there any more",
    "robots": "is not open to programs, by the robots.txt of its server",
    "wait": "is on a server that asks for a longer wait than a collection lasts",
    "waited": "is on a server that asked for a wait: read after it",
    "redirects": "is redirected without end",
    "not_a_feed": "is no feed and no sitemap",
    "cut_off": "ended too early: what came was read",
    "malformed": "is not well-formed: read as far as it can be",
    "moved": "has moved for good: read at its new address",
    "passed_over": "had no article when it was last looked at: not asked for again so soon",
    "left_for_later": "is left for the next collection",
    "feed_text": "has a page that cannot be had: read as its feed gives it",
}
"""Beside `tenor.corpus.REASONS`, which go for the articles."""


class FetchError(UnreadableError):
    """Something that could not be fetched; `fault` says why and where.

    `passing` says that the next collection may succeed, `again` that another try at once may.
    """

    def __init__(self, reason: str, where: str, detail: str, *, passing: bool = False, again: bool = False) -> None:
        super().__init__(reason, where, detail)
        self.passing, self.again = passing or again, again
