"""What a build has to do: sources compared with the index by content, before anything is loaded or written."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.article import Article
from index.report import Rejected
from index.storage.rows import Twin

__all__ = ["Plan", "survey"]


@dataclass(frozen=True, slots=True)
class Plan:
    """The difference between sources and index, by article key.

    `todo` maps each article that has to be read, split and embedded to the content hash it was seen with; `added` and
    `changed` are its keys. `duplicates` pairs a key that is left out with the one that holds the same story, `twins`
    has what is to be kept of it. `keeps_missing` says that what the sources no longer give stays.
    """

    todo: Mapping[str, str]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    removed: tuple[str, ...]
    duplicates: tuple[tuple[str, str], ...]
    rejected: tuple[Rejected, ...]
    twins: tuple[tuple[Twin, str], ...] = ()
    keeps_missing: bool = False

    @property
    def nothing_to_do(self) -> bool:
        """Tell whether the index already says what the sources say."""
        return not (self.todo or self.removed)

    @property
    def usable(self) -> int:
        """Return how many articles the sources gave."""
        return len(self.todo) + self.unchanged + len(self.duplicates)


def survey(found: Iterable[Article | Rejected], stored: Mapping[str, str], *, keep_missing: bool = False) -> Plan:
    """Compare what the sources give with `stored`, the content hash of every indexed article by key.

    Of several identities with one story the indexed one stays, else the first. An article whose file has become
    unreadable is kept as it was indexed: a broken disk must not empty the index.
    """
    hashes: dict[str, str] = {}
    stories: dict[str, list[str]] = defaultdict(list)
    cards: dict[str, Twin] = {}
    rejected: list[Rejected] = []
    for item in found:
        if isinstance(item, Rejected):
            rejected.append(item)
        else:
            hashes[item.id] = item.content_hash
            same = stories[item.story_hash]
            same.append(item.id)
            if len(same) > 1 or (stored and stored.get(item.id) != item.content_hash):  # what may be left out
                cards[item.id] = _twin(item)
    duplicates = tuple(pair for keys in stories.values() for pair in _duplicates(keys, hashes, stored))
    left_out = {key for key, _ in duplicates}
    held = {key: content for key, content in hashes.items() if key not in left_out}
    kept = set(stored) if keep_missing else {key for key in stored if _lost(key, rejected)}
    return Plan(
        todo={key: content for key, content in held.items() if stored.get(key) != content},
        added=tuple(key for key in held if key not in stored),
        changed=tuple(key for key, content in held.items() if stored.get(key, content) != content),
        unchanged=sum(stored.get(key) == content for key, content in held.items()),
        removed=tuple(key for key in stored if key not in held and (key in left_out or key not in kept)),
        duplicates=duplicates,
        rejected=tuple(rejected),
        twins=tuple((cards[key], original) for key, original in duplicates),
        keeps_missing=keep_missing,
    )


def _twin(article: Article) -> Twin:
    return Twin(
        article.id, article.title, article.outlet, article.url, article.published, article.language, article.rights
    )  # fmt: skip


def _duplicates(
    keys: list[str], hashes: Mapping[str, str], stored: Mapping[str, str]
) -> list[tuple[str, str]]:  # fmt: skip
    original = next((key for key in keys if stored.get(key) == hashes[key]), keys[0])
    return [(key, original) for key in keys if key != original]


def _lost(key: str, rejected: Iterable[Rejected]) -> bool:
    return any(item.where == key or item.where.endswith(f"/{key}") for item in rejected)
