"""What happened with somebody or something, by date: one exact sentence for each event.

An event is dated by the sentence where it names days ("지난 14일", "in March 2023"), else by the day its article was
published. Copies of a story tell one event, which the earliest of them is cited for.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from types import MappingProxyType

from rapidfuzz import fuzz

from bot.answers.days import day_of
from bot.answers.stories import earliest_first
from index.article import Article
from index.language.dates import DateExpression, find_dates
from index.mentions import Mention

__all__ = ["Stories", "Told", "dated", "events", "states"]

Stories = Mapping[int, tuple[int, ...]]  # the articles that tell the same story, by article

_SAME_SENTENCE = 88.0  # of 100, as in `evidence`
_NEAR = timedelta(days=3)  # outlets tell of one event on neighbouring days
_SHORTEST, _LONGEST = 15, 400  # characters of a sentence that says what happened
_SENTENCE = re.compile(r"[\w“\"‘'].*[.!?。]\W{0,2}", re.DOTALL)  # headings and asides tell no event
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_SPOKEN = 0.4  # of a sentence
_READ_OF_EACH = 5  # sentences of an article
_LEAD = 3  # sentences
_A_MONTH = timedelta(days=31)
_MOST = 60  # events


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that tells what happened from `first` to `last`, and the articles that copy its story.

    `weight` is how much it says of the name: told by many, at the head of a story about it.
    """

    mention: Mention
    first: date
    last: date
    stated: bool
    weight: int = 0
    copies: tuple[int, ...] = ()


def events(
    name: str, mentions: Sequence[Mention], articles: Mapping[int, Article], per_article: int, most: int = _MOST,
    stories: Stories = MappingProxyType({}),
) -> list[Told]:  # fmt: skip
    """Return the events that sentences holding `name` tell, in the order they happened, at most `per_article` of one.

    Of more than `most` those that say most are kept. Articles of one of `stories` tell an event once.
    """
    meant = [one for one in mentions if states(_text(one, articles), name)]
    told: list[Told] = []
    for number, own in groupby(meant, key=lambda one: one.article):
        told.extend(_told_by(list(own), articles[number], name, per_article))
    merged = _once(sorted(told, key=lambda one: (one.first, one.last)), articles, stories)
    weightiest = sorted(merged, key=lambda one: -one.weight)[:most]
    return sorted(weightiest, key=lambda one: (one.first, one.last, one.mention.article, one.mention.start))


def dated(sentence: str, published: date | None) -> tuple[date, date, bool] | None:
    """Return the days that a sentence tells of, and whether it names them; None where they can't be known.

    Of several dates the most exact counts, then the nearest to publication. Days around the publication ("this year")
    say less than the day of publication itself, and so do long ones to come ("by 2030").
    """
    found = find_dates(sentence, published)
    if not found:
        return (published, published, False) if published else None

    def exact_and_near(one: DateExpression) -> tuple[int, int]:
        away = 0 if published is None else min(abs((day - published).days) for day in (one.first, one.last))
        return (one.last - one.first).days, away

    best = min(found, key=exact_and_near)
    to_come = published and best.first > published and best.last - best.first > _A_MONTH
    if published and (to_come or best.first <= published <= best.last):
        return published, published, best.first == best.last
    return best.first, best.last, True


def _told_by(mentions: Sequence[Mention], article: Article, name: str, limit: int) -> Iterator[Told]:
    """Yield the sentence that an article tells its news in, then those that tell of other days, `limit` in all."""
    published = day_of(article.published)
    fitting = [one for one in mentions if _tells(article.text[one.start : one.end])]
    seen: set[tuple[date, date]] = set()
    titled = name.casefold() in article.title.casefold()
    for rank, mention in enumerate(fitting[:_READ_OF_EACH]):
        days = dated(article.text[mention.start : mention.end], published)
        if days is None or days[:2] in seen or (rank and not days[2]):
            continue
        seen.add(days[:2])
        weight = 2 * titled + (mention.place < _LEAD) + (rank == 0)
        yield Told(mention, *days, weight)
        if len(seen) == limit:
            return


def _tells(sentence: str) -> bool:
    """Tell whether a sentence is whole, of a telling length, and not mostly somebody's words."""
    spoken = sum(len(found.group()) for found in _QUOTED.finditer(sentence))
    whole = _SENTENCE.fullmatch(sentence) is not None
    return whole and _SHORTEST <= len(sentence) <= _LONGEST and spoken <= _SPOKEN * len(sentence)


def _once(told: Sequence[Told], articles: Mapping[int, Article], stories: Stories) -> list[Told]:
    """Return each event once, told by the earliest article of those that tell it; `told` is in order of days."""
    groups: list[list[Told]] = []
    for one in told:
        near = (group for group in reversed(groups) if one.first - group[0].last <= _NEAR)
        same = next((group for group in near if any(_same(one, other, stories, articles) for other in group)), None)
        if same is None:
            groups.append([one])
        else:
            same.append(one)
    return [_earliest(group, articles) for group in groups]


def _same(one: Told, other: Told, stories: Stories, articles: Mapping[int, Article]) -> bool:
    """Tell whether two sentences of different articles tell one event: the same story, or the same words."""
    first, second = one.mention, other.mention
    if first.article == second.article or abs((one.first - other.first).days) > _NEAR.days:
        return False
    retold = second.article in stories.get(first.article, ())
    if retold and not (one.stated and other.stated and one.first != other.first):
        return True
    return fuzz.ratio(_text(first, articles), _text(second, articles)) >= _SAME_SENTENCE


def _earliest(group: Sequence[Told], articles: Mapping[int, Article]) -> Told:
    order = earliest_first(dict.fromkeys(one.mention.article for one in group), articles)
    head = next(one for one in group if one.mention.article == order[0])
    days = min(group, key=lambda one: not one.stated)  # a copy may name the day that another leaves out
    return Told(
        head.mention, head.first if head.stated else days.first, head.last if head.stated else days.last,
        any(one.stated for one in group), max(one.weight for one in group) + len(order) - 1, tuple(order[1:]),
    )  # fmt: skip


def _text(mention: Mention, articles: Mapping[int, Article]) -> str:
    return articles[mention.article].text[mention.start : mention.end]


def states(sentence: str, name: str) -> bool:
    """Tell whether a sentence with all words of a name holds them as one name; not Brad Pitt and Will Smith."""
    words = name.split()
    if len(words) == 1 or not all(word[:1].isupper() and word in sentence for word in words):
        return True  # a topic, or another spelling
    return re.search(r"\s(?:[\w.]+\s){0,2}".join(map(re.escape, words)), sentence) is not None
