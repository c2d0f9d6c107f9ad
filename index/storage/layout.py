"""Where generations lie on the disk, and how one of them is checked.

    DATA/CURRENT                      names the live generation and the digest of its manifest
    DATA/lock                         held while a build runs
    DATA/generations/g00000007/       one generation: its files and manifest.json
    DATA/generations/g00000008.new/   being written
    DATA/generations/g00000004.old/   being removed

Digests make a chain: CURRENT holds the manifest's, the manifest holds each file's. So a flipped byte shows wherever
it is, and CURRENT cannot be bent to name another generation.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from config.errors import IndexDamaged
from index.storage.files import Files
from index.storage.manifest import MANIFEST, FileStamp, Manifest

__all__ = ["CURRENT", "Generation", "Layout", "Pointer"]

CURRENT = "CURRENT"
_NAME = re.compile(r"g(\d{8,})")
_LEFTOVER = re.compile(r"g\d{8,}\.(new|old)")
_POINTER = re.compile(rb"(g\d{8,}) ([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True)
class Generation:
    """A complete generation: its folder, never written to again, and its manifest."""

    path: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The generation's name; names of younger generations sort after it."""
        return self.manifest.generation


@dataclass(frozen=True, slots=True)
class Pointer:
    """What CURRENT says."""

    generation: str
    manifest_digest: str

    def encode(self) -> bytes:
        """Return the content of CURRENT."""
        return f"{self.generation} {self.manifest_digest}\n".encode("ascii")

    @classmethod
    def decode(cls, content: bytes) -> "Pointer":
        """Return the pointer in `content`; raise IndexDamaged if it cannot have been written by `encode`."""
        if (match := _POINTER.fullmatch(content)) is None:
            raise IndexDamaged("is not a pointer to a generation")
        return cls(match[1].decode("ascii"), match[2].decode("ascii"))


class Layout:
    """The folders and names below DATA. Reads only; what is wrong with a generation is said by IndexDamaged."""

    def __init__(self, root: Path, files: Files) -> None:
        self.root = root
        self.files = files
        self.generations = root / "generations"
        self.current = root / CURRENT

    def names(self) -> list[str]:
        """Return the generations in the folder, youngest first, whole or not."""
        return sorted(filter(_NAME.fullmatch, self._entries()), key=_number, reverse=True)

    def leftovers(self) -> list[str]:
        """Return the folders that were never finished or never quite removed."""
        return list(filter(_LEFTOVER.fullmatch, self._entries()))

    def next_name(self) -> str:
        """Return a name younger than every one that was ever seen here, so that none is given twice."""
        pointed = _NAME.match((self.pointer_bytes() or b"").decode("ascii", "replace"))
        taken = [int(match[1]) for match in [*map(_NAME.match, self._entries()), pointed] if match]
        return f"g{max(taken, default=0) + 1:08}"

    def pointer_bytes(self) -> bytes | None:
        """Return the content of CURRENT; None where there is none, empty (it points nowhere) if it cannot be read."""
        try:
            return self.files.read(self.current)
        except FileNotFoundError:
            return None
        except OSError:
            return b""

    def manifest(self, name: str) -> Manifest:
        """Return the manifest in the folder `name`, intact and its own."""
        try:
            manifest = Manifest.decode(self.files.read(self.generations / name / MANIFEST))
        except OSError as error:
            raise IndexDamaged(f"{MANIFEST}: {error.strerror or error}") from error
        if manifest.generation != name:
            raise IndexDamaged(f"holds {manifest.generation}")
        return manifest

    def opened(self, name: str, *, verify: bool) -> Generation:
        """Return the generation `name` if every file has its length and, with `verify`, its digest."""
        generation = Generation(self.generations / name, self.manifest(name))
        for file, stamp in generation.manifest.files.items():
            try:
                self._check(generation.path / file, stamp, verify)
            except OSError as error:
                raise IndexDamaged(f"{file}: {error.strerror or error}") from error
        return generation

    def _check(self, path: Path, stamp: FileStamp, verify: bool) -> None:
        if (size := self.files.size(path)) != stamp.bytes:
            raise IndexDamaged(f"{path.name} has {size} bytes, not {stamp.bytes}")
        if verify and self.files.digest(path) != stamp.sha256:
            raise IndexDamaged(f"{path.name} does not match its checksum")

    def _entries(self) -> list[str]:
        try:
            return [entry.name for entry in self.files.entries(self.generations)]
        except FileNotFoundError:
            return []


def _number(name: str) -> int:
    """Return a generation's number."""
    return int(name[1:])
