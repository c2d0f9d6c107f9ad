"""What is new in each edition of a simulated day, and what somebody is owed who watches for it; all of it is invented."""

from collections.abc import Iterator, Sequence
from pathlib import Path

__all__ = ["TOPICS", "owed", "publish"]

TOPICS = ("Velloway", "Oakhart", "Brunnick", "달마루교", "별내림관", "온누리항")
_AT_ONCE = 3  # topics of an edition
_KEPT = 6  # editions after which an article goes again: longer than anybody sleeps, and the index soon grows no more
_RIGHTS = "Apache-2.0. Written as an example; its people and events are invented."
_SAID = {
    "en": (
        "{topic} opened pump house number {n} before the spring tide.",
        "Engineers at {topic} counted {n} cracks along the eastern embankment.",
        "The council lent {topic} a barge and a crew of {n} volunteers.",
        "A school near {topic} planted {n} willows beside the towpath.",
        "Fishermen sold {n} crates of mackerel on the quay of {topic}.",
        "The night train now stops at {topic}, {n} minutes earlier than before.",
    ),
    "ko": (
        "{topic}에서 봄맞이 점검을 마친 등불은 모두 {n}개다.",
        "주민 {n}명이 {topic} 앞마당에 자두나무를 심었다.",
        "시청은 {topic} 수리비로 {n}억 원을 새로 배정했다.",
        "{topic}의 새 안내소는 하루에 방문객 {n}명을 받는다.",
        "어린이 합창단 {n}팀이 {topic} 광장에서 노래를 불렀다.",
        "관리소는 {topic} 계단 {n}단을 미끄럼 방지 돌로 바꿨다.",
    ),
}
_OPENING = {
    "en": "This is edition number {n} of the local page.",
    "ko": "이 면은 지역 소식 {n}호에 실린 것이다.",
}


def publish(folder: Path, edition: int, day: str) -> None:
    """Bring a folder of articles to an edition: new articles, one of before gone on, the oldest gone."""
    for topic in _topics(edition):
        _write(folder / f"{edition}-{topic}.txt", topic, edition, _sentences(topic, edition), day)
    if edition > 1:  # what nobody was told of would all be news
        topic = _topics(edition - 1)[0]
        told = [*_sentences(topic, edition - 1), *_update(topic, edition)]
        _write(folder / f"{edition - 1}-{topic}.txt", topic, edition - 1, told, day)
    for path in folder.glob(f"{edition - _KEPT}-*.txt"):
        path.unlink()


def owed(topics: Sequence[str], edition: int) -> Iterator[str]:
    """Yield the new sentences of an edition for who watches the topics."""
    for topic in topics:
        if topic in _topics(edition):
            yield from _sentences(topic, edition)
        if edition > 1 and topic == _topics(edition - 1)[0]:
            yield from _update(topic, edition)


def _topics(edition: int) -> tuple[str, ...]:
    return tuple(TOPICS[(edition * _AT_ONCE + n) % len(TOPICS)] for n in range(_AT_ONCE))


def _sentences(topic: str, edition: int) -> list[str]:
    said = _SAID[_language(topic)]
    return [said[(2 * edition + n) % len(said)].format(topic=topic, n=100 + 7 * edition + n) for n in range(2)]


def _update(topic: str, edition: int) -> list[str]:
    said = _SAID[_language(topic)]
    return [said[(2 * edition + 1) % len(said)].format(topic=topic, n=500 + 7 * edition)]


def _language(topic: str) -> str:
    return "en" if topic.isascii() else "ko"


def _write(path: Path, topic: str, edition: int, sentences: Sequence[str], day: str) -> None:
    language = _language(topic)
    head = {
        "title": f"{topic} {edition}", "outlet": "Day Wire", "url": f"https://day.example.org/{path.stem}",
        "published": day, "language": language, "rights": _RIGHTS,
    }  # fmt: skip
    body = "\n\n".join([_OPENING[language].format(n=edition), *sentences])
    lines = "\n".join(f"{name}: {value}" for name, value in head.items())
    path.write_text(f"---\n{lines}\n---\n{body}\n", encoding="utf-8")
