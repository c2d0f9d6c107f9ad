"""Corrections: a later article of the same outlet that takes back what an earlier one said.

Two signs are trusted. A sentence that denies a figure ("£68 million and not £86 million", "86억원이 아니라 68억원"), or
repeats one in an article marked as a correction, corrects the sentences that gave it. And an article marked as a
correction that has the earlier one's headline or story corrects that article.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.answers.days import day_of
from bot.answers.figures import Figure, figures_in
from index.article import Article
from index.hits import SentenceHit
from index.signatures import same_story

__all__ = ["Correction", "correction_of", "corrects"]

_MARK = re.compile(  # a department of correction and a market's correction are none
    r"^\W*(?:correct(?:ion|ed)|clarification)\b(?=\W*[,:—–\])-])|[\[(]correct(?:ion|ed)[\])]"
    r"|\b(?:article|story|report|headline|version)\b[^.]{0,60}\bcorrect(?:s|ed|ion)\b"
    r"|\bcorrects? (?:an? |the )?(?:earlier|previous|figure|name|headline|spelling|attribution)"
    r"|정정\s?보도|[\[(<]\s?(?:정정|고침|바로잡습니다)|정정합니다|바로잡습니다|바로잡음",
    re.IGNORECASE,
)
_BEGINNING = 200  # characters in which an article says that it corrects
_DENIED_BEFORE = re.compile(
    r"(?:\bnot|\brather than|\binstead of|\bwrongly (?:said|reported|put)(?: \w+){0,3}) (?:the )?$", re.IGNORECASE
)
_DENIED_BEHIND = re.compile(r"\s?(?:이|가)?\s?(?:아니|아닌)|[은는]? (?:was|were) (?:wrong|incorrect)")
_SAID_EARLIER = re.compile(
    r"earlier version|previously|mistaken|incorrect|wrong|in error|잘못|앞서|당초|애초", re.IGNORECASE
)
_SAME_HEADLINE = 80.0  # of 100
_SAME_MATTER = 60.0


@dataclass(frozen=True, slots=True)
class Correction:
    """Article `article` corrects a sentence, with its own sentence `hit` where one says so."""

    article: int
    hit: SentenceHit | None


def correction_of(
    hit: SentenceHit, pool: Sequence[SentenceHit], articles: Mapping[int, Article]
) -> Correction | None:  # fmt: skip
    """Return what corrects a sentence, looking among what a search found; None if nothing does."""
    wrong = articles[hit.article]
    later = {number for number, article in articles.items() if number != hit.article and _follows(article, wrong)}
    if not later:
        return None
    said = figures_in(wrong.text[hit.start : hit.end])
    for other in pool:
        if other.article in later and _takes_back(other, articles[other.article], said):
            return Correction(other.article, other)
    whole = next((number for number in sorted(later) if corrects(articles[number], wrong)), None)
    return None if whole is None else Correction(whole, _counterpart(hit, whole, pool, articles))


def corrects(article: Article, wrong: Article) -> bool:
    """Tell whether an article as a whole is a later and corrected version of another."""
    if not _follows(article, wrong) or not _marked(article):
        return False
    by_headline = _MARK.search(article.title) and wrong.title
    like = by_headline and fuzz.token_set_ratio(_MARK.sub(" ", article.title), wrong.title) >= _SAME_HEADLINE
    return bool(like) or same_story(article, wrong)


def _counterpart(
    hit: SentenceHit, article: int, pool: Sequence[SentenceHit], articles: Mapping[int, Article]
) -> SentenceHit | None:
    """Return the correcting article's sentence that says the same, in other words or with another figure."""
    text = articles[hit.article].text[hit.start : hit.end]
    likeness = [
        (fuzz.ratio(articles[article].text[one.start : one.end], text), one) for one in pool if one.article == article
    ]
    best = max(likeness, key=lambda pair: pair[0], default=(0.0, None))
    return best[1] if best[0] >= _SAME_MATTER else None


def _follows(article: Article, wrong: Article) -> bool:
    """Tell whether an article appeared later in the same outlet, as far as is known."""
    days = day_of(article.published), day_of(wrong.published)
    if not article.outlet or article.outlet.casefold() != wrong.outlet.casefold() or not days[0] or not days[1]:
        return False
    return days[0] > days[1] or (days[0] == days[1] and _marked(article) and not _marked(wrong))


def _marked(article: Article) -> bool:
    return bool(_MARK.search(article.title) or _MARK.search(article.text[:_BEGINNING]))


def _takes_back(hit: SentenceHit, article: Article, said: Sequence[Figure]) -> bool:
    """Tell whether a sentence denies one of the figures, or repeats it in order to put another in its place."""
    if not said:
        return False
    text = article.text[hit.start : hit.end]
    figures = figures_in(text)
    meant = {figure.meaning for figure in said}
    for figure in (figure for figure in figures if figure.meaning in meant):
        others = [one for one in figures if one.unit == figure.unit and one.meaning not in meant]
        if others and (_DENIED_BEFORE.search(text[: figure.start]) or _DENIED_BEHIND.match(text, figure.end)):
            return True
        if _marked(article) and _SAID_EARLIER.search(text):
            return True
    return False
