"""What stands behind the buttons of an answer or a refusal, as stored with its delivery: what was asked and quoted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.answers.answer import Answer, Answered
from bot.answers.conversation import Conversation, Place

__all__ = ["Behind", "behind"]


@dataclass(frozen=True, slots=True)
class Behind:
    """`meant` is the question as it stands by itself, asked on the day `asked`; `name` is whom or what it asks about.

    `cited` are the sentences of the answer, `seen` those of the whole conversation, `outlets` their outlets' names,
    `about` the articles that alone were asked; a refusal cites nothing.
    """

    meant: str
    language: str
    asked: date
    name: str
    cited: tuple[Place, ...]
    seen: tuple[Place, ...]
    outlets: tuple[str, ...]
    about: tuple[str, ...] = ()

    def value(self) -> dict[str, Any]:
        """Return it as a JSON value."""
        return {
            "meant": self.meant, "language": self.language, "asked": self.asked.isoformat(), "name": self.name,
            "cited": [list(place) for place in self.cited], "seen": [list(place) for place in self.seen],
            "outlets": list(self.outlets), "about": list(self.about),
        }  # fmt: skip

    @classmethod
    def read(cls, value: Mapping[str, Any]) -> "Behind | None":
        """Return what `value` made, None of a delivery without buttons."""
        if "meant" not in value:
            return None
        return cls(
            value["meant"], value["language"], date.fromisoformat(value["asked"]), value["name"],
            _places(value["cited"]), _places(value["seen"]), tuple(value["outlets"]),
            tuple(value.get("about", ())),
        )  # fmt: skip


def behind(answer: Answer, after: Conversation, asked: date) -> Behind:
    """Return what stands behind an answer that is shown; `after` is the conversation that it led to."""
    last, citations = after.last, answer.citations if isinstance(answer, Answered) else ()
    cited = tuple((one.article.id, one.start, one.end) for one in citations)
    outlets = sorted({one.article.outlet.casefold() for one in citations} - {""})
    return Behind(
        last.question if last else answer.question, answer.language, asked, next(iter(last.names), "") if last else "",
        cited, tuple(sorted(after.cited.union(cited))), tuple(outlets), tuple(card.id for card in answer.about),
    )  # fmt: skip


def _places(value: list[list[Any]]) -> tuple[Place, ...]:
    return tuple((str(article), int(start), int(end)) for article, start, end in value)
