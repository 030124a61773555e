"""Articles from anything on disk: `Corpus` reads a file, a folder or standard input, one article at a time."""

from tenor.corpus.entries import columns_of
from tenor.corpus.faults import BROKEN, LEFT_OUT, REASONS
from tenor.corpus.formats import READERS
from tenor.corpus.reading import Corpus

__all__ = ["BROKEN", "LEFT_OUT", "READERS", "REASONS", "Corpus", "columns_of"]
