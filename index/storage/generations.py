"""The generations of an index: which one answers, and how the next begins.

Opening never writes. A generation that fails its checks is stepped over, loudly, for the youngest one that passes.
"""

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config.errors import IndexDamaged, IndexMissing
from index.storage.files import Files, storage_error, write_error
from index.storage.layout import CURRENT, Generation, Layout, Pointer
from index.storage.publishing import Building, discard

__all__ = ["Damage", "GenerationStore"]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Damage:
    """Something stored that had to be stepped over: CURRENT or a generation's name, and what is wrong with it."""

    name: str
    reason: str

    def __str__(self) -> str:
        return f"{self.name}: {self.reason}"


class GenerationStore:
    """The generations below one folder. Any number of readers; one builder, which holds the BuildLock.

    `damaged` is what the last `current()` stepped over, `alarms` how often something new was found damaged.
    """

    def __init__(self, root: Path, files: Files | None = None) -> None:
        self.layout = Layout(root, files or Files())
        self.damaged: tuple[Damage, ...] = ()
        self.alarms = 0

    def current(self, *, verify: bool = True) -> Generation:
        """Return the live generation, whole; without `verify`, lengths are checked and contents are not.

        Where CURRENT or its generation is damaged, the youngest generation that passes. Raises IndexMissing if there
        never was one, IndexDamaged if none passes, IndexMismatch if the live one is of a format not known here.
        """
        while True:
            pointer = self.layout.pointer_bytes()
            generation, damaged = self._search(pointer, verify)
            # A publish in between may have removed what was being read; then CURRENT has moved on as well.
            if not damaged or self.layout.pointer_bytes() == pointer:
                break
        self._sound_alarm(damaged, generation)
        if generation is None:
            raise IndexDamaged(f"no stored index passes its checks ({'; '.join(map(str, damaged))})")
        return generation

    @contextmanager
    def begin(self) -> Iterator[Building]:
        """Open a folder for the next generation, for a caller that holds the BuildLock.

        Left without `Building.publish`, nothing of it stays. Raises StorageFull where the disk has no room.
        """
        try:
            building = self._prepare()
        except OSError as error:
            raise write_error(error) from error
        try:
            yield building
        except (OSError, sqlite3.Error) as error:
            if (trouble := storage_error(error)) is None:
                raise
            raise trouble from error
        finally:
            discard(self.layout, building.folder)

    def _prepare(self) -> Building:
        """Make room for a generation; what a dead builder left goes first."""
        self.layout.files.make_folder(self.layout.generations)
        for name in self.layout.leftovers():
            discard(self.layout, self.layout.generations / name)
        building = Building(self.layout, self.layout.next_name(), unsound={damage.name for damage in self.damaged})
        self.layout.files.mkdir(building.folder)
        return building

    def _search(self, pointer: bytes | None, verify: bool) -> tuple[Generation | None, list[Damage]]:
        """Return the first candidate that passes, and what had to be stepped over to reach it."""
        candidates, damaged = self._candidates(pointer)
        for name in candidates:
            try:
                return self.layout.opened(name, verify=verify), damaged
            except IndexDamaged as error:
                damaged.append(Damage(name, error.message))
        return None, damaged

    def _candidates(self, pointer: bytes | None) -> tuple[list[str], list[Damage]]:
        """Return the names to try, the one CURRENT names first, then youngest first."""
        try:
            names = self.layout.names()
        except OSError as error:
            advice = "Check the data folder and its permissions."
            raise IndexDamaged(f"the index cannot be read ({error})", advice=advice) from error
        if pointer is None and not names:
            raise IndexMissing("nothing has been indexed yet")
        try:
            named = self._named(pointer)
        except IndexDamaged as error:
            return names, [Damage(CURRENT, error.message)]
        return [named, *(name for name in names if name != named)], []

    def _named(self, content: bytes | None) -> str:
        """Return the generation CURRENT names; raise IndexDamaged if CURRENT is not to be believed."""
        if content is None:
            raise IndexDamaged("is missing")
        pointer = Pointer.decode(content)
        try:
            manifest = self.layout.manifest(pointer.generation)
        except IndexDamaged:
            return pointer.generation  # the generation is at fault; opening it will say so
        if manifest.digest != pointer.manifest_digest:
            raise IndexDamaged(f"does not fit the manifest of {pointer.generation}")
        return pointer.generation

    def _sound_alarm(self, damaged: list[Damage], instead: Generation | None) -> None:
        """Log each damage once and remember all."""
        for damage in damaged:
            if damage not in self.damaged:
                self.alarms += 1
                _log.warning("damaged index: %s; using %s", damage, instead.name if instead else "none")
        self.damaged = tuple(damaged)
