"""The bot, top to bottom: what is handled, in which order, and how it starts and stops."""

import asyncio
import logging
import re
import sys
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from typing import Any

from telegram import BotCommand, BotCommandScopeChat, Update
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    Defaults,
    ExtBot,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.state import State, open_state
from bot.telegram.alerting import Alerting, Sleep
from bot.telegram.announcing import keep_announcing
from bot.telegram.buttons import Kind, pattern
from bot.telegram.context import Context, Desk, DeskApplication, NewsService
from bot.telegram.delivery import Delivery
from bot.telegram.handlers.access import gate, moved
from bot.telegram.handlers.admin import add_administration
from bot.telegram.handlers.afterwards import add_afterwards
from bot.telegram.handlers.browse import add_browsing
from bot.telegram.handlers.errors import report_error
from bot.telegram.handlers.feedback import add_feedback
from bot.telegram.handlers.hints import refuse_media, say_help, say_start, say_unknown
from bot.telegram.handlers.inline import add_inline
from bot.telegram.handlers.members import allow, become_admin, deny, new_code
from bot.telegram.handlers.pointing import add_pointing
from bot.telegram.handlers.preferences import add_preferences
from bot.telegram.handlers.privacy import export, forget
from bot.telegram.handlers.questions import (
    answer_again,
    answer_edited,
    answer_question,
)
from bot.telegram.handlers.watches import add_watching
from bot.telegram.health import observed
from bot.telegram.inbox import Inbox, keep_inbox
from bot.telegram.lifecycle import serve
from bot.telegram.order import ChatOrder
from bot.telegram.previews import NO_PREVIEW
from bot.telegram.requests import ApiRequest
from bot.telegram.schedule import keep_schedule
from bot.telegram.talking import start_anew
from bot.telegram.texts import COMMANDS
from bot.telegram.threads import Threads
from bot.telegram.tidying import tidy
from bot.texts import LANGUAGES, texts_in
from config.errors import BadToken
from config.settings import Settings

__all__ = ["build_application", "run", "work"]

_log = logging.getLogger(__name__)

_TOKEN = re.compile(r"[A-Za-z0-9:_-]+")
_BOT_NUMBER = re.compile(r"[0-9]{1,18}(?=:)")
_CONNECTIONS = 64
_SECONDS_TO_PUT_BACK = 1.0  # what is taken and not sent yet, at a stop
_REVOKED = (HTTPStatus.UNAUTHORIZED,)
_POLLING_ENDS = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)  # PTB polls no more after either
_NEW = filters.UpdateType.MESSAGE


def _now() -> datetime:
    return datetime.now(UTC)


def run(settings: Settings, service: NewsService) -> int:
    """Run the bot until it is told to stop, and return 0; raises CitedeskError where it cannot run."""
    return asyncio.run(work(settings, service))


async def work(
    settings: Settings, service: NewsService, clock: Callable[[], datetime] = _now, sleep: Sleep = asyncio.sleep
) -> int:
    """Do what `run` does, on a loop that there is; what is done now and then looks at `clock` and waits by `sleep`."""
    rejected = asyncio.Event()
    threads, state = Threads(settings.telegram.concurrency, "answer"), state_of(settings, clock)
    desk = Desk(settings, service, threads, clock, state)
    try:
        application = build_application(desk, rejected.set)
        add_handlers(application)
        await desk.refresh_lists()
        _offer_first_code(desk)
        async with observed(application):
            serving = serve(application, rejected)
            for endless in (
                Alerting(application, sleep).run(),
                keep_announcing(application, sleep),
                keep_schedule(application, sleep),
                tidy(desk, sleep),
                keep_inbox(application),
            ):
                serving = _beside(endless, serving)
            await serving
    finally:
        state.close()
    return 0


def state_of(settings: Settings, clock: Callable[[], datetime] = _now) -> State:
    """Open what the bot remembers, for the bot that the token names."""
    number = _BOT_NUMBER.match(settings.telegram.token.get_secret_value().strip())
    keep = timedelta(days=settings.state.keep_days)
    url = settings.state.url.get_secret_value()
    return open_state(url, settings.data, bot=int(number[0]) if number else 0, keep=keep, clock=clock)


async def _beside(endless: Coroutine[Any, Any, None], work: Coroutine[Any, Any, None]) -> None:
    task = asyncio.create_task(endless)
    try:
        await work
    finally:
        task.cancel()
        await asyncio.wait({task}, timeout=_SECONDS_TO_PUT_BACK)


def _offer_first_code(desk: Desk) -> None:
    """Where there is no administrator, print a code that makes one; not to the log, which others may read later."""
    if not desk.admins:
        desk.first_code = new_code()
        sys.stderr.write(f"No administrator yet. Send the bot this message to become one: /admin {desk.first_code}\n")


