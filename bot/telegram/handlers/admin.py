"""The administrators' commands, top to bottom, and those that concern the index as a whole."""

import logging

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.memory import resident
from bot.places import places
from bot.telegram.buttons import Kind, pattern
from bot.telegram.context import Context, DeskApplication
from bot.telegram.handlers.access import is_admin
from bot.telegram.handlers.administrator import administrator, note, owner_of, words_after
from bot.telegram.handlers.broadcast import broadcast, confirm
from bot.telegram.handlers.following import follow
from bot.telegram.handlers.logs import logs
from bot.telegram.handlers.sources import change_sources
from bot.telegram.handlers.upload import upload
from bot.telegram.handlers.withdrawing import restore, withdraw
from bot.telegram.reports import render_error, render_generation, render_running, render_status
from bot.telegram.statistics import WEEK, render_figures
from bot.texts import Texts
from config.errors import BuildError, IndexError_, IndexMissing

__all__ = ["add_administration"]

_log = logging.getLogger(__name__)

_NEW = filters.UpdateType.MESSAGE
_ADMIN_SOURCES = filters.Regex(r"^/sources(@\w+)?\s+(add|remove|list)\b")
_WAYS = ("full", "dry")


def add_administration(application: DeskApplication) -> None:
    """Register the commands. /status is for everybody who may ask, and says more to administrators."""
    application.add_handler(CommandHandler("status", status, _NEW))
    application.add_handler(CommandHandler("reindex", reindex, _NEW))
    application.add_handler(CommandHandler("cancel", cancel, _NEW))
    application.add_handler(CommandHandler("rollback", roll_back, _NEW))
    application.add_handler(CommandHandler("withdraw", withdraw, _NEW))
    application.add_handler(CommandHandler("restore", restore, _NEW))
    application.add_handler(CommandHandler("sources", change_sources, _NEW & _ADMIN_SOURCES))
    application.add_handler(CommandHandler("logs", logs, _NEW))
    application.add_handler(CommandHandler("broadcast", broadcast, _NEW))
    application.add_handler(CallbackQueryHandler(confirm, pattern(Kind.BROADCAST)))
    application.add_handler(MessageHandler(_NEW & filters.ChatType.PRIVATE & filters.Document.ALL, upload))


async def status(update: Update, context: Context) -> None:
    """Say what has been indexed and what is being indexed; administrators see the details."""
    message = update.message
    if message is None:
        return
    texts, admin = context.texts(message), is_admin(message, context.desk)
    try:
        figures = await context.in_thread(context.desk.service.status)
        text = render_status(figures, texts, admin=admin)
        age = context.desk.clock() - figures.built_at
    except IndexError_ as error:
        if not admin:
            raise
        text, age = render_error(error, texts), None
    if admin:
        now, uptime = context.desk.clock(), context.desk.administration.uptime
        asked = await context.stored(lambda state: state.questions.since(now - WEEK))
        text += "\n\n" + render_figures(asked, texts, now=now, age=age, uptime=uptime, memory=resident())
        run = context.desk.reindexing.current
        text += "\n\n" + render_running(run.owner, run.since, texts) if run else ""
    await context.say(message, text)


async def reindex(update: Update, context: Context) -> None:
    """Begin an update of the index or a rehearsal of one, or say who began the one that runs."""
    message = await administrator(update, context)
    if message is None:
        return
    desk, texts = context.desk, context.texts(message)
    ways, known = words_after(message).split(), places(desk.settings)
    running = desk.reindexing.current
    if set(ways).difference(_WAYS):
        await context.say(message, texts.html("reindex-how"))
    elif running:
        await context.say(message, render_running(running.owner, running.since, texts))
    elif not known.all or (known.partial and "full" in ways):
        await context.say(message, texts.html("no-sources"))
    else:
        run = desk.reindexing.begin(
            known.all, owner_of(message.from_user), desk.clock(), full="full" in ways, dry="dry" in ways,
            keep_missing=known.partial,
        )  # fmt: skip
        _log.info("%s started a reindex (%s)", run.owner, " ".join(ways) or "what has changed")
        await note(message, "reindex", " ".join(ways), "started", context)
        context.application.create_task(follow(run, message, context, texts), name="reindex")


async def cancel(update: Update, context: Context) -> None:
    """Stop the update of the index that runs in this bot."""
    message = await administrator(update, context)
    if message:
        texts = context.texts(message)
        stopping = context.desk.reindexing.cancel()
        await note(message, "cancel", "", "asked" if stopping else "nothing to stop", context)
        await context.say(message, texts.html("cancel-asked") if stopping else texts.html("cancel-nothing"))


async def roll_back(update: Update, context: Context) -> None:
    """Go back to the index of before, or to the one named."""
    message = await administrator(update, context)
    if message is None:
        return
    texts, name = context.texts(message), words_after(message)
    text, outcome = await _rolled_back(message, name, texts, context)
    await note(message, "rollback", name, outcome, context)
    await context.say(message, text)


async def _rolled_back(message: Message, name: str, texts: Texts, context: Context) -> tuple[str, str]:
    service, owner = context.desk.service, owner_of(message.from_user)
    try:
        before, after = await context.in_thread(lambda: service.roll_back(owner=owner, name=name))
    except IndexMissing:
        return texts.html("rollback-none"), "nothing to go back to"
    except (BuildError, IndexError_) as error:
        return render_error(error, texts), type(error).__name__
    live, left = render_generation(after, texts), render_generation(before, texts)
    return texts.html("rolled-back", live=live, left=left, name=before.generation), f"live {after.generation}"
