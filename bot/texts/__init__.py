"""Every sentence that citedesk says to people: one file a language (`en.ftl`, `ko.ftl`), one way to say it."""

from bot.texts.catalogue import LANGUAGES, Key, MissingText, Texts, texts_in
from bot.texts.markup import Html, escape

__all__ = ["LANGUAGES", "Html", "Key", "MissingText", "Texts", "escape", "texts_in"]
