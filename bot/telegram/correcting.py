"""What a corrected question needs of the answer that it had: stored with the delivery, to outlive a restart."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from telegram import Message

from bot.answers.conversation import Conversation
from bot.state import State, read_conversation
from bot.telegram.addressing import asker_id

__all__ = ["Earlier", "answered_before", "needed_by_a_correction"]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A question as it was, the messages that answered it, and the conversation that it was asked in."""

    question: str
    messages: tuple[int, ...]
    before: Conversation


def needed_by_a_correction(message: Message, before: Conversation) -> Mapping[str, Any]:
    """Return as JSON what the answer to `message` is found by, and what it followed on from."""
    return {"to": message.message_id, "before": asdict(before)}


def answered_before(message: Message, state: State) -> Earlier | None:
    """Return how the message was answered before it was edited, None if it wasn't or that is forgotten. Blocks."""
    delivery = state.deliveries.to_message(asker_id(message), message.chat.id, message.message_id)
    if delivery is None or not delivery.messages:
        return None
    return Earlier(delivery.question, delivery.messages, read_conversation(delivery.value["before"]))
