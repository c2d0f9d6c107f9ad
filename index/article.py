"""An article: what it is, where it comes from, and its text, settled once.

Every quotation citedesk prints is `article.text[start:end]`; so after reading no byte of `text` changes, and an
edited article is a new version with another `content_hash`.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from index.text import settle

__all__ = ["Article"]


@dataclass(frozen=True, slots=True)
class Article:
    """One news article.

    Invariant: `text` is settled (NFC, "\\n" line ends, no invisible characters) and not blank.
    `published` and `modified` are ISO 8601 dates or times as the source gives them, None where unknown: a date is
    never guessed. `language` is an ISO 639-1 code, "und" where it cannot be told. `deck` holds the headline's
    further lines. `extra` keeps the keys of the source that have no field here.
    """

    id: str
    text: str
    title: str = ""
    deck: tuple[str, ...] = ()
    outlet: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    published: str | None = None
    modified: str | None = None
    language: str = "und"
    section: str = ""
    rights: str = ""
    extra: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("an article needs an id")
        if not self.text.strip():
            raise ValueError("an article needs text")
        if settle(self.text) != self.text:
            raise ValueError("an article's text must be settled before it is stored")

    @property
    def content_hash(self) -> str:
        """SHA-256 over everything but the identity: equal hashes mean equal content."""
        content = [
            self.text, self.title, list(self.deck), self.outlet, self.url, list(self.authors), self.published,
            self.modified, self.language, self.section, self.rights, dict(self.extra),
        ]  # fmt: skip
        encoded = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
        return hashlib.sha256(encoded.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def story_hash(self) -> str:
        """SHA-256 over the text alone: two identities with one story are duplicates."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
