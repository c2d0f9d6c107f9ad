"""How much of one article a person is shown in a day: quoting must never come to republishing.

A sentence counts once a day, however often it is quoted. Days are those of the clock that is passed in.
"""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.answers.answer import Answer, Answered, ArticleCard, Citation
from bot.state import ShownSentences

__all__ = ["ArticleQuota", "Share"]

_Place = tuple[str, int, int]  # article, start, end


@dataclass(frozen=True, slots=True)
class Share:
    """What may be shown of an answer, None if nothing, and the articles of which enough has been shown today."""

    answer: Answer | None
    exhausted: tuple[ArticleCard, ...] = ()


class ArticleQuota:
    """At most `limit` sentences of one article a person and day, whatever restarts there are in it."""

    def __init__(self, limit: int, shown: ShownSentences) -> None:
        self.limit = limit
        self._shown = shown
        self._counting = threading.Lock()

    def share(self, person: int, answer: Answer, day: date) -> Share:
        """Count what is shown of `answer` and leave out what would be too much; citations are numbered anew. Blocks."""
        if not isinstance(answer, Answered):
            return Share(answer)
        with self._counting:  # a question and presses may be counted side by side
            shown = self._shown.of(person, day)
            kept = [one for one in answer.citations if self._admit(shown, one)]
            self._shown.add(person, day, [_place(one) for one in kept])
        left_out = {one.article.id: one.article for one in answer.citations if one not in kept}
        numbered = tuple(replace(one, n=n) for n, one in enumerate(kept, 1))
        return Share(replace(answer, citations=numbered) if kept else None, tuple(left_out.values()))

    def withheld(self, person: int, citations: Sequence[Citation], day: date) -> set[int]:
        """Count what is shown of citations, and return the numbers of those that would be too much. Blocks."""
        share = self.share(person, Answered("", "", "", tuple(citations), 1.0), day)
        kept = share.answer.citations if isinstance(share.answer, Answered) else ()
        places = {_place(one) for one in kept}
        return {one.n for one in citations if _place(one) not in places}

    def _admit(self, shown: set[_Place], citation: Citation) -> bool:
        place = _place(citation)
        if place not in shown and sum(article == citation.article.id for article, _, _ in shown) >= self.limit:
            return False
        shown.add(place)
        return True


def _place(citation: Citation) -> _Place:
    return citation.article.id, citation.start, citation.end
