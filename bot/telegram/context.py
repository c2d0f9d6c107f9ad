"""What every handler gets: the typed context, and through it the desk that holds the bot's state."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

from telegram import InlineKeyboardMarkup, Message, ReplyParameters, User
from telegram.ext import Application, CallbackContext, ExtBot, JobQueue

from bot.alerts import Known, News
from bot.answers.answer import Answer, ArticleCard, Citation
from bot.answers.conversation import Conversation
from bot.answers.paging import Event, OutletCount, Page
from bot.answers.surroundings import Place, Surroundings
from bot.pointing import Hint, Pointed
from bot.state import ChatSettings, Roster, State
from bot.telegram.addressing import is_group, topic_of
from bot.telegram.administration import Administration
from bot.telegram.composing import Outgoing
from bot.telegram.delivery import surely
from bot.telegram.limits import QuestionLimit
from bot.telegram.load import Load
from bot.telegram.metrics import Metrics
from bot.telegram.quota import ArticleQuota
from bot.telegram.reindexing import Reindexing
from bot.telegram.texts import language_of
from bot.telegram.threads import Threads
from bot.texts import Texts, texts_in
from config.settings import Settings
from index.report import BuildReport, Progress
from index.status import IndexStatus

__all__ = ["Context", "Desk", "DeskApplication", "NewsService"]

_PRESSES = 5  # buttons for each question that is allowed: pages are turned faster than questions are thought of
_LATE = timedelta(minutes=10)
_LISTS_FRESH = timedelta(seconds=5)
_STATE_THREADS = 2  # one may wait for a lock or a server while the other reads
_Dict = dict[Any, Any]
Result = TypeVar("Result")


class NewsService(Protocol):
    """What the bot needs of `bot.service.Service`: thread-safe and synchronous."""

    def open(self) -> None: ...
    def ask(self, question: str, *, language: str | None = None, asked: date | None = None) -> Answer: ...
    def converse(
        self, question: str, conversation: Conversation, *, language: str | None = None, asked: date | None = None,
        most: int | None = None,
    ) -> tuple[Answer, Conversation]: ...  # fmt: skip
    def find(self, query: str, page: int = 0) -> Page[ArticleCard]: ...
    def latest(self, page: int = 0) -> Page[ArticleCard]: ...
    def timeline(self, name: str, page: int = 0, *, oldest_first: bool = False) -> Page[Event]: ...
    def quotes_of(self, name: str, page: int = 0) -> Page[Citation]: ...
    def sources(self, page: int = 0) -> Page[OutletCount]: ...
    def surroundings(self, place: Place, shift: int = 0) -> Surroundings | None: ...
    def news(self, topics: Sequence[str], known: Known | None) -> News: ...
    def status(self) -> IndexStatus: ...
    def build(
        self,
        sources: Sequence[Path],
        *,
        owner: str,
        full: bool = False,
        keep_missing: bool = False,
        dry: bool = False,
        on_progress: Callable[[Progress], None] = ...,
        cancelled: Callable[[], bool] = ...,
    ) -> BuildReport: ...
    def roll_back(self, *, owner: str, name: str = "") -> tuple[IndexStatus, IndexStatus]: ...
    def pointed(self, hints: Sequence[Hint]) -> Pointed: ...
    def named(self, name: str) -> tuple[ArticleCard, ...]: ...
    def withdrawal_changed(self) -> None: ...


@dataclass(slots=True)
class Desk:
    """What all handlers share; touched from the event loop only. What must outlive the process is in `state`.

    `postponed` are updates that are to be handled again, because nothing of what they lead to has arrived. `roster` and
    `moved` are the stored lists as they were at `listed`; `first_code` makes its first user administrator.
    """

    settings: Settings
    service: NewsService
    threads: Threads
    clock: Callable[[], datetime]
    state: State
    first_code: str | None = None
    limit: QuestionLimit = field(init=False)
    group_limit: QuestionLimit = field(init=False)
    presses: QuestionLimit = field(init=False)
    load: Load = field(init=False)
    reindexing: Reindexing = field(init=False)
    quota: ArticleQuota = field(init=False)
    roster: Roster = field(default_factory=Roster)
    moved: Mapping[int, int] = field(default_factory=dict)
    listed: datetime | None = None
    postponed: set[int] = field(default_factory=set)
    administration: Administration = field(default_factory=Administration)
    metrics: Metrics = field(default_factory=Metrics)
    _state_threads: Threads = field(default_factory=lambda: Threads(_STATE_THREADS, "state"))

    def __post_init__(self) -> None:
        self.limit = QuestionLimit(self.settings.telegram.questions_per_minute)
        self.group_limit = QuestionLimit(self.settings.telegram.group_questions_per_minute)
        self.load = Load(self.settings.telegram.waiting)
        self.presses = QuestionLimit(_PRESSES * self.settings.telegram.questions_per_minute)
        self.reindexing = Reindexing(self.service)
        self.quota = ArticleQuota(self.settings.telegram.sentences_per_day, self.state.shown)

    async def stored(self, work: Callable[[State], Result]) -> Result:
        """Read or write the state off the event loop, in threads that no slow question can hold up."""
        return await asyncio.wrap_future(self._state_threads.submit(lambda: work(self.state)))

    async def refresh_lists(self, *, now: bool = False) -> None:
        """Read the stored lists again if they may have changed: others' changes count `_LISTS_FRESH` later."""
        if not now and self.listed and self.clock() - self.listed < _LISTS_FRESH:
            return
        self.roster, self.moved = await self.stored(lambda state: (state.access.roster(), state.chats.moved()))
        self.listed = self.clock()

    @property
    def admins(self) -> frozenset[int]:
        """Everybody who is administrator, by the settings or by the stored lists."""
        return self.settings.telegram.admins | self.roster.admins

    def is_late(self, message: Message) -> bool:
        """Say whether the message waited longer than a person expects: the bot was away."""
        return self.clock() - message.date > _LATE