def add_handlers(application: DeskApplication) -> None:
    """Register the handlers. The first one that fits in a group of them takes the update; the gate has its own."""
    # Everything passes the gate: what may not be answered, or was before, goes no further.
    application.add_handler(TypeHandler(Update, gate), group=-1)
    application.add_handler(MessageHandler(_NEW & filters.StatusUpdate.MIGRATE, moved), group=-2)

    add_pointing(application)  # before the commands: one that is forwarded is none

    # Commands; `_NEW` because a command that is edited is not a new command.
    application.add_handler(CommandHandler("start", say_start, _NEW))
    application.add_handler(CommandHandler("help", say_help, _NEW))
    application.add_handler(CommandHandler("ask", answer_question, _NEW))
    application.add_handler(CommandHandler("new", start_anew, _NEW))
    application.add_handler(CommandHandler("allow", allow, _NEW))
    application.add_handler(CommandHandler("deny", deny, _NEW))
    application.add_handler(CommandHandler("admin", become_admin, _NEW))
    application.add_handler(CommandHandler("export", export, _NEW))
    application.add_handler(CommandHandler("forget", forget, _NEW))

    add_administration(application)  # before the readers' commands: /sources add is the administrators' /sources
    # Buttons under answers, then reading without asking, whose last handler takes every other press.
    application.add_handler(CallbackQueryHandler(answer_again, pattern(Kind.AGAIN)))
    add_feedback(application)
    add_afterwards(application)
    add_watching(application)
    add_preferences(application)
    add_inline(application)
    add_browsing(application)

    # Questions; in groups the handler looks whether the bot is spoken to.
    application.add_handler(MessageHandler(_NEW & filters.TEXT & ~filters.COMMAND, answer_question))
    application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE & filters.TEXT, answer_edited))

    # What is left over is answered in private only: in a group it is nobody's business.
    private = _NEW & filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL
    application.add_handler(MessageHandler(private & filters.COMMAND, say_unknown))
    application.add_handler(MessageHandler(private, refuse_media))

    application.add_error_handler(report_error)


def build_application(desk: Desk, on_rejected: Callable[[], None]) -> DeskApplication:
    """Return the application without handlers; `on_rejected` is called when Telegram refuses the token later on."""
    telegram, inbox = desk.settings.telegram, Inbox(desk)
    application = (
        ApplicationBuilder()
        .application_class(DeskApplication, {"desk": desk})
        .token(_token(telegram.token.get_secret_value()))
        .base_url(telegram.base_url)
        .base_file_url(telegram.base_file_url)
        .request(ApiRequest(_CONNECTIONS, on_rejected, _REVOKED, desk.metrics.telegram_failed))
        .get_updates_request(ApiRequest(1, on_rejected, _POLLING_ENDS, desk.metrics.telegram_failed))
        .rate_limiter(Delivery())
        .update_queue(inbox)
        .concurrent_updates(ChatOrder(begin=inbox.begin, finish=inbox.finish))
        .context_types(ContextTypes(context=Context))
        .defaults(Defaults(parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW))
        .job_queue(None)
        .post_init(post_init)
        .build()
    )
    if not isinstance(application, DeskApplication):
        raise TypeError("the builder made another kind of application")
    return application


async def post_init(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Put the commands into Telegram's menu, beside the first answers: the bot does not wait for it."""
    if isinstance(application, DeskApplication):
        application.create_task(_announce(application.bot, application.desk.admins), name="announce")


async def _announce(bot: ExtBot[int], admins: frozenset[int]) -> None:
    for language in LANGUAGES:
        code = None if language == "en" else language  # what everybody else sees
        texts = texts_in(language)
        whole = [BotCommand(one.name, texts.plain(one.described)) for one in COMMANDS]
        menu = [shown for shown, one in zip(whole, COMMANDS, strict=True) if not one.admins_only]
        await _set_menu(bot, menu, None, code)
        for admin in sorted(admins):
            await _set_menu(bot, whole, BotCommandScopeChat(admin), code)


async def _set_menu(
    bot: ExtBot[int], menu: list[BotCommand], scope: BotCommandScopeChat | None, code: str | None
) -> None:
    try:
        await bot.set_my_commands(menu, scope=scope, language_code=code)
    except TelegramError as error:  # such as an administrator who has never written to the bot
        _log.info("the menu of commands was not set: %s", error)


def _token(token: str) -> str:
    """Return the token without what a copy may have added around it; refuse what can be none."""
    token = token.strip()
    if not token:
        raise BadToken("no bot token is set")
    if not _TOKEN.fullmatch(token):
        raise BadToken("the bot token holds characters that no token has")
    return token
