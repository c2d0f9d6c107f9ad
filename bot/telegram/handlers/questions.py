"""A question in, an answer out: in private chats, after /ask, and in groups where the bot is spoken to.

An edited question is answered anew in place of the old answer, buttons included, if it is corrected within a minute;
later edits are let be, because a conversation that changes behind one's back helps nobody.
"""

import logging
import math
import time
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError
from telegram import Message, Update
from telegram.error import NetworkError, RetryAfter

from bot.answers.answer import Answered
from bot.answers.conversation import Conversation
from bot.state import AskedQuestion, Delivery, State, new_answer_id
from bot.telegram.about import conversation_about, hints_in, point, show_articles
from bot.telegram.addressing import asker_id, is_group, links_in, question_in
from bot.telegram.behind import Behind, behind
from bot.telegram.composing import Outgoing, compose
from bot.telegram.context import Context
from bot.telegram.correcting import answered_before, needed_by_a_correction
from bot.telegram.doubt import postpone
from bot.telegram.editing import edit, take_away
from bot.telegram.indicator import working
from bot.telegram.metrics import CHAT
from bot.telegram.presses import read_press
from bot.telegram.requests import NotCarriedOut
from bot.telegram.talking import keep_conversation
from bot.texts import Key

__all__ = ["admitted", "answer_again", "answer_edited", "answer_question", "respond"]

_log = logging.getLogger(__name__)

_CORRECTION = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Said:
    """The messages that answer, the question as it is logged, the conversation before and after.

    `name` is the answer's, `behind` what its buttons are about, None where it has none.
    """

    name: str
    messages: tuple[Outgoing, ...]
    question: AskedQuestion
    behind: Behind | None
    before: Conversation
    after: Conversation


async def answer_question(update: Update, context: Context) -> None:
    """Answer a new message if it asks the bot something."""
    message = update.message
    question = question_in(message, context.bot.bot) if message else None
    if message is None or question is None:
        return
    if not question and hints_in(message, context.bot.bot):
        if await admitted(message, "", context):
            await show_articles(await point(message, context), message, context)
    elif await _accept(message, question, context):
        await respond(update.update_id, message, question, context)


async def answer_again(update: Update, context: Context) -> None:
    """Answer the question anew to which the message with the button replies, and take that message away.

    Once it surely is answered, a further press, or one that a client made up, brings no second answer. What a killed
    bot began for this very press it may have sent: the button is still there to say that it did not.
    """
    pressed = await read_press(update, context)
    if pressed is None:
        return
    asked = pressed.message.reply_to_message
    # Telegram does not say what that message replied to itself; the note is there because it was a question.
    question = (question_in(asked, context.bot.bot) or " ".join((asked.text or "").split())) if asked else ""
    if asked is None or not question:
        await context.say(pressed.message, context.texts_for(update.effective_user).html("answer-gone"), reply=True)
        return
    if await context.stored(lambda state: answered_before(asked, state)) is None:
        begun = await context.stored(lambda state: state.deliveries.to_update(update.update_id))
        if begun or len(question) > context.desk.settings.telegram.max_question:
            return
        await respond(update.update_id, asked, question, context)
    await take_away(context.bot, pressed.message.chat.id, pressed.message.message_id)


async def respond(update: int, message: Message, question: str, context: Context) -> None:
    """Answer; note beforehand that it will be sent, so that who takes over from a killed bot sends no second one."""
    with context.desk.load.one():
        before, lead = await conversation_about(message, question, context)
        said = await _answer(message, question, before, context, lead)
        await context.stored(lambda state: state.deliveries.record(_delivery(update, message, said)))
        arrived: list[int] = []
        try:
            await context.send(message, *said.messages, arrived=arrived)
        except (NotCarriedOut, RetryAfter) as error:
            if arrived:
                raise NetworkError("an answer arrived in part") from error
            await postpone(update, message, said.name, context)
            raise
        await _keep(update, message, said, tuple(arrived), context)


async def answer_edited(update: Update, context: Context) -> None:
    """Change the answer to a question that was corrected soon after it was asked."""
    message = update.edited_message
    if message is None or message.edit_date is None or message.edit_date - message.date > _CORRECTION:
        return
    earlier = await context.stored(lambda state: answered_before(message, state))
    question = question_in(message, context.bot.bot)
    if earlier is None or not question or (question == earlier.question and not links_in(message)):
        return
    if not await _accept(message, question, context):
        return
    with context.desk.load.one():
        before, lead = await conversation_about(message, question, context, earlier.before)
        said = await _answer(message, question, before, context, lead)
        sent = await _replace(message, earlier.messages, said.messages, context)
        await _keep(update.update_id, message, said, sent, context)


