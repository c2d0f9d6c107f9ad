"""The few words of an answer that are citedesk's own, in Korean and English; everything else is quoted."""

__all__ = ["heading", "nothing_more", "refusal", "searched", "understood"]

_HEADINGS = {
    "ko": {1: "기사에서 찾은 문장입니다.", 2: "기사에서 찾은 문장 {n}개입니다."},
    "en": {1: "Here is what the article says.", 2: "Here is what the articles say, in {n} sentences."},
}
_ONE_ARTICLE = {"ko": "기사 한 편에서 찾은 문장 {n}개입니다.", "en": "Here is what the article says, in {n} sentences."}
_REFUSALS = {
    "ko": {
        "empty": "아직 색인된 기사가 없어 답할 수 없습니다.",
        "name": "색인된 기사에서 ‘{name}’에 관한 내용을 찾지 못했습니다.",
        "weak": "색인된 기사에서 이 질문에 답하는 문장을 찾지 못했습니다.",
    },
    "en": {
        "empty": "No article has been indexed yet, so there is nothing to answer from.",
        "name": "The indexed articles that come nearest do not mention “{name}”.",
        "weak": "No sentence in the indexed articles answers this question.",
    },
}


def heading(language: str, sentences: int, articles: int) -> str:
    """Return the line above the quotations."""
    if sentences > 1 and articles == 1:
        return _ONE_ARTICLE[language].format(n=sentences)
    return _HEADINGS[language][min(sentences, 2)].format(n=sentences)


def refusal(language: str, *, missing: str = "", empty: bool = False) -> str:
    """Return why there is no answer."""
    kind = "empty" if empty else "name" if missing else "weak"
    return _REFUSALS[language][kind].format(name=missing)


_UNDERSTOOD = {"ko": "이렇게 이해했습니다: {question}", "en": "Understood as: {question}"}
_NO_MORE = {
    "ko": {
        True: "색인된 기사에 {person}의 다른 발언은 더 없습니다.",
        False: "색인된 기사에서 더 찾은 내용이 없습니다.",
    },
    "en": {
        True: "The indexed articles quote nothing more from {person}.",
        False: "The indexed articles hold nothing more on this.",
    },
}
_SEARCHED = {
    "ko": {"one": "기사 {n}건({first})을 찾아봤습니다.", "span": "{first}부터 {last}까지의 기사 {n}건을 찾아봤습니다.",
           "undated": "기사 {n}건을 찾아봤습니다."},
    "en": {"one": "Searched {n} of {first}.", "span": "Searched {n}, {first} to {last}.", "undated": "Searched {n}."},
}  # fmt: skip


def understood(language: str, question: str) -> str:
    """Return how a question was read that needed the turns before."""
    return _UNDERSTOOD[language].format(question=question)


def nothing_more(language: str, person: str = "") -> str:
    """Return why "what else?" gets no answer."""
    return _NO_MORE[language][bool(person)].format(person=person)


def searched(language: str, articles: int, first: str | None, last: str | None) -> str:
    """Return how many articles of which dates were looked at for a question that is refused."""
    kind = "undated" if not first or not last else "one" if first == last else "span"
    count = f"{articles:,}" if language == "ko" else f"{articles:,} article{'' if articles == 1 else 's'}"
    return _SEARCHED[language][kind].format(n=count, first=first, last=last)
