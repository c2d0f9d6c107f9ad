"""Copies of a story: what two articles share word for word, and the signature by which one finds the other.

Two articles tell one story where both appeared within a week and the shorter shares at least `_SAME_STORY` of its runs
of words with the other, unless their first passages are unlike (below `_NOT_UNLIKE`: pieces of a series, round-ups);
or `_SAME_MATTER` of them, where the passages are very much alike: a rewrite. How these were found and how far they can
be trusted stands in docs/quality.md.

A signature is MinHash (Broder 1997) cut into bands: articles that share a band are compared, others never are. Of the
108 pairs of news-2024 that share .4 of their runs 100 share one of 64 bands of two values, at .1 comparisons an
article. Of another draw of the values 64 bands found 104, 48 bands 102, 32 bands 98, and 40 of three values 71. Single
values find all, but an article is compared with four others, and with more the larger the index.
"""

import re
from datetime import date
from functools import lru_cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from index.article import Article

__all__ = ["bands", "retells", "runs_held", "same_story", "shared_runs"]

_SAME_STORY = 0.4
_NOT_UNLIKE = 0.62
_SAME_MATTER, _ALIKE = 0.2, 0.85
_WEEK = 7  # days
_READ = 6_000  # characters: a story's beginning tells whether it is a copy
_FEWEST = 12  # runs of words that can tell
_BANDS, _ROWS = 64, 2
_WORD = re.compile(r"\w+")
_MIX = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], np.uint64)
_TURNS = np.random.default_rng(1).integers(1, 2**63, _BANDS * _ROWS, np.uint64) | np.uint64(1)  # kept with the index

Runs = npt.NDArray[np.uint64]


def shared_runs(one: Article, other: Article) -> float:
    """Return the share of the shorter article's runs of words that the other has; 0 if they can't be one story."""
    if one.language != other.language or not _near(one.published, other.published):
        return 0.0
    runs, others = _runs(one.text, one.language), _runs(other.text, other.language)
    fewest = min(len(runs), len(others))
    share = len(np.intersect1d(runs, others, assume_unique=True)) / max(fewest, 1)
    return share if fewest >= _FEWEST and share >= _SAME_MATTER else 0.0


def runs_held(text: str, article: Article) -> tuple[int, float]:
    """Return how many runs of words a text has, and the share of them that the article has, headline and all."""
    runs = _runs(text, article.language)
    whole = "\n".join((article.title, *article.deck, article.text))
    pieces = [_runs(whole[start : start + _READ], article.language) for start in range(0, len(whole), _READ)]
    held = np.isin(runs, np.concatenate(pieces))
    return len(runs), float(held.mean()) if len(runs) else 0.0


def retells(shared: float, alike: float) -> bool:
    """Tell whether two articles tell one story, by the words they share and the cosine of their first passages."""
    return (shared >= _SAME_STORY and alike >= _NOT_UNLIKE) or (shared >= _SAME_MATTER and alike >= _ALIKE)


def same_story(one: Article, other: Article) -> bool:
    """Tell whether one article is a copy or a light rewrite of the other, by their words alone."""
    return shared_runs(one, other) >= _SAME_STORY


def bands(article: Article) -> list[int]:
    """Return the bands of an article's signature as signed 64-bit numbers; none if it is too short to tell."""
    runs = _runs(article.text, article.language)
    if len(runs) < _FEWEST:
        return []
    least = ((runs[:, None] * _TURNS) >> np.uint64(32)).min(axis=0).reshape(_BANDS, _ROWS)
    mixed = (least * _MIX[:_ROWS]).sum(axis=1, dtype=np.uint64) ^ (np.arange(_BANDS, dtype=np.uint64) * _MIX[2])
    return [int(band) for band in mixed.view(np.int64)]


def _near(one: str | None, other: str | None) -> bool:
    days = _day(one), _day(other)
    return days[0] is None or days[1] is None or abs((days[0] - days[1]).days) <= _WEEK


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


@lru_cache(maxsize=64)  # some 10 kB each
def _runs(text: str, language: str) -> Runs:
    """Return hashes of the runs of three words, of two in Korean, whose words say more; sorted, each once."""
    words = np.array([crc32(word.encode("utf-8", "surrogatepass")) for word in _WORD.findall(text[:_READ].lower())])
    length = 2 if language == "ko" else 3
    count = max(0, len(words) - length + 1)
    runs = np.zeros(count, np.uint64)
    for place in range(length):
        runs = (runs ^ words[place : place + count].astype(np.uint64)) * _MIX[place]
        runs ^= runs >> np.uint64(32)
    return np.unique(runs)
