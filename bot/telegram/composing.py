"""An answer as the messages that are sent: what they say, the buttons under them, the preview."""

from dataclasses import dataclass, replace

from telegram import InlineKeyboardMarkup, LinkPreviewOptions

from bot.answers.answer import Answered
from bot.telegram.behind import Behind
from bot.telegram.keyboards import under, under_refusal
from bot.telegram.previews import NO_PREVIEW, preview_of
from bot.telegram.quota import Share
from bot.telegram.rendering import render_answer, render_enough
from bot.texts import texts_in

__all__ = ["Outgoing", "compose"]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message to send: HTML, what stands under it, and whether the page it is about is previewed."""

    text: str
    keyboard: InlineKeyboardMarkup | None = None
    preview: LinkPreviewOptions = NO_PREVIEW


def compose(
    share: Share, name: str, stored: Behind | None, language: str, lead: str, *, limit: int, previewed: bool
) -> tuple[Outgoing, ...]:
    """Return the messages of an answer called `name`, its buttons under the last that quotes.

    What follows says which articles have been shown enough of today; `limit` is how much that is, `lead` HTML on top.
    """
    shown = share.answer
    messages = [Outgoing(text) for text in (render_answer(shown, lead=lead) if shown else ())]
    if messages:
        messages[0] = replace(messages[0], preview=preview_of(shown, wanted=previewed))
    if stored and shown:
        texts = texts_in(language)
        buttons = under(shown, name, stored.name, texts) if isinstance(shown, Answered) else under_refusal(name, texts)
        messages[-1] = replace(messages[-1], keyboard=buttons)
    return (*messages, *(Outgoing(render_enough(card, language, limit)) for card in share.exhausted))
