"""Which article a text was taken from: the runs of words that it shares with one and with no other.

A message that was passed on is an article's headline and its first sentences, with a channel's own words around them.
Wrong is worse than nothing: a text that two articles of different stories may have lent is nobody's.
"""

import re
from collections.abc import Mapping, Sequence

from index.article import Article
from index.signatures import runs_held

__all__ = ["recognised", "worth_recognising"]

# Of 2,000 articles of news-2024, each forwarded as its headline and two sentences with a channel's words around them,
# 1,974 are recognised, none as another; taken out of the index, 6 are taken for another, which holds the same sentences
# (a series, a page kept up to date).
_READ = 2_000  # characters of the text
_FEWEST = 8  # runs of words that can tell
_HELD = 0.7  # of the text's runs, in the article
_APART = 0.2  # by which the next story holds less
_NO_WORDS = re.compile(r"(?:https?://|www\.)\S+|[@#]\w+|\S+@\S+")


def worth_recognising(text: str) -> str:
    """Return what of a text an article may hold, addresses and names of channels left out."""
    return " ".join(_NO_WORDS.sub(" ", text[:_READ]).split())


def recognised(
    text: str, articles: Mapping[int, Article], stories: Mapping[int, Sequence[int]] | None = None
) -> int | None:
    """Return which of `articles`, by number, the text was taken from, None where that isn't certain.

    `stories` are the articles that tell each one's story: of those any may be meant, and the one that holds most is.
    """
    text = worth_recognising(text)
    held = {number: runs_held(text, article) for number, article in articles.items()}
    shares = {number: share for number, (count, share) in held.items() if count >= _FEWEST}
    holding = [number for number, share in shares.items() if share >= _HELD]
    best = max(holding, key=lambda number: (_headed(text, articles[number]), shares[number], -number), default=None)
    if best is None:
        return None
    own = {best, *(stories or {}).get(best, ())}
    others = max((share for number, share in shares.items() if number not in own), default=0.0)
    return best if shares[best] - others >= _APART else None


def _headed(text: str, article: Article) -> bool:
    title = worth_recognising(article.title)
    return bool(title) and title in text
