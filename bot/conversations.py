"""Conversations kept apart by whoever holds them: a batch by name, Telegram by chat and person or by message.

Bounded: past its size the one heard of longest ago is forgotten, and its next question begins anew.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date

from bot.answers.answer import answer_record
from bot.answers.conversation import Conversation
from bot.batch import BatchQuestion, Record
from bot.session import DeskService

__all__ = ["Conversations", "batch_reply"]

_SIZE = 10_000


class Conversations:
    """The last conversations by key; one key never sees another's."""

    def __init__(self, size: int = _SIZE) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, Conversation] = OrderedDict()

    def of(self, key: Hashable) -> Conversation:
        """Return the conversation under `key`, a new one if there is none."""
        return self._kept.get(key, Conversation())

    def keep(self, key: Hashable, conversation: Conversation) -> None:
        """Keep what a conversation has become."""
        self._kept[key] = conversation
        self._kept.move_to_end(key)
        if len(self._kept) > self._size:
            self._kept.popitem(last=False)

    def forget(self, key: Hashable) -> None:
        """Begin anew under `key`."""
        self._kept.pop(key, None)


def batch_reply(service: DeskService, day: date | None) -> Callable[[BatchQuestion], Record]:
    """Return what answers the lines of a batch; those that share a `conversation` follow on from each other."""
    kept = Conversations()

    def reply(item: BatchQuestion) -> Record:
        asked = item.asked or day
        if item.conversation is None:
            return answer_record(service.ask(item.question, asked=asked))
        answer, after = service.converse(item.question, kept.of(item.conversation), asked=asked)
        kept.keep(item.conversation, after)
        return answer_record(answer)

    return reply
