"""What more there is to a question that was answered: further sentences, and other outlets that tell of the same.

Both are read off the same question answered at greater length, so that they are as well supported as the answer was.
"""

from collections.abc import Collection
from dataclasses import dataclass

from bot.answers.answer import Answer, Answered, ArticleCard, Citation
from bot.answers.conversation import Place

__all__ = ["DEEP", "Elsewhere", "beyond", "elsewhere"]

DEEP = 15  # sentences of the longer answer; each press of a button shows a few


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Other outlets: `copies` of the articles cited, and one sentence of each outlet with a story of its own."""

    copies: tuple[ArticleCard, ...]
    citations: tuple[Citation, ...]


def beyond(answer: Answer, seen: Collection[Place]) -> tuple[Citation, ...]:
    """Return the sentences of the longer answer that have not been quoted, best first."""
    return tuple(one for one in _cited(answer) if _place(one) not in seen)


def elsewhere(answer: Answer, cited: Collection[Place], outlets: Collection[str]) -> Elsewhere:
    """Return what other outlets than `outlets`, casefolded, hold; `cited` are the sentences of the answer given."""
    copies: dict[str, ArticleCard] = {}
    others: dict[str, Citation] = {}
    for one in _cited(answer):
        name = one.article.outlet.casefold()
        if _place(one) in cited:
            for card in one.also_in:
                copies.setdefault(card.outlet.casefold(), card)
        elif name and name not in outlets:
            others.setdefault(name, one)
    told = (card for name, card in copies.items() if name and name not in {*outlets, *others})
    return Elsewhere(tuple(told), tuple(others.values()))


def _cited(answer: Answer) -> tuple[Citation, ...]:
    return answer.citations if isinstance(answer, Answered) else ()


def _place(citation: Citation) -> Place:
    return citation.article.id, citation.start, citation.end
