"""Whose conversation a message goes on with.

In private it is the person's own. In a group a message goes on with an answer only by replying to it; whatever else is
asked there begins anew, so that nobody's "he" is taken for another's.
"""

from collections.abc import Sequence

from telegram import Message, Update

from bot.answers.conversation import Conversation
from bot.state import State
from bot.telegram.addressing import asker_id, is_group
from bot.telegram.context import Context

__all__ = ["conversation_of", "keep_conversation", "start_anew"]


def conversation_of(message: Message, state: State) -> Conversation:
    """Return what `message` follows on from. Blocks."""
    replied = message.reply_to_message
    if replied is not None:
        of_answer = state.conversations.of(("message", message.chat.id, replied.message_id))
        if of_answer.turns or is_group(message):
            return of_answer
    return Conversation() if is_group(message) else state.conversations.of(_own(message))


def keep_conversation(message: Message, answers: Sequence[int], after: Conversation, state: State) -> None:
    """Keep the conversation under the person, in private, and under each message that answered. Blocks."""
    own = () if is_group(message) else (_own(message),)
    of_answers = tuple(("message", message.chat.id, answer) for answer in answers)
    state.conversations.keep((*own, *of_answers), after, asker_id(message))


async def start_anew(update: Update, context: Context) -> None:
    """Forget the person's conversation in this chat."""
    message = update.message
    if message:
        await context.stored(lambda state: state.conversations.forget(_own(message)))
        await context.say(message, context.texts(message).html("anew"))


def _own(message: Message) -> tuple[str, int, int]:
    return ("person", message.chat.id, asker_id(message))
