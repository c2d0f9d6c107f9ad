"""Arrays as `.npy` files, written so that a disk that fails or is full is told as what it is."""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

__all__ = ["save_array"]


def save_array(path: Path, array: npt.NDArray[Any]) -> None:
    """Write one array for `np.load`.

    `np.save` writes past Python: on a full disk its error carries no errno, and the last block is lost in silence.
    """
    with path.open("wb") as out:
        np.lib.format.write_array_header_1_0(out, np.lib.format.header_data_from_array_1_0(array))
        out.write(np.ascontiguousarray(array).data)
