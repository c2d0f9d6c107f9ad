"""Who is speaking in a message, whether to the bot, and what the question is once the address is taken off."""

import re

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from index.addresses import address_key

__all__ = [
    "asker_id", "is_group", "is_private", "is_to_bot", "links_in", "person", "question_in", "topic_of", "written",
]  # fmt: skip

_COMMAND = "/ask"
_GENERAL = 1  # the topic of a forum that every message is in which is in no other; sending to it by number fails
_WORD = re.compile(r"\w")
_TELEGRAM = ("t.me/", "telegram.me/", "telegram.org/")
_HEADLINE = 4  # words of a link that are no part of a sentence


def is_group(message: Message) -> bool:
    """Say whether others read along."""
    return message.chat.type in (ChatType.GROUP, ChatType.SUPERGROUP)


def is_private(message: Message) -> bool:
    """Say whether it is a person's own chat with the bot."""
    return message.chat.type == ChatType.PRIVATE


def topic_of(message: Message) -> int | None:
    """Return the topic that an answer has to name to appear beside the message; a thread of replies is none."""
    named = message.is_topic_message and message.message_thread_id != _GENERAL
    return message.message_thread_id if named else None


def person(message: Message) -> User | None:
    """Return the human who wrote the message; None for an anonymous admin, a channel, a bot.

    Telegram sends those with a stand-in user, so `from_user` alone must never be trusted.
    """
    user = message.from_user
    if message.sender_chat is not None or user is None or user.is_bot:
        return None
    return user


def asker_id(message: Message) -> int:
    """Return the number that a limit counts by: the person's, else that of the group or channel speaking."""
    user = person(message)
    if user is not None:
        return user.id
    return message.sender_chat.id if message.sender_chat else message.chat.id


def is_to_bot(message: Message, bot: User) -> bool:
    """Say whether the message is meant for the bot: private, a mention, a reply to it, a command with its name."""
    if not is_group(message):
        return True
    replied = message.reply_to_message
    if replied is not None and replied.text is not None and replied.from_user == bot:
        return True
    return any(_names(entity, text, bot) for entity, text in _entities(message))


def question_in(message: Message, bot: User) -> str | None:
    """Return the question without command, mention and articles' addresses; "" if nothing is left.

    None if it is not for the bot. A word that is a link stays, for the question says it; a headline that is one goes.
    """
    command = next((entity for entity, text in _entities(message) if _is_ask(entity, text, bot)), None)
    if command is None and not is_to_bot(message, bot):
        return None
    away = [entity for entity, text in _entities(message) if entity is command or _mentions(entity, text, bot)]
    linked = [entity for entity, text in _linking(message) if _is_apart(entity, text)]
    left = _without(written(message), [*away, *linked])
    return left if _WORD.search(left) or not linked else ""


def written(message: Message) -> str:
    """Return what a message says, be it the caption of a picture."""
    return message.text or message.caption or ""


def links_in(message: Message, quoted: range | None = None) -> tuple[str, ...]:
    """Return the addresses that may be articles', each once; those that `quoted`, UTF-16 units, touches where given."""
    touched = [
        entity.url or text
        for entity, text in _linking(message)
        if quoted is None or (entity.offset < quoted.stop and entity.offset + entity.length > quoted.start)
    ]
    return tuple(dict.fromkeys(touched))


def _linking(message: Message) -> list[tuple[MessageEntity, str]]:
    """Return the links that may lead to articles; those within Telegram lead to none."""
    found = _parsed(message, [MessageEntity.URL, MessageEntity.TEXT_LINK])
    keyed = ((entity, text, address_key(entity.url or text)) for entity, text in found)
    return [(entity, text) for entity, text, key in keyed if key and not key.startswith(_TELEGRAM)]


def _is_apart(entity: MessageEntity, text: str) -> bool:
    return entity.type == MessageEntity.URL or len(text.split()) >= _HEADLINE


def _parsed(message: Message, kinds: list[str | None]) -> list[tuple[MessageEntity, str]]:
    if message.text:
        return list(message.parse_entities(kinds).items())
    return list(message.parse_caption_entities(kinds).items()) if message.caption else []


def _entities(message: Message) -> list[tuple[MessageEntity, str]]:
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION, MessageEntity.BOT_COMMAND]
    return _parsed(message, kinds)


def _is_ask(entity: MessageEntity, text: str, bot: User) -> bool:
    command, _, name = text.partition("@")
    ours = not name or name.casefold() == (bot.username or "").casefold()
    return entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0 and command.lower() == _COMMAND and ours


def _mentions(entity: MessageEntity, text: str, bot: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == bot.id
    return entity.type == MessageEntity.MENTION and text.casefold() == f"@{bot.username}".casefold()


def _names(entity: MessageEntity, text: str, bot: User) -> bool:
    command = entity.type == MessageEntity.BOT_COMMAND and text.casefold().endswith(f"@{bot.username}".casefold())
    return command or _mentions(entity, text, bot)


def _without(text: str, entities: list[MessageEntity]) -> str:
    """Return the text with the entities cut out; they count in UTF-16 units, so it is cut as UTF-16."""
    raw = text.encode("utf-16-le", "surrogatepass")
    for entity in sorted(entities, key=lambda entity: entity.offset, reverse=True):
        raw = raw[: 2 * entity.offset] + raw[2 * (entity.offset + entity.length) :]
    return " ".join(raw.decode("utf-16-le", "replace").split())
