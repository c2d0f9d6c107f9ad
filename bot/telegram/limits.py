"""How often: a bucket of tokens for each person, and for each group."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

__all__ = ["QuestionLimit", "Verdict"]

_MINUTE = timedelta(minutes=1)
_BUCKETS = 10_000  # remembered; past this the one heard of longest ago is forgotten


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a question is admitted; if not, how long to wait and whether to say so (once, not to each)."""

    admitted: bool
    wait: timedelta = timedelta()
    say: bool = False


@dataclass(slots=True)
class _Bucket:
    """`full_at` is when all tokens are back if nothing more is asked; `told` when it was said that none is left."""

    full_at: datetime
    told: datetime | None = None


class QuestionLimit:
    """A token bucket for each asker: `per_minute` questions at once, and so many a minute flow in again.

    Time is that of the questions, not of a clock: what was asked slowly while the bot was away is let through.
    """

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._refill = _MINUTE / per_minute  # of one token
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def admit(self, asker: int, asked: datetime) -> Verdict:
        """Count the question if there is a token for it."""
        bucket = self._bucket(asker, asked)
        full_at = max(bucket.full_at, asked) + self._refill
        wait = full_at - self.per_minute * self._refill - asked
        if wait <= timedelta():
            bucket.full_at = full_at
            return Verdict(admitted=True)
        say = bucket.told is None or asked - bucket.told >= _MINUTE
        if say:
            bucket.told = asked
        return Verdict(admitted=False, wait=wait, say=say)

    def give_back(self, asker: int) -> None:
        """Put a token back: what it was taken for did not come about."""
        if asker in self._buckets:
            self._buckets[asker].full_at -= self._refill

    def _bucket(self, asker: int, asked: datetime) -> _Bucket:
        bucket = self._buckets.setdefault(asker, _Bucket(asked))
        self._buckets.move_to_end(asker)
        if len(self._buckets) > _BUCKETS:
            self._buckets.popitem(last=False)
        return bucket
