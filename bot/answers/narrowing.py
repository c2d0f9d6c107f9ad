"""What a search found, seen from a follow-up: what was quoted steps back, the turn's own words count, not the topic's.

The topic's words brought the articles; which of their sentences answers is told by what this turn asks by itself, and
by whether a sentence holds a short answer of the kind asked for. The weights are measured on one half
of examples/conversations.jsonl.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answers.candidates import candidates
from bot.answers.dimensions import measured, units_asked
from bot.answers.evidence import reports_asked
from bot.answers.question import understand
from bot.answers.roles import role_asked
from index.hits import Found, PassageHit, SentenceHit
from index.language import korean
from index.language.asked_for import asked_for
from index.language.keywords import terms
from index.query import Query
from index.storage.keywords import hash_term

__all__ = ["Before", "fits", "narrow", "suited", "supported"]

_LOOKED_AT = 60  # sentences whose text is read
_UNTITLED = 0.8  # what a sentence holds of the question beyond the headline, against all that it holds
_TITLED = 0.2  # of a concept's rarity, where the headline has it
_AT_FIRST = 16  # sentences looked at for a question that follows nothing: Kiwi reads half a millisecond each
_PASSAGES = 3  # that evidence may come from
_SUITED_FRESH = 0.3  # the same, for a question that follows nothing
_ALONE = 0.4  # of a sentence's score is that for the follow-up's own words
_OWN = 1.2  # the share of the turn's own concepts that a sentence holds
_TOPIC = -1.0  # the share of all concepts, which the search has counted already
_QUOTED = -0.8  # it was the best sentence of a turn before
_SUITED = 0.5  # it holds a number, a day or a name where one is asked for
_REASONED = 0.5  # more, where a reason is: it need not repeat what it is the reason of
_STATED = 0.5  # of the share, where a reason is asked for and only what it is the reason of is said
_MEASURED = 0.5  # more, where the number stands in the unit asked for: other numbers abound
_INSIDE = 1.0  # it stands in an article that was quoted
_SPOKEN = 1.0  # somebody says it, where somebody's words are asked for who isn't named (the farmer)
_ROLE = 1.0  # that somebody is what the question says, in whichever language (the mayor, 시장)
_SAME = 0.5  # it was quoted last and suits a question that has no words of its own (For how much?)
_POINTED_AT = 0.4  # of the rarity of what the turns before named
_COVERED = 0.3  # share of what is new in a follow-up that the articles must hold
_NEAR = 0.1  # cosine of question and sentence in two languages, whose words can't be compared
_NO_REASON = re.compile(r"때문(?:에|이)[^.]{0,20}아니|\bnot (?:just |only |simply )?(?:because|due to|after)\b")
_REASON = re.compile(
    r"\b(?:because|since (?!\d)|after|so that|due to|in order to|as a result|turns on|reason)(?:\b|(?<= ))|"
    r"때문|탓|위해|이유|덕분|까닭|원인|영향|도움이 |바람에|면서 |나오면서|므로|어서 |아서 |다는 점|기로 했다"
)
_WHY = re.compile(r"\bwhy\b|\bhow come\b|왜|이유|까닭", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Before:
    """What the turns before left: whose words were quoted, what was, and the concepts that were asked about.

    `quoted` are the sentences, by id, that may not come first again, `last` the one of the turn before, `shown` all
    that were shown, `articles` where they stand, by number.
    """

    person: str
    concepts: Query
    quoted: Collection[int]
    shown: Collection[int]
    articles: Collection[int]
    last: int | None = None


def narrow(
    found: Found, own: Query, asks: str, before: Before, text_of: Callable[[SentenceHit], str], kind: str,
    alone: Mapping[int, float],
) -> Found:  # fmt: skip
    """Return `found` with sentences rescored for a follow-up of this `kind` that asks `asks` by itself.

    `alone` are scores, by sentence, for `asks` without the topic, whose words draw the first sentences of articles.
    """
    hits = found.sentences
    if kind == "more":
        hits = tuple(hit for hit in hits if hit.id not in before.shown and _is_more(found, hit, before))
    counts = _counted(found.query, own, before, kind)
    rarities = [concept.rarity * count for concept, count in zip(found.query.concepts, counts, strict=True)]
    concepts = tuple(
        replace(concept, rarity=rarity) for concept, rarity in zip(found.query.concepts, rarities, strict=True)
    )

    bare = not any(concept.rarity for concept in own.concepts)
    unsought = [concept for concept in own.concepts if _place(found.query, concept.terms) is None]  # days, mostly
    words = [concept.surface if rarity else "" for concept, rarity in zip(concepts, rarities, strict=True)]
    words += [concept.surface for concept in unsought]
    rarities += [concept.rarity for concept in unsought]
    role = role_asked(asks)
    speech, why = understand(asks).wants_speech, _WHY.search(asks) is not None

    def gained(place: int, hit: SentenceHit) -> float:
        text = text_of(hit) if place < _LOOKED_AT and kind != "more" else ""
        suits = bool(text) and fits(asks, text)
        covers = [*hit.covers, *(False for _ in unsought)]
        share = _share(rarities, [held or _says(text, word) for held, word in zip(covers, words, strict=True)])
        share *= _STATED if why and not suits else 1.0
        gain = _OWN * share + _TOPIC * hit.coverage + (_SUITED + _REASONED * why) * suits
        gain += _MEASURED * (bool(text) and measured(asks, text))
        if kind == "refers":
            gain += _INSIDE * (hit.article in before.articles)
            gain += _SPOKEN * (speech and not before.person and hit.speaker is not None)
            gain += _ROLE * (speech and role is not None and bool(hit.speaker) and role.search(text) is not None)
        if bare and suits and hit.id == before.last:
            gain += _SAME
        elif hit.id in before.quoted:  # unless it answers this as well
            gain += _QUOTED * (1 - (1.0 if bare else share) * suits)
        return gain + ((1 - _ALONE) * hit.score + _ALONE * alone[hit.id] if hit.id in alone else hit.score)

    scored = sorted(
        (replace(hit, score=gained(place, hit)) for place, hit in enumerate(hits)), key=lambda hit: (-hit.score, hit.id)
    )
    spoken = tuple(hit for hit in found.spoken if kind != "more" or hit.id not in before.shown)
    query, passages = replace(found.query, concepts=concepts), _in_order(found.passages, scored)
    return Found(query, passages, tuple(scored), spoken)


def suited(
    found: Found, asks: str, text_of: Callable[[SentenceHit], str], title_of: Callable[[int], str]
) -> Found:  # fmt: skip
    """Return `found` with sentences raised that hold a short answer of the kind that `asks` asks for.

    What the headline says is the topic: which sentence answers is told by the question's other words.
    """
    weights: dict[int, list[float]] = {}
    head = []
    for hit in found.sentences[:_AT_FIRST]:
        if hit.article not in weights:
            title = {hash_term(term) for term in terms(title_of(hit.article))}
            weights[hit.article] = _untitled(found.query, title)
        gain = _SUITED_FRESH * fits(asks, text_of(hit))
        gain += _UNTITLED * (_share(weights[hit.article], hit.covers) - hit.coverage)
        head.append(replace(hit, score=hit.score + gain))
    head.sort(key=lambda hit: (-hit.score, hit.id))
    return replace(found, sentences=(*head, *found.sentences[_AT_FIRST:]))


def _untitled(query: Query, title: Collection[int]) -> list[float]:
    return [concept.rarity * (_TITLED if set(concept.terms).intersection(title) else 1.0) for concept in query.concepts]


def supported(
    found: Found, own: Query, before: Before, best_text: str, *, suits: bool, verbal: bool = False
) -> bool:  # fmt: skip
    """Tell whether the best passages speak of what is new in a follow-up; what the topic covers proves nothing.

    `best_text` is the best sentence. `suits` says that it holds a short answer of the kind asked for: then a part of
    what is new is enough, and nothing at all where the question is `verbal`: it names no thing that the articles might
    not speak of.
    """
    known = {term for concept in before.concepts.concepts for term in concept.terms}
    new = [concept for concept in own.concepts if not known.intersection(concept.terms)]
    if found.passages[0].language != found.query.language:
        comparable = [concept for concept in new if concept.is_proper or not concept.surface.isalpha()]
        return bool(comparable) or max(hit.dense for hit in found.sentences[:_LOOKED_AT]) >= _NEAR
    places = [_place(found.query, concept.terms) for concept in new]
    total = sum(concept.rarity for concept in new)
    near = [passage for passage in found.passages if passage.article in before.articles]
    best = max(
        sum(
            concept.rarity
            for concept, place in zip(new, places, strict=True)
            if (_says(best_text, concept.surface) if place is None else passage.covers[place])
        )
        for passage in (near or found.passages)[:_PASSAGES]
    )
    return not total or best / total >= _COVERED or ((best > 0 or verbal) and suits)


def fits(asks: str, sentence: str) -> bool:
    """Tell whether a sentence holds what may be the short answer, or the reason, that is asked for."""
    if _WHY.search(asks):
        return _REASON.search(sentence) is not None and not _NO_REASON.search(sentence)
    units = units_asked(asks)
    if units:
        return units.search(sentence) is not None
    wanted = asked_for(asks)
    return wanted is not None and bool(candidates(wanted, sentence))


def _says(text: str, word: str) -> bool:
    """Tell whether `text` has `word` in a form that the index takes for another word (줄다, 줄어들다)."""
    if not word or not text:
        return False
    ending = "" if korean.contains_hangul(word) else r"(?:e?[sd]|ing)?\b"
    return re.search(rf"(?<!\w){re.escape(word)}{ending}", text, re.IGNORECASE) is not None


def _is_more(found: Found, hit: SentenceHit, before: Before) -> bool:
    """Tell whether a sentence goes on with what was quoted: the same articles, and words of the same person."""
    if before.person and reports_asked(found.query, hit):
        return True
    if hit.article not in before.articles or not before.person:
        return hit.article in before.articles
    return hit.speaker == "" or (hit.speaker is not None and _short_for(hit.speaker, before.person))


def _short_for(speaker: str, person: str) -> bool:
    """Tell whether an article's shorter way of naming somebody may mean `person` (임 연구원, Solheim)."""
    first, last = speaker.split()[0], speaker.split()[-1]
    return first in person or last in person or (person.startswith(first) and len(first) == 1)


