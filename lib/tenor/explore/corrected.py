"""The book of corrections of one session: read again each time, applied to the tables, written for a reader.

The file belongs to everybody who corrects: what somebody else has kept in it meanwhile is read before it is written.
"""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from tenor.charts.wording import counted, shortened, shown
from tenor.corpus.opening import PROJECT
from tenor.corrections import CHANGES, Correction, chosen_file, keep, read_corrections, take_back
from tenor.errors import ParameterError, TenorError, unknown
from tenor.explore.material import Material
from tenor.narrative.numerals import signed

MOST_WHY = 500


class Book:
    """The corrections of one material's corpus; where its file cannot be read or is none, `notes` say why."""

    def __init__(self, material: Material) -> None:
        self._sides = material.sides
        self._contents = dict(zip(material.stances["stance_id"], material.stances["content"], strict=True))
        self._rejected = material.rejected
        self._corrections: list[Correction] = []
        self._fault = ""
        try:
            self.path: Path | None = chosen_file(material.corrections, material.corpus) if material.corpus else None
        except TenorError as error:
            self.path, self._fault = None, str(error)
        self.read()

    def read(self) -> None:
        """Read the file again; what is wrong in it becomes a note, and what was read before stays."""
        self._faults: list[str] = []
        if self.path is None:
            return
        try:
            self._corrections, faults = read_corrections(self.path)
            self._fault, self._faults = "", [f"{fault.where}: {fault.detail}" for fault in faults]
        except (TenorError, OSError) as error:
            self._fault = str(error)

    @property
    def notes(self) -> list[str]:
        """What a reader has to know of the corrections, a sentence each."""
        lost = [each for each in self._corrections if not self._matches(each) and not self._is_gone(each)]
        told = [self._fault] if self._fault else []
        if lost:
            told.append(f"{counted(len(lost), 'correction')} of the file no longer match a stance here.")
        return [*told, *self._faults]

    @property
    def shown_path(self) -> str:
        """The file as a reader would name it, "" where there is none."""
        if self.path is None:
            return ""
        path = self.path.absolute()
        return str(path.relative_to(PROJECT) if path.is_relative_to(PROJECT) else path)

    def made(self, stance_id: str = "") -> list[dict[str, str]]:
        """Give the corrections, those of one stance or all, each in a sentence."""
        asked = (each for each in self._corrections if not stance_id or each.stance_id == stance_id)
        return [{"stance_id": each.stance_id, "who": each.who, "told": self._told(each)} for each in asked]

    def applied(self, stances: pd.DataFrame, scores: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Give the tables as readers corrected them: rejected stances are gone, polarities hold for every scorer."""
        matching = sorted(filter(self._matches, self._corrections), key=lambda each: each.when)
        if not matching:
            return stances, scores
        changes: dict[str, dict[str, Any]] = {}
        for each in matching:
            changes.setdefault(each.stance_id, {}).update({name: getattr(each, name) for name in each.changed})
        rejected = [stance_id for stance_id, change in changes.items() if "rejected" in change]
        polarities = {stance_id: change["polarity"] for stance_id, change in changes.items() if "polarity" in change}
        kept = stances[~stances["stance_id"].isin(rejected)]
        return _with_changes(kept, changes), _with_polarities(scores, polarities)

    def keep(self, stance_id: str, given: Mapping[str, Any], *, when: dt.datetime) -> str:
        """Keep what a reader corrects, and give what to tell; raises ParameterError for what cannot be kept."""
        if stance_id not in self._contents:
            raise ParameterError(f"there is no stance {stance_id!r} here to correct")
        if self.path is None:
            raise ParameterError(self._fault or "there is no file beside this corpus to keep a correction in")
        correction = self._correction(stance_id, given, when)
        others = [each.who for each in self._of(stance_id) if each.who != correction.who]
        self._corrections = keep(self.path, correction)
        self.read()
        more = f" {shown(others[-1])} had corrected it too: the later one holds, field by field." if others else ""
        return f"Kept in {self.shown_path}; later runs apply it.{more}"

    def take_back(self, stance_id: str, who: str) -> str:
        """Take a person's correction of a stance out of the file, and give what to tell."""
        if self.path is not None:
            self._corrections = take_back(self.path, stance_id, who)
            self.read()
        gone = "; the run was made without this stance: make it again to see it" if stance_id in self._rejected else ""
        return f"Taken back{gone}."

    def _correction(self, stance_id: str, given: Mapping[str, Any], when: dt.datetime) -> Correction:
        known = {*CHANGES, "who", "why"}
        for name in given:
            if name not in known:
                raise ParameterError(unknown("field to correct", name, known))
        who = str(given.get("who", "")).strip()
        if not who:
            raise ParameterError("who corrects it? Give a name, so that others can ask")
        changes = {name: given[name] for name in CHANGES if name in given}
        if "topics" in changes:
            changes["topics"] = tuple(map(str, changes["topics"]))
        if "polarity" in changes:
            changes["polarity"] = _polarity(changes["polarity"])
        if changes.get("side", self._sides[0]) not in self._sides:
            raise ParameterError(unknown("side", str(changes["side"]), self._sides))
        why, content = str(given.get("why", ""))[:MOST_WHY], self._contents[stance_id]
        made = Correction(stance_id, content, who, when.replace(microsecond=0), why, **changes)
        if not made.changed:
            raise ParameterError("nothing was changed: change a field, or reject the stance")
        return made

    def _of(self, stance_id: str) -> list[Correction]:
        return [each for each in self._corrections if each.stance_id == stance_id]

    def _matches(self, correction: Correction) -> bool:
        side = correction.side is None or correction.side in self._sides
        return side and self._contents.get(correction.stance_id) == correction.content

    def _is_gone(self, correction: Correction) -> bool:
        """Tell whether the stance is not there because the run was made without it, as a reader wished."""
        return self._rejected.get(correction.stance_id) == correction.content

    def _told(self, each: Correction) -> str:
        changes = [f"{name} {_value(getattr(each, name))}".strip() for name in each.changed]
        why = f" ({shown(each.why)})" if each.why else ""
        lost = "" if self._matches(each) or self._is_gone(each) else "; it no longer matches"
        words = shortened(each.content, 80)
        return f"{shown(each.who)}, {each.when:%Y-%m-%d}: {', '.join(changes)}{why}{lost}: “{words}”"


def _with_changes(stances: pd.DataFrame, changes: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    made = stances.assign(corrected=stances.get("corrected", ""))
    places = made.index[made["stance_id"].isin(list(changes))]
    for place in places:
        change = changes[str(made.loc[place, "stance_id"])]
        for name in ("speaker", "side"):
            if name in change:
                made.loc[place, name] = change[name]
        if "topics" in change:
            made.loc[place, "topics"] = ";".join(change["topics"])
        if "speaker" in change:
            made.loc[place, ["resolution", "role"]] = ["corrected", ""]
        made.loc[place, "corrected"] = ";".join(name for name in CHANGES if name in change)
    return made


def _with_polarities(scores: pd.DataFrame, polarities: Mapping[str, float]) -> pd.DataFrame:
    if not polarities:
        return scores
    given = scores["stance_id"].map(polarities)
    there = given.notna()
    made = scores.copy()
    made.loc[there, "polarity"] = given[there]
    made.loc[there, "n_assessed"] = made.loc[there, "n_assessed"].clip(lower=1)
    return made


def _polarity(value: object) -> float:
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else float("nan")
    if not -1 <= number <= 1:
        raise ParameterError(f"polarity: {value!r} is not a number from -1 to 1")
    return number


def _value(value: object) -> str:
    if isinstance(value, bool):
        return ""
    if isinstance(value, float):
        return signed(value)
    return shown("; ".join(value) if isinstance(value, tuple) else str(value)) or "none"
