"""Every error a person may meet, as one tree.

    CitedeskError                    exit code 1, one line, advice
    ├── SettingsError                a setting is unknown, out of bounds or missing
    ├── SourceError                  a source named by the user cannot be read at all
    ├── ModelError                   the embedding model is missing or damaged
    ├── IndexError_
    │   ├── IndexMissing             nothing has been indexed yet
    │   ├── IndexDamaged             no stored generation passes its checksums
    │   └── IndexMismatch            the index was built with another model or rule
    ├── BuildError
    │   ├── BuildInProgress          another process or person is building (who, since when)
    │   ├── BuildCancelled           stopped on request; the old generation stays live
    │   └── StorageFull              no room left on the disk
    └── BotError
        ├── BadToken                 Telegram does not accept the token
        ├── StateError               the database of the bot's state cannot be used
        └── TelegramUnreachable      the Bot API server cannot be reached at start

The command line prints `message` and `advice`; the bot words each class in the reader's language from a
table keyed by class, never from the English text.
"""

from datetime import datetime


class CitedeskError(Exception):
    """Root of the tree; `message` says what happened, `advice` what to do about it."""

    advice = ""

    def __init__(self, message: str, *, advice: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        if advice is not None:
            self.advice = advice


class SettingsError(CitedeskError):
    advice = "Run `citedesk config` to see every setting, or read docs/settings.md."


class SourceError(CitedeskError):
    advice = "Check the path and its permissions."


class ModelError(CitedeskError):
    advice = "Check the `model` setting; `bundled` always works offline."


class IndexError_(CitedeskError):
    """The index on disk cannot answer."""


class IndexMissing(IndexError_):
    advice = "Run `citedesk index SOURCE` first."


class IndexDamaged(IndexError_):
    advice = "Run `citedesk index --full SOURCE` to build it again."


class IndexMismatch(IndexError_):
    advice = "Run `citedesk index --full SOURCE` with the model you want to use."


class BuildError(CitedeskError):
    """A build ended without publishing; the old generation stays live."""


class BuildInProgress(BuildError):
    """Another builder holds the lock."""

    advice = "Wait for it to end, or stop it."

    def __init__(self, owner: str, since: datetime) -> None:
        super().__init__(f"{owner} has been building the index since {since:%Y-%m-%d %H:%M:%S %Z}")
        self.owner = owner
        self.since = since


class BuildCancelled(BuildError):
    advice = "The old index stays in use; run the command again to bring it up to date."


class StorageFull(BuildError):
    advice = "Free some space and run the command again; the old index stays in use."


class BotError(CitedeskError):
    """The bot cannot start."""


class BadToken(BotError):
    advice = "Copy the token again from @BotFather into CITEDESK_TELEGRAM__TOKEN."


class StateError(BotError):
    advice = "Check the `state.url` setting, the database and its permissions."


class TelegramUnreachable(BotError):
    advice = "Check the network and CITEDESK_TELEGRAM__BASE_URL."
