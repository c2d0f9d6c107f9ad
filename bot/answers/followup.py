"""A question in the light of the turns before: what it asks once nothing points back any more.

A full question is left as it is and begins anew. What points back (he, it, 그건), asks for more, is bare ("Why?") or
puts one name in another's place is made to stand by itself. A short question that names nobody may go either way;
that is settled by whether the articles quoted so far speak of it (`certain` is False).
"""

import re
from dataclasses import dataclass, replace

from bot.answers.conversation import Conversation, Turn
from bot.answers.references import ELSE, LEADING, PERSON, THAT, THING, language_wanted, swapped_in, without_else
from bot.answers.topics import content_words, is_title, names_nothing, names_of, put_in_place, topic_of
from bot.texts.particles import joined
from index.language import korean

__all__ = ["Followup", "follow"]

_SHORT = 4  # content words; a longer question that points to nothing says all it means


@dataclass(frozen=True, slots=True)
class Followup:
    """A question that stands by itself, and how it hangs together with those before.

    `kind` is "fresh", "again" (in another language), "swap", "refers" or "more". `question` is what is understood,
    `searched` what is looked for, `own` what this turn asks by itself. `shown` says that the reading isn't plain.
    """

    kind: str
    question: str
    searched: str
    own: str
    topic: str = ""
    language: str | None = None
    certain: bool = True
    shown: bool = True

    @property
    def follows(self) -> bool:
        """Whether the turns before matter."""
        return self.kind != "fresh"


def follow(text: str, conversation: Conversation, names: frozenset[str] = frozenset()) -> Followup:
    """Understand `text` after the turns of `conversation`; `names` are words of it that are names in the index."""
    text = " ".join(text.split())
    before = conversation.last
    fresh = Followup("fresh", text, text, text, shown=False)
    if before is None:
        return fresh
    wanted = language_wanted(text)
    if wanted:
        return Followup("again", before.question, before.question, before.question, before.topic, wanted)
    if ELSE.search(text):
        return _more(text, conversation, before)
    swapped = swapped_in(text)
    if swapped and not _says_all(swapped, led=LEADING.match(text) is not None):
        return _swap(swapped, text, conversation, before, names)
    return _refer(text, conversation, before) or fresh


def _says_all(what: str, *, led: bool) -> bool:
    """Tell whether "X는?" is a question by itself: a name and what is asked of it (삼성전자 실적은?)."""
    names = names_of(what)
    rest = [word for word in content_words(what) if not is_title(word) and not any(word in name for name in names)]
    return bool(names and rest) and not led and korean.contains_hangul(what)


def _more(text: str, conversation: Conversation, before: Turn) -> Followup:
    rest = without_else(LEADING.sub("", text))
    resolved = _resolved(rest, conversation, before)
    names = names_of(resolved)
    own = content_words(resolved)
    if names and not any(name in before.question or name in conversation.person for name in names):
        return Followup("fresh", resolved, resolved, resolved, shown=False)  # somebody new is asked about
    saying = re.search(r"\bsay|said|tell|told\b|뭐라|말했|말은|언급|말해|발언", rest)
    if len(own) == 0 or (saying and not names and not own):
        return Followup("more", before.question, before.question, before.question, before.topic)
    return Followup("more", resolved, _with_topic(resolved, before), resolved, before.topic)


def _swap(
    what: str, text: str, conversation: Conversation, before: Turn, names: frozenset[str]
) -> Followup:  # fmt: skip
    """One thing in another's place; where nothing of its kind stands there, it is asked of the topic."""
    resolved = _resolved(what, conversation, before)
    if resolved != what:
        asked = _resolved(LEADING.sub("", text), conversation, before)
        return Followup("refers", asked, _with_topic(asked, before), asked, before.topic)
    alone = joined(what, "은") if korean.contains_hangul(what) else f"_ {what}"
    named = bool(names_of(alone) or what in names or is_title(what.split()[-1]))
    plain = [turn for turn in reversed(conversation.turns) if not turn.question.startswith(f"{turn.topic}: ")]
    turns = plain if named else [before]  # a name goes where one was asked about, not where a topic was put before
    question = next(filter(None, (put_in_place(what, turn, is_name=named) for turn in turns)), "")
    if question:
        return Followup("swap", question, question, what, before.topic)
    own = LEADING.sub("", text)
    standalone = _about(what, before)
    return Followup("refers", standalone, standalone, own, before.topic)


