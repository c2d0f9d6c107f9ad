"""A question about articles that were pointed at, by a link or a forwarded message: they alone answer.

The articles stay what the conversation is about until it begins anew, or a question plainly stands by itself and others
answer it far better. What they don't answer is refused in their name; whether others would is said, never mixed in.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.answers.answer import Answer, Answered, ArticleCard, Citation, Refused
from bot.answers.conversation import Conversation, Turn
from bot.answers.corrections import correction_of
from bot.answers.dialogue import Reading, respond, stands_alone
from bot.answers.followup import follow
from bot.answers.question import Question, understand
from bot.answers.reply import ReplyRules, card_of, reply
from bot.answers.topics import content_words, names_of
from bot.answers.wording import understood
from bot.texts import texts_in
from index.language import korean

__all__ = ["Everywhere", "asks_whole", "begun", "respond_about", "spokesman"]

_TOP = 100.0  # as in `dialogue`
_POOL = 40  # sentences of other articles in which a correction is looked for, as in `sources`
_WHOLE = re.compile(
    r"\bwhat(?:[’']s| is| was| does| do| did)(?! (?:he|she|they|you|we)\b)\b.*\b(?:about|say)\W*$|\bwhat happened\W*$|"
    r"\bsummar(?:y|[iy][sz]e)|\btl;?dr\b|"
    r"\bgist\b|\b(?:key|main) points?\b|(?:무슨|어떤|뭔) ?(?:내용|얘기|이야기|기사|뉴스|소식|글|일)|요약|줄거리|요지|간추|"
    r"(?:내용|핵심)(?:이|은|을)? ?(?:뭐|무엇|뭔|알려|정리|설명|말해|궁금)|"
    r"^(?:이게|이거|이건|그게)? ?뭐(?:야|예요|죠|지|임|라는 거야)\W*$",
    re.IGNORECASE,
)
_SAYS_NOTHING = frozenset(
    """article story news link piece post text summary summarise summarize gist key main point points tl dr tldr short
    what's what’s brief briefly quick happened say says about sentence sentences line lines give make write
    기사 글 내용 링크 뉴스 소식 요약 줄거리 요지 핵심 정리 간단히 간단 간추리 얘기 이야기 일 주요 짧 말 알리 주 부탁 궁금 설명 줄
    문장""".split()
)


class Everywhere(Reading, Protocol):
    """The whole index, of which some articles can be read as if there were no others."""

    def within(self, numbers: Sequence[int]) -> Reading: ...
    def speakers(self, number: int) -> Sequence[str]: ...


def begun(about: Sequence[ArticleCard], speakers: Sequence[str] = (), language: str | None = None) -> Conversation:
    """Return a conversation about articles of which nothing was asked yet: the next question may be about others.

    "He" or "she" is who speaks in them, alone or alone of those whom the headline names.
    """
    title = " ".join(about[0].title.split()) if about else ""
    turn = Turn(title, title, names_of(title), spokesman(title, speakers))
    return Conversation((turn,), language, tuple(card.id for card in about))


def spokesman(title: str, speakers: Sequence[str]) -> str:
    """Return whose words an article reports, "" where it reports several people's."""
    headed = [name for name in speakers if any(len(word) > 1 and word in title for word in name.split())]
    return next((few[0] for few in (list(speakers), headed) if len(few) == 1), "")


