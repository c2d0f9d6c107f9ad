"""A question in, an answer out: in private chats, after /ask, and in groups where the bot is spoken to.

An edited question is answered anew in place of the old answer, if it is corrected within a minute and both answers are
one message; other edits are let be, because a conversation that changes behind one's back helps nobody.
"""

import logging
import math
import time
from datetime import timedelta

from telegram import Message, Update

from bot.answers.answer import Answered
from bot.answers.conversation import Conversation
from bot.telegram.addressing import asker_id, question_in
from bot.telegram.context import Context, SentAnswer
from bot.telegram.editing import edit
from bot.telegram.handlers.access import is_admin
from bot.telegram.indicator import typing
from bot.telegram.rendering import render_answer, render_enough
from bot.telegram.talking import conversation_of, keep_conversation

__all__ = ["answer_edited", "answer_question", "refuse_media", "say_help", "say_start", "say_unknown"]

_log = logging.getLogger(__name__)

_CORRECTION = timedelta(minutes=1)


async def answer_question(update: Update, context: Context) -> None:
    """Answer a new message if it asks the bot something."""
    message = update.message
    question = question_in(message, context.bot.bot) if message else None
    if message is None or question is None or not await _accept(message, question, context):
        return
    before = conversation_of(message, context.desk)
    parts, after = await _answer(message, question, before, context)
    sent = tuple(one.message_id for one in await context.say(message, *parts))
    context.desk.remember(message, SentAnswer(question, sent, before))
    keep_conversation(message, sent, after, context.desk)


async def answer_edited(update: Update, context: Context) -> None:
    """Change the answer to a question that was corrected soon after it was asked."""
    message = update.edited_message
    if message is None or message.edit_date is None or message.edit_date - message.date > _CORRECTION:
        return
    before = context.desk.answers.get((message.chat.id, message.message_id))
    question = question_in(message, context.bot.bot)
    if before is None or not question or question == before.question or len(before.messages) != 1:
        return
    if not await _accept(message, question, context):
        return
    parts, after = await _answer(message, question, before.before, context)
    if len(parts) == 1:
        keep_conversation(message, before.messages, after, context.desk)
        await edit(context.bot, message.chat.id, before.messages[0], parts[0])
        context.desk.remember(message, SentAnswer(question, before.messages, before.before))


async def say_start(update: Update, context: Context) -> None:
    """Greet."""
    if update.message:
        await context.say(update.message, context.texts(update.message).html("start"))


async def say_help(update: Update, context: Context) -> None:
    """Explain; administrators see their commands too."""
    message = update.message
    if message:
        texts = context.texts(message)
        parts = [texts.html("help"), *([texts.html("help-admin")] if is_admin(message, context.desk) else [])]
        await context.say(message, "\n\n".join(parts))


async def say_unknown(update: Update, context: Context) -> None:
    """Point to /help."""
    if update.message:
        await context.say(update.message, context.texts(update.message).html("unknown-command"))


async def refuse_media(update: Update, context: Context) -> None:
    """Say that only written questions are answered."""
    if update.message:
        await context.say(update.message, context.texts(update.message).html("text-only"))


async def _accept(message: Message, question: str, context: Context) -> bool:
    """Say why a question is not taken: too many, none, too long."""
    desk, texts = context.desk, context.texts(message, question)
    verdict = desk.limit.admit(asker_id(message), message.edit_date or message.date)
    if not verdict.admitted:
        if verdict.say:
            seconds = math.ceil(verdict.wait.total_seconds())
            await context.say(message, texts.html("too-many", limit=desk.limit.per_minute, seconds=seconds))
        return False
    longest = desk.settings.telegram.max_question
    if question and len(question) <= longest:
        return True
    await context.say(message, texts.html("too-long", limit=longest) if question else texts.html("empty-question"))
    return False


async def _answer(
    message: Message, question: str, before: Conversation, context: Context
) -> tuple[tuple[str, ...], Conversation]:
    """Return the messages that answer and the conversation after; the question's day is the one where the bot runs."""
    desk, texts = context.desk, context.texts(message, question)
    asked = (message.edit_date or message.date).astimezone().date()
    began = time.monotonic()
    async with typing(context.bot, message):
        answer, after = await context.in_thread(
            lambda: desk.service.converse(question, before, language=texts.language, asked=asked)
        )
    outcome = "answered" if isinstance(answer, Answered) else "refused"
    _log.info("%s a question in %.0f ms", outcome, 1000 * (time.monotonic() - began))
    share = desk.quota.share(asker_id(message), answer, desk.clock().astimezone().date())
    lead = f"<i>{texts.html('late')}</i>" if desk.is_late(message) else ""
    parts = render_answer(share.answer, lead=lead) if share.answer else ()
    enough = (render_enough(card, answer.language, desk.quota.limit) for card in share.exhausted)
    return (*parts, *enough), after
