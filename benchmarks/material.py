"""Where measuring material lies, and articles out of it; none of it is part of the project but `examples/`."""

import resource
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from index.article import Article
from index.reading import read_sources
from index.report import Rejected

__all__ = ["EXAMPLES", "NEWS", "SHARED", "first_articles", "peak_megabytes"]

PROJECT = Path(__file__).resolve().parents[1]
EXAMPLES = PROJECT / "examples"
SHARED = PROJECT.parent / "shared" / "eval"
NEWS = SHARED / "news-2024.jsonl.gz"  # 8,786 English news articles, 85 million characters


def first_articles(count: int, source: Path = NEWS) -> Iterator[Article | Rejected]:
    """Yield what the first `count` lines of a collection give."""
    return islice(read_sources([source]), count)


def peak_megabytes() -> float:
    """Return the most memory this process ever had resident, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
