"""An article taken apart: sentences with their terms and speakers, passages, and the names met."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from index.article import Article
from index.language.aliases import stated_aliases
from index.language.keywords import terms
from index.language.names import names_in
from index.language.quotations import Quotation, quotations, speakers_of
from index.language.sentences import Sentence, split
from index.passages import Passage, divide, header
from index.speech import speaker_terms
from index.storage.keywords import Hashes, count_terms, hash_terms
from index.storage.rows import QuotationRow

__all__ = ["VERSION", "Analysis", "PassageRule", "analyse"]

VERSION = "7"  # part of the manifest: raise it whenever the same article would be taken apart differently


@dataclass(frozen=True, slots=True)
class PassageRule:
    """How long passages are, in the model's tokens, and how many sentences neighbours share."""

    tokens: int = 448
    overlap: int = 1


@dataclass(frozen=True, slots=True)
class Analysis:
    """The parts of one article; `sentences` are rows of the catalogue, `passages` index into them.

    `aliases` are spellings that stand side by side. `texts` is what the model reads for each passage and `spans` where
    each of its sentences lies in that text.
    """

    sentences: tuple[tuple[int, int, bytes, str | None], ...]
    passages: tuple[Passage, ...]
    passage_terms: tuple[bytes, ...]
    texts: tuple[str, ...]
    spans: tuple[tuple[tuple[int, int], ...], ...]
    names: frozenset[str]
    quotations: tuple[QuotationRow, ...] = ()
    aliases: frozenset[tuple[str, str]] = frozenset()


def analyse(article: Article, rule: PassageRule, count_tokens: Callable[[list[str]], list[int]]) -> Analysis:
    """Take an article apart; `count_tokens` counts in the tokens of the model that will embed the passages."""
    text = article.text
    sentences = split(text, article.language)
    quotes = [text[sentence.start : sentence.end] for sentence in sentences]
    hashes = [hash_terms(terms(quote, s.morphemes, s.start)) for quote, s in zip(quotes, sentences, strict=True)]
    spans = [(sentence.start, sentence.end) for sentence in sentences]
    passages = divide(spans, count_tokens(quotes), rule.tokens, rule.overlap)
    about = hash_terms(terms(" ".join((article.title, *article.deck, article.outlet))))
    names = names_in(" ".join((article.title, *article.deck)), None)
    quoted = quotations(text, sentences)
    return Analysis(
        sentences=tuple(
            (s.start, s.end, found.tobytes(), speaker)
            for s, found, speaker in zip(sentences, hashes, speakers_of(sentences, quoted), strict=True)
        ),
        passages=tuple(passages),
        passage_terms=tuple(count_terms(_joined(about, hashes[p.first : p.last + 1])) for p in passages),
        texts=tuple(header(article) + text[p.start : p.end] for p in passages),
        spans=tuple(_spans(header(article), p, spans) for p in passages),
        names=frozenset(
            names.union(*(names_in(quote, s.morphemes) for quote, s in zip(quotes, sentences, strict=True)))
        ),
        quotations=tuple(_rows(quoted, sentences)),
        aliases=frozenset(stated_aliases("\n".join((article.title, *article.deck, text)))),
    )


def _rows(quoted: Sequence[Quotation], sentences: Sequence[Sentence]) -> Iterator[QuotationRow]:
    starts, terms_of = [sentence.start for sentence in sentences], cache(speaker_terms)
    for item in quoted:
        first, last = bisect_right(starts, item.start) - 1, bisect_left(starts, item.end) - 1
        columns = (
            item.start, item.end, int(item.direct), item.speaker, item.name, item.role, item.verb, item.occasion,
        )  # fmt: skip
        yield QuotationRow(max(first, 0), max(last, 0), columns, terms_of(item.speaker, item.name, item.role))


def _joined(about: Hashes, parts: Sequence[Hashes]) -> Hashes:
    return np.concatenate((about, *parts))


def _spans(lead: str, passage: Passage, spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Return where the passage's sentences lie in the text the model reads: behind `lead`."""
    shift = len(lead) - passage.start
    return tuple((start + shift, end + shift) for start, end in spans[passage.first : passage.last + 1])
