"""The file of corrections: where it lies, and what is in it.

It is TOML, an entry a correction, which people may write and review by hand:

    [[correction]]
    stance_id = "talks-in-spring:120-154"
    content = "the two had never been closer"
    who = "Ann Lee"
    when = 2023-07-03T10:00:00Z
    why = "said with irony"
    polarity = -0.4
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tenor.corpus.files import CORRECTIONS, shown
from tenor.corpus.opening import corpus_path
from tenor.corrections.correction import Correction, correction_of
from tenor.errors import CorrectionError, unknown
from tenor.records import Fault

ENTRIES = "correction"
BAD = "bad_correction"
NONE = "none"
_HEAD = re.compile(r"^[ \t]{0,40}\[\[[ \t]{0,40}correction[ \t]{0,40}\]\]", re.MULTILINE)
_LINE = re.compile(r" ?\(at line (\d{1,9}), column \d{1,9}\)")


def corrections_file(corpus: str) -> Path | None:
    """Give where the corrections of a corpus are kept: in its folder, or beside its file; None for standard input.

    The file need not be there.
    """
    if corpus == "-":
        return None
    path = Path(corpus_path(corpus))
    return (path if path.is_dir() else path.parent) / CORRECTIONS


def chosen_file(named: str, corpus: str) -> Path | None:
    """Give the file of corrections that `named` means: a path, "" for the one beside the corpus, "none" for none.

    Raises CorrectionError where a file was named that is not there.
    """
    if not named:
        return corrections_file(corpus)
    if named == NONE:
        return None
    path = Path(named)
    if not path.is_file():
        raise CorrectionError(f"{shown(path)}: no such file of corrections; name one that is there, or {NONE}")
    return path


def read_corrections(path: Path | None) -> tuple[list[Correction], list[Fault]]:
    """Give the corrections in a file in their order, and what in it cannot be used; none where there is no file.

    Raises CorrectionError where the file cannot be read or is not TOML. An entry that is not what it should be costs no
    other: it is a fault that says where it stands.
    """
    return corrections_in(text_of(path), path) if path else ([], [])


def text_of(path: Path) -> str:
    """Give what stands in a file of corrections, "" where there is none; raises CorrectionError."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise CorrectionError(f"{shown(path)}: cannot be read: {error.strerror}; name another file") from None
    except UnicodeDecodeError as error:
        raise CorrectionError(f"{shown(path)}: not in UTF-8 (byte {error.start}); save it as UTF-8") from None


def corrections_in(text: str, path: Path) -> tuple[list[Correction], list[Fault]]:
    """Give the corrections and faults of what stands in a file; raises CorrectionError where it is no TOML."""
    corrections, faults = [], list(_strangers(tables_in(text, path), path))
    for where, entry in _placed(text, path):
        try:
            corrections.append(correction_of(entry))
        except ValueError as error:
            faults.append(Fault(BAD, where, str(error)))
    return corrections, faults


def entries_in(text: str, path: Path) -> list[Mapping[str, Any]]:
    """Give the entries as they stand, good or bad; raises CorrectionError where it is no TOML."""
    entries = tables_in(text, path).get(ENTRIES, [])
    return [entry if isinstance(entry, dict) else {} for entry in entries] if isinstance(entries, list) else []


def tables_in(text: str, path: Path) -> dict[str, Any]:
    """Give the whole file, parsed; raises CorrectionError with the line where it is no TOML."""
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        found = _LINE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        wrong = _LINE.sub("", str(error)).removesuffix(" (at end of document)")
        raise CorrectionError(
            f"{shown(path)}:{line}: not TOML: {wrong:.200}; "
            f"a correction is a line [[{ENTRIES}]], then lines such as polarity = -0.4"
        ) from None


def _strangers(tables: Mapping[str, Any], path: Path) -> Iterator[Fault]:
    """Give faults for whatever is no list of corrections."""
    for name in tables:
        if name != ENTRIES:
            yield Fault(BAD, shown(path), f"{unknown('table', name, [ENTRIES])}, as [[{ENTRIES}]]")
    if not isinstance(tables.get(ENTRIES, []), list):
        yield Fault(BAD, shown(path), f"{ENTRIES} is one table; write [[{ENTRIES}]], with two brackets")


def _placed(text: str, path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Give the entries with their lines, or with their numbers where lines would be a guess."""
    entries = entries_in(text, path)
    lines = [text.count("\n", 0, head.start()) + 1 for head in _HEAD.finditer(text)]
    for number, entry in enumerate(entries, start=1):
        known = len(lines) == len(entries)
        yield (f"{shown(path)}:{lines[number - 1]}" if known else f"{shown(path)}, correction {number}"), entry
