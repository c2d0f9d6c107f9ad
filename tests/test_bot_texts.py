"""The catalogue: the same texts in every language, all used, none missing; HTML stays valid whatever is put in."""

import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot
from bot.texts import LANGUAGES, Html, MissingText, Texts, escape, texts_in
from tests.ftl import Entry, Use, entries, uses, uses_below
from tests.telegram_html import read_html

FOLDER = Path(bot.__file__).parent
FILES = {language: (FOLDER / "texts" / f"{language}.ftl").read_text(encoding="utf-8") for language in LANGUAGES}
ENGLISH = {one.key: one for one in entries(FILES["en"])}
USES = uses_below(FOLDER)
BY_KEY = {use.key: use for use in USES}


def differences(english: list[Entry], other: list[Entry]) -> list[str]:
    """Say what a language lacks, has too much of, or takes otherwise."""
    ours, theirs = {one.key: one for one in english}, {one.key: one for one in other}
    return [
        *(f"{key} is missing" for key in ours.keys() - theirs.keys()),
        *(f"{key} is not in English" for key in theirs.keys() - ours.keys()),
        *(f"{one.key} stands twice" for place, one in enumerate(other) if one.key in {o.key for o in other[:place]}),
        *(
            f"{key} takes {sorted(theirs[key].variables)} and not {sorted(ours[key].variables)}"
            for key in ours.keys() & theirs.keys()
            if ours[key].variables != theirs[key].variables
        ),
        *(
            f"{key} has other forms"
            for key in ours.keys() & theirs.keys()
            if ours[key].forms != theirs[key].forms
        ),
    ]  # fmt: skip


def complaints(used: list[Use], english: dict[str, Entry]) -> list[str]:
    """Say which texts the code lacks, gives other arguments, or leaves unused."""
    unused = english.keys() - {use.key for use in used}
    return [
        *(f"{use.place}: there is no {use.key}" for use in used if use.key not in english),
        *(
            f"{use.place}: {use.key} takes {sorted(english[use.key].variables)}"
            for use in used
            if use.key in english and use.kind != "Key" and use.arguments != english[use.key].variables
        ),
        *(f"nobody says {key}" for key in unused),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_texts_with_the_same_blanks(language: str) -> None:
    assert differences(entries(FILES["en"]), entries(FILES[language])) == []


def test_every_text_is_used_and_every_text_used_is_there() -> None:
    assert complaints(USES, ENGLISH) == []


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("a = A { $x }", "b is missing"),
        ("a = A { $x }\nb = B\nc = C", "c is not in English"),
        ("a = A { $x }\nb = B\nb = C", "b stands twice"),
        ("a = A { $y }\nb = B", "a takes ['y'] and not ['x']"),
        ("a = A { $x }\nb = B { $x ->\n    [new] C\n   *[old] D\n}", "b takes ['x'] and not []"),
    ],
)
def test_what_a_language_lacks_is_found(source: str, complaint: str) -> None:
    assert complaint in differences(entries("a = A { $x }\nb = B"), entries(source))


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("t.html('a', x=1); t.plain('b'); t.html('c')", "f.py:1: there is no c"),
        ("t.html('a' if y else 'c', x=1); t.plain('b')", "f.py:1: there is no c"),
        ("t.html('a'); t.plain('b')", "f.py:1: a takes ['x']"),
        ("t.html('a', x=1)", "nobody says b"),
        ("t.html('a', x=1); KEYS = {1: Key('b'), 2: Key('d')}", "f.py:1: there is no d"),
    ],
)
def test_what_the_code_lacks_is_found(source: str, complaint: str) -> None:
    english = {one.key: one for one in entries("a = A { $x }\nb = B")}
    assert complaints(list(uses(source, "f.py")), english) == [complaint]


def test_a_line_that_is_no_text_is_found() -> None:
    with pytest.raises(ValueError, match="not Fluent"):
        entries("a = A\nb B")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", sorted(key for key, use in BY_KEY.items() if use.kind == "plain"))
def test_plain_texts_hold_no_markup(language: str, key: str) -> None:
    (entry,) = (one for one in entries(FILES[language]) if one.key == key)
    said_as_html = any(use.key == key and use.kind != "plain" for use in USES)
    assert said_as_html or not set(entry.literal) & set("<>&")


_ANYTHING = st.text(st.characters(exclude_characters="\r\x00"), max_size=40)


@given(
    st.sampled_from(LANGUAGES),
    st.sampled_from(sorted(key for key, use in BY_KEY.items() if use.kind != "plain")),
    st.lists(st.one_of(_ANYTHING, st.integers(0, 10**6)), min_size=8, max_size=8),
)
def test_any_text_with_anything_in_it_is_valid_html(language: str, key: str, values: list[str | int]) -> None:
    arguments = dict(zip(sorted(ENGLISH[key].variables), values, strict=False))
    numbers = dict.fromkeys(ENGLISH[key].numbers, 1.5)
    read_html(texts_in(language).html(key, **{**arguments, **numbers}))
    assert "\u2068" not in FILES[language]