def _refer(text: str, conversation: Conversation, before: Turn) -> Followup | None:
    bare = LEADING.sub("", text)
    own, names = content_words(bare), names_of(bare)
    resolved = _resolved(bare, conversation, before)
    points = resolved != bare or any(pattern.search(bare) for pattern in (THAT, THING, PERSON))
    if points and names and resolved == bare and not THAT.search(bare):
        return None  # what points back points to a name in the question itself
    if points:
        standalone = resolved if resolved != bare and not THAT.search(bare) else _shown(resolved, before)
        return Followup("refers", standalone, _with_topic(resolved, before), _own(bare), before.topic)
    if not own:
        return Followup("refers", _shown(bare, before), _with_topic(bare, before), bare, before.topic)
    subject = topic_of(bare) if names else ""  # the Haesol tram line, after the Haesol Marathon
    known = all(word in before.question for word in (*names, *subject.split()))
    if (names and not known) or len(own) > _SHORT:
        return None
    said_too_little = not names and (len(own) == 1 or names_nothing(bare))
    return Followup(
        "refers", _shown(bare, before), _with_topic(bare, before), bare, before.topic, certain=said_too_little
    )  # fmt: skip


def _own(text: str) -> str:
    return " ".join(THING.sub(" ", PERSON.sub(" ", text)).split())


def _resolved(text: str, conversation: Conversation, before: Turn) -> str:
    """Return `text` with what points back replaced; a pronoun whose noun stands before it in the text stays."""
    person = conversation.person
    found = PERSON.search(text)
    if found and person and not names_of(text[: found.start()]):
        text = _replaced(text, found, person)
    found = THING.search(text)
    about_person = replace(before, person=person).about_person
    if found and before.topic and not about_person and not names_of(text[: found.start()]):
        if found.groupdict().get("noun") or not (found.group("en") or found.group("ko")):
            return f"{before.topic} {text}" if before.topic not in text else text
        text = _replaced(text, found, before.topic)
    return text


def _replaced(text: str, found: re.Match[str], name: str) -> str:
    pronoun = (found.group("en") or found.group("ko") or "").lower()
    if pronoun in _MANY:
        return text  # several are no one that has been named; the topic is enough
    particle = found.groupdict().get("particle") or _CONTRACTED.get(pronoun, "")
    if pronoun in _POSSESSIVE:
        name = f"{name}’s"
    end = found.end()
    return text[: found.start()] + joined(name, particle) + text[end:]


_POSSESSIVE = frozenset(("his", "her", "its"))
_MANY = frozenset(("they", "their", "them", "these", "those"))
_CONTRACTED = {"그건": "은", "이건": "은", "그게": "이", "이게": "이", "그걸": "을", "이걸": "을"}


def _with_topic(text: str, before: Turn) -> str:
    return text if not before.topic or before.topic in text else f"{before.topic} {text}"


def _shown(text: str, before: Turn) -> str:
    """Return the question with its topic, as one would write it for somebody who comes in late."""
    return text if not before.topic or before.topic in text else f"{before.topic}: {text}"


def _about(what: str, before: Turn) -> str:
    if before.topic in what or not before.topic:
        return f"{what}?"
    hangul = korean.contains_hangul(what) and korean.contains_hangul(before.topic)
    return f"{before.topic} {joined(what, '은')}?" if hangul else f"{before.topic}: {what}?"