def respond_about(
    question: str, conversation: Conversation, reading: Everywhere, rules: ReplyRules, language: str | None = None
) -> tuple[Answer, Conversation]:
    """Answer from the articles that the conversation is about, from all where it is about none; raises as `respond`."""
    numbers = [number for key in conversation.about if (number := reading.number_of(key)) is not None]
    if not numbers:
        free = conversation.at_large() if conversation.about else conversation
        return respond(question, free, reading, rules, language)
    about = tuple(card_of(reading.article(number)) for number in numbers)
    pointed = not conversation.turns
    if pointed:
        speakers = [name for number in numbers for name in reading.speakers(number)]
        conversation = begun(about, speakers, conversation.language)
    else:
        conversation = replace(conversation, about=tuple(card.id for card in about))
    asked, inside = understand(question, conversation.language or language), reading.within(numbers)
    conversation = _comparable(conversation, asked.text)
    if asks_whole(asked.text):
        answer, after = _opening(asked, numbers, conversation, inside, rules)
        return replace(answer, about=about), after
    turn = follow(asked.text, conversation)
    apart = not pointed and not (turn.follows and turn.certain)
    if apart and stands_alone(asked, conversation, reading):
        elsewhere, then = respond(question, conversation.at_large(), reading, rules, language)
        return elsewhere, then if isinstance(elsewhere, Answered) else conversation
    answer, after = respond(question, conversation, inside, rules, language)
    if isinstance(answer, Answered):
        shown = answer.understood or ""
        plain = shown == understood(asked.language, asked.text)
        plain = plain or any(card.title and card.title in shown for card in about)
        cited = _corrected(answer.citations, asked, numbers, reading)
        return replace(answer, about=about, citations=cited, understood=None if plain else answer.understood), after
    elsewhere, then = respond(question, conversation.at_large(), reading, rules, language)
    if apart and isinstance(elsewhere, Answered):
        left = texts_in(elsewhere.language).plain("about-left")
        return replace(elsewhere, notes=(left, *elsewhere.notes)), then
    return _refused(answer, about, None if turn.follows and turn.certain else elsewhere), after


def _comparable(conversation: Conversation, text: str) -> Conversation:
    """Leave out a headline in another script than the question: put before it, it would drown what is asked."""
    last = conversation.turns[-1]
    headed = last.question == last.topic and korean.contains_hangul(last.topic) != korean.contains_hangul(text)
    return (
        replace(conversation, turns=(*conversation.turns[:-1], Turn("", "", cited=last.cited)))
        if headed
        else conversation
    )


def asks_whole(text: str) -> bool:
    """Tell whether nothing but what an article is about is asked."""
    return _WHOLE.search(text) is not None and all(word.lower() in _SAYS_NOTHING for word in content_words(text))


def _opening(
    asked: Question, numbers: Sequence[int], conversation: Conversation, inside: Reading, rules: ReplyRules
) -> tuple[Answer, Conversation]:
    """Answer what articles are about with their first sentences: a news story says there what it tells."""
    title = inside.article(numbers[0]).title
    found = inside.search(title or asked.text)
    each = max(1, rules.citations // len(numbers))
    first = [
        hit
        for number in numbers
        for hit in sorted((one for one in found.sentences if one.article == number), key=lambda one: one.start)[:each]
    ]
    ordered = tuple(replace(hit, score=_TOP - place) for place, hit in enumerate(first))
    plain = replace(asked, wants_speech=False, speaker="", topic="")
    answer = reply(plain, replace(found, sentences=ordered), inside.article, replace(rules, confidence=0.0))
    citations = answer.citations if isinstance(answer, Answered) else ()
    places = tuple((one.article.id, one.start, one.end) for one in citations)
    person = conversation.person
    return answer, conversation.going_on(Turn(title, title, names_of(title), person, cited=places))


def _corrected(
    citations: Sequence[Citation], asked: Question, numbers: Sequence[int], reading: Reading
) -> tuple[Citation, ...]:
    """Say of each sentence which article has taken it back since: not asked, that one must not be kept silent."""
    found = reading.search(asked.text, focus=numbers)
    articles = {number: reading.article(number) for number in found.articles}
    pool = [hit for hit in found.sentences if hit.article not in numbers][:_POOL]
    told = []
    for one in citations:
        own = (hit for hit in found.sentences if (articles[hit.article].id, hit.start) == (one.article.id, one.start))
        correction = next((correction_of(hit, pool, articles) for hit in own), None)
        by = one.corrected_by or (card_of(articles[correction.article]) if correction else None)
        told.append(replace(one, corrected_by=by))
    return tuple(told)


def _refused(refused: Refused, about: tuple[ArticleCard, ...], elsewhere: Answer | None) -> Refused:
    """Refuse in the articles' name; `elsewhere` is what all articles say, None where that can't be told."""
    texts, own = texts_in(refused.language), {card.id for card in about}
    others = [one.article for one in elsewhere.citations] if isinstance(elsewhere, Answered) else []
    others = list({card.id: card for card in others if card.id not in own}.values())
    return replace(
        refused, reason=texts.plain("about-refused", count=len(about)), about=about, understood=None,
        searched=texts.plain("about-others-answer") if others else texts.plain("about-others"), nearest=tuple(others),
    )  # fmt: skip
