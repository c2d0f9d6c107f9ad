"""What was thought of answers. Nobody's name or number: an answer has one opinion, the last one given on it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from bot.state.models import FeedbackRow
from bot.state.store import Store, upsert

__all__ = ["Feedback", "Opinion"]

Place = tuple[str, int, int]  # article, start, end


@dataclass(frozen=True, slots=True)
class Opinion:
    """An answer by its name, whether it was good, why not, and what it was about."""

    answer: str
    good: bool
    reason: str | None
    question: str
    cited: tuple[Place, ...]


class Feedback:
    """Opinions, kept until somebody deletes them."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store, self._clock = store, clock

    def put(self, opinion: Opinion) -> None:
        """Note an opinion, in place of an earlier one on the answer."""
        values = {
            "answer": opinion.answer, "good": opinion.good, "reason": opinion.reason, "question": opinion.question,
            "cited": [list(place) for place in opinion.cited], "at": self._clock(),
        }  # fmt: skip
        with self._store.writing() as session:
            upsert(session, FeedbackRow, values)

    def drop(self, answer: str) -> None:
        """Take back what was thought of an answer."""
        with self._store.writing() as session:
            session.execute(delete(FeedbackRow).where(FeedbackRow.answer == answer))

    def all(self) -> Sequence[tuple[datetime, Opinion]]:
        """Return every opinion with its time, oldest first."""
        with self._store.reading() as session:
            rows = session.scalars(select(FeedbackRow).order_by(FeedbackRow.at, FeedbackRow.answer))
            return [(row.at, _opinion(row)) for row in rows]


def _opinion(row: FeedbackRow) -> Opinion:
    cited = tuple((str(article), int(start), int(end)) for article, start, end in row.cited)
    return Opinion(row.answer, row.good, row.reason, row.question, cited)
