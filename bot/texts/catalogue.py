"""Texts by key and language, from Fluent files; arguments are put in escaped, so that HTML stays valid for any of them.

Fluent sees a mark in the place of each text that is put in, and the text takes the mark's place afterwards. So what is
put in can be of any length and is never read as markup, while selectors and particles still see the text itself.
"""

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NewType

from babel import Locale
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import FluentType

from bot.texts.markup import Html, escape, spoken
from bot.texts.particles import particle

__all__ = ["LANGUAGES", "Key", "MissingText", "Texts", "texts_in"]

_FOLDER = Path(__file__).parent
LANGUAGES = tuple(sorted(one.stem for one in _FOLDER.glob("*.ftl")))
_FALLBACK = "en"
_MARK = re.compile("\x02(\\d+)\x03")

# A key that is kept in a table before it is used. Wherever it can, code names the key where it says the text.
Key = NewType("Key", str)
Argument = str | int | float


class MissingText(UserWarning):
    """A text that a language lacks or that lacks an argument: an error in tests, told once elsewhere."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language."""

    language: str
    folder: Path = _FOLDER

    def html(self, key: str, **arguments: Argument) -> Html:
        """Return a text as HTML; arguments are escaped, except those that are `Html` already."""
        return Html(self._text(key, arguments, lambda text: text if isinstance(text, Html) else escape(text)))

    def plain(self, key: str, **arguments: Argument) -> str:
        """Return a text as it is; arguments are put in as they are, `Html` as it reads."""
        return self._text(key, arguments, spoken)

    def _text(self, key: str, arguments: dict[str, Argument], shown: Callable[[str], str]) -> str:
        complaints = []
        for language in dict.fromkeys((self.language, _FALLBACK)):
            text, missing = _format(_bundle(self.folder, language), key, arguments, shown)
            if not missing:
                break
            complaints.append(f"{language}.ftl: {key}: {missing}")
        for complaint in complaints:
            warnings.warn(complaint, MissingText, stacklevel=1)  # Python tells one text at one place once
        return text


class _Text(FluentType):
    """A text that is put in: itself to selectors and particles, `written` in what Fluent writes."""

    def __init__(self, text: str, written: str) -> None:
        self.text, self.written = text, written

    def __eq__(self, other: object) -> bool:
        return self.text == other

    def __hash__(self) -> int:
        return hash(self.text)

    def format(self, _locale: Locale) -> str:
        return self.written


def texts_in(code: str) -> Texts:
    """Return the texts of the language of "ko", "ko-KR" or "ko_KR.UTF-8", or those in English where it has no file."""
    language = re.split("[-_.]", code.lower())[0]
    return Texts(language if language in LANGUAGES else _FALLBACK)


@cache
def _bundle(folder: Path, language: str) -> FluentBundle:
    bundle = FluentBundle([language], {"JOSA": lambda *given: _josa(*given)}, use_isolating=False)
    bundle.add_resource(FluentResource((folder / f"{language}.ftl").read_text(encoding="utf-8")))
    return bundle


def _format(
    bundle: FluentBundle, key: str, arguments: dict[str, Argument], shown: Callable[[str], str]
) -> tuple[str, str]:
    """Return the text and what it lacks."""
    pattern = bundle.get_message(key).value if bundle.has_message(key) else None
    if pattern is None:
        return shown(key), "no such text"
    put_in = [shown(value) if isinstance(value, str) else "" for value in arguments.values()]
    given = {
        name: _Text(spoken(value), f"\x02{number}\x03") if isinstance(value, str) else value
        for number, (name, value) in enumerate(arguments.items())
    }
    text, errors = bundle.format_pattern(pattern, given)
    return _MARK.sub(lambda mark: put_in[int(mark[1])], str(text)), "; ".join(map(str, errors))


def _josa(word: object, forms: str) -> FluentType:
    """Return the particle that fits behind a text or a number: JOSA($name, "은/는")."""
    fitting = particle(word.text if isinstance(word, _Text) else str(word), forms)
    return _Text(fitting, fitting)
