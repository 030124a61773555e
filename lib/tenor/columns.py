"""The columns of every table, declared once: type, range, unit and meaning.

`tenor.tables` makes tables and holds them against this. Several values in one cell (`spans`, `topics`) are joined by
`;`, a span is written `start-end`, so that CSV and Parquet hold the same.
"""

import pandera.pandas as pa

from tenor.corrections import OUTCOMES

DAY = "datetime64[ns]"  # holds the years 1678 to 2261
TONE = pa.Check.in_range(-1, 1)
DISTANCE = pa.Check.in_range(-2, 2)
SHARE = pa.Check.in_range(0, 1)
COUNT = pa.Check.ge(0)
TONES = ("confrontation", "neutral", "cooperation")


def _text(meaning: str, *, unique: bool = False, among: tuple[str, ...] | None = None) -> pa.Column:
    checks = [pa.Check.isin(among)] if among else []
    return pa.Column("str", checks, unique=unique, coerce=True, description=meaning)


def _number(meaning: str, *checks: pa.Check, missing: bool = False) -> pa.Column:
    return pa.Column(float, list(checks), nullable=missing, coerce=True, description=meaning)


def _count(meaning: str) -> pa.Column:
    return pa.Column("int64", COUNT, coerce=True, description=meaning)


def _flag(meaning: str) -> pa.Column:
    return pa.Column(bool, coerce=True, description=meaning)


def _day(meaning: str, *, missing: bool = False) -> pa.Column:
    return pa.Column(DAY, nullable=missing, coerce=True, description=meaning)


ADDED = {"stances": ("corrected",)}
"""Columns that a run adds to what was found; empty where nothing says otherwise, as in a run of an earlier version."""

