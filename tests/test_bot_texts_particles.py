"""Particles fit what stands before them, as it is read aloud."""

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.texts import escape
from bot.texts.latin import Ending, latin_ending
from bot.texts.particles import joined, particle

_SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
_DIGITS = "영일이삼사오육칠팔구"
_PLACES = ("", "십", "백", "천")
_MYRIADS = ("", "만", "억", "조", "경")
_FORMS = ("은/는", "이/가", "을/를", "과/와", "으로/로", "이나/나", "이라고/라고", "아/야")


def aloud(number: int) -> str:
    """Return a number in Hangul."""
    text = "".join(
        (_DIGITS[int(digit)] if digit != "0" else "") + (_PLACES[place % 4] if digit != "0" else "")
        + (_MYRIADS[place // 4] if place % 4 == 0 and number // 10**place % 10**4 else "")
        for place, digit in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True)
    )  # fmt: skip
    return text or "영"


@given(_SYLLABLES, st.sampled_from(_FORMS))
def test_hangul_goes_by_its_final_consonant(syllable: str, forms: str) -> None:
    closed, opened = forms.split("/")
    final = (ord(syllable) - 0xAC00) % 28
    to_open = final == 0 or (final == 8 and closed.startswith("으"))
    assert particle(syllable, forms) == (opened if to_open else closed)


@given(st.integers(0, 10**20 - 1), st.sampled_from(_FORMS), st.booleans())
def test_numbers_go_by_how_they_are_read(number: int, forms: str, grouped: bool) -> None:
    assert particle(f"{number:,}" if grouped else str(number), forms) == particle(aloud(number), forms)


@given(st.text(min_size=1, max_size=20), st.sampled_from(_FORMS))
def test_any_text_gets_one_form_or_both(word: str, forms: str) -> None:
    closed, opened = forms.split("/")
    assert particle(word, forms) in {closed, opened, f"{closed}({opened})", f"({closed.removesuffix(opened)}){opened}"}


@given(_SYLLABLES, st.text(st.characters(categories=["L"]), min_size=1, max_size=9), st.sampled_from(_FORMS))
def test_brackets_and_quotation_marks_are_not_read(word: str, inside: str, forms: str) -> None:
    fitting = particle(word, forms)
    assert [particle(f"{word}{end}", forms) for end in (f"({inside})", "’", "”", f" ({inside})”")] == [fitting] * 4


@pytest.mark.parametrize(
    "sentence",
    """
    Google은 Apple은 Microsoft는 Amazon은 Facebook은 Tesla는 Anthropic은 OpenAI는 Netflix는 YouTube는 BlackRock은 ChatGPT는
    Trump는 Biden은 Musk는 Zuckerberg는 Amodei는 Scott은 Philip은 Robert는 Altman은 Nestlé는 Citigroup은 Beijing은 Seoul은
    IBM은 KBS는 NASA는 UN은 CNN은 BBC는 HR은 KTX는 LG는 SK는 GPT-4는 COVID-19는 G7은 5G는 OPEC은 Internet은 lab은 film은
    3은 5는 10은 2026은 1조는 3.14는 3km는 5kg은 7%는 $5는 ₩500은 田中은(는) 😀은(는)
    """.split(),
)
def test_words_of_the_news_get_their_topic_particle(sentence: str) -> None:
    word = sentence.removesuffix("은(는)") if sentence.endswith("은(는)") else sentence[:-1]
    assert word + particle(word, "은/는") == sentence


@pytest.mark.parametrize(
    "sentence",
    "Google로 서울로 부산으로 제주로 7로 8로 3으로 6으로 100으로 9로 VR로 IBM으로 Seoul로 Trump로 Beijing으로 田中(으)로".split(),
)
def test_direction_takes_the_short_form_behind_l_too(sentence: str) -> None:
    word = next(sentence.removesuffix(form) for form in ("(으)로", "으로", "로") if sentence.endswith(form))
    assert word + particle(word, "으로/로") == sentence


def test_a_form_finds_the_pair_that_it_is_of() -> None:
    assert [joined("트램", form) for form in ("는", "가", "로", "에게")] == ["트램은", "트램이", "트램으로", "트램에게"]
    assert particle(escape("R&D"), "은/는") == "는"


def test_spelling_tells_the_ending_of_most_cities() -> None:
    """Cities whose Korean names are Unicode's; 93 % were right when the rules were made, without a look at them."""
    zones = {name.split("/")[-1].replace("_", " "): zone for name, zone in Locale("ko").time_zones.items()}
    pairs = [(city, zone["city"]) for city, zone in zones.items() if "가" <= zone.get("city", "")[-1:] <= "힣"]
    right = [latin_ending(city) is _hangul(korean) for city, korean in pairs if city[-1].isalpha()]
    assert len(right) > 300
    assert sum(right) / len(right) > 0.92


def _hangul(word: str) -> Ending:
    final = (ord(word[-1]) - 0xAC00) % 28
    return Ending.RIEUL if final == 8 else Ending.CLOSED if final else Ending.OPEN
