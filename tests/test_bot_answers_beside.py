"""What a reader sees beside a quotation: dates, copies, corrections; the same in the terminal and in Telegram."""

import io
import json
from dataclasses import replace

import pytest
from rich.console import Console

from bot.answers.answer import Answered, ArticleCard, Citation, CitedDate, answer_record
from bot.answers.beside import lines_beside
from bot.answers.notes import dates_in
from bot.telegram.rendering import render_answer
from bot.terminal import print_answer
from index.article import Article
from tests.telegram_html import read_html

SENTENCE = "대표는 지난 14일 새 공장을 열었다고 2024년에 밝혔다."
RELATIVE = CitedDate("지난 14일", 104, 110, "2026-01-14", "2026-01-14", relative=True)
PLAIN = CitedDate("2024년", 122, 127, "2024-01-01", "2024-12-31", relative=False)
COPIES = tuple(ArticleCard(f"c{n}", "", f"<{n}신문>", "", "2026-01-16", "ko") for n in range(6))
CORRECTOR = ArticleCard("fix", "[정정] 새 공장", "첫신문", "", "2026-01-20", "ko")


def _answer(language: str) -> Answered:
    card = ArticleCard("a", "새 공장", "첫신문", "", "2026-01-15", "ko")
    citation = Citation(
        1, card, SENTENCE, 100, 100 + len(SENTENCE), dates=(RELATIVE, PLAIN), also_in=COPIES, corrected_by=CORRECTOR
    )
    return Answered("q", language, "Heading", (citation,), 0.9, notes=("Articles of <Jan> 2026.",))


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "en",
            [
                "지난 14일 = 14 Jan 2026",
                f"Also in: {', '.join(f'<{n}신문> (16 Jan 2026)' for n in range(4))} and 2 more",
                "Since corrected: 첫신문 (20 Jan 2026) · [정정] 새 공장",
            ],
        ),
        (
            "ko",
            [
                "지난 14일 = 2026년 1월 14일",
                f"같은 내용의 기사: {', '.join(f'<{n}신문> (2026년 1월 16일)' for n in range(4))} 외 2곳",
                "이후 정정 보도: 첫신문 (2026년 1월 20일) · [정정] 새 공장",
            ],
        ),
    ],
)
def test_dates_copies_and_corrections_stand_beside_the_quotation(language: str, lines: list[str]) -> None:
    answer = _answer(language)
    assert lines_beside(answer.citations[0], language) == lines
    out = io.StringIO()
    print_answer(Console(file=out, width=300, markup=False, highlight=False), answer)
    told = " ".join(read_html(message).text for message in render_answer(answer))
    for line in [*lines, *answer.notes]:
        assert line in out.getvalue()
        assert line in told


@pytest.mark.parametrize(
    ("sentence", "published", "told"),
    [
        ("The ferry stopped on 13 March.", "2025-03-14", []),
        ("3월 13일 운항을 멈췄다.", "2025-03-14", []),
        ("Last March it stopped.", "2025-06-14", []),
        ("The ferry stopped on 30 December.", "2026-01-02", ["30 December = 30 Dec 2025"]),
        ("지난 12월 30일 멈췄다.", "2026-01-02", ["지난 12월 30일 = 30 Dec 2025"]),
        ("It stopped yesterday.", "2025-03-14", ["yesterday = 13 Mar 2025"]),
        ("지난 13일 멈췄다.", "2025-03-14", ["지난 13일 = 13 Mar 2025"]),
        ("It stopped on 13 March 2024.", "2025-03-14", []),
    ],
)
def test_a_date_is_explained_where_its_sentence_leaves_more_than_the_usual_year_open(
    sentence: str, published: str, told: list[str]
) -> None:
    article = Article("a", sentence, published=published)
    card = ArticleCard("a", "Ferry", "Star", "", published, "en")
    cited = Citation(1, card, sentence, 0, len(sentence), dates=dates_in(article, 0, len(sentence)))
    assert lines_beside(cited, "en") == told


def test_each_other_outlet_is_named_once_and_the_cited_one_not_again() -> None:
    (citation,) = _answer("en").citations
    again = replace(COPIES[0], published="2026-01-18")
    own = replace(citation.article, id="b", published="2026-01-17")
    lines = lines_beside(replace(citation, also_in=(COPIES[0], own, again)), "en")
    assert lines[1] == "Also in: <0신문> (16 Jan 2026)"
    assert not any("Also in" in line for line in lines_beside(replace(citation, also_in=(own,)), "en"))


def test_other_programs_read_the_same_as_json() -> None:
    record = json.loads(json.dumps(answer_record(_answer("en"))))
    assert record["notes"] == ["Articles of <Jan> 2026."]
    (citation,) = record["citations"]
    assert citation["dates"][0] == {
        "text": "지난 14일", "start": 104, "end": 110, "first": "2026-01-14", "last": "2026-01-14", "relative": True,
    }  # fmt: skip
    assert [card["id"] for card in citation["also_in"]] == [f"c{n}" for n in range(6)]
    assert citation["corrected_by"]["id"] == "fix"
