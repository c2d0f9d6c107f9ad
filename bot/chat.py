"""A conversation in the terminal: one question a line, or all the lines of a file that is piped in."""

import importlib
import importlib.util
import sys
from collections.abc import Iterator

from rich.text import Text

from bot.answers.answer import answer_record
from bot.answers.conversation import Conversation
from bot.session import DeskService, Session
from bot.terminal import print_answer
from config.errors import CitedeskError

__all__ = ["chat"]

_WELCOME = "Ask about the articles, in English or Korean. /help lists what else there is; /quit or Ctrl-D ends."
_HELP = """Ask a question and press Enter. An answer is made of sentences of the articles, word for word.
A question may follow on from the one before: "When did he say that?", "왜?", "in Korean please".
  /new    start afresh (새로 시작)
  /help   this help
  /quit   leave (so do Ctrl-D and Ctrl-C)"""
_ANEW = "Starting afresh. 새로 시작합니다."
_PROMPT = "\n> "


def chat(session: Session, service: DeskService, *, as_json: bool) -> None:
    """Answer questions until the end of the input; a question that fails does not end the conversation."""
    typed = sys.stdin.isatty()
    if typed and not as_json:
        session.out.print(Text(_WELCOME))
    conversation = Conversation()
    for line in _typed() if typed else _piped(session, echo=not as_json):
        question = line.strip()
        if question in ("/quit", "/exit"):
            return
        if question == "/new":
            conversation = Conversation()
            session.err.print(Text(_ANEW))
        elif question.startswith("/"):
            session.err.print(Text(_HELP))
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
