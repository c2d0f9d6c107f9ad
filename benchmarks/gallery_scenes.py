"""What people write and press for each picture of the gallery, and the articles that arrive meanwhile."""

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["DOUBT", "LATE", "SCENES", "Press", "Scene", "Step"]


@dataclass(frozen=True, slots=True)
class Press:
    """A button of the last message, by its text in the catalogue or by what it says."""

    key: str = ""
    arguments: Mapping[str, int] = field(default_factory=dict)
    label: str = ""


Step = str | Press


@dataclass(frozen=True, slots=True)
class Scene:
    """One kind of message: what leads to it in each language; the last step is drawn."""

    name: str
    steps: Mapping[str, tuple[Step, ...]]
    admin: bool = False


def _both(name: str, korean: str, english: str, *then: Step, admin: bool = False) -> Scene:
    return Scene(name, {"ko": (korean, *then), "en": (english, *then)}, admin)


_FIRST = Press("open", {"n": 1})
_TRAM, _WALL = "해솔 트램 요금은 얼마인가요?", "How much will the Harlow Bay flood wall cost?"
_TRAM_LINK = "https://haesolsinmun.example.com/news/2025/0912-tram"
_WALL_LINK = "https://harlowbaycourier.example.com/news/2025/03/12/flood-wall-cost"
_METRO, _CHESS = "서울 지하철 9호선은 언제 개통했나요?", "Who won the chess match in Reykjavik?"

SCENES = (
    _both("start", "/start", "/start"),
    _both("help", "/help", "/help"),
    _both("answer", _TRAM, _WALL),
    _both(
        "copies",
        "달머리 갯벌의 저어새는 몇 마리인가요?",
        "How many villages have water from the Orrin reservoir again?",
    ),
    _both(
        "long-quotation",
        "온담호 수문 개방을 두고 뭐라고 했나요?",
        "What did Ilse Brandt say about the Orrin reservoir?",
    ),
    _both("follow-up", _TRAM, _WALL),
    _both("card", _TRAM_LINK, _WALL_LINK),
    _both("article", f"{_TRAM_LINK} 정거장은 몇 곳인가요?", f"{_WALL_LINK} how much will the wall cost?"),
    _both("refusal", _METRO, _CHESS),
    _both("refusal-rated", _METRO, _CHESS, Press(label="👎")),
    _both("context", _TRAM, _WALL, _FIRST),
    _both("more", _TRAM, _WALL, Press("more")),
    _both("other-outlets", "달머리 갯벌의 저어새는 몇 마리인가요?", _WALL, Press("other-outlets")),
    _both("thumbs-down", _TRAM, _WALL, Press(label="👎")),
    _both("find", "/find 갯벌", "/find harbour"),
    _both("latest", "/latest", "/latest"),
    _both("timeline", "/timeline 해솔", "/timeline Harlow Bay"),
    _both("quotes", "/quotes 솔헤임", "/quotes Denise Pryce"),
    _both("sources", "/sources", "/sources"),
    _both("watches", "/watch 해솔 트램", "/watch Harlow Bay", "/watches"),
    _both("settings", "/settings", "/settings"),
    _both("language", "/language", "/language"),
    _both("about", "/about", "/about"),
    _both("status", "/status", "/status"),
    _both("status-admin", "/status", "/status", admin=True),
    _both("help-admin", "/help", "/help", admin=True),
    _both("sources-admin", "/sources list", "/sources list", admin=True),
    _both("reindex-dry", "/reindex dry", "/reindex dry", admin=True),
    _both("unknown", "/weather", "/weather"),
)
DOUBT = {"ko": _TRAM, "en": _WALL}  # questions whose answer gets lost on its way
_FOLLOWED = {"ko": "정거장은 몇 곳인가요?", "en": "And who called it a shock?"}
SCENES = tuple(
    Scene(one.name, {language: (*steps, _FOLLOWED[language]) for language, steps in one.steps.items()})
    if one.name == "follow-up"
    else one
    for one in SCENES
)

_REPRINT = """---
title: Water returns to three villages below the Orrin
outlet: Stride Wire
url: https://stridewire.example.org/local/orrin
published: 2025-11-22
language: en
rights: Apache-2.0. Written as an example; its people and events are invented.
---
The keepers of the Orrin reservoir opened its gates on Friday for the first time in four years. Three villages below it have water again.

The gates close again on Tuesday evening.
"""

# What is watched, and the articles of it that come in with the next update; its people and events are invented.
LATE = {
    "ko": (
        "온담호",
        """---
title: 온담호 수문 열자 하류 마을 “물이 돌아왔다”
outlet: 들녘일보
url: https://deulnyeok.example.com/local/ondam
published: 2025-11-20
language: ko
rights: Apache-2.0. 예제로 지어낸 기사이며 인물과 사건은 모두 가상입니다.
---
온담호 관리소가 20일 4년 만에 수문을 열었다. 하류 마을 세 곳의 논에 다시 물이 닿는다.

길보람 온담호 관리소장은 수문 개방을 두고 “처음에는 상류의 양식장과 하류의 논이 서로 물을 빼앗는다고 여겨 한자리에 앉는 것조차 꺼렸지만, \
지난 2년 동안 다달이 만나 수위와 수온과 비의 양을 함께 재고 같은 표에 적다 보니 어느 쪽도 혼자서는 가뭄을 넘길 수 없다는 것을 알게 됐고, \
그래서 봄에는 논이 먼저, 한여름에는 양식장이 먼저, 가을걷이가 끝난 뒤에는 호수 바닥에 쌓인 흙을 씻어 내리기 위해 모두가 나흘 동안 물을 쓰지 않기로 \
약속했으며, 이 약속을 어긴 집이 올해 한 곳도 없었다는 사실이 수문을 여는 데 필요한 어떤 서류보다도 든든한 근거가 됐고, \
내년에는 이 표를 이웃한 호수 두 곳에도 나눠 주어 물 때문에 다투는 마을이 한 곳이라도 줄어들게 하려고 한다”고 말했다.

관리소는 24일 저녁 수문을 다시 닫는다.
""",
    ),
    "en": (
        "Orrin reservoir",
        """---
title: Orrin reservoir opens its gates for the first time in four years
outlet: Corrigan County Record
url: https://corrigan-record.example.com/local/orrin-gates
published: 2025-11-21
language: en
rights: Apache-2.0. Written as an example; its people and events are invented.
---
The keepers of the Orrin reservoir opened its gates on Friday for the first time in four years. Three villages below it have water again.

“At the beginning the fish farms above and the fields below each believed that the other was taking its water, and nobody would sit in one room, \
but after two years of measuring the level, the warmth and the rain together and writing them into one table we saw that neither could come through \
a drought alone, and so the fields go first in spring, the farms go first in summer, and for four days after the harvest nobody draws any water \
at all,” said Ilse Brandt, who keeps the Orrin reservoir.

The gates close again on Tuesday evening.
""",
        _REPRINT,
    ),
}