class DeskApplication(Application[ExtBot[int], "Context", _Dict, _Dict, _Dict, JobQueue["Context"] | None]):
    """PTB's application, holding the desk."""

    def __init__(self, *, desk: Desk, **parts: Any) -> None:
        super().__init__(**parts)
        self.desk = desk


class Context(CallbackContext[ExtBot[int], _Dict, _Dict, _Dict]):
    """One update's view of the desk; `chat_settings` are those of the update's chat, once it has passed the gate."""

    chat_settings: ChatSettings = ChatSettings()

    @property
    def desk(self) -> Desk:
        """The bot's state."""
        if not isinstance(self.application, DeskApplication):
            raise TypeError("the application was built without a desk")
        return self.application.desk

    def texts(self, message: Message, question: str = "") -> Texts:
        """Return the sentences in the language that the chat has set, else the question's, else Telegram's."""
        return self.texts_for(message.from_user, question)

    def texts_for(self, user: User | None, words: str = "") -> Texts:
        """Return the sentences in the language that the chat has set, else that of the words, else Telegram's."""
        return texts_in(self.chat_settings.language or language_of(words, user.language_code if user else None))

    async def in_thread(self, work: Callable[[], Result]) -> Result:
        """Run blocking work off the event loop; no more at a time than the settings allow."""
        return await asyncio.wrap_future(self.desk.threads.submit(work))

    async def stored(self, work: Callable[[State], Result]) -> Result:
        """Read or write what outlives the process."""
        return await self.desk.stored(work)

    async def say(
        self, message: Message, *parts: str, keyboard: InlineKeyboardMarkup | None = None, reply: bool = False
    ) -> tuple[Message, ...]:
        """Send HTML as `send` does, again if it may not have arrived; `keyboard` stands under the last part."""
        last = len(parts) - 1
        outgoing = [Outgoing(part, keyboard if number == last else None) for number, part in enumerate(parts)]
        return await self.send(message, *outgoing, reply=reply, twice=True)

    async def send(
        self, message: Message, *outgoing: Outgoing, reply: bool = False, twice: bool = False,
        arrived: list[int] | None = None,
    ) -> tuple[Message, ...]:  # fmt: skip
        """Send to where `message` came from, as a reply where it would not be clear what it refers to.

        Where nobody can tell whether a message arrived, it is sent again only if it may be shown `twice`. The numbers
        of those that surely did are put into `arrived` one by one, so that whoever sees a later one fail knows them.
        """
        to = ReplyParameters(message.message_id, allow_sending_without_reply=True)
        point = reply or is_group(message) or self.desk.is_late(message)
        thread = topic_of(message)
        sent: list[Message] = []
        for number, one in enumerate(outgoing):
            first = to if point and not number else None
            send = partial(
                self.bot.send_message, message.chat.id, one.text, reply_parameters=first, message_thread_id=thread,
                reply_markup=one.keyboard, link_preview_options=one.preview,
            )  # fmt: skip
            sent.append(await (surely(send) if twice else send()))
            if arrived is not None:
                arrived.append(sent[-1].message_id)
        return tuple(sent)
