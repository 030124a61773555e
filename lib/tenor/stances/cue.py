"""A cue: the words that attribute, and the words that name who is the source."""

from dataclasses import dataclass

ACCORDING = "according to"
SET_OFF = frozenset((",", "—", "–", "-", "--"))


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence, by token: its words are `start:end`, those of its source `source[0]:source[1]`.

    `source` is None where it is understood; `inverted` tells that it follows the cue. `subject` is that of the main
    clause behind a cue that opens the sentence. `agent` tells that the source follows *by*: "was rejected by Lee".
    `limit` is the token before which its content ends, None where the sentence decides; `anonymous`
    tells that the sentence names no source: "the claim that ...".
    """

    start: int
    end: int
    lemma: str
    source: tuple[int, int] | None
    inverted: bool = False
    agent: bool = False
    subject: tuple[int, int] | None = None
    limit: int | None = None
    anonymous: bool = False

    @property
    def left(self) -> int:
        """Where the attributing words begin."""
        return min(self.start, self.source[0]) if self.source else self.start

    @property
    def right(self) -> int:
        """Where the attributing words end."""
        return max(self.end, self.source[1]) if self.source else self.end
