"""One reader's session with the explorer: the material, what is asked, and answers to what a browser sends."""

import datetime as dt
import getpass
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from tenor.charts.wording import counted, shown
from tenor.errors import ParameterError, TenorError, unknown
from tenor.explore import views
from tenor.explore.asked import Asked, asked_of, kept
from tenor.explore.corrected import Book
from tenor.explore.material import SAMPLE, Material, material_of
from tenor.explore.opened import opened
from tenor.explore.recipes import recipe
from tenor.narrative.means import by_topic, with_polarity
from tenor.runs.chain import RUNS
from tenor.runs.past import all_runs

Answer = tuple[dict[str, Any], list[bytes]]
"""A message to the browser, and the numbers that travel beside it as bytes."""

FEW = 5
MOST_SPEAKERS = 400


class Session:
    """What a reader looks at and asks.

    `look_at` is a run by name or folder, or a corpus; empty, the newest run in `out` that ended well, or the sample
    corpus where there is none. Points that rest on fewer than `min_stances` scored stances are marked as few.
    """

    def __init__(self, look_at: str = "", *, out: str | Path = RUNS, min_stances: int = FEW) -> None:
        self._out = Path(out)
        self._few = min_stances
        self.asked, self.picked = Asked(), Asked()
        self._look_at(look_at)

    @property
    def found(self) -> pd.DataFrame:
        """Every stance, with the corrections of readers and its polarity to the scorer that is asked for."""
        return self._found

    @property
    def selection(self) -> pd.DataFrame:
        """The stances that pass the filters and were picked, as a frame of its own."""
        keep = kept(self._found, self.asked) & kept(self._found, self.picked)
        return self._found[keep].reset_index(drop=True)

    def about(self) -> dict[str, Any]:
        """Give what the controls need: what can be chosen, and what is known of the material."""
        found, days = self._found, self._found["published"].dropna()
        return {
            "kind": "about",
            "name": self.material.name,
            "choices": [run["name"] for run in reversed(all_runs(self._out))] + [SAMPLE],
            "title": self.material.relation.title,
            "sides": list(self.material.sides),
            "scorers": list(self.material.scores["scorer"].unique()),
            "options": {
                "sides": _options(found["side"]),
                "topics": _options(found["topics"].str.split(";").explode(), nothing=views.NO_TOPIC),
                "kinds": _options(found["kind"]),
                "outlets": _options(found["outlet"], nothing="no outlet named"),
            },
            "speakers": [shown(name) for name in found["speaker"].value_counts().head(MOST_SPEAKERS).index if name],
            "all_topics": list(self.material.relation.topics),
            "first": f"{days.min():%Y-%m-%d}" if len(days) else "",
            "last": f"{days.max():%Y-%m-%d}" if len(days) else "",
            "verdict": self.material.verdict,
            "notes": [*self.material.notes, *self.book.notes],
            "corrections": self.book.shown_path,
            "made": self.book.made(),
            "who": _user(),
            "asked": self._asked_now(),
        }

    def answer(self, message: Mapping[str, Any]) -> Iterator[Answer]:
        """Answer a message of the browser: its `do` is one of `ACTIONS`.

        Whatever is wrong with it is answered as well, in a message `said`; nothing raises. An answer says `by`
        whom it was asked, and the `number` of the question: the explorer may be shown in several places.
        """
        asked_by = {name: message[name] for name in ("by", "number") if name in message}
        for told, numbers in self._answers(message):
            yield told | asked_by, numbers

    def _answers(self, message: Mapping[str, Any]) -> Iterator[Answer]:
        try:
            action = message.get("do")
            if action not in ACTIONS:
                raise ParameterError(unknown("action", str(action), ACTIONS))
            yield from ACTIONS[action](self, message)
        except TenorError as error:
            yield {"kind": "said", "words": str(error), "bad": True}, []
        except (OSError, LookupError, TypeError, ValueError) as error:  # a full disk, or a message that nobody sends
            words = f"that could not be done: {type(error).__name__}: {error}"
            yield {"kind": "said", "words": words, "bad": True}, []

    def _hello(self, _message: Mapping[str, Any]) -> Iterator[Answer]:
        self.book.read()
        self._correct_all()
        yield self.about(), []
        yield from self._views()

    def _ask(self, message: Mapping[str, Any]) -> Iterator[Answer]:
        asked, picked = asked_of(message.get("asked", {})), asked_of(message.get("picked", {}))
        self.ask(asked, picked)
        yield from self._views()

    def ask(self, asked: Asked, picked: Asked | None = None) -> None:
        """Take what is asked from now on; raises ParameterError for a scorer that there is not."""
        asked = asked if asked.scorer else replace(asked, scorer=self.material.scorer)
        if asked.scorer != self.asked.scorer:
            self._score(asked.scorer)
        self.asked, self.picked = asked, picked or Asked()

    def _choose(self, message: Mapping[str, Any]) -> Iterator[Answer]:
        self._look_at(str(message.get("look_at", "")))
        yield from self._hello(message)

    def _open(self, message: Mapping[str, Any]) -> Iterator[Answer]:
        stance_id = str(message.get("stance_id", ""))
        if "place" in message:
            stance_id = str(self._dots[int(message["place"])])
        if not self._has(stance_id):
            raise ParameterError(f"there is no stance {stance_id!r} here; was it rejected?")
        told = opened(self.material, self._found, stance_id, scorer=self.asked.scorer)
        yield {"kind": "opened", "stance": told | {"corrections": self.book.made(stance_id)}}, []

    def _code(self, message: Mapping[str, Any]) -> Iterator[Answer]:
        view = str(message.get("view", ""))
        yield {"kind": "code", "view": view, "code": recipe(view, self.material, self.asked)}, []

    def _correct(self, message: Mapping[str, Any]) -> Iterator[Answer]:
        stance_id = str(message.get("stance_id", ""))
        said = self.book.keep(stance_id, message.get("changes", {}), when=dt.datetime.now(dt.UTC))
        yield from self._after_correction(stance_id, said)

    def _take_back(self, message: Mapping[str, Any]) -> Iterator[Answer]:
        stance_id = str(message.get("stance_id", ""))
        yield from self._after_correction(stance_id, self.book.take_back(stance_id, str(message.get("who", ""))))

    def _after_correction(self, stance_id: str, said: str) -> Iterator[Answer]:
        self._correct_all()
        yield self.about(), []
        yield from self._views()
        if self._has(stance_id):
            yield from self._open({"stance_id": stance_id})
        else:
            yield {"kind": "closed"}, []
        yield {"kind": "said", "words": said, "bad": False}, []

    def _has(self, stance_id: str) -> bool:
        return bool((self._found["stance_id"] == stance_id).any())

    def _look_at(self, look_at: str) -> None:
        material = material_of(look_at, out=self._out)
        self.material: Material = material
        self.book = Book(material)
        self.asked, self.picked = Asked(scorer=material.scorer), Asked()
        self._correct_all()

    def _correct_all(self) -> None:
        """Put the corrections that there are now on the stances, and score them again."""
        self._stances, self._scores = self.book.applied(self.material.stances, self.material.scores)
        by_id = self._stances.sort_values("stance_id", ignore_index=True)  # as the scored ones are sorted
        self._topics = by_topic(by_id[["topics", "side", "article_id"]].assign(place=by_id.index))
        self._score(self.asked.scorer)

    def _score(self, scorer: str) -> None:
        """Work out the polarity of the stances to a scorer; whatever is drawn is then drawn anew."""
        self._found = with_polarity(self._stances, self._scores, scorer=scorer)
        self._topics["polarity"] = self._found["polarity"].to_numpy()[self._topics["place"].to_numpy()]
        level = self._found.groupby("side")["polarity"].mean()
        self._level = {str(side): None if mean != mean else round(float(mean), 4) for side, mean in level.items()}
        self._drawn: dict[str, object] = {}

    def _views(self) -> Iterator[Answer]:
        """Answer with the stances first, because they are there first, then with the means.

        A view that stays as it was drawn last is not worked out and not sent: it is None.
        """
        rows = replace(self.asked, over="")
        filters = replace(rows, page=0, sort="", descending=False)
        keep = kept(self._found, self.asked).to_numpy()
        filtered = self._found if keep.all() else self._found[keep]
        picked = kept(filtered, self.picked).to_numpy()
        table: views.Payload | None = None
        if self._is_new("table", (rows, self.picked)):
            table = views.table_view(filtered if picked.all() else filtered[picked], self.asked)
        dots: views.Payload | None = None
        numbers: list[bytes] = []
        if self._is_new("dots", (filters, self.picked)):
            self._dots = filtered["stance_id"].to_numpy()
            dots, numbers = views.dots_view(filtered, picked, sides=self.material.sides)
        told = _counts(int(picked.sum()), len(filtered), len(self._found))
        asked = self._asked_now()
        yield {"kind": "stances", "counted": told, "asked": asked, "table": table, "dots": dots}, numbers
        means: dict[str, views.Payload | None] = {"timeline": None, "topics": None}
        if self._is_new("timeline", (filters, self.asked.over)):
            timeline = views.timeline_view(filtered, over=self.asked.over, few=self._few)
            means["timeline"] = timeline | {"means": self._level}
        if self._is_new("topics", filters):
            topics = self._topics if keep.all() else self._topics[keep[self._topics["place"].to_numpy()]]
            means["topics"] = views.topics_view(topics, sides=self.material.sides, few=self._few)
        yield {"kind": "means", **means}, []

    def _is_new(self, view: str, rests_on: object) -> bool:
        """Tell whether a view rests on something else than when it was drawn last, and take it for drawn."""
        before = self._drawn.get(view)
        self._drawn[view] = rests_on
        return before != rests_on

    def _asked_now(self) -> dict[str, dict[str, Any]]:
        return {"asked": _plain(self.asked), "picked": _plain(self.picked)}


ACTIONS: dict[str, Callable[[Session, Mapping[str, Any]], Iterator[Answer]]] = {
    "hello": Session._hello,
    "ask": Session._ask,
    "choose": Session._choose,
    "open": Session._open,
    "code": Session._code,
    "correct": Session._correct,
    "take back": Session._take_back,
}


def _plain(asked: Asked) -> dict[str, Any]:
    """Give what is asked beyond the defaults."""
    default = Asked()
    named = {name: getattr(asked, name) for name in Asked.__slots__}
    return {name: value for name, value in named.items() if value != getattr(default, name)}


def _options(values: pd.Series, nothing: str = "") -> list[dict[str, Any]]:
    """Give what can be chosen among `values`, the most frequent first, with how often it comes."""
    counts = values.value_counts()
    return [
        {"value": value, "named": shown(str(value)) or nothing, "n": int(n)}
        for value, n in counts.items()
        if value != "" or nothing
    ]


def _counts(picked: int, filtered: int, everything: int) -> str:
    told = counted(filtered, "stance") if filtered == everything else f"{filtered:,} of {counted(everything, 'stance')}"
    return told if picked == filtered else f"{picked:,} picked, from {told}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