def _counted(query: Query, own: Query, before: Before, kind: str) -> list[float]:
    """Return how much each concept counts: the turn's own in full, what it points at less, the topic's not."""
    mine = {term for concept in own.concepts for term in concept.terms}
    known = {term for concept in before.concepts.concepts for term in concept.terms}
    rest = {"swap": _POINTED_AT, "more": 1.0}.get(kind, 0.0)
    return [
        (_POINTED_AT if known.intersection(concept.terms) else 1.0) if mine.intersection(concept.terms) else rest
        for concept in query.concepts
    ]


def _place(query: Query, terms: Collection[int]) -> int | None:
    return next((place for place, concept in enumerate(query.concepts) if set(terms) & set(concept.terms)), None)


def _share(rarities: Sequence[float], covers: Sequence[bool]) -> float:
    total = sum(rarities)
    return sum(rarity for rarity, holds in zip(rarities, covers, strict=True) if holds) / total if total else 0.0


def _in_order(passages: Sequence[PassageHit], hits: Sequence[SentenceHit]) -> tuple[PassageHit, ...]:
    """Put the passages in the order of their best sentences: confidence looks at the first ones."""
    best: dict[int, int] = {}
    for place, hit in enumerate(hits):
        best.setdefault(hit.passage, place)
    order = sorted(range(len(passages)), key=lambda number: (best.get(number, len(hits)), number))
    return tuple(passages[number] for number in order)