async def admitted(message: Message, words: str, context: Context) -> bool:
    """Count a question or a command that costs as much; say when there have been too many, or too many wait already."""
    desk, texts, asked = context.desk, context.texts(message, words), message.edit_date or message.date
    limits = [(desk.limit, asker_id(message), Key("too-many"))]
    limits += [(desk.group_limit, message.chat.id, Key("too-many-here"))] if is_group(message) else []
    for limit, asker, key in limits:
        verdict = limit.admit(asker, asked)
        if verdict.say:  # once, and not to each
            seconds = math.ceil(verdict.wait.total_seconds())
            await context.say(message, texts.html(key, limit=limit.per_minute, seconds=seconds))
        if not verdict.admitted:
            return False
    if not desk.load.is_full:
        return True
    desk.metrics.declined()
    await context.say(message, texts.html("busy", count=desk.load.count, seconds=math.ceil(desk.load.seconds)))
    return False


async def _accept(message: Message, question: str, context: Context) -> bool:
    """Say why a question is not taken: none, too long, too many."""
    texts, longest = context.texts(message, question), context.desk.settings.telegram.max_question
    if not await admitted(message, question, context):
        return False
    if question and len(question) <= longest:
        return True
    await context.say(message, texts.html("too-long", limit=longest) if question else texts.html("empty-question"))
    return False


async def _answer(message: Message, question: str, before: Conversation, context: Context, lead: str = "") -> _Said:
    """Return what to say, `lead` on top, and what to remember; the question's day is the one where the bot runs."""
    desk, texts = context.desk, context.texts(message, question)
    asked, most = (message.edit_date or message.date).astimezone().date(), context.chat_settings.citations
    began = time.monotonic()
    async with working(context.bot, message, texts.html("searching")):
        answer, after = await context.in_thread(
            lambda: desk.service.converse(question, before, language=texts.language, asked=asked, most=most)
        )
    outcome = "answered" if isinstance(answer, Answered) else "refused"
    milliseconds = 1000 * (time.monotonic() - began)
    desk.metrics.answered(answer, CHAT)
    fields = {"outcome": outcome, "language": answer.language, "timings_ms": dict(answer.timings_ms)}
    _log.info("%s a question in %.0f ms", outcome, milliseconds, extra={"fields": fields})
    day = desk.clock().astimezone().date()
    share = await context.stored(lambda _: desk.quota.share(asker_id(message), answer, day))
    lead = "\n".join(filter(None, [f"<i>{texts.html('late')}</i>" if desk.is_late(message) else "", lead]))
    shown, name = share.answer, new_answer_id()
    about = behind(shown, after, asked) if shown else None
    messages = compose(
        share, name, about, answer.language, lead,
        limit=desk.quota.limit, previewed=desk.settings.telegram.preview,
    )  # fmt: skip
    refused = not isinstance(answer, Answered)
    logged = AskedQuestion(desk.clock(), question, answer.language, refused, milliseconds)
    return _Said(name, messages, logged, about, before, after)


async def _replace(
    message: Message, old: tuple[int, ...], new: tuple[Outgoing, ...], context: Context
) -> tuple[int, ...]:
    """Put an answer in the place of another; messages it has no use for go, those it has more come below."""
    kept, chat = old[: len(new)], message.chat.id
    for number, one in zip(kept, new, strict=False):
        await edit(context.bot, chat, number, one.text, one.keyboard, one.preview)
    for number in old[len(new) :]:
        await take_away(context.bot, chat, number)
    return (*kept, *(one.message_id for one in await context.send(message, *new[len(old) :])))


def _delivery(update: int, message: Message, said: _Said, sent: tuple[int, ...] = ()) -> Delivery:
    about = said.behind.value() if said.behind else {"cited": []}
    value = {**about, **needed_by_a_correction(message, said.before)}
    return Delivery(said.name, update, message.chat.id, asker_id(message), said.question.text, sent, value)


async def _keep(update: int, message: Message, said: _Said, sent: tuple[int, ...], context: Context) -> None:
    """Store what was answered; the answer has been sent, so a fault here is for the log and not for the person."""

    def store(state: State) -> None:
        state.deliveries.record(_delivery(update, message, said, sent))
        keep_conversation(message, sent, said.after, state)
        state.questions.log(said.question, asker_id(message))

    try:
        await context.stored(store)
    except SQLAlchemyError:
        _log.exception("an answer in chat %d was sent, but could not be stored", message.chat.id)
