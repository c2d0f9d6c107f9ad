"""A conversation as a value: what was asked and quoted in the last turns. Nothing here is read or sent.

Whoever keeps conversations keys them by chat and person; a `Conversation` knows no other, so nothing can leak.
"""

from dataclasses import dataclass, replace

__all__ = ["Conversation", "Place", "Turn"]

_TURNS = 6  # remembered; what was cited before may be cited again

Place = tuple[str, int, int]  # article, start, end


@dataclass(frozen=True, slots=True)
class Turn:
    """One question as it was understood, and what was quoted.

    `question` stands by itself; `topic` is what the conversation is about, `names` are the words of the question that
    name somebody or something, `person` is who "he" would be, "" if nobody; `speech` says that words were asked for.
    """

    question: str
    topic: str
    names: tuple[str, ...] = ()
    person: str = ""
    speech: bool = False
    cited: tuple[Place, ...] = ()

    @property
    def about_person(self) -> bool:
        """Whether the topic is the person spoken of, to whom no "it" points."""
        return bool(self.person) and (self.topic in self.person or self.person in self.topic)


@dataclass(frozen=True, slots=True)
class Conversation:
    """The last turns on one topic, the oldest first; `language` is the one asked for in words, None if none was.

    `about` are the articles that questions are about, by identity: pointed at just now where there are no turns yet.
    """

    turns: tuple[Turn, ...] = ()
    language: str | None = None
    about: tuple[str, ...] = ()

    @property
    def last(self) -> Turn | None:
        """The turn before."""
        return self.turns[-1] if self.turns else None

    @property
    def cited(self) -> frozenset[Place]:
        """The sentences that have been quoted on this topic."""
        return frozenset(place for turn in self.turns for place in turn.cited)

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that it is about, then those quoted on this topic, the latest first."""
        places = [place for turn in reversed(self.turns) for place in turn.cited]
        return tuple(dict.fromkeys((*self.about, *(article for article, _, _ in places))))

    @property
    def person(self) -> str:
        """Who was spoken of last, "" if nobody was."""
        return next((turn.person for turn in reversed(self.turns) if turn.person), "")

    def going_on(self, turn: Turn) -> "Conversation":
        """Return the conversation with a turn that follows from those before."""
        return replace(self, turns=(*self.turns, turn)[-_TURNS:])

    def anew(self, turn: Turn) -> "Conversation":
        """Return a conversation that begins with `turn`; the language that was asked for stays."""
        return replace(self, turns=(turn,))

    def at_large(self) -> "Conversation":
        """Return a conversation about no article in particular; the language that was asked for stays."""
        return Conversation(language=self.language)

    def spoken_in(self, language: str) -> "Conversation":
        """Return the conversation in the language that was asked for."""
        return replace(self, language=language)
