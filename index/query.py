"""A question as the index sees it: the things it asks about, each with every term the index may hold it under.

A concept is one word of the question. It is found by any of its terms: as typed, translated (places and languages),
or spelt in the other script (Amodei = 아모데이). A Hangul word whose beginning is a term of the index, the rest being a
particle, counts as that term.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.language import korean
from index.language.common import is_common
from index.language.eojeol import SHORTEST_NAME, Eojeol, eojeols
from index.language.keywords import Token, hangul_subwords, is_function_word, stem, terms, tokens
from index.language.korean import PARTICLE
from index.language.namebook import NameBook
from index.language.names import translations
from index.storage.keywords import KeywordIndex, hash_term

__all__ = ["Concept", "Query", "read_question"]

_PHRASE = re.compile(r"[A-Z][\w.&’'-]*(?: [A-Z][\w.&’'-]*)+")
_WORD = re.compile(r"[^\W_]+")
_PHRASE_WORDS = 5
_ALTERNATIVES = 6
_SELDOM = 0.5  # of its rarity: an article seldom uses the question's own verb, or its "how long"
_HOW = re.compile(r"\bhow\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing asked about. `terms` are hashes, any of which stands for it; `rarity` is BM25's weight.

    `frequency` is how many passages hold the commonest of the terms; `is_name` says that it may name somebody or
    something, `is_proper` that it does, being no common word as well: a text without it is about something else.
    """

    surface: str
    terms: tuple[int, ...]
    frequency: int
    rarity: float
    is_name: bool
    is_proper: bool


@dataclass(frozen=True, slots=True)
class Query:
    """A question read against one index.

    `subwords` are weighted hashes of Hangul pairs, a fallback for all else. `respelt` is the question with each name
    that the index writes only otherwise written so: the model reads that, since it knows no transliteration.
    """

    text: str
    language: str
    concepts: tuple[Concept, ...]
    subwords: tuple[tuple[int, float], ...]
    respelt: str


def read_question(text: str, keywords: KeywordIndex, names: NameBook) -> Query:
    """Read a question of one or two sentences against an index."""
    reader = _Reader(keywords, names)
    concepts = list(reader.concepts(text))
    pairs = dict.fromkeys(hash_term(pair) for word in _naming_words(text) for pair in hangul_subwords(word))
    subwords = tuple((pair, keywords.rarity(keywords.frequency(pair))) for pair in pairs if keywords.frequency(pair))
    language = "ko" if korean.contains_hangul(text) else "en"
    respelt = text
    for surface, spelling in reader.respelt.items():
        respelt = respelt.replace(surface, spelling)
    return Query(text, language, tuple(_distinct(concepts)), subwords, respelt)


def _naming_words(text: str) -> Iterator[str]:
    """Yield the Hangul words of `text` without particle, but for those that only ask (뭐라고 했나) or say how."""
    if korean.contains_hangul(text):
        for eojeol in eojeols(text):
            if eojeol.content(eojeol.start):
                yield PARTICLE.sub("", eojeol.text) or eojeol.text


def _distinct(concepts: list[Concept]) -> Iterator[Concept]:
    seen: set[int] = set()
    for concept in concepts:
        if not seen.intersection(concept.terms):
            yield concept
        seen.update(concept.terms)


def _windows(words: int) -> Iterator[tuple[int, int]]:
    """Yield the first and last of every two or more words in a row, long before short, then from the left."""
    for count in range(min(words, _PHRASE_WORDS), 1, -1):
        for first in range(words - count + 1):
            yield first, first + count - 1


def _lightened(concept: Concept) -> Concept:
    return replace(concept, rarity=_SELDOM * concept.rarity)


