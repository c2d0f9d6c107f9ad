"""The administrator's file of spellings, as the settings name it."""

from pathlib import Path

from config.errors import SettingsError
from index.language.aliases import AliasLineError, read_aliases

__all__ = ["listed_aliases"]

_ADVICE = "Correct the file that `names.aliases` names; docs/settings.md shows how it is written."


def listed_aliases(file: Path | None) -> tuple[tuple[str, ...], ...]:
    """Return the groups of spellings in `file`, none without one; raises SettingsError that names file and line."""
    if file is None:
        return ()
    try:
        return read_aliases(file.read_text(encoding="utf-8"))
    except AliasLineError as error:
        raise SettingsError(f"{file}, {error}", advice=_ADVICE) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not UTF-8 text", advice=_ADVICE) from error
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}", advice=_ADVICE) from error
