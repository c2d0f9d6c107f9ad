"""What every handler gets: the typed context, and through it the desk that holds the bot's state."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Protocol, TypeVar

from telegram import Message, ReplyParameters
from telegram.ext import Application, CallbackContext, ExtBot, JobQueue

from bot.answers.answer import Answer
from bot.answers.conversation import Conversation
from bot.conversations import Conversations
from bot.telegram.addressing import is_group
from bot.telegram.limits import QuestionLimit, SeenUpdates
from bot.telegram.quota import ArticleQuota
from bot.telegram.reindexing import Reindexing
from bot.telegram.texts import language_of
from bot.telegram.threads import Threads
from bot.texts import Texts, texts_in
from config.settings import Settings
from index.report import BuildReport, Progress
from index.status import IndexStatus

__all__ = ["Context", "Desk", "DeskApplication", "NewsService", "SentAnswer"]

_REMEMBERED = 1000  # answers that an edited question may still change
_LATE = timedelta(minutes=10)
_Dict = dict[Any, Any]
Result = TypeVar("Result")


class NewsService(Protocol):
    """What the bot needs of `bot.service.Service`: thread-safe and synchronous."""

    def open(self) -> None: ...
    def ask(self, question: str, *, language: str | None = None, asked: date | None = None) -> Answer: ...
    def converse(
        self, question: str, conversation: Conversation, *, language: str | None = None, asked: date | None = None
    ) -> tuple[Answer, Conversation]: ...
    def status(self) -> IndexStatus: ...
    def build(
        self,
        sources: Sequence[Path],
        *,
        owner: str,
        on_progress: Callable[[Progress], None] = ...,
        cancelled: Callable[[], bool] = ...,
    ) -> BuildReport: ...


@dataclass(frozen=True, slots=True)
class SentAnswer:
    """A question, the messages that answered it, and the conversation that it was asked in."""

    question: str
    messages: tuple[int, ...]
    before: Conversation


@dataclass(slots=True)
class Desk:
    """The bot's state, shared by all handlers; touched from the event loop only."""

    settings: Settings
    service: NewsService
    threads: Threads
    clock: Callable[[], datetime]
    limit: QuestionLimit = field(init=False)
    reindexing: Reindexing = field(init=False)
    seen: SeenUpdates = field(default_factory=SeenUpdates)
    moved: set[int] = field(default_factory=set)
    conversations: Conversations = field(default_factory=Conversations)
    quota: ArticleQuota = field(init=False)
    answers: OrderedDict[tuple[int, int], SentAnswer] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        self.limit = QuestionLimit(self.settings.telegram.questions_per_minute)
        self.reindexing = Reindexing(self.service)
        self.quota = ArticleQuota(self.settings.telegram.sentences_per_day)

    def remember(self, message: Message, sent: SentAnswer) -> None:
        """Keep which messages answered the question in `message`, for a while."""
        self.answers[message.chat.id, message.message_id] = sent
        if len(self.answers) > _REMEMBERED:
            self.answers.popitem(last=False)

    def is_late(self, message: Message) -> bool:
        """Say whether the message waited longer than a person expects: the bot was away."""
        return self.clock() - message.date > _LATE


class DeskApplication(Application[ExtBot[int], "Context", _Dict, _Dict, _Dict, JobQueue["Context"] | None]):
    """PTB's application, holding the desk."""

    def __init__(self, *, desk: Desk, **parts: Any) -> None:
        super().__init__(**parts)
        self.desk = desk


class Context(CallbackContext[ExtBot[int], _Dict, _Dict, _Dict]):
    """One update's view of the desk."""

    @property
    def desk(self) -> Desk:
        """The bot's state."""
        if not isinstance(self.application, DeskApplication):
            raise TypeError("the application was built without a desk")
        return self.application.desk

    def texts(self, message: Message, question: str = "") -> Texts:
        """Return the sentences of the person's language: that of the question, else that of their Telegram."""
        user = message.from_user
        return texts_in(language_of(question, user.language_code if user else None))

    async def in_thread(self, work: Callable[[], Result]) -> Result:
        """Run blocking work off the event loop; no more at a time than the settings allow."""
        return await asyncio.wrap_future(self.desk.threads.submit(work))

    async def say(self, message: Message, *parts: str) -> tuple[Message, ...]:
        """Send HTML to where `message` came from, as a reply where it would not be clear what it refers to."""
        reply = ReplyParameters(message.message_id, allow_sending_without_reply=True)
        point = is_group(message) or self.desk.is_late(message)
        thread = message.message_thread_id if message.is_topic_message else None
        sent: list[Message] = []
        for number, part in enumerate(parts):
            first = reply if point and number == 0 else None
            sent.append(
                await self.bot.send_message(message.chat.id, part, reply_parameters=first, message_thread_id=thread)
            )
        return tuple(sent)
