"""One story told by several outlets: a wire's copies and rewrites count once.

Two articles tell one story where the shorter shares at least `_SAME_STORY` of its runs of words with the other and both
appeared within a week. Of the 49 such pairs with a headline in the 8,652 articles of news-2024, 40 tell one story to a
reader of the headlines; the others are pieces of a series. The sets are exact, since a question compares few articles.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import pairwise

from bot.answers.days import day_of
from index.article import Article

__all__ = ["copies_of", "earliest_first", "same_story", "story_groups"]

_SAME_STORY = 0.4
_WEEK = 7  # days
_READ = 6_000  # characters: a story's beginning tells whether it is a copy
_FEWEST = 12  # runs of words that can tell
_WORD = re.compile(r"\w+")


def copies_of(number: int, articles: Mapping[int, Article]) -> list[int]:
    """Return the other articles that tell the story of article `number`."""
    own = articles[number]
    return [other for other, article in articles.items() if other != number and same_story(own, article)]


def same_story(one: Article, other: Article) -> bool:
    """Tell whether one article is a copy or a light rewrite of the other."""
    if not _near(one, other):
        return False
    runs, others = _runs(one.text, one.language), _runs(other.text, other.language)
    fewest = min(len(runs), len(others))
    return fewest >= _FEWEST and len(runs & others) >= _SAME_STORY * fewest


def story_groups(articles: Mapping[int, Article]) -> dict[int, int]:
    """Return for each article the number of a representative of its story; itself where no other tells it.

    Every article is read once, and compared only with those that share a run of words with it.
    """
    runs = {number: _runs(article.text, article.language) for number, article in articles.items()}
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    story = {number: number for number in articles}
    for number, own in runs.items():
        shared = Counter(other for run in own for other in holders[run])
        for other, count in shared.items():
            fewest = min(len(own), len(runs[other]))
            if fewest >= _FEWEST and count >= _SAME_STORY * fewest and _near(articles[number], articles[other]):
                old, new = story[number], story[other]
                story = {one: new if group == old else group for one, group in story.items()}
        for run in own:
            holders[run].append(number)
    return story


def earliest_first(numbers: Iterable[int], articles: Mapping[int, Article]) -> list[int]:
    """Return articles by day and time, undated ones last."""
    return sorted(numbers, key=lambda number: (day_of(articles[number].published) or date.max, _time(articles[number])))


def _time(article: Article) -> str:
    return article.published or ""


def _near(one: Article, other: Article) -> bool:
    days = day_of(one.published), day_of(other.published)
    if one.language != other.language:
        return False
    return days[0] is None or days[1] is None or abs((days[0] - days[1]).days) <= _WEEK


@lru_cache(maxsize=64)  # some 200 kB each
def _runs(text: str, language: str) -> frozenset[tuple[str, ...]]:
    """Return the runs of three words, of two in Korean, whose words say more."""
    words = _WORD.findall(text[:_READ].lower())
    return frozenset(pairwise(words)) if language == "ko" else frozenset(zip(words, words[1:], words[2:], strict=False))
