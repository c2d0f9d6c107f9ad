"""What stands under an answer fits Telegram whatever is cited, and is read back as it was stored."""

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from telegram import InlineKeyboardMarkup

from bot.answers.answer import Answered, ArticleCard, Citation
from bot.answers.conversation import Conversation, Turn
from bot.state import new_answer_id
from bot.telegram.behind import Behind, behind
from bot.telegram.buttons import Kind, unpack
from bot.telegram.keyboards import rated, under
from bot.telegram.rating import Rating, rating_of
from bot.texts import LANGUAGES, texts_in
from tests.botkeyboards import read_keyboard

_IDS = st.text(min_size=1, max_size=200)
_CITED = st.lists(st.tuples(_IDS, st.integers(0, 10_000_000)), min_size=1, max_size=10)


def _answer(cited: list[tuple[str, int]]) -> Answered:
    citations = (
        Citation(n, ArticleCard(key, "", "Daily", "", None, "en"), "Said.", at, at + 5)
        for n, (key, at) in enumerate(cited, 1)
    )
    return Answered("q", "en", "", tuple(citations), 0.9)


def _labels(keyboard: InlineKeyboardMarkup | None) -> list[list[str]]:
    assert keyboard is not None
    rows = read_keyboard({"reply_markup": keyboard.to_json()})
    return [[button.label for button in row] for row in rows]


@settings(deadline=None)  # the first one reads the texts
@given(_CITED, st.sampled_from(LANGUAGES), st.sampled_from(Rating))
def test_any_answers_buttons_are_taken_and_say_what_they_are_for(
    cited: list[tuple[str, int]], language: str, rating: Rating
) -> None:
    name, texts = new_answer_id(), texts_in(language)
    plain = under(_answer(cited), name, "Amodei", texts)
    assert plain is not None
    changed = rated(plain, name, rating, texts, answered=True)
    assert changed is not None
    presses = [unpack(str(one.callback_data)) for row in changed.inline_keyboard for one in row]
    assert [one.kind for one in presses if one].count(Kind.CONTEXT) == len(cited)
    assert {one.words for one in presses if one and one.kind is not Kind.CONTEXT} == {name}
    assert _labels(rated(changed, name, Rating.NONE, texts, answered=True)) == _labels(plain)
    held = sum(label.endswith("✓") for row in _labels(changed) for label in row)
    assert held == (rating is not Rating.NONE)


@given(_CITED, st.text(max_size=50), st.dates())
def test_what_stands_behind_is_read_back_from_json(cited: list[tuple[str, int]], name: str, day: date) -> None:
    turn = Turn("the question", "topic", (name,) if name else (), cited=(("earlier", 1, 5),))
    stored = behind(_answer(cited), Conversation((turn,)), day)
    assert Behind.read(json.loads(json.dumps(stored.value()))) == stored
    assert (stored.meant, stored.name) == ("the question", name)
    assert {("earlier", 1, 5), *stored.cited} == set(stored.seen)
    assert Behind.read({"cited": []}) is None


def test_numbers_that_mean_no_opinion_are_none() -> None:
    assert [rating_of(number) for number in (-1, 0, 6, 9, 10)] == [
        None, Rating.NONE, Rating.OTHER, Rating.MISREAD, None,
    ]  # fmt: skip
