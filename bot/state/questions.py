"""The questions that were asked, for as long as the settings say and no longer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from bot.state.models import QuestionRow
from bot.state.store import Store

__all__ = ["AskedQuestion", "Questions"]


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question and how it went; who asked is stored for `/forget` and `/export` only."""

    at: datetime
    text: str
    language: str
    refused: bool
    milliseconds: float


class Questions:
    """The questions of the last `keep`."""

    def __init__(self, store: Store, clock: Callable[[], datetime], keep: timedelta) -> None:
        self._store, self._clock, self._keep = store, clock, keep

    def log(self, question: AskedQuestion, person: int) -> None:
        """Note a question."""
        row = QuestionRow(
            at=question.at, person=person, text=question.text, language=question.language, refused=question.refused,
            milliseconds=question.milliseconds,
        )  # fmt: skip
        with self._store.writing() as session:
            session.add(row)

    def since(self, moment: datetime) -> tuple[AskedQuestion, ...]:
        """Return the questions asked since then, oldest first."""
        with self._store.reading() as session:
            rows = session.scalars(select(QuestionRow).where(QuestionRow.at >= moment).order_by(QuestionRow.at))
            return tuple(AskedQuestion(row.at, row.text, row.language, row.refused, row.milliseconds) for row in rows)

    def purge(self) -> None:
        """Drop what is older than is kept."""
        with self._store.writing() as session:
            session.execute(delete(QuestionRow).where(QuestionRow.at < self._clock() - self._keep))
