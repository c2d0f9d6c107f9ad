"""Arrays as `.npy` files: written so that a disk that fails or is full is told as what it is, read without staying."""

import mmap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["MappedArray", "allocate_array", "save_array"]

_BLOCK = 1 << 22  # bytes written at a time


def save_array(path: Path, array: npt.NDArray[Any]) -> None:
    """Write one array for `np.load`.

    `np.save` writes past Python: on a full disk its error carries no errno, and the last block is lost in silence.
    """
    with path.open("wb") as out:
        np.lib.format.write_array_header_1_0(out, np.lib.format.header_data_from_array_1_0(array))
        out.write(np.ascontiguousarray(array).data)


def allocate_array(path: Path, dtype: npt.DTypeLike, length: int) -> "np.memmap[Any, np.dtype[Any]]":
    """Write a one-dimensional array of zeros and map it for writing.

    Every byte is written first: a mapped page that the disk has no room for would kill the process.
    """
    kind = np.dtype(dtype)
    with path.open("wb") as out:
        header = {"descr": np.lib.format.dtype_to_descr(kind), "fortran_order": False, "shape": (length,)}
        np.lib.format.write_array_header_1_0(out, header)
        offset, left = out.tell(), length * kind.itemsize
        while left > 0:
            left -= out.write(bytes(min(left, _BLOCK)))
    if not length:  # nothing can't be mapped
        return np.zeros(0, kind).view(np.memmap)
    return np.memmap(path, kind, "r+", offset, (length,))


@dataclass(frozen=True, slots=True)
class MappedArray:
    """An array as it lies on disk, mapped; its pages are let go of as soon as they are read.

    Otherwise all that was ever looked at would stay resident: 600 MB of sentences for 100,000 passages. The page
    cache keeps them.
    """

    whole: npt.NDArray[Any]
    _memory: mmap.mmap

    @classmethod
    def open(cls, path: Path) -> "MappedArray":
        """Map the array in a `.npy` file."""
        with path.open("rb") as stream:
            np.lib.format.read_magic(stream)
            shape, _, dtype = np.lib.format.read_array_header_1_0(stream)
            memory = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
            return cls(np.frombuffer(memory, dtype, offset=stream.tell()).reshape(shape), memory)

    def read(self, places: npt.NDArray[np.int64] | slice) -> npt.NDArray[Any]:
        """Return a copy of the rows at `places`."""
        found = np.array(self.whole[places])
        self._memory.madvise(mmap.MADV_DONTNEED)
        return found
