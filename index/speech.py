"""Whose words a question asks for, among the quotations of an index.

The speaker asked for is a few words of the question ("Brad Smith, president of Microsoft"). A quotation fits when its
speaker's name holds the name asked, whole; an office alone ("the Anthropic CEO") must fit whole as well.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from index.language.keywords import terms
from index.query import Concept, Query
from index.storage.catalogue import Catalogue
from index.storage.keywords import hash_term
from index.storage.rows import SpokenRow, StoredQuotation, StoredSentence

__all__ = ["Speaking", "sentences_of", "speaker_terms", "speakers_of", "words_of"]

_NEWEST = 300  # quotations of one speaker that are weighed; older ones are found by the search alone


@dataclass(frozen=True, slots=True)
class Speaking:
    """A quotation whose speaker is the one asked for, with the sentences it stands in."""

    quotation: StoredQuotation
    sentences: range


def speaker_terms(speaker: str, name: str, role: str) -> tuple[tuple[int, bool], ...]:
    """Return the hashes a quotation's speaker is found by, each with whether it belongs to the name or the role."""
    own = set(_hashes(name if role else f"{name} {speaker}"))
    office = set(_hashes(f"{role} {speaker}")) - own
    return tuple(sorted((term, named) for found, named in ((own, True), (office, False)) for term in found))


def _hashes(text: str) -> Iterable[int]:
    words = [word.strip('(),.“”"') for word in text.split()]
    return (hash_term(term) for term in (*terms(text), *words) if term and not term.startswith("~"))


def words_of(
    catalogue: Catalogue, query: Query, who: str, within: Collection[int] | None = None
) -> list[Speaking]:  # fmt: skip
    """Return the quotations of the speaker whom `who`, words of the question, names; newest articles first.

    `within` are the articles that alone count, None for all.
    """
    asked = [concept for concept in query.concepts if concept.surface.lower() in who.lower()]
    core = [place for place, concept in enumerate(asked) if _names(concept, who)]
    rows = catalogue.spoken_by([concept.terms for concept in asked], _NEWEST, within)
    fitting = [row for row in rows if _fits(row, core, len(asked))]
    most = max((len(row.by_name | row.by_role) for row in fitting), default=0)
    kept = [row for row in fitting if len(row.by_name | row.by_role) == most]
    if any(row.by_name for row in kept):
        kept = [row for row in kept if row.by_name]
    return [Speaking(row.quotation, range(row.first_sentence, row.last_sentence + 1)) for row in kept]


def speakers_of(catalogue: Catalogue, article: int) -> tuple[str, ...]:
    """Return who is quoted by name in an article, in order, each as named first; none in a file of before."""
    if not catalogue.select("SELECT 1 FROM sqlite_master WHERE name = 'quotation'"):
        return ()
    rows = catalogue.select("SELECT name FROM quotation WHERE article = ? AND name != '' ORDER BY start", (article,))
    told: dict[str, str] = {}
    for (name,) in rows:
        known = next((word for word in name.split() if word in told), "")
        told.update(dict.fromkeys(name.split(), told[known] if known else name))
    return tuple(dict.fromkeys(told.values()))


def sentences_of(catalogue: Catalogue, said: Sequence[Speaking]) -> tuple[list[StoredSentence], list[str]]:
    """Return the sentences that quotations stand in, each once, and the languages of their articles."""
    language = {number: item.quotation.language for item in said for number in item.sentences}
    found = catalogue.sentences("id IN (SELECT value FROM json_each(?))", (str(list(language)),))
    return found, [language[sentence.id] for sentence in found]


def _names(concept: Concept, who: str) -> bool:
    """Tell whether the concept belongs to the name itself: what stands behind any office and owner."""
    return concept.is_name and concept.surface.lower() in _own_name(who).lower()


def _own_name(who: str) -> str:
    words = who.split()
    last = max((place for place, word in enumerate(words) if word[:1].isupper() or not word.isascii()), default=-1)
    first = last
    while first > 0 and (words[first - 1][:1].isupper() or not words[first - 1].isascii()):
        if words[first - 1].endswith(("'s", "’s", "의")):
            break
        first -= 1
    return " ".join(words[first : last + 1]) if last >= 0 else who


def _fits(row: SpokenRow, core: Sequence[int], asked: int) -> bool:
    held = row.by_name | row.by_role
    if not core or not row.by_name:
        return asked > 1 and len(held) == asked
    single = len((row.quotation.name or row.quotation.speaker).split()) == 1
    return held.issuperset(core) or (single and bool(row.by_name.intersection(core)))
