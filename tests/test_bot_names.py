"""Names at question time, end to end: found under every spelling, and never another's words."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answers.answer import Answer, Answered, Refused
from bot.listed import listed_aliases
from bot.service import Service
from config.errors import SettingsError
from config.loading import load_settings

ARTICLES = {
    "chips": "다리오 아모데이 앤트로픽 최고경영자는 중국에 칩을 파는 것은 실수라고 말했다. 그는 수출 규제가 필요하다고 덧붙였다.",
    "museum": "Helen Marchetti, director of the Ashcombe Museum, said the ewer would go back to Korea in January.",
    "film": "Will Smith said the film had taken him nine years to finish. Brad Pitt will star beside him.",
    "shop": "마윈 알리바바 창업자는 새로운 교육 재단을 세우겠다고 밝혔다. 재단은 항저우에 들어선다.",
    "agency": "국제원자력기구(IAEA)는 원전 주변의 방사선이 정상이라고 발표했다. 조사단은 이틀 동안 머물렀다.",
}  # fmt: skip
Ask = Callable[[str], Answer]


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, model_cache: Path) -> Ask:
    folder = tmp_path_factory.mktemp("news")
    for key, text in ARTICLES.items():
        (folder / f"{key}.txt").write_text(text, encoding="utf-8")
    listed = folder.parent / "aliases.txt"
    listed.write_text("Jack Ma = 마윈\n", encoding="utf-8")
    service = Service(load_settings(data=folder.parent / "data", cache=model_cache, names={"aliases": listed}))
    service.build([folder], owner="a test")
    service.open()
    return service.ask


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "article"),
    [
        ("What did Amodei say?", "chips.txt"),
        ("What did Dario Amodei say about selling chips to China?", "chips.txt"),
        ("애시콤 박물관의 헬렌 마르케티는 뭐라고 했나?", "museum.txt"),
        ("What did Will Smith say?", "film.txt"),
        ("What did Jack Ma say about a foundation?", "shop.txt"),
        ("What did the IAEA announce about radiation?", "agency.txt"),
    ],
)
def test_a_name_is_found_however_it_is_spelt(ask: Ask, question: str, article: str) -> None:
    answer = ask(question)
    assert isinstance(answer, Answered)
    assert answer.citations[0].article.id == article


@pytest.mark.model
@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("What did Sam Altman say?", "Sam"), ("What did Altman say about chips?", "Altman"),
        ("What did Brad Smith say?", "Brad Smith"), ("What did John Amodei say?", "John"),
    ],
)  # fmt: skip
def test_nobody_elses_words_answer_for_a_name(ask: Ask, question: str, name: str) -> None:
    answer = ask(question)
    assert isinstance(answer, Refused)
    assert name in answer.reason


def test_a_bad_file_of_aliases_is_one_line_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "aliases.txt"
    file.write_text("Jack Ma = 마윈\nSam Altman\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"aliases\.txt, line 2: ") as raised:
        listed_aliases(file)
    assert "\n" not in raised.value.message
    with pytest.raises(SettingsError, match="cannot be read"):
        listed_aliases(tmp_path / "absent.txt")
    file.write_bytes(b"\xb8\xb6\xc0\xae = Jack Ma")
    with pytest.raises(SettingsError, match="not UTF-8"):
        listed_aliases(file)
    assert listed_aliases(None) == ()
