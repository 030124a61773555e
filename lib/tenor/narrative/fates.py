"""What became of each article from one run to the next: new, gone, changed, or the same.

An article is known again by its identifier; where only one run has that, by its text, as another name makes no other
article; and failing that by its address, under which an outlet prints new versions.
"""

from collections.abc import Mapping

import pandas as pd

NEW, GONE, CHANGED, SAME = "new", "gone", "changed", "same"


def fates(before: pd.DataFrame, after: pd.DataFrame) -> "pd.Series[str]":
    """Give the fate of each article of two tables `articles`, by article_id.

    `new` and `gone`: only the second run read it, only the first. `changed`: its text or its day is another one, or it
    is another version of an article of the other run, told by an address that is there once. `same`: all others.
    Where a run of an earlier version kept no digest of a text, its length is compared.
    """
    told = before.merge(after, on="article_id", how="outer", suffixes=("_before", "_after"), indicator="there")
    fate = told["there"].astype("str").map({"left_only": GONE, "right_only": NEW, "both": CHANGED})
    version = fate.eq(GONE) & told["url_before"].isin(_addresses(after))
    version |= fate.eq(NEW) & told["url_after"].isin(_addresses(before))
    fate = fate.mask(version, CHANGED).mask(told["there"].eq("both") & _alike(told), SAME)
    return fate.set_axis(pd.Index(told["article_id"]))


def names_after(before: pd.DataFrame, after: pd.DataFrame) -> Mapping[str, str]:
    """Give the article_id that an article of `before` has in `after`, for those that have another one there.

    These are texts that each run read once, under a name that the other does not have.
    """
    one, other = (
        alone[alone["digest"].ne("") & ~alone["digest"].duplicated(keep=False)].set_index("digest")["article_id"]
        for alone in (_without(before, after), _without(after, before))
    )
    both = one.index.intersection(other.index)
    return dict(zip(one[both], other[both], strict=True))


def _alike(told: pd.DataFrame) -> "pd.Series[bool]":
    days = [told[f"published_{when}"] for when in ("before", "after")]
    texts = [told[f"digest_{when}"].fillna("") for when in ("before", "after")]
    text = texts[0].eq(texts[1]) | texts[0].eq("") | texts[1].eq("")
    length = told["n_chars_before"].eq(told["n_chars_after"])
    return text & length & (days[0].eq(days[1]) | (days[0].isna() & days[1].isna()))


def _addresses(articles: pd.DataFrame) -> "pd.Series[str]":
    """Give the addresses that name one article each."""
    urls = articles["url"]
    return urls[urls.ne("") & ~urls.duplicated(keep=False)]


def _without(articles: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    return articles[~articles["article_id"].isin(others["article_id"])]
