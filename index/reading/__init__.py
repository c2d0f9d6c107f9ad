"""Reading: files and folders into articles, one at a time.

Invariant: everything that is given to be read comes back as an Article or as a Rejected with its reason; the same
files come back in the same order, with the same identities.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from config.errors import SourceError
from index.article import Article
from index.reading.files import read_whole
from index.reading.html import read_html
from index.reading.jsonl import read_jsonl
from index.reading.plain import read_markdown, read_plain
from index.reading.unusable import Unusable
from index.reading.walking import Found, Walk, printable
from index.report import Flaw, Rejected

__all__ = ["read_sources"]

_READERS: Mapping[str, Callable[[bytes, str], Article]] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".html": read_html,
}


def read_sources(sources: Sequence[Path], max_article_bytes: int = 10_000_000) -> Iterator[Article | Rejected]:
    """Return an iterator over the articles of `sources` (files, or folders walked recursively).

    Of several articles with one identity the first is given. Raises SourceError where a source doesn't exist.
    """
    for source in sources:
        if not source.exists():
            raise SourceError(f"there is no {printable(source)}")
    return _each_once(sources, max_article_bytes)


def _each_once(sources: Sequence[Path], limit: int) -> Iterator[Article | Rejected]:
    seen: set[str] = set()
    walk = Walk()
    for source in sources:
        for found in walk.over(source):
            for where, item in _read(found, limit):
                if isinstance(item, Article) and item.id in seen:
                    item = Unusable(f"another article before it has the same id, {item.id!r}", Flaw.SAME_ID, item.id)
                if isinstance(item, Article):
                    seen.add(item.id)
                    yield item
                else:
                    yield Rejected(where, item.reason, item.flaw, item.about)


def _read(found: Found | Rejected, limit: int) -> Iterator[tuple[str, Article | Unusable]]:
    """Yield what a file gives, each with where it stands."""
    if isinstance(found, Rejected):
        yield found.where, Unusable(found.reason, found.flaw, found.about)
        return
    where = printable(found.path)
    if found.format == ".jsonl":
        for place, item in read_jsonl(found.path, found.name, limit):
            yield where + place, item
        return
    try:
        yield where, _READERS[found.format](read_whole(found.path, limit), found.name)
    except Unusable as error:
        yield where, error
