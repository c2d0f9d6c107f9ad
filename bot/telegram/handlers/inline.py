"""Asked from other chats: `@bot what did Amodei say` offers sentences to send, and a guest's question gets one answer.

Who may ask is decided by the person alone: the chat is unknown, or not one of the bot's. What is offered counts as
shown, so that nobody reads an article by asking for it letter by letter.
"""

import logging
import math
from collections.abc import Sequence

from telegram import (
    InlineQuery,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
    Message,
    Update,
)
from telegram.error import TelegramError
from telegram.ext import InlineQueryHandler, MessageHandler, filters

from bot.answers.answer import Answer, Answered, Citation
from bot.answers.surroundings import place_of
from bot.telegram.addressing import question_in
from bot.telegram.context import Context, DeskApplication
from bot.telegram.metrics import ELSEWHERE
from bot.telegram.rendering import LIMIT, render_answer, render_enough, shorten, source_line, speaker_line, units
from bot.telegram.texts import language_of
from bot.texts import Texts
from bot.texts.markup import spoken

__all__ = ["add_inline"]

_log = logging.getLogger(__name__)

_SHORTEST = 3  # characters: less is the beginning of a word
_SHORTEST_KOREAN = 2
_FRESH = 60  # seconds that Telegram may give the same person the same answer; a share of an article lasts a day
_DESCRIBED = 150  # characters of a sentence in the list
_START = "inline"  # what the button above the list starts the bot with


def add_inline(application: DeskApplication) -> None:
    """Register both."""
    application.add_handler(InlineQueryHandler(offer))
    application.add_handler(MessageHandler(filters.UpdateType.GUEST_MESSAGE & filters.TEXT, answer_guest))


async def offer(update: Update, context: Context) -> None:
    """Offer the sentences that answer what has been typed so far."""
    query = update.inline_query
    if query is None:
        return
    question = " ".join(query.query.split())
    texts = context.texts_for(query.from_user, question)
    longest = context.desk.settings.telegram.max_question
    enough = _SHORTEST_KOREAN if language_of(question, None) == "ko" else _SHORTEST
    if query.offset or not enough <= len(question) <= longest:
        await _reply(query, [], "" if query.offset else texts.plain("inline-how"))
        return
    answer, _ = await _ask(question, query.from_user.id, texts, context)
    citations = answer.citations if isinstance(answer, Answered) else ()
    await _reply(query, [_result(one, texts) for one in citations], "" if citations else texts.plain("inline-none"))


async def answer_guest(update: Update, context: Context) -> None:
    """Answer a question from a chat that the bot is no member of; one message is all it may send there."""
    message = update.guest_message
    number, user = (message.guest_query_id, message.from_user) if message else (None, None)
    if message is None or user is None or not number:
        return
    question, texts = _question(message, context), context.texts_for(user, message.text or "")
    limit, longest = context.desk.limit, context.desk.settings.telegram.max_question
    verdict = limit.admit(user.id, message.date)
    if not verdict.admitted:
        seconds = math.ceil(verdict.wait.total_seconds())
        text: str = texts.html("too-many", limit=limit.per_minute, seconds=seconds)
    elif not question:
        text = texts.html("empty-question")
    elif len(question) > longest:
        text = texts.html("too-long", limit=longest)
    else:
        answer, rest = await _ask(question, user.id, texts, context)
        text = render_answer(answer)[0] if answer else rest
    result = InlineQueryResultArticle("answer", texts.plain("inline-answer"), InputTextMessageContent(text))
    await context.bot.answer_guest_query(number, result)


async def _ask(question: str, who: int, texts: Texts, context: Context) -> tuple[Answer | None, str]:
    """Return what may be shown of the answer, None with what to say instead where nothing may be any more."""
    desk = context.desk
    day = desk.clock().astimezone().date()
    answer = await context.in_thread(lambda: desk.service.ask(question, language=texts.language, asked=day))
    desk.metrics.answered(answer, ELSEWHERE)
    share = await context.stored(lambda _: desk.quota.share(who, answer, day))
    rest = [render_enough(card, texts.language, desk.quota.limit) for card in share.exhausted]
    return share.answer, rest[0] if rest else ""


async def _reply(query: InlineQuery, results: Sequence[InlineQueryResultArticle], label: str) -> None:
    """Answer for this person only; `label` stands above the list and leads to the bot. Too late is no fault."""
    above = InlineQueryResultsButton(label, start_parameter=_START) if label else None
    try:
        await query.answer(results, cache_time=_FRESH if results else 0, is_personal=True, button=above)
    except TelegramError as error:
        _log.info("an inline query could not be answered: %s", error)


def _result(citation: Citation, texts: Texts) -> InlineQueryResultArticle:
    place = place_of(citation.article.id, citation.start, citation.sentence)
    source = source_line(citation.article, texts)
    speaker = f"{speaker_line(citation.speaker, citation.speech, texts)}\n" if citation.speaker else ""
    room = LIMIT - units(source) - units(f"{speaker}<blockquote></blockquote>\n")
    text = f"{speaker}<blockquote>{shorten(citation.sentence, room)}</blockquote>\n{source}"
    return InlineQueryResultArticle(
        f"{place.article:x}-{place.start:x}-{place.check:x}",
        spoken(source)[:_DESCRIBED],
        InputTextMessageContent(text),
        description=citation.sentence[:_DESCRIBED],
    )


def _question(message: Message, context: Context) -> str:
    """Return what is asked without the bot's name, which a guest need not have said: a reply calls it too."""
    asked = question_in(message, context.bot.bot)
    return (message.text or "").strip() if asked is None else asked
