"""Where articles come from: the settings' sources, those that administrators added, and what they sent to the bot.

What was added stands in `sources.json` in the data folder, beside the index that is built from it: whoever builds
there, the bot or the command line, reads the same. What was sent lies in `received/`, which is a source as any other.
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from config.errors import SourceError
from config.settings import Settings

__all__ = ["RECEIVED", "Places", "add_place", "places", "remove_place"]

RECEIVED = "received"
_ADDED = "sources.json"


@dataclass(frozen=True, slots=True)
class Places:
    """The sources: `named` in the settings, `added` by administrators, `received` where there is anything."""

    named: tuple[Path, ...]
    added: tuple[Path, ...]
    received: tuple[Path, ...]

    @property
    def all(self) -> tuple[Path, ...]:
        """Everything that is read."""
        return (*self.named, *self.added, *self.received)

    @property
    def partial(self) -> bool:
        """Whether the index must have come from elsewhere too: what these do not hold is kept then."""
        return not (self.named or self.added)


def places(settings: Settings) -> Places:
    """Return where articles come from now."""
    received = settings.data / RECEIVED
    named = tuple(settings.sources)
    added = tuple(place for place in _added(settings) if place not in named)
    return Places(named, added, (received,) if received.is_dir() else ())


def add_place(settings: Settings, place: Path) -> Path:
    """Add a file or folder as it is called in full; raises SourceError where it is none that may be read."""
    if not place.is_absolute():
        raise SourceError(f"{place} is not an absolute path")
    real = Path(os.path.realpath(place))
    inside = settings.data.resolve()
    if not real.exists() or any(part.startswith(".") for part in real.parts):
        raise SourceError(f"{place} is not there, or hidden")
    if real == inside or real.is_relative_to(inside) or inside.is_relative_to(real):
        raise SourceError(f"{place} holds the bot's own data")
    roots = [root.resolve() for root in settings.telegram.source_roots]
    if roots and not any(real.is_relative_to(root) for root in roots):
        raise SourceError(f"{place} lies outside telegram.source_roots")
    if real not in places(settings).all:
        _write(settings, [*_added(settings), real])
    return real


def remove_place(settings: Settings, place: Path) -> bool:
    """Take back what was added; False if it was not, as what the settings name is not."""
    before = _added(settings)
    after = [one for one in before if one not in (place, Path(os.path.realpath(place)))]
    if len(after) < len(before):
        _write(settings, after)
    return len(after) < len(before)


def _added(settings: Settings) -> list[Path]:
    file = settings.data / _ADDED
    try:
        return [Path(one) for one in json.loads(file.read_text(encoding="utf-8"))]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError) as error:
        raise SourceError(f"{file} cannot be read ({error})", advice="Correct it or remove it.") from error


def _write(settings: Settings, added: list[Path]) -> None:
    settings.data.mkdir(parents=True, exist_ok=True)
    fresh = settings.data / f"{_ADDED}.new"
    fresh.write_text(json.dumps([str(one) for one in added], ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    fresh.replace(settings.data / _ADDED)
