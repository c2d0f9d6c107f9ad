"""How much of one article a person is shown in a day: quoting must never come to republishing.

A sentence counts once a day, however often it is quoted. Days are those of the clock that is passed in.
"""

from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date

from bot.answers.answer import Answer, Answered, ArticleCard, Citation

__all__ = ["ArticleQuota", "Share"]

_PEOPLE = 10_000  # remembered; past this the one heard of longest ago is forgotten

_Sentences = set[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Share:
    """What may be shown of an answer, None if nothing, and the articles of which enough has been shown today."""

    answer: Answer | None
    exhausted: tuple[ArticleCard, ...] = ()


class ArticleQuota:
    """At most `limit` sentences of one article a person and day."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._day: date | None = None
        self._shown: OrderedDict[int, dict[str, _Sentences]] = OrderedDict()

    def share(self, person: int, answer: Answer, day: date) -> Share:
        """Count what is shown of `answer` and leave out what would be too much; citations are numbered anew."""
        if not isinstance(answer, Answered):
            return Share(answer)
        shown = self._of(person, day)
        kept = [one for one in answer.citations if self._admit(shown, one)]
        left_out = {one.article.id: one.article for one in answer.citations if one not in kept}
        numbered = tuple(replace(one, n=n) for n, one in enumerate(kept, 1))
        return Share(replace(answer, citations=numbered) if kept else None, tuple(left_out.values()))

    def _admit(self, shown: dict[str, _Sentences], citation: Citation) -> bool:
        sentences = shown.setdefault(citation.article.id, set())
        place = (citation.start, citation.end)
        if place not in sentences and len(sentences) >= self.limit:
            return False
        sentences.add(place)
        return True

    def _of(self, person: int, day: date) -> dict[str, _Sentences]:
        if day != self._day:
            self._day = day
            self._shown.clear()
        shown = self._shown.setdefault(person, {})
        self._shown.move_to_end(person)
        if len(self._shown) > _PEOPLE:
            self._shown.popitem(last=False)
        return shown
