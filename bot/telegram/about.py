"""What a message points at: an article's link in it or in what it replies to, a forwarded or quoted part of an article.

A link that the message itself holds comes first, then the part of a message that it quotes, then the message that it
replies to. The bot's own messages point at nothing as a whole: they go on with their conversation.
"""

from collections.abc import Sequence
from dataclasses import replace

from telegram import ExternalReplyInfo, Message, User

from bot.answers.about import begun, spokesman
from bot.answers.conversation import Conversation
from bot.answers.surroundings import place_of
from bot.pointing import Hint, Missing, Pointed, PointedArticle
from bot.telegram.addressing import links_in, person, written
from bot.telegram.buttons import Kind, Press
from bot.telegram.context import Context
from bot.telegram.keyboards import Row, button, keyboard, openers
from bot.telegram.rendering import source_line
from bot.telegram.talking import conversation_of, keep_conversation
from bot.texts import Html, Key, Texts, escape

__all__ = ["conversation_about", "hints_in", "looks_like_question", "point", "show_articles"]

_LONG = 80  # characters of a message that may be an article's, though nobody says so
_QUESTION = 200  # characters
_NAMES = 3  # words of a person's name
_MISSING = {
    Missing.LINK: Key("about-missing-link"),
    Missing.TEXT: Key("about-missing-text"),
    Missing.WITHDRAWN: Key("about-missing-withdrawn"),
}


def hints_in(message: Message, bot: User) -> tuple[Hint, ...]:
    """Return what the message points at, the nearest first; nothing where it only says something."""
    links, text = links_in(message), written(message)
    if message.forward_origin is not None:
        return (Hint(links, text, sure=not looks_like_question(text)),)
    return (Hint(links),) if links else tuple(_replied(message, bot))


def looks_like_question(text: str) -> bool:
    """Tell whether a forwarded text is more likely a question than news."""
    return len(text) <= _QUESTION and text.rstrip().endswith(("?", "？"))


def _replied(message: Message, bot: User) -> Sequence[Hint]:
    quote, replied, elsewhere = message.quote, message.reply_to_message, message.external_reply
    hints = []
    if quote is not None:
        units = len(quote.text.encode("utf-16-le", "surrogatepass")) // 2
        quoted = range(quote.position, quote.position + units)
        hints.append(Hint(links_in(replied, quoted) if replied else (), quote.text, sure=False))
    if replied is not None and replied.from_user != bot:
        links, text, forwarded = links_in(replied), written(replied), replied.forward_origin is not None
        if links or forwarded or len(text) >= _LONG:
            hints.append(Hint(links, text, sure=bool(links) or (forwarded and not looks_like_question(text))))
    elif replied is None and isinstance(url := _previewed(elsewhere), str):
        hints.append(Hint((url,)))
    return hints


def _previewed(elsewhere: ExternalReplyInfo | None) -> object:
    """Return the address whose preview a message of another chat shows; PTB has a value for one that is the default."""
    preview = elsewhere.link_preview_options if elsewhere else None
    return preview.url if preview else None


async def point(message: Message, context: Context) -> Pointed:
    """Return the articles that the message points at."""
    hints, service = hints_in(message, context.bot.bot), context.desk.service
    return await context.in_thread(lambda: service.pointed(hints)) if hints else Pointed()


async def conversation_about(
    message: Message, question: str, context: Context, before: Conversation | None = None
) -> tuple[Conversation, str]:
    """Return the conversation that a question begins or goes on with, and HTML that has to stand above its answer.

    Where it points at no article it goes on with `before`, if that is given, else with what was last spoken of.
    """
    pointed = await point(message, context)
    if pointed.articles:
        return Conversation(about=tuple(one.card.id for one in pointed.articles)), ""
    if pointed.missing is None and before is not None:
        return before, ""
    if pointed.missing is None:
        return await context.stored(lambda state: conversation_of(message, state)), ""
    texts = context.texts(message, question)
    lines = [_missing(pointed.missing, message, context, texts), texts.html("about-missing-answered")]
    return Conversation(), f"<i>{' '.join(lines)}</i>"


async def show_articles(pointed: Pointed, message: Message, context: Context) -> None:
    """Show what was pointed at without a question, or say that it isn't indexed; the next question is about it."""
    texts = context.texts(message)
    if not pointed.articles:
        missing = pointed.missing or Missing.TEXT
        await context.say(message, _missing(missing, message, context, texts))
        return
    articles = pointed.articles
    lines = Html("\n".join(source_line(one.card, texts) for one in articles))
    asked = Html("\n".join(f"• {escape(example)}" for example in _examples(articles[0], texts)))
    text = texts.html("about-card", articles=lines, count=len(articles), examples=asked)
    sent = await context.say(message, text, keyboard=keyboard(*_openings(articles, texts)))
    about = begun([one.card for one in articles], [name for one in articles for name in one.speakers])
    shown = tuple(one.message_id for one in sent)
    await context.stored(lambda state: keep_conversation(message, shown, about, state))


def _missing(missing: Missing, message: Message, context: Context, texts: Texts) -> Html:
    user = person(message)
    add = missing is not Missing.WITHDRAWN and user is not None and user.id in context.desk.admins
    return Html(" ".join([texts.html(_MISSING[missing]), *([texts.html("about-missing-add")] if add else [])]))


def _examples(article: PointedArticle, texts: Texts) -> list[str]:
    """Return questions that the article is likely to answer; a body's short name stands in its long one (연구소)."""
    persons = [name for name in article.speakers if _is_person(name) and " ".join(article.speakers).count(name) == 1]
    name = spokesman(article.card.title, persons) or next(iter(persons), "")
    asked = [texts.plain("about-ask-speaker", name=name)] if name else []
    return [texts.plain("about-ask-whole"), *asked]


def _is_person(name: str) -> bool:
    """Tell whether a speaker is named as people are: two or three words with capitals, or a Korean name."""
    words = name.split()
    if any(word[:1].isupper() for word in words):
        whole = all(word[:1].isupper() for word in words)
        return whole and 1 < len(words) <= _NAMES and words[0] not in ("A", "An", "The")
    return len(name) == _NAMES or len(words) > 1


def _openings(articles: Sequence[PointedArticle], texts: Texts) -> list[Row]:
    """Return a button that opens the beginning of each article."""
    if len(articles) > 1:
        return openers([replace(one.opening, n=n) for n, one in enumerate(articles, 1)], texts)
    place = place_of(articles[0].card.id, articles[0].opening.start, articles[0].opening.sentence)
    return [[button(texts.plain("about-opening"), Press(Kind.CONTEXT, (0,), place))]]
