"""How the bot is doing, in figures for administrators."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.state import AskedQuestion
from bot.texts import Texts

__all__ = ["WEEK", "render_figures"]

WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_MEGABYTE = 1_000_000
_UNITS = (("days", 86_400), ("hours", 3_600), ("minutes", 60))


def render_figures(
    asked: Sequence[AskedQuestion], texts: Texts, *, now: datetime, age: timedelta | None, uptime: float,
    memory: int | None,
) -> str:  # fmt: skip
    """Return the age of the index, memory and time of the process, and how the questions of a week went."""
    lines = [texts.html("figures-age", age=_duration(age.total_seconds(), texts))] if age is not None else []
    if memory is not None:
        lines.append(texts.html("figures-memory", megabytes=round(memory / _MEGABYTE)))
    lines.append(texts.html("figures-uptime", uptime=_duration(uptime, texts)))
    if not asked:
        return "\n".join([*lines, texts.html("figures-no-questions")])
    times = sorted(one.milliseconds for one in asked)
    lines.append(
        texts.html(
            "figures-questions",
            today=sum(now - one.at <= _DAY for one in asked),
            daily=round(len(asked) / WEEK.days, 1),
            refused=round(100 * sum(one.refused for one in asked) / len(asked)),
        )
    )
    lines.append(texts.html("figures-times", p50=round(_quantile(times, 0.5)), p95=round(_quantile(times, 0.95))))
    return "\n".join(lines)


def _quantile(ordered: Sequence[float], share: float) -> float:
    """Return the least value that this share of the values does not exceed."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _duration(seconds: float, texts: Texts) -> str:
    unit, length = next(((name, size) for name, size in _UNITS if seconds >= size), _UNITS[-1])
    return texts.plain("duration", unit=unit, count=max(0, int(seconds // length)))
