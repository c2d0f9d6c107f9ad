"""One turn of a conversation: the question understood, searched for, answered or refused, and remembered."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.answers.answer import Answer, Answered, Refused
from bot.answers.conversation import Conversation, Turn
from bot.answers.followup import Followup, follow
from bot.answers.narrowing import Before, fits, narrow, suited, supported
from bot.answers.question import Question, understand
from bot.answers.references import ANOTHER_TIME
from bot.answers.reply import ReplyRules, reply
from bot.answers.roles import role_asked
from bot.answers.topics import names_nothing, names_of, topic_of, what_is_asked
from bot.answers.when import Window
from bot.answers.wording import nothing_more, understood
from index.article import Article
from index.hits import Found, SentenceHit
from index.language.asked_for import asked_for
from index.language.keywords import terms
from index.query import Query
from index.storage.keywords import hash_term
from index.storage.rows import StoredQuotation

__all__ = ["Reading", "respond", "stands_alone"]

_SEVERAL = 2  # concepts
_MANY = 3  # concepts that tell by themselves, where words of two languages can't be compared
_FAR_MORE = 0.3  # of the question, by rarity
_ALL_BUT = 0.9  # the same
_TOP = 100.0  # a score that no bonus changes the order of


class Reading(Protocol):
    """What a turn needs of one snapshot of the index."""

    def read(self, question: str) -> Query: ...
    def search(self, question: str, speaker: str = "", focus: Sequence[int] = ()) -> Found: ...
    def quotations_in(self, sentence: int) -> Sequence[StoredQuotation]: ...
    def window(self, question: str) -> Window | None: ...
    def article(self, number: int) -> Article: ...
    def number_of(self, article_id: str) -> int | None: ...


def respond(
    question: str, conversation: Conversation, reading: Reading, rules: ReplyRules, language: str | None = None
) -> tuple[Answer, Conversation]:
    """Answer `question` after the turns of `conversation`; raises ValueError as `understand` does."""
    asked = understand(question, conversation.language or language)
    turn = follow(asked.text, conversation, _names(reading.read(asked.text)))
    if turn.language:
        conversation = conversation.spoken_in(turn.language)
        asked = replace(asked, language=turn.language)
    if turn.follows and (turn.certain or not stands_alone(asked, conversation, reading)):
        answer = _followed(asked, turn, conversation, reading, rules)
        if turn.certain or _is_about(answer, conversation):
            return answer, _remembered(conversation, turn, answer)
    before = turn.topic if turn.follows else ""
    if turn.follows:
        turn = Followup("fresh", asked.text, asked.text, asked.text, shown=False)
    found = _suited(reading.search(asked.text, asked.speaker), asked.text, reading)
    answer = reply(asked, found, reading.article, rules, reading.quotations_in, reading.window(asked.text))
    after = _remembered(conversation, turn, answer)
    if before and isinstance(answer, Refused) and after.last:  # nothing new has come up to be spoken of
        after = conversation.going_on(replace(after.last, topic=before, person=conversation.person))
    return answer, after


def stands_alone(asked: Question, conversation: Conversation, reading: Reading) -> bool:
    """Tell whether articles that weren't quoted hold far more of a question of several words (해솔 트램 요금은?)."""
    found = reading.search(asked.text)
    if len(found.query.concepts) < _SEVERAL:
        return False
    if _names_its_subject(found, conversation, reading):
        return True
    quoted = set(_numbers(conversation, reading))
    inside = max((hit.coverage for hit in found.passages if hit.article in quoted), default=0.0)
    outside = max((hit.coverage for hit in found.passages if hit.article not in quoted), default=0.0)
    if any(hit.article in quoted and hit.language != found.query.language for hit in found.passages):
        named = any(concept.is_name for concept in found.query.concepts)  # words of two languages can't be compared
        return named or (len(found.query.concepts) >= _MANY and outside >= _ALL_BUT and outside > inside + _FAR_MORE)
    return outside > inside + _FAR_MORE


def _names_its_subject(found: Found, conversation: Conversation, reading: Reading) -> bool:
    """Tell whether a question has words of a headline that weren't spoken of yet (해솔 트램 요금은?, after a person)."""
    if not found.passages or not conversation.last:
        return False
    known = {term for concept in reading.read(conversation.last.question).concepts for term in concept.terms}
    title = {hash_term(term) for term in terms(reading.article(found.passages[0].article).title)}
    new = [concept for concept in found.query.concepts if not known.intersection(concept.terms)]
    return sum(1 for concept in new if title.intersection(concept.terms)) >= _SEVERAL


def _suited(found: Found, asks: str, reading: Reading) -> Found:
    return suited(
        found, asks, lambda hit: _text(reading, hit), lambda number: reading.article(number).title
    )  # fmt: skip


def _text(reading: Reading, hit: SentenceHit) -> str:
    return reading.article(hit.article).text[hit.start : hit.end]


