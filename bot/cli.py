"""The entry point of the command line, and where every error ends.

Exit code 0: done; 1: could not be done, with one line on stderr saying why and what to do; 2: wrong usage.
"""

import io
import logging
import os
import sys
from collections.abc import Sequence

import typer

from bot.quality import app
from bot.service import Service
from bot.session import DeskService, Session
from bot.telegram.application import run
from config.errors import CitedeskError
from config.settings import Settings

__all__ = ["main"]

_log = logging.getLogger(__name__)
_INTERRUPTED = 130  # what typer makes of Ctrl-C


def main(arguments: Sequence[str] | None = None, session: Session | None = None) -> int:
    """Run one command and return its exit code; whatever goes wrong ends in one line, not in a traceback."""
    _print_any_character()
    if session is None:
        session = Session(Service, _serve)
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments, session)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, `head` for instance, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    return code


def _serve(settings: Settings, service: DeskService) -> int:
    """Run the Telegram bot, which needs more of the service than the commands do."""
    if not isinstance(service, Service):
        raise TypeError("the bot answers with the real service")
    return run(settings, service)


def _run(arguments: Sequence[str], session: Session) -> int:
    command = typer.main.get_command(app)
    try:
        code = command.main(list(arguments) or ["--help"], prog_name="citedesk", standalone_mode=False, obj=session)
    except BrokenPipeError:
        raise
    except CitedeskError as error:
        session.say_error(error)
        return 1
    except typer.TyperException as error:
        session.say(f"{_sentence(error.format_message())} See {_command_named(arguments)} --help")
        return error.exit_code
    except typer.Abort:
        code = _INTERRUPTED
    except Exception as error:  # the outermost edge: a person gets a line, not a traceback
        _log.debug("this happened at", exc_info=error)
        session.say(f"it failed ({type(error).__name__}: {error}). Run it again with --debug to see where.")
        return 1
    if code == _INTERRUPTED:
        session.say("stopped")
    return 1 if code else 0


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else f"{text}."


def _command_named(arguments: Sequence[str]) -> str:
    known = {command.name for command in app.registered_commands}
    return " ".join(["citedesk", *(name for name in arguments[:1] if name in known)])


def _print_any_character() -> None:
    """Let both streams take every character, whatever the locale: a Korean article must not end in an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
