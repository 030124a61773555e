"""Which feeds to collect: addresses, and files that list them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tenor.corpus.feeds.addresses import checked
from tenor.corpus.feeds.reasons import FetchError
from tenor.errors import ParameterError

LARGEST = 1_000_000


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to collect, and what its outlet is called where the feed's own title is not to be used."""

    url: str
    outlet: str = ""


def feeds_of(given: Iterable[str]) -> list[Feed]:
    """Give the feeds that `given` names, each once: an address, or `@FILE` with one a line.

    A line is an address and, after white space, the name of the outlet if the feed's own title is not to be used; from
    `#` at its beginning on, a line is a comment.

    Raises ParameterError for what is no address, for a list that cannot be read, and for no feed at all.

    >>> feeds_of(["https://harbour.example/feed.xml"])
    [Feed(url='https://harbour.example/feed.xml', outlet='')]
    """
    found: dict[str, Feed] = {}
    for one in given:
        for where, line in _listed(Path(one[1:])) if one.startswith("@") else [("", one)]:
            feed = _feed(line, where)
            found.setdefault(feed.url, feed)
    if not found:
        raise ParameterError("no feed to collect; give its address, or @FILE with one a line")
    return list(found.values())


def _listed(path: Path) -> Iterable[tuple[str, str]]:
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST).decode("utf-8-sig")
    except OSError as error:
        raise ParameterError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ParameterError(f"{path}: not UTF-8; a list of feeds is text with an address a line") from None
    lines = ((f"{path}:{number}: ", line.strip()) for number, line in enumerate(text.splitlines(), 1))
    return [(where, line) for where, line in lines if line and not line.startswith("#")]


def _feed(line: str, where: str) -> Feed:
    url, _, outlet = line.strip().partition(" ") if " " in line.strip() else line.strip().partition("\t")
    try:
        checked(url)
    except FetchError as error:
        raise ParameterError(f"{where}{error}") from None
    return Feed(url.strip(), outlet.strip())
