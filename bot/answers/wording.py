"""The few words of an answer that are citedesk's own, in Korean and English; everything else is quoted."""

__all__ = ["heading", "refusal"]

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