class _Reader:
    """Reads words into concepts with what one index knows."""

    def __init__(self, keywords: KeywordIndex, names: NameBook) -> None:
        self._keywords, self._names = keywords, names
        self.respelt: dict[str, str] = {}

    def concepts(self, text: str) -> Iterator[Concept]:
        phrases = list(self._known_phrases(text))
        for start, end in phrases:
            yield self._concept(text[start:end], self._rarest_word(text[start:end]), is_name=True, phrase=True)
        for token in tokens(text):
            inside = any(start <= token.start < end for start, end in phrases)
            if token.kind != "run" and not inside:
                yield self._word(token, text)
        if korean.contains_hangul(text):
            yield from self._korean(text)

    def _known_phrases(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where capitalised words in a row are one name that is written otherwise too, the longest first."""
        for run in _PHRASE.finditer(text):
            words = [(run.start() + w.start(), run.start() + w.end()) for w in re.finditer(r"\S+", run.group())]
            taken: set[int] = set()
            for first, last in _windows(len(words)):
                start, end = words[first][0], words[last][1]
                free = taken.isdisjoint(range(first, last + 1))
                if free and self._other_spellings(text[start:end], phrase=True):
                    yield start, end
                    taken.update(range(first, last + 1))

    def _word(self, token: Token, text: str) -> Concept:
        capital = token.kind == "word" and token.text[0].isupper() and len(token.text) > 1
        named = capital and not (token.start == 0 and is_common(token.text))
        concept = self._concept(token.text, token.terms, is_name=named)
        return _lightened(concept) if _HOW.search(text[: token.start]) else concept

    def _concept(self, surface: str, own: tuple[str, ...], *, is_name: bool, phrase: bool = False) -> Concept:
        hashes = [hash_term(term) for term in own]
        unknown = not any(map(self._keywords.frequency, hashes))
        hangul = korean.contains_hangul(surface)
        telling = hangul or phrase or not is_common(surface) or (is_name and bool(translations(surface)))
        proper = is_name and telling
        asked = proper or (unknown and telling and surface[:1].isalpha() and not hangul)
        others = self._other_spellings(surface, phrase=phrase) if asked else self._names.together(surface)
        for spelling in others[:_ALTERNATIVES]:
            held = list(self._hashes_of(spelling))
            if proper and unknown and held:
                self.respelt.setdefault(surface, spelling)
            hashes.extend(held)
        if proper and not any(map(self._keywords.frequency, hashes)):
            for variant in self._names.variants(surface)[:_ALTERNATIVES]:
                hashes.extend(self._hashes_of(variant))
        frequency = max(map(self._keywords.frequency, hashes), default=0)
        rarity = self._keywords.rarity(frequency)
        return Concept(surface, tuple(dict.fromkeys(hashes)), frequency, rarity, is_name, proper)

    def _other_spellings(self, surface: str, *, phrase: bool) -> tuple[str, ...]:
        plain = re.sub(r"[’']s$", "", surface)
        found = translations(plain)
        if found or not phrase:
            return found or self._names.spellings(plain)
        return tuple(other for other in self._names.spellings(plain) if " " not in other)  # else word by word

    def _hashes_of(self, spelling: str) -> Iterator[int]:
        """Yield the terms a spelling has in the index: itself, a phrase's rarest word, else what Kiwi makes of it."""
        whole = hash_term(spelling if korean.contains_hangul(spelling) else stem(spelling))
        if self._keywords.frequency(whole):
            yield whole
        elif len(_WORD.findall(spelling)) > 1:
            yield from map(hash_term, self._rarest_word(spelling))
        elif all(self._keywords.frequency(hash_term(pair)) for pair in hangul_subwords(spelling)):
            words = [term for term in terms(spelling) if not term.startswith("~")]
            if len(words) == 1:
                yield hash_term(words[0])

    def _rarest_word(self, phrase: str) -> tuple[str, ...]:
        """Return the term that tells most of a phrase in the index, "north" of North Korea; () if it holds none."""
        words = [term for token in tokens(phrase) if token.kind != "run" for term in token.terms]
        held = [term for term in words if self._keywords.frequency(hash_term(term))]
        return tuple(sorted(held, key=lambda term: self._keywords.frequency(hash_term(term)))[:1])

    def _korean(self, text: str) -> Iterator[Concept]:
        for eojeol in eojeols(text):
            known = self._known_beginnings(eojeol)
            if known:
                yield self._concept(known[0], known, is_name=eojeol.names(known[0]))
            elif (name := self._unread_name(eojeol)) is not None:
                yield name
                continue
            for morpheme in eojeol.content(eojeol.start + max(map(len, known), default=0)):
                concept = self._concept(morpheme.form, (morpheme.form,), is_name=morpheme.tag == "NNP")
                inflected = morpheme.tag.startswith(("VV", "VA"))
                yield _lightened(concept) if inflected else concept

    def _unread_name(self, eojeol: Eojeol) -> Concept | None:
        """Return a name that the index doesn't hold as it is asked, with or without a particle, but otherwise spelt."""
        known = eojeol.reads(eojeol.bare) and self._keywords.frequency(hash_term(eojeol.bare))
        if not known and eojeol.may_name():
            for bare in dict.fromkeys((PARTICLE.sub("", eojeol.text), eojeol.text)):
                if len(bare) >= SHORTEST_NAME and not is_function_word(bare):
                    concept = self._concept(bare, (bare,), is_name=True)
                    if concept.frequency:
                        return concept
        return None

    def _known_beginnings(self, eojeol: Eojeol) -> tuple[str, ...]:
        """Return the beginnings of a word that are terms of the index and leave a particle, the likeliest name first.

        An article's unread words are terms with their particle as well (서울에서): such a word stands for the bare one
        too. Where Kiwi reads no particle the longest alone counts (전문가 isn't 전문).
        """
        found = [word for word in eojeol.beginnings() if self._keywords.frequency(hash_term(word))]
        if eojeol.bare == eojeol.text:
            return tuple(found[:1])

        def likely(name: str) -> tuple[bool, int, bool]:
            return eojeol.reads(name), self._keywords.frequency(hash_term(name)), name == eojeol.bare

        return tuple(sorted(found, key=likely, reverse=True))
