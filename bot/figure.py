"""A figure: a share or a mean over questions, with its 95 % confidence interval."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass

import numpy as np
import numpy.typing as npt

__all__ = ["Figure", "Rows", "figure", "share"]

_RESAMPLES = 1_000
_INTERVAL = (0.025, 0.975)

Rows = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Figure:
    """What came out over `count` questions; `low` to `high` is its interval (bootstrap over questions)."""

    name: str
    value: float
    low: float
    high: float
    count: int

    def record(self) -> dict[str, object]:
        """Return the figure as plain JSON values."""
        return asdict(self)


def figure(
    name: str,
    outcomes: Sequence[float] | Sequence[Sequence[float]],
    statistic: Callable[[Rows], float] | None = None,
) -> Figure:
    """Return a statistic of the outcomes, one a question, with its percentile interval; their mean if none is given.

    A resample draws whole questions, so an outcome may be a row of numbers. Where a resample leaves the statistic
    undefined (NaN) it doesn't count. The same outcomes always give the same interval.
    """
    rows, draw = np.asarray(outcomes, np.float64), np.random.default_rng(0)
    count = len(rows)
    if statistic is None:
        value, drawn = float(rows.mean()), _means(rows, draw)
    else:
        value = statistic(rows)
        drawn = np.array([statistic(rows[draw.integers(count, size=count)]) for _ in range(_RESAMPLES)])
    low, high = np.nanquantile(drawn, _INTERVAL).tolist()
    return Figure(name, value, low, high, count)


def _means(rows: Rows, draw: np.random.Generator) -> Rows:
    """Return the mean of each resample: how often each outcome is drawn says it all, and there are few of them."""
    outcomes, counts = np.unique(rows, return_counts=True)
    return np.asarray(draw.multinomial(len(rows), counts / len(rows), size=_RESAMPLES) @ outcomes / len(rows))


def share(name: str, right: int, count: int) -> Figure:
    """Return the share `right` of `count`."""
    return figure(name, [1.0] * right + [0.0] * (count - right))
