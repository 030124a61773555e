"""What may be scored: text, and nothing else."""

from tenor.errors import ParameterError


def as_text(asked: object) -> str:
    """Give `asked` where it is text; raises ParameterError for a number, a missing value or anything else.

    >>> as_text("talks")
    'talks'
    """
    if isinstance(asked, str):
        return asked
    raise ParameterError(f"a scorer reads text, not {asked!r:.40} ({type(asked).__name__}); leave out what has no text")