TABLES: dict[str, dict[str, pa.Column]] = {
    "articles": {
        "article_id": _text("the article's own identifier, else a digest of its text", unique=True),
        "outlet": _text("who published it"),
        "published": _day("day of publication on the article's own calendar; empty where unknown", missing=True),
        "title": _text("headline"),
        "url": _text("where it can be read"),
        "n_chars": _count("characters of its text"),
    },
    "texts": {
        "article_id": _text("the article", unique=True),
        "text": _text("its whole text; all positions count its characters"),
    },
    "faults": {
        "reason": _text("kind of fault, one of tenor.corpus.REASONS"),
        "where": _text("path and line, or article"),
        "detail": _text("what is wrong, and what would be right"),
    },
    "reading": {
        "reason": _text("kind of fault, one of tenor.corpus.REASONS", unique=True),
        "meaning": _text("what it says of the article"),
        "left_out": _text("yes where nothing was read, no where the article was read differently", among=("yes", "no")),
        "n": _count("how often; exact, where the table faults stops at 1,000 a reason"),
    },
    "stances": {
        "stance_id": _text("article_id:start-end of the content", unique=True),
        "article_id": _text("the article it stands in"),
        "kind": _text("direct, indirect or mixed", among=("direct", "indirect", "mixed")),
        "content": _text("what is said, in the article's words"),
        "spans": _text("where the content stands: start-end;start-end, in characters"),
        "cue": _text("the reporting words"),
        "cue_span": _text("where the cue stands: start-end, in characters; empty where there is none"),
        "source": _text("the words that name the speaker"),
        "source_span": _text("where the source stands: start-end, in characters; empty where there is none"),
        "speaker": _text("who that is: canonical where the relation knows, else as written; empty where unattributed"),
        "resolution": _text("how the speaker was found"),
        "role": _text("what the article or the relation calls the speaker"),
        "side": _text("a side of the relation, or observer"),
        "topics": _text("topics of the relation that the content touches, joined by ;"),
        "within": _text("stance_id of the stance around this one; empty for most"),
        "paragraph": _count("paragraph of the article, from 0"),
        "published": _day("day of publication of the article; empty where unknown", missing=True),
        "corrected": _text("what a reader changed of it: speaker, side, topics or polarity, joined by ;"),
    },
    "corrections": {
        "stance_id": _text("the stance that is corrected; empty for an entry that cannot be used"),
        "article_id": _text("the article it stands in"),
        "who": _text("who corrects it"),
        "when": _text("when, in UTC, as 2023-07-03T10:00:00Z"),
        "why": _text("why, where somebody says so"),
        "changed": _text("what is corrected: speaker, side, topics, polarity or rejected, joined by ;"),
        "speaker": _text("the speaker that it should have"),
        "side": _text("the side that it should have"),
        "topics": _text("the topics that it should have, joined by ;"),
        "polarity": _number("the polarity that it should have; empty where that is not corrected", TONE, missing=True),
        "rejected": _flag("true where this is no stance at all"),
        "speaker_found": _text("the speaker as found; empty where the stance is not there"),
        "side_found": _text("the side as found; empty where the stance is not there"),
        "topics_found": _text("the topics as found, joined by ;"),
        "content": _text("the words that the correction was made for"),
        "outcome": _text("applied, no longer matches, not read or cannot be used", among=OUTCOMES),
        "detail": _text("why it was not applied, or who corrected the same again"),
    },
    "dates": {
        "article_id": _text("the article it stands in"),
        "phrase": _text("the words that say when"),
        "span": _text("where they stand: start-end, in characters"),
        "earliest": _day("first day that they mean; empty where they date nothing", missing=True),
        "latest": _day("last day that they mean; empty where they date nothing", missing=True),
        "future": _flag("true where they mean what had not happened yet"),
    },
    "events": {
        "event_id": _text("article_id@start-end of the phrase", unique=True),
        "article_id": _text("the article it stands in"),
        "text": _text("the smallest clause that says what happened, in the article's words"),
        "text_span": _text("where the clause stands: start-end, in characters"),
        "phrase": _text("the words that say when"),
        "span": _text("where the phrase stands: start-end, in characters"),
        "earliest": _day("first day that the phrase means"),
        "latest": _day("last day that the phrase means"),
        "future": _flag("true where it had not happened yet"),
        "sentence": _text("the sentence in which the clause stands"),
    },
    "scores": {
        "stance_id": _text("the stance that was scored"),
        "scorer": _text("the scorer"),
        "polarity": _number(
            "-1 confrontational to 1 conciliatory; empty where nothing was assessed", TONE, missing=True
        ),
        "subjectivity": _number("0 factual to 1 personal; empty where the scorer has none", SHARE, missing=True),
        "n_assessed": _count("words or terms that made the score; at least 1 where a reader gave the polarity"),
    },
    "assessments": {
        "stance_id": _text("the stance"),
        "scorer": _text("the scorer"),
        "words": _text("words assessed together"),
        "span": _text("where they stand in the content: start-end, in characters; empty for a cue"),
        "polarity": _number("polarity given to them, after every rule", TONE),
        "subjectivity": _number("subjectivity given to them; empty where the scorer has none", SHARE, missing=True),
        "weight": _number("what they add to the score's polarity; empty where a scorer does not add", missing=True),
        "rule": _text("what changed their polarity or weight; empty for nothing"),
    },
    "baselines": {
        "scorer": _text("the scorer"),
        "side": _text("a side of the relation, or observer", unique=True),
        "choice": _text("corpus, profile or none"),
        "baseline": _number("polarity that counts as ordinary; empty where nothing says", TONE, missing=True),
        "n_articles": _count("articles that it is the mean of; 0 where it is given"),
        "source": _text("where it comes from"),
    },
    "timeline": {
        "bin": _day("first day of the bin: a day, week, month or quarter"),
        "side": _text("a side of the relation, or observer"),
        "polarity": _number("mean polarity of the scored stances; empty where there is none", TONE, missing=True),
        "low": _number("lower end of the 95 % band, resampled by article", TONE, missing=True),
        "high": _number("upper end of the 95 % band, resampled by article", TONE, missing=True),
        "n_stances": _count("stances, scored or not"),
        "n_articles": _count("articles that they stand in"),
        "n_unscored": _count("stances in which nothing was assessed"),
        "negative_share": _number("share of the scored stances with polarity below 0", SHARE, missing=True),
        "baseline": _number("polarity that counts as ordinary for the side", TONE, missing=True),
        "relative": _number("polarity less the baseline", DISTANCE, missing=True),
        "relative_low": _number("lower end of the band, less the baseline", DISTANCE, missing=True),
        "relative_high": _number("upper end of the band, less the baseline", DISTANCE, missing=True),
        "n_read": _number("articles read, whomever they quote; empty where not asked", COUNT, missing=True),
        "negative_salience": _number("negative stances for each article read", COUNT, missing=True),
    },
    "trends": {
        "scorer": _text("the scorer"),
        "side": _text("a side, or both sides together"),
        "left_out": _text("outlet left out; empty for none"),
        "change": _number("change of mean polarity, a year; empty where there is too little", missing=True),
        "low": _number("lower end of its 95 % interval, resampled by article", missing=True),
        "high": _number("upper end of its 95 % interval, resampled by article", missing=True),
        "n_stances": _count("scored, dated stances"),
        "n_articles": _count("articles that they stand in"),
        "days": _count("days from the first to the last of them"),
        "widened": _number("how many times wider the interval is than by articles alone", COUNT, missing=True),
        "note": _text("why there is no estimate, or what it rests on"),
    },
    "reciprocity": {
        "scorer": _text("the scorer"),
        "side": _text("the side that may answer"),
        "follows": _text("the side that it may answer to"),
        "period": _text("how long a bin is: day, week, month or quarter"),
        "lag": _number("bins from a move to its answer; empty where there is too little", missing=True),
        "correlation": _number("correlation of the moves at that lag", TONE, missing=True),
        "low": _number("lower end of its 95 % interval", TONE, missing=True),
        "high": _number("upper end of its 95 % interval", TONE, missing=True),
        "at_once": _number("correlation of the moves of the same bin", TONE, missing=True),
        "p": _number("how often chance alone gives as strong an answer", SHARE, missing=True),
        "p_both": _number("the same, corrected for the two directions", SHARE, missing=True),
        "answers": _text("yes, no, or empty where it could not be asked", among=("yes", "no", "")),
        "n_bins": _count("bins from the first scored stance to the last"),
        "n_filled": _count("bins in which both sides have a scored stance"),
        "note": _text("why it could not be asked, and what would be enough"),
    },
    "gaps": {
        "scorer": _text("the scorer", unique=True),
        "side": _text("the side whose mean polarity is taken"),
        "less": _text("the side whose mean polarity is taken away from it"),
        "gap": _number("mean polarity of the one less that of the other; empty for too little", missing=True),
        "low": _number("lower end of its 95 % interval, by article", missing=True),
        "high": _number("upper end of its 95 % interval, by article", missing=True),
        "change": _number("change of the gap, a year; empty where there is too little", missing=True),
        "change_low": _number("lower end of its 95 % interval, by article", missing=True),
        "change_high": _number("upper end of its 95 % interval, by article", missing=True),
        "course": _text(
            "closer or apart where the size of the gap surely changes, neither, or empty where it could not be asked",
            among=("closer", "apart", "neither", ""),
        ),
        "n_stances": _count("scored stances of the two sides"),
        "n_articles": _count("articles that they stand in"),
        "note": _text("why there is no estimate, or what it rests on"),
    },
    "breaks": {
        "scorer": _text("the scorer"),
        "side": _text("the side whose mean polarity may have moved to another level"),
        "period": _text("how long a bin is: day, week, month or quarter"),
        "bin": _day("first day of the first bin at the new level; empty where no break was looked for", missing=True),
        "before": _number("mean polarity of the bins up to it", TONE, missing=True),
        "after": _number("mean polarity of the bins from it on", TONE, missing=True),
        "shift": _number("after less before", DISTANCE, missing=True),
        "low": _number("lower end of its 95 % interval", missing=True),
        "high": _number("upper end of its 95 % interval", missing=True),
        "p": _number("how often chance alone gives as strong a break", SHARE, missing=True),
        "p_all": _number("the same, corrected for all that was tested", SHARE, missing=True),
        "breaks": _text("yes, no, or empty where it could not be asked", among=("yes", "no", "")),
        "n_bins": _count("bins from the first scored stance to the last"),
        "note": _text("why it could not be asked, and what would be enough"),
    },
    "around": {
        "scorer": _text("the scorer"),
        "side": _text("the side that breaks"),
        "bin": _day("first day of the first bin at the new level"),
        "when": _text("before or after the break", among=("before", "after")),
        "stance_id": _text("a stance of the bins beside the break that pulls towards its level"),
        "polarity": _number("its polarity", TONE),
    },
    "reactions": {
        "scorer": _text("the scorer"),
        "side": _text("the side that may react"),
        "to": _text("the side that it may react to"),
        "period": _text("how long a bin is: day, week, month or quarter"),
        "reaction": _number("how much of the other's tone it takes up, a bin", missing=True),
        "reaction_low": _number("lower end of its 95 % interval", missing=True),
        "reaction_high": _number("upper end of its 95 % interval", missing=True),
        "fatigue": _number("how much of its own tone it lets go, a bin", missing=True),
        "fatigue_low": _number("lower end of its 95 % interval", missing=True),
        "fatigue_high": _number("upper end of its 95 % interval", missing=True),
        "grievance": _number("what it moves by, a bin, whatever the other does", missing=True),
        "grievance_low": _number("lower end of its 95 % interval", missing=True),
        "grievance_high": _number("upper end of its 95 % interval", missing=True),
        "stable": _text(
            "yes where the two calm each other down, no where they drive each other on, or empty",
            among=("yes", "no", "undecided", ""),
        ),
        "n_bins": _count("bins from the first scored stance to the last"),
        "note": _text("why there is no estimate, and what would be enough"),
    },
    "extremes": {
        "scorer": _text("the scorer"),
        "side": _text("the side"),
        "end": _text("floor for the lowest bin, ceiling for the highest", among=("floor", "ceiling")),
        "period": _text("how long a bin is: day, week, month or quarter"),
        "bin": _day("first day of that bin; empty where there is too little", missing=True),
        "polarity": _number("its mean polarity", TONE, missing=True),
        "since": _number("mean polarity of the bins after it, less its own", DISTANCE, missing=True),
        "low": _number("lower end of the 95 % interval of since", missing=True),
        "high": _number("upper end of the 95 % interval of since", missing=True),
        "p": _number(
            "how often chance alone gives as extreme a bin, the articles up to it or from it on in any order",
            SHARE,
            missing=True,
        ),
        "holds": _text(
            "yes where the bin is beyond chance and tone surely turned after it, no, or empty", among=("yes", "no", "")
        ),
        "n_stances": _count("scored stances of that bin"),
        "note": _text("why it could not be asked, and what would be enough"),
    },
    "agreement": {
        "scorer": _text("the scorer"),
        "other": _text("the scorer that it is compared with"),
        "side": _text("a side, or all"),
        "tau": _number("Kendall's rank correlation of the stances that both could score", TONE, missing=True),
        "low": _number("lower end of its 95 % interval, by article", TONE, missing=True),
        "high": _number("upper end of its 95 % interval, by article", TONE, missing=True),
        "same_sign": _number("share of them to which both give the same sign", SHARE, missing=True),
        "n_stances": _count("stances that both could score"),
        "n_articles": _count("articles that they stand in"),
    },
    "arc": {
        "article_id": _text("the article: the one with the most scored stances"),
        "scorer": _text("the scorer"),
        "side": _text("a side of the relation, or all"),
        "place": _number("how far into the article, from 0 to 1", SHARE),
        "polarity": _number("mean polarity of the stances near there, nearer ones weighing more", TONE, missing=True),
        "low": _number("lower end of its 95 % band", TONE, missing=True),
        "high": _number("upper end of its 95 % band", TONE, missing=True),
        "n_stances": _count("scored stances near there"),
    },
    "event_scores": {
        "event_id": _text("the event that was scored"),
        "scorer": _text("the scorer"),
        "of": _text(
            "clause, or sentence where nothing was assessed in the event's clause", among=("clause", "sentence")
        ),
        "polarity": _number(
            "-1 confrontational to 1 conciliatory; empty where nothing was assessed", TONE, missing=True
        ),
        "subjectivity": _number("0 factual to 1 personal; empty where the scorer has none", SHARE, missing=True),
        "n_assessed": _count("words or terms that made the score"),
    },
    "storyline": {
        "scorer": _text("the scorer"),
        "start": _day("first day that the happenings of this point are dated to"),
        "end": _day("last day that they are dated to"),
        "future": _flag("true where they had not happened yet when they were told of"),
        "polarity": _number("mean polarity of the clauses; empty where nothing was assessed", TONE, missing=True),
        "level": _number("mean of the points near in time, nearer ones weighing more", TONE, missing=True),
        "n_events": _count("events of these days"),
        "n_articles": _count("articles that tell of them"),
        "event_id": _text("the event that stands for them"),
        "text": _text("its clause, in the article's words"),
    },
    "portrait": {
        "scorer": _text("the scorer"),
        "bin": _day("first day of the bin"),
        "first": _number("smoothed mean polarity of the first side", TONE, missing=True),
        "second": _number("smoothed mean polarity of the second side", TONE, missing=True),
        "first_error": _number("its standard error, by article", COUNT, missing=True),
        "second_error": _number("its standard error, by article", COUNT, missing=True),
        "n_stances": _count("scored stances of the bins that it rests on"),
    },
    "evidence": {
        "rank": _count("1 for the strongest"),
        "about": _text("what it is evidence of: trend, answers, break, floor, ceiling, gap or agreement"),
        "sentence": _text("the evidence in one sentence, with its numbers"),
        "strength": _number("how far the estimate lies from none, in half widths of its 95 % interval", COUNT),
    },
    "verdicts": {
        "scorer": _text("the scorer that the verdict rests on", unique=True),
        "verdict": _text("falling, recovering, downward spiral, flat or too little to tell"),
        "side": _text("both, the one side that it is about, or empty"),
        "sentence": _text("the verdict in one sentence, with its numbers"),
        "enough": _text("what would be enough, where there is too little to tell"),
        "summary": _text("the verdict in one paragraph, with what was asked of it"),
    },
    "criteria": {
        "criterion": _text("what a verdict asks for"),
        "outcome": _text("passed, failed or undecided", among=("passed", "failed", "undecided")),
        "why": _text("the numbers behind the outcome"),
    },
    "calibration": {
        "question": _text("what was asked", among=("alarms", "power", "spirals", "truths")),
        "truth": _text("what happens in the invented world"),
        "fall": _number("what the side that falls most loses a year"),
        "news": _number("share of the variance of stances that both sides share in a week", SHARE),
        "carried": _number("share of that news that lasts to the next week", SHARE),
        "weeks": _count("weeks from the first article to the last"),
        "articles": _count("articles of a corpus"),
        "stances": _count("stances of a corpus"),
        "outlets": _count("outlets that print them"),
        "verdict": _text("the verdict"),
        "n": _count("corpora on which it was given"),
        "corpora": _count("corpora drawn"),
    },
    "labelled": {
        "sentence_id": _text("its own id, else its file and line", unique=True),
        "text": _text("the sentence, or with a cue what was reported"),
        "cue": _text("the reporting words; empty for most"),
        "label": _text("what a person said of it", among=TONES),
        "phenomenon": _text("what is hard about it; empty where nobody said"),
    },
    "judged": {
        "sentence_id": _text("the labelled sentence"),
        "scorer": _text("the scorer"),
        "polarity": _number("what the scorer gave; empty where nothing was assessed", TONE, missing=True),
        "n_assessed": _count("words or terms that made the score"),
        "words": _text("those words, each with its polarity"),
        "fold": _count("the part that the sentence was dealt into, from 0"),
        "low": _number("confrontation up to here; chosen on the other parts", TONE),
        "high": _number("cooperation above; chosen on the other parts", TONE),
        "answer": _text("the label at these thresholds", among=TONES),
    },
    "accuracy": {
        "scorer": _text("the scorer"),
        "by": _text("among which sentences", among=("all", "label", "phenomenon", "against")),
        "group": _text("the label or phenomenon; after against, the scorer that it is compared with"),
        "measure": _text("AUC, macro-F1, recall, precision, right, not assessed or exactly zero"),
        "value": _number("the figure: a share; after against, a difference of two", TONE),
        "low": _number("lower end of its 95 % interval, resampled by sentence; empty for too few", TONE, missing=True),
        "high": _number("upper end of its 95 % interval, resampled by sentence; empty for too few", TONE, missing=True),
        "n": _count("sentences that it rests on"),
    },
}
