"""A disk in memory that can lose its power: `Disk` is a `Files`, so the real publish code runs on it unchanged.

The model is the strictest that POSIX allows (as in ALICE, OSDI 2014). What was not synced may be kept or lost, each
piece by itself: of a file's content the old, the new, the first half, the second half behind zeros, or zeros alone; of
a folder's names any subset of the creations, renames and removals since the folder was last synced. `power_losses`
enumerates every disk that may be found when the power is back.
"""

import errno
import itertools
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BufferedIOBase, BytesIO
from pathlib import Path

from index.storage.files import Entry, Files

__all__ = ["Disk", "State"]

State = bytes | tuple[tuple[str, "State"], ...]  # what a disk holds: the content of a file, or a folder's names


@dataclass(eq=False)
class _File:
    durable: bytes = b""
    content: bytes = b""

    def losses(self) -> list[State]:
        if self.durable == self.content:
            return [self.content]
        half = len(self.content) // 2
        zeros = bytes(len(self.content))
        torn = [self.content[:half], zeros[:half] + self.content[half:], zeros]
        return list(dict.fromkeys([self.durable, self.content, *torn]))


_Change = tuple[str | None, str | None]  # (name that goes, name that comes)


@dataclass(eq=False)
class _Folder:
    durable: dict[str, "_File | _Folder"] = field(default_factory=dict)
    names: dict[str, "_File | _Folder"] = field(default_factory=dict)
    pending: list[tuple[_Change, "_File | _Folder"]] = field(default_factory=list)

    def change(self, gone: str | None, come: str | None, node: "_File | _Folder") -> None:
        self.pending.append(((gone, come), node))
        _apply(self.names, (gone, come), node)

    def losses(self) -> list[State]:
        found: dict[State, None] = {}
        for survives in itertools.product((True, False), repeat=len(self.pending)):
            names = dict(self.durable)
            for (change, node), kept in zip(self.pending, survives, strict=True):
                if kept:
                    _apply(names, change, node)
            children = [[(name, state) for state in node.losses()] for name, node in sorted(names.items())]
            found.update(dict.fromkeys(itertools.product(*children)))
        return list(found)


def _apply(names: dict[str, _File | _Folder], change: _Change, node: _File | _Folder) -> None:
    gone, come = change
    if gone is not None:
        names.pop(gone, None)
    if come is not None:
        names[come] = node


class Disk(Files):
    """A disk in memory, mounted at "/".

    `before_change` is called ahead of every operation that changes something. `skips` names the paths whose sync this
    disk acknowledges and does not do, as a faulty drive would, or a commit protocol that forgot it.
    """

    def __init__(self, state: State = (), skips: Callable[[Path], bool] = lambda path: False) -> None:
        self._root = _mounted(state)
        self._skips = skips
        self.before_change: Callable[[], None] = lambda: None

    def settled(self) -> State:
        """Return what the disk holds once the system has written everything by itself."""
        return _shown(self._root)

    def power_losses(self) -> list[State]:
        """Return every disk that may be found after the power failed now."""
        return self._root.losses()

    def write_unsynced(self, path: Path, content: bytes) -> None:
        """Write a file as SQLite and FAISS do: past `Files`, and without a sync."""
        self.before_change()
        folder = self._folder(path.parent)
        file = folder.names.get(path.name)
        if file is None:
            file = _File()
            folder.change(None, path.name, file)
        assert isinstance(file, _File)
        file.content = content

    def mkdir(self, folder: Path) -> None:
        parent = self._folder(folder.parent)
        if folder.name in parent.names:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(folder))
        self.before_change()
        parent.change(None, folder.name, _Folder())

    def entries(self, folder: Path) -> list[Entry]:
        names = self._folder(folder).names
        return sorted(Entry(name, isinstance(node, _Folder)) for name, node in names.items())

    def open(self, path: Path) -> BufferedIOBase:
        return BytesIO(self._file(path).content)

    def size(self, path: Path) -> int:
        return len(self._file(path).content)

    def write(self, path: Path, content: bytes) -> None:
        self.write_unsynced(path, content)
        self.sync(path)

    def sync(self, path: Path) -> None:
        self.before_change()
        node = self._node(path)
        if self._skips(path):
            return
        if isinstance(node, _File):
            node.durable = node.content
        else:
            node.durable, node.pending = dict(node.names), []

    def rename(self, source: Path, target: Path) -> None:
        node = self._node(source)
        if source.parent != target.parent:
            raise NotImplementedError("the protocol renames within one folder")
        self.before_change()
        self._folder(source.parent).change(source.name, target.name, node)

    def remove_folder(self, folder: Path) -> None:
        doomed = self._folder(folder)
        for name in list(doomed.names):
            if isinstance(doomed.names[name], _Folder):
                self.remove_folder(folder / name)
            else:
                self.before_change()
                doomed.change(name, None, doomed.names[name])
        self.before_change()
        self._folder(folder.parent).change(folder.name, None, doomed)

    def _node(self, path: Path) -> _File | _Folder:
        node: _File | _Folder = self._root
        for name in path.parts[1:]:
            if not isinstance(node, _Folder) or name not in node.names:
                raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
            node = node.names[name]
        return node

    def _folder(self, path: Path) -> _Folder:
        node = self._node(path)
        if not isinstance(node, _Folder):
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(path))
        return node

    def _file(self, path: Path) -> _File:
        node = self._node(path)
        if not isinstance(node, _File):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        return node


def _mounted(state: State) -> _Folder:
    """Return the folder that `state` describes, all of it durable."""
    assert not isinstance(state, bytes)
    names = {name: _File(part, part) if isinstance(part, bytes) else _mounted(part) for name, part in state}
    return _Folder(dict(names), names)


def _shown(node: _File | _Folder) -> State:
    """Return what a running system sees of a file or folder."""
    if isinstance(node, _File):
        return node.content
    return tuple((name, _shown(part)) for name, part in sorted(node.names.items()))
