"""Which text of the catalogue is for which error and which command, and in whose language."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.texts import Key, texts_in
from config import errors

__all__ = ["COMMANDS", "Command", "error_key", "language_of"]


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the menu, the text that describes it, and whether it is for administrators."""

    name: str
    described: Key
    admins_only: bool = False


COMMANDS = (
    Command("ask", Key("command-ask")),
    Command("new", Key("command-new")),
    Command("find", Key("command-find")),
    Command("latest", Key("command-latest")),
    Command("timeline", Key("command-timeline")),
    Command("quotes", Key("command-quotes")),
    Command("sources", Key("command-sources")),
    Command("watch", Key("command-watch")),
    Command("watches", Key("command-watches")),
    Command("unwatch", Key("command-unwatch")),
    Command("language", Key("command-language")),
    Command("settings", Key("command-settings")),
    Command("status", Key("command-status")),
    Command("export", Key("command-export")),
    Command("forget", Key("command-forget")),
    Command("about", Key("command-about")),
    Command("help", Key("command-help")),
    Command("reindex", Key("command-reindex"), admins_only=True),
    Command("cancel", Key("command-cancel"), admins_only=True),
    Command("feedback", Key("command-feedback"), admins_only=True),
    Command("allow", Key("command-allow"), admins_only=True),
    Command("deny", Key("command-deny"), admins_only=True),
    Command("withdraw", Key("command-withdraw"), admins_only=True),
    Command("restore", Key("command-restore"), admins_only=True),
    Command("rollback", Key("command-rollback"), admins_only=True),
    Command("broadcast", Key("command-broadcast"), admins_only=True),
    Command("logs", Key("command-logs"), admins_only=True),
)

# What a person is told of an error, by its class; a class that is not here is worded as its nearest ancestor that is.
_ERRORS: Mapping[type[BaseException], Key] = {
    errors.SettingsError: Key("error-settings"),
    errors.SourceError: Key("error-source"),
    errors.ModelError: Key("error-model"),
    errors.IndexMissing: Key("error-index-missing"),
    errors.IndexDamaged: Key("error-index-damaged"),
    errors.IndexMismatch: Key("error-index-mismatch"),
    errors.IndexError_: Key("error-index"),
    errors.BuildCancelled: Key("error-cancelled"),
    errors.StorageFull: Key("error-disk"),
    errors.BuildError: Key("error-build"),
    BaseException: Key("error"),
}


def error_key(error: BaseException) -> Key:
    """Return the text for the error's class or its nearest ancestor."""
    return next(_ERRORS[kind] for kind in type(error).__mro__ if kind in _ERRORS)


def language_of(text: str, code: str | None) -> str:
    """Return the language to answer in: Hangul in the text decides, then the language of the person's Telegram."""
    if any("\uac00" <= character <= "\ud7a3" for character in text):
        return "ko"
    return texts_in(code or "").language
