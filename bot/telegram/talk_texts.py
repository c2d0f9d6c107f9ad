"""What the bot says of a conversation: that it begins anew, and that enough of an article was shown for today."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["TALK_TEXTS", "TalkTexts"]


@dataclass(frozen=True, slots=True)
class TalkTexts:
    """One language's sentences, as Telegram HTML; `{source}` is the article with its link."""

    anew: str
    enough: str


TALK_TEXTS: Mapping[str, TalkTexts] = {
    "ko": TalkTexts(
        anew="새로 시작합니다. 지금까지 나눈 대화는 다음 질문에 영향을 주지 않습니다.",
        enough=(
            "한 기사에서 하루에 보여 드릴 수 있는 문장은 {limit}개까지입니다. 이 기사는 오늘 충분히 보여 드렸으니 "
            "전문은 원문에서 읽어 주십시오.\n{source}"
        ),
    ),
    "en": TalkTexts(
        anew="Starting afresh. Nothing said so far will affect your next question.",
        enough=(
            "I show at most {limit} sentences of one article a day, and you have seen that many of this one. "
            "Please read the rest at its source.\n{source}"
        ),
    ),
}
