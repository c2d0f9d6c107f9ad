"""Namesakes: evidence that tells of Will Smith answers nothing about Brad Smith.

A surname alone in an article may be anybody's; so a full name counts as missing only where no article found holds all
of it and one states another name before the same surname.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator

from index.hits import Found
from index.language.keywords import is_function_word
from index.query import Query

__all__ = ["namesake"]

_FULL_NAME = re.compile(r"(?<![\w’'-])([A-Z][\w’'-]+) ([A-Z][\w-]+)(?! [A-Z])")
_TITLES = frozenset(
    """mr mrs ms miss dr sir lord lady dame saint st president premier prime minister secretary senator representative
    governor mayor judge justice chancellor king queen prince princess pope bishop general colonel captain professor ceo
    chairman chair director chief officer former ex vice deputy candidate coach analyst""".split()
)


def namesake(query: Query, found: Found, text_of: Callable[[int], str]) -> str:
    """Return the full name asked about that the evidence gives to nobody, only its surname to somebody else; or ""."""
    places = {concept.surface: place for place, concept in enumerate(query.concepts) if concept.is_name}
    held: dict[int, set[int]] = defaultdict(set)
    for passage in found.passages:
        held[passage.article].update(place for place, covers in enumerate(passage.covers) if covers)
    for given, surname in _full_names(query.text):
        if given in places and surname in places:
            articles = [article for article, own in held.items() if places[surname] in own]
            both = [text_of(article) for article in articles if places[given] in held[article]]
            if any(_states(text, given, surname) for text in both):
                continue
            if any(_states_another(text_of(article), given, surname) for article in articles):
                return f"{given} {surname}"
    return ""


def _full_names(text: str) -> Iterator[tuple[str, str]]:
    for name in _FULL_NAME.finditer(text):
        given = name.group(1)
        if name.start() and not is_function_word(given.lower()) and given.lower() not in _TITLES:
            yield given, re.sub(r"[’']s$", "", name.group(2))


def _states(text: str, given: str, surname: str) -> bool:
    """Tell whether a text that holds both words holds one name, or, in another script, may hold it."""
    together = rf"\b{re.escape(given)}(?: [\w.]+){{0,2}} {re.escape(surname)}\b"
    return surname not in text or re.search(together, text) is not None


def _states_another(text: str, given: str, surname: str) -> bool:
    before = re.findall(rf"(?<![\w’'-])([A-Z][a-zà-ÿ]+) {re.escape(surname)}\b", text)
    return any(word != given and word.lower() not in _TITLES and _may_be_given(word) for word in before)


def _may_be_given(word: str) -> bool:
    return word == "Will" or not is_function_word(word.lower())
