"""Publishing a generation: the commit protocol.

    1. sync every file, then digest it         5. sync the folder of generations
    2. write and sync manifest.json            6. write and sync CURRENT.new
    3. sync the generation's folder            7. rename CURRENT.new to CURRENT      <- readers see it
    4. rename the folder to its lasting name   8. sync DATA                          <- acknowledged

Stopped anywhere, by a signal or the power, the old generation answers, or the new one, whole. Each of the syncs is
needed: tests/test_index_storage_power.py leaves out one at a time and loses a generation, or finds CURRENT torn.
"""

import logging
from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from config.errors import IndexDamaged, IndexMismatch
from index.storage.files import write_error
from index.storage.layout import CURRENT, Generation, Layout, Pointer
from index.storage.manifest import MANIFEST, FileStamp, FingerprintValue, Manifest

__all__ = ["KEPT", "Building", "discard", "point"]

KEPT = 2  # generations kept behind the live one, to fall back on
_NOTHING: Mapping[str, object] = MappingProxyType({})
_log = logging.getLogger(__name__)


class Building:
    """A generation being written into `folder`; SQLite and FAISS write there themselves, and close their files.

    After `publish` it is immutable.
    """

    def __init__(self, layout: Layout, name: str, *, unsound: Collection[str] = ()) -> None:
        self.name = name
        self.folder = layout.generations / f"{name}.new"
        self._layout = layout
        self._files = layout.files
        self._unsound = unsound

    def publish(
        self,
        *,
        built_at: datetime,
        fingerprint: Mapping[str, FingerprintValue],
        counts: Mapping[str, int],
        corpus_digest: str,
        facts: Mapping[str, object] = _NOTHING,
    ) -> Generation:
        """Make this the live generation; once it returns, no power loss takes it back.

        Raises StorageFull or BuildError with the old generation live. Older ones than the last two are removed.
        """
        try:
            manifest = Manifest(self.name, built_at, fingerprint, counts, corpus_digest, self._seal(), facts)
            self._commit(manifest)
        except OSError as error:
            raise write_error(error) from error
        self._sweep()
        return Generation(self._layout.generations / self.name, manifest)

    def _seal(self) -> dict[str, FileStamp]:
        """Make all that was written durable, and return what it must look like from now on."""
        stamps = {}
        for path, is_folder in self._files.walk(self.folder):
            self._files.sync(path)
            if not is_folder:
                stamp = FileStamp(self._files.digest(path), self._files.size(path))
                stamps[path.relative_to(self.folder).as_posix()] = stamp
        return stamps

    def _commit(self, manifest: Manifest) -> None:
        self._files.write(self.folder / MANIFEST, manifest.encode())
        self._files.sync(self.folder)
        lasting = self._layout.generations / self.name
        self._files.rename(self.folder, lasting)
        try:
            self._files.sync(self._layout.generations)
            fresh = _write_pointer(self._layout, Pointer(self.name, manifest.digest).encode())
        except OSError:
            discard(self._layout, lasting)
            raise
        _switch(self._layout, fresh)

    def _sweep(self) -> None:
        """Keep the last generations that are whole; remove the rest. A failure costs room, not the publish."""
        try:
            older = [name for name in self._layout.names() if name != self.name]
        except OSError as error:
            _log.warning("old generations stay: %s", error)
            return
        kept = set(islice(filter(self._is_sound, older), KEPT))
        for name in older:
            if name not in kept:
                discard(self._layout, self._layout.generations / name)

    def _is_sound(self, name: str) -> bool:
        """Say whether a generation can be fallen back on, as far as can be told without reading all of it."""
        if name in self._unsound:
            return False
        try:
            self._layout.opened(name, verify=False)
        except IndexDamaged:
            return False
        except IndexMismatch:
            return True  # another version of citedesk may still want it
        return True


def point(layout: Layout, generation: Generation) -> None:
    """Make a generation that is there already the live one, for a caller that holds the BuildLock."""
    try:
        _switch(layout, _write_pointer(layout, Pointer(generation.name, generation.manifest.digest).encode()))
    except OSError as error:
        raise write_error(error) from error


def _switch(layout: Layout, fresh: Path) -> None:
    """Put `fresh` in the place of CURRENT. What is not durable is not published: on failure the old one returns.

    The new generation then stays where it is, since a reader may have it open already, and its name is spent.
    """
    before = layout.pointer_bytes()
    try:
        layout.files.rename(fresh, layout.current)
        layout.files.sync(layout.root)
    except OSError:
        if before:
            with suppress(OSError):
                layout.files.rename(_write_pointer(layout, before), layout.current)
        raise


def _write_pointer(layout: Layout, content: bytes) -> Path:
    """Write what CURRENT shall say beside it, durably."""
    fresh = layout.root / f"{CURRENT}.new"
    layout.files.write(fresh, content)
    return fresh


def discard(layout: Layout, folder: Path) -> None:
    """Remove a folder of `layout.generations` if it is there; on failure say so and leave it for the next build.

    It loses its name first, so that a generation is there whole or not at all.
    """
    doomed = folder.with_suffix(".old")
    try:
        if folder != doomed:
            layout.files.rename(folder, doomed)
        layout.files.remove_folder(doomed)
    except FileNotFoundError:
        return
    except OSError as error:
        _log.warning("%s stays until the next build: %s", folder, error)