@given(_ANYTHING.filter(lambda text: not any("\ud800" <= one <= "\udfff" for one in text)))
def test_what_is_put_in_is_read_as_it_is(name: str) -> None:
    for language in LANGUAGES:
        texts = texts_in(language)
        assert name in read_html(texts.html("refused-name", name=name)).text
        assert texts.plain("refused-name", name=name).count("\u2068") == name.count("\u2068")
        assert texts.html("refused-name", name=escape(name)) == texts.html("refused-name", name=name)


def test_what_is_put_in_may_be_longer_than_fluent_takes() -> None:
    assert "x" * 50_000 in texts_in("en").html("enough", limit=1, source=Html("<i>" + "x" * 50_000 + "</i>"))


def test_joining_html_with_what_is_not_gives_what_is_escaped() -> None:
    assert texts_in("en").plain("understood", question=Html("<b>a&amp;b</b>")) == "Understood as: a&b"
    assert "&lt;b&gt;" in texts_in("en").html("understood", question=Html("<b>") + "c")


def test_numbers_are_counted_as_each_language_does() -> None:
    english, korean = texts_in("en"), texts_in("ko")
    assert "one question a minute" in english.html("too-many", limit=1, seconds=2)
    assert "1,500 questions" in english.html("too-many", limit=1500, seconds=2)
    assert "1,500개까지" in korean.html("too-many", limit=1500, seconds=2)
    assert [english.plain("heading", sentences=2, articles=articles) for articles in (1, 2)] == [
        "Here is what the article says, in 2 sentences.",
        "Here is what the articles say, in 2 sentences.",
    ]
    assert korean.plain("heading", sentences=1, articles=1) == "기사에서 찾은 문장입니다."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two languages, of which one lacks a text and breaks another."""
    english = "greet = Hello { $name }\nbye = Bye"
    for language, source in (("en", english), ("de", "greet = Hallo { $nmae }")):
        (tmp_path / f"{language}.ftl").write_text(source, encoding="utf-8")
    return tmp_path


def test_a_missing_text_is_an_error_in_tests(folder: Path) -> None:
    with pytest.raises(MissingText, match=r"de\.ftl: bye: no such text"):
        Texts("de", folder).plain("bye")


def test_elsewhere_english_stands_in_and_it_is_told_once(folder: Path) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("default")
        said = [Texts("de", folder).html("bye") for _ in range(3)] + [Texts("de", folder).html("greet", name="<A>")]
    assert said == ["Bye", "Bye", "Bye", "Hello &lt;A&gt;"]
    assert [str(one.message) for one in told] == [
        "de.ftl: bye: no such text",
        "de.ftl: greet: Unknown external: nmae",
    ]


def test_the_log_says_so_once(folder: Path) -> None:
    program = (
        "import sys, pathlib; from config.logs import set_up_logging; from bot.texts import Texts\n"
        "set_up_logging('WARNING', ())\n"
        "for _ in range(3): print(Texts('de', pathlib.Path(sys.argv[1])).plain('bye'))"
    )
    ran = subprocess.run([sys.executable, "-c", program, str(folder)], capture_output=True, text=True, check=True)
    assert ran.stdout == "Bye\nBye\nBye\n"
    assert ran.stderr.count("de.ftl: bye: no such text") == 1


def test_particles_fit_what_is_put_in(tmp_path: Path) -> None:
    source = 'read = { $name }{ JOSA($name, "을/를") } { $count }{ JOSA($count, "으로/로") }'
    (tmp_path / "ko.ftl").write_text(source, encoding="utf-8")
    korean = Texts("ko", tmp_path)
    assert korean.html("read", name="R&D", count=1_000) == "R&amp;D를 1,000으로"
    assert korean.html("read", name=Html("<b>트램</b>"), count=7) == "<b>트램</b>을 7로"
    assert korean.plain("read", name="Google", count=2.5) == "Google을 2.5로"


def test_a_language_without_a_file_is_english() -> None:
    assert texts_in("fr").language == "en"


@pytest.mark.parametrize("entry", entries(FILES["ko"]), ids=lambda entry: entry.key)
def test_korean_speaks_politely_throughout(entry: Entry) -> None:
    sentences = [line for line in entry.literal.replace("?", ".").split("\n") if line.rstrip().endswith(".")]
    assert all(line.rstrip().endswith(("니다.", "니까.", "시오.", ": .")) for line in sentences)