def _followed(
    asked: Question, turn: Followup, conversation: Conversation, reading: Reading, rules: ReplyRules
) -> Answer:
    meant = replace(understand(turn.searched), language=asked.language)
    if turn.kind == "refers":  # the topic before it may be in the other language
        meant = replace(meant, wants_speech=meant.wants_speech or asked.wants_speech)
    shown = understood(asked.language, turn.question) if turn.shown else None
    focus = [] if turn.kind == "swap" else _numbers(conversation, reading)
    found = reading.search(meant.text, meant.speaker, focus)
    if turn.kind == "again":
        same = _quoted_last(found, conversation, reading)
        found = same or _suited(found, meant.text, reading)
        rules = replace(rules, confidence=0.0) if same else rules
    elif found.sentences:
        before, own = _before(conversation, found, reading), reading.read(what_is_asked(turn.own))
        alone = (
            {hit.id: hit.score for hit in reading.search(turn.own, "", focus).sentences}
            if turn.kind == "refers"
            else {}
        )
        last = conversation.last
        asks = last.question if last and ANOTHER_TIME.fullmatch(turn.own) else turn.own
        found = narrow(found, own, asks, before, lambda hit: _text(reading, hit), turn.kind, alone)
        if turn.kind == "refers" and focus:
            text = _text(reading, found.sentences[0]) if found.sentences else ""
            suits = bool(text) and fits(asks, text)
            verbal = names_nothing(turn.own) and not _asks_person(turn.own)
            holds = supported(found, own, before, text, suits=suits, verbal=verbal) or _speaks(found, meant, turn, text)
            rules = replace(rules, confidence=0.0 if holds else 1.0)
    if not found.sentences and not found.spoken:
        person = conversation.person if meant.wants_speech else ""
        refused = Refused(asked.text, asked.language, nothing_more(asked.language, person), (), 0.0)
        return replace(refused, understood=shown)
    answer = reply(meant, found, reading.article, rules, reading.quotations_in, reading.window(meant.text))
    return replace(answer, question=asked.text, understood=shown)


def _asks_person(text: str) -> bool:
    wanted = asked_for(text)
    return wanted is not None and wanted.kind == "person"


def _speaks(found: Found, meant: Question, turn: Followup, text: str) -> bool:
    """Tell whether somebody's words come first where a person who isn't named is asked for (What did the farmer say?).

    What they are stands in the best sentence, `text`; or only one of all alone says something in the article.
    """
    if not (meant.wants_speech and found.sentences and found.sentences[0].speaker) or names_of(turn.own):
        return False
    role, article = role_asked(turn.own), found.sentences[0].article
    if role and role.search(text):
        return True
    return len({hit.speaker for hit in found.sentences if hit.article == article and hit.speaker}) == 1


def _quoted_last(found: Found, conversation: Conversation, reading: Reading) -> Found | None:
    """Return what the turn before quoted, in its order, None if that is no longer found: the same, said again."""
    ids = {number: reading.article(number).id for number in found.articles}
    places = {(ids[hit.article], hit.start, hit.end): hit for hit in found.sentences}
    cited = conversation.last.cited if conversation.last else ()
    hits = [places[place] for place in cited if place in places]
    ordered = tuple(replace(hit, score=_TOP - number) for number, hit in enumerate(hits))
    return replace(found, sentences=ordered, spoken=()) if ordered else None


def _before(conversation: Conversation, found: Found, reading: Reading) -> Before:
    ids = {number: reading.article(number).id for number in found.articles}
    places = {(ids[hit.article], hit.start, hit.end): hit.id for hit in found.sentences}
    last = conversation.last
    person = conversation.person if last and last.speech else ""
    quoted = {place for one in conversation.turns for place in one.cited[:1]}
    return Before(
        person,
        reading.read(" ".join([conversation.person, *(one.question for one in conversation.turns)])),
        frozenset(places[place] for place in quoted if place in places),
        frozenset(places[place] for place in conversation.cited if place in places),
        frozenset(number for number, key in ids.items() if key in conversation.articles),
        places.get(last.cited[0]) if last and last.cited else None,
    )


def _numbers(conversation: Conversation, reading: Reading) -> list[int]:
    numbers = (reading.number_of(article) for article in conversation.articles[:3])
    return [number for number in numbers if number is not None]


def _is_about(answer: Answer, conversation: Conversation) -> bool:
    """Tell whether a question that may go either way is answered by the articles quoted so far."""
    if not isinstance(answer, Answered):
        return False
    return answer.citations[0].article.id in conversation.articles


def _remembered(conversation: Conversation, turn: Followup, answer: Answer) -> Conversation:
    citations = answer.citations if isinstance(answer, Answered) else ()
    places = tuple((one.article.id, one.start, one.end) for one in citations)
    fresh = not turn.follows or turn.kind == "swap"
    names = names_of(turn.question)
    speech = understand(turn.question).wants_speech
    topic = topic_of(turn.question) if fresh else turn.topic
    remembered = Turn(turn.question, topic, names, _person(turn.question, names, speech, answer), speech, places)
    if turn.kind == "again":
        return conversation.going_on(replace(remembered, topic=turn.topic))
    return conversation.anew(remembered) if fresh else conversation.going_on(remembered)


def _names(query: Query) -> frozenset[str]:
    return frozenset(concept.surface for concept in query.concepts if concept.is_name)


def _person(question: str, names: Sequence[str], speech: bool, answer: Answer) -> str:
    """Return who "he" would be: who was asked about, who answers "who?", else who is quoted first."""
    if speech and names:
        return names[0]
    if not isinstance(answer, Answered):
        return ""
    if _asks_person(question) and answer.citations[0].span:
        return answer.citations[0].span.text
    return next((one.speaker for one in answer.citations if one.speaker), "")
