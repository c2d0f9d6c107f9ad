"""The few words of an answer that are citedesk's own; everything else is quoted."""

from bot.answers.days import published_in_words
from bot.texts import texts_in

__all__ = ["heading", "nothing_more", "refusal", "searched", "understood"]


def heading(language: str, sentences: int, articles: int) -> str:
    """Return the line above the quotations."""
    return texts_in(language).plain("heading", sentences=sentences, articles=articles)


def refusal(language: str, *, missing: str = "", empty: bool = False) -> str:
    """Return why there is no answer."""
    texts = texts_in(language)
    if empty:
        return texts.plain("refused-empty")
    return texts.plain("refused-name", name=missing) if missing else texts.plain("refused-weak")


def understood(language: str, question: str) -> str:
    """Return how a question was read that needed the turns before."""
    return texts_in(language).plain("understood", question=question)


def nothing_more(language: str, person: str = "") -> str:
    """Return why "what else?" gets no answer."""
    texts = texts_in(language)
    return texts.plain("nothing-more-of", person=person) if person else texts.plain("nothing-more")


def searched(language: str, articles: int, first: str | None, last: str | None) -> str:
    """Return how many articles of which dates were looked at for a question that is refused."""
    texts = texts_in(language)
    since, until = published_in_words(first, language), published_in_words(last, language)
    if not since or not until:
        return texts.plain("searched-undated", articles=articles)
    if since == until:
        return texts.plain("searched-day", articles=articles, day=since)
    return texts.plain("searched-days", articles=articles, first=since, last=until)
