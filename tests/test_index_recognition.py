"""A text that was passed on is known by the words it shares with one article; a doubtful one is nobody's."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from index.article import Article
from index.recognition import recognised

LEADS = (
    "The council of Harrow voted on Monday to close the swimming pool in Mill Lane and to sell the land to a builder.",
    "A ferry that runs on batteries alone will carry its first passengers to the islands in the second week of May.",
    "해솔시는 다음 달부터 시청 앞 광장에서 주말마다 농산물 장터를 열고 시민에게 자리를 무료로 빌려준다고 4일 밝혔다.",
)
REST = "Nobody who spoke at the meeting had an answer to the question that was asked most often by those present."
ARTICLES = {
    number: Article(
        f"a{number}", f"{lead}\n\n{REST} {number}.", title=f"Headline number {number} of the day", language=code
    )
    for number, (lead, code) in enumerate(zip(LEADS, ("en", "en", "ko"), strict=True))
}
WORDS = st.lists(st.sampled_from("read more in our channel every morning news today".split()), max_size=5).map(" ".join)


@given(st.sampled_from(sorted(ARTICLES)), WORDS, WORDS)
def test_headline_and_lead_are_known_whatever_a_channel_writes_around_them(
    number: int, before: str, behind: str
) -> None:
    article = ARTICLES[number]
    lead = LEADS[number]
    text = f"⚡️ {article.title}\n\n{lead}\n{behind[:20]} https://t.me/news/5 @news #today {before[:12]}"
    assert recognised(text, ARTICLES) == number


def test_a_text_of_no_article_is_nobodys() -> None:
    text = "The mayor of another town has opened a library that was paid for by its readers in less than three years."
    assert recognised(text, ARTICLES) is None
    assert recognised("", ARTICLES) is None
    assert recognised("Headline number 1 of", ARTICLES) is None
    assert recognised(LEADS[0], {}) is None


def test_words_that_two_stories_share_are_nobodys() -> None:
    assert recognised(REST, ARTICLES) is None


def test_of_one_story_the_one_with_the_headline_is_meant() -> None:
    copies = {**ARTICLES, 7: replace(ARTICLES[0], id="copy", title="Pool to close", outlet="Another")}
    assert recognised(f"Pool to close\n{LEADS[0]}", copies) is None  # two stories, as far as is known
    stories = {0: (7,), 7: (0,)}
    assert recognised(f"Pool to close\n{LEADS[0]}", copies, stories) == 7
    assert recognised(f"{ARTICLES[0].title}\n{LEADS[0]}", copies, stories) == 0


def test_an_article_that_only_quotes_a_line_of_the_text_is_not_meant() -> None:
    text = (
        f"{LEADS[1]} {REST} The owner says that a second ferry has been ordered, that the pier will be rebuilt in the"
    )
    others = {9: Article("a9", f"Another matter. {REST}", language="en")}
    assert recognised(text + " autumn, and that fares stay the same until the end of next year.", others) is None
