"""Whose conversation a message goes on with.

In private it is the person's own. In a group a message goes on with an answer only by replying to it; whatever else is
asked there begins anew, so that nobody's "he" is taken for another's.
"""

from collections.abc import Sequence

from telegram import Message, Update

from bot.answers.conversation import Conversation
from bot.telegram.addressing import asker_id, is_group
from bot.telegram.context import Context, Desk

__all__ = ["conversation_of", "keep_conversation", "start_anew"]


def conversation_of(message: Message, desk: Desk) -> Conversation:
    """Return what `message` follows on from."""
    replied = message.reply_to_message
    if replied is not None:
        of_answer = desk.conversations.of(("message", message.chat.id, replied.message_id))
        if of_answer.turns or is_group(message):
            return of_answer
    return Conversation() if is_group(message) else desk.conversations.of(_own(message))


def keep_conversation(message: Message, answers: Sequence[int], after: Conversation, desk: Desk) -> None:
    """Keep the conversation under the person, in private, and under each message that answered."""
    if not is_group(message):
        desk.conversations.keep(_own(message), after)
    for answer in answers:
        desk.conversations.keep(("message", message.chat.id, answer), after)


async def start_anew(update: Update, context: Context) -> None:
    """Forget the person's conversation in this chat."""
    message = update.message
    if message:
        context.desk.conversations.forget(_own(message))
        await context.say(message, context.texts(message).html("anew"))


def _own(message: Message) -> tuple[str, int, int]:
    return ("person", message.chat.id, asker_id(message))
