"""A conversation in the terminal: one question a line, or all the lines of a file that is piped in."""

import importlib
import importlib.util
import os
import sys
from collections.abc import Iterator

from rich.text import Text

from bot.answers.answer import answer_record
from bot.answers.conversation import Conversation
from bot.session import DeskService, Session
from bot.terminal import print_answer
from bot.texts import texts_in
from config.errors import CitedeskError

__all__ = ["chat"]

_PROMPT = "\n> "


def chat(session: Session, service: DeskService, *, as_json: bool) -> None:
    """Answer questions until the end of the input; a question that fails does not end the conversation."""
    typed, texts = sys.stdin.isatty(), texts_in(_code())
    if typed and not as_json:
        session.out.print(Text(texts.plain("chat-welcome")))
    conversation = Conversation()
    for line in _typed() if typed else _piped(session, echo=not as_json):
        question = line.strip()
        if question in ("/quit", "/exit"):
            return
        if question == "/new":
            conversation = Conversation()
            session.err.print(Text(texts.plain("anew")))
        elif question.startswith("/"):
            session.err.print(Text(texts.plain("chat-help")))
        elif question:
            conversation = _reply(session, service, question, conversation, as_json=as_json)


def _reply(
    session: Session, service: DeskService, question: str, conversation: Conversation, *, as_json: bool
) -> Conversation:
    """Answer in the light of the turns before and return what the conversation has become."""
    try:
        answer, after = service.converse(question, conversation)
    except CitedeskError as error:
        session.say_error(error)
        return conversation
    if as_json:
        session.print_json(answer_record(answer))
    else:
        print_answer(session.out, answer)
    return after


def _code() -> str:
    """Return the language that the person's terminal is set to, as POSIX looks for it."""
    return next((code for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (code := os.environ.get(name))), "")


def _typed() -> Iterator[str]:
    """Yield what a person types; editing keys work where Python has readline."""
    if importlib.util.find_spec("readline"):
        importlib.import_module("readline")
    while True:
        try:
            yield input(_PROMPT)
        except (EOFError, KeyboardInterrupt):
            print()
            return


def _piped(session: Session, *, echo: bool) -> Iterator[str]:
    """Yield the lines of standard input, shown as if somebody had typed them."""
    for line in sys.stdin:
        if echo and line.strip():
            session.out.print(Text(_PROMPT + line.strip()), soft_wrap=True)
        yield line
