"""A picture of every kind of message, as a reader would see it: `python -m benchmarks.gallery` from the project's folder.

The messages are real: the bot runs over the example articles, is written to and pressed over HTTP, and what it sends is
drawn, light and dark, by headless Chromium. Needs Debian's chromium, fonts-nanum and fonts-noto-color-emoji, and
Pillow. Writes docs/gallery/*.png and docs/gallery.md.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from PIL import Image

from benchmarks.gallery_page import THEMES, page_of
from benchmarks.gallery_scenes import DOUBT, LATE, SCENES, Press, Scene, Step
from bot.telegram.reports import render_progress
from bot.texts import texts_in
from index.report import Progress
from tests.bot_process import BotProcess
from tests.botapi import BotApi, Fault, Person, Request, Shown

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "gallery"
PROGRESS, REPORT, DIGEST = "progress", "reindex-report", "digest"
_QUIET = 0.8  # seconds without a request after which a step is over: a loaded machine answers in less
_STYLE = Path(__file__).parent / "gallery.css"
_UPON = (("text", "in"), ("text", "out"), ("text", "quote"), ("link", "in"), ("link", "quote"), ("white", "key"))
_STEPS = 3  # from a letter's colour to its ground: coarse, and hardly seen; the largest picture is then 40 kB
_THUMBS = ("ffc83d", "e8a317", "b8791a")
_WIDTH, _HEIGHT = 820, 12000  # pixels
_AT_ONCE = 8  # pictures a page: starting Chromium takes longer than drawing
_GROUND = (255, 0, 255)  # of the page, in gallery.css; nothing else has this colour


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is drawn: what the person did last and what the bot showed for it."""

    said: str
    shown: tuple[Shown, ...]


class Walk:
    """A person for each scene and language, who does its steps."""

    def __init__(self, api: BotApi, admins: Iterator[int], readers: Iterator[int]) -> None:
        self.api, self._admins, self._readers = api, admins, readers

    def person(self, language: str, *, admin: bool = False) -> Person:
        """Return somebody new."""
        name = "민지" if language == "ko" else "Minji"
        return Person(next(self._admins if admin else self._readers), name, None, language)

    def scene(self, scene: Scene, language: str) -> Exchange:
        """Do the steps of a scene and return what came of the last."""
        person = self.person(language, admin=scene.admin)
        exchange = Exchange("", ())
        for step in scene.steps[language]:
            exchange = self.step(step, person)
        return exchange

    def step(self, step: Step, person: Person) -> Exchange:
        """Write or press, wait until the bot is done, and return what is new or changed."""
        before, asked = {one.id: one for one in self.api.shown(person.id)}, len(self._asked())
        if isinstance(step, Press):
            label = texts_in(person.language or "en").plain(step.key, **step.arguments) if step.key else step.label
            self.api.press(list(before.values())[-1], label, person)
            said = f"[ {label} ]"
        else:
            self.api.say(step, person)
            said = step
        self.settle(asked)
        return Exchange(said, tuple(one for one in self.api.shown(person.id) if before.get(one.id) != one))

    def settle(self, asked: int) -> None:
        """Wait for the first request after `asked` and then until none has come for a while."""
        until = time.monotonic() + 60
        while len(self._asked()) == asked and time.monotonic() < until:
            time.sleep(0.05)
        while time.monotonic() - self._asked()[-1].at < _QUIET:
            time.sleep(0.1)

    def _asked(self) -> list[Request]:
        return [one for one in list(self.api.requests) if one.method.lower() not in ("getupdates", "sendchataction")]


def main() -> int:
    """Run the bot, walk through the scenes, draw them and write the page."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--chromium", default="chromium")
    chromium = options.parse_args().chromium
    PICTURES.mkdir(parents=True, exist_ok=True)
    with folder_of_its_own() as folder:
        exchanges = collect(folder)
        named = [(f"{name}-{language}", exchange) for (name, language), exchange in exchanges.items()]
        for first in range(0, len(named), _AT_ONCE):
            draw(dict(named[first : first + _AT_ONCE]), folder, chromium)
    (ROOT / "docs" / "gallery.md").write_text(page_of([*exchanges]), encoding="utf-8")
    size = sum(path.stat().st_size for path in PICTURES.glob("*.png"))
    largest = max(path.stat().st_size for path in PICTURES.glob("*.png"))
    print(f"{2 * len(exchanges)} pictures, {size / 1e6:.2f} MB, largest {largest / 1e3:.0f} kB")
    return 0


@contextmanager
def folder_of_its_own() -> Iterator[Path]:
    """Make a folder whose name is the same every time, as pictures show it, and delete it afterwards."""
    folder = Path(tempfile.gettempdir()) / "citedesk-gallery"
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def collect(folder: Path) -> dict[tuple[str, str], Exchange]:
    """Return every scene as the running bot showed it."""
    late, articles = folder / "late", folder / "articles"
    late.mkdir()
    shutil.copytree(ROOT / "examples" / "articles", articles)
    environment = {
        "CITEDESK_SOURCES": json.dumps([str(articles), str(late)]),
        "CITEDESK_TELEGRAM__ACCESS": "open",
        "CITEDESK_TELEGRAM__ADMINS": json.dumps(list(range(1, 100))),
    }
    found: dict[tuple[str, str], Exchange] = {}
    with BotApi() as api, BotProcess(api, folder / "data", sys.executable, "-m", "bot", "bot", **environment) as bot:
        while not api.asked_for("getUpdates"):
            assert bot.process.poll() is None, bot.output[-3000:]
            time.sleep(0.2)
        walk = Walk(api, iter(range(1, 100)), iter(range(1000, 2000)))
        rebuild(walk, "en")
        watchers = {language: walk.person(language) for language in LATE}
        for language, (topic, *_) in LATE.items():
            walk.step(f"/watch {topic}", watchers[language])
        for language, (_, *texts) in LATE.items():
            for n, text in enumerate(texts):
                (late / f"{language}-{n}.txt").write_text(text, encoding="utf-8")
        (late / "empty.txt").write_text("", encoding="utf-8")
        (late / "broken.jsonl").write_text('{"title": "No text"}\n', encoding="utf-8")
        before = {language: api.shown(watcher.id) for language, watcher in watchers.items()}
        found |= rebuild(walk, "en")
        for language, watcher in watchers.items():
            shown = api.wait_shown(watcher.id, len(before[language]) + 1)
            found[DIGEST, language] = Exchange("", tuple(shown[len(before[language]) :]))
        found |= rebuild(walk, "ko", "/reindex full")
        for language, question in DOUBT.items():
            api.fail("sendMessage", Fault.reset(carried_out=False))
            found["doubt", language] = walk.step(question, walk.person(language))
        for scene in SCENES:
            for language in scene.steps:
                found[scene.name, language] = walk.scene(scene, language)
    return found


def rebuild(walk: Walk, language: str, command: str = "/reindex") -> dict[tuple[str, str], Exchange]:
    """Update the index; return how that looks under way and at its end."""
    admin = walk.person(language, admin=True)
    texts = texts_in(language)
    walk.api.say(command, admin)
    done = texts.plain(
        "build-report", **dict.fromkeys(("added", "changed", "unchanged", "removed", "duplicates", "rejected"), 0)
    ).split()[0]
    walk.api.wait_text(admin.id, done)
    walk.settle(0)
    exchange = Exchange(command, tuple(walk.api.shown(admin.id)))
    # Ten articles are indexed before there is anything to tell: these numbers are of no build, the rest is the bot's.
    progress = Progress("embedding", 5120, 14300, 41000, 312.0, 14800)
    last = exchange.shown[-1]
    under_way = Shown(last.chat, last.id, render_progress(progress, texts), last.seen, None)
    return {(REPORT, language): exchange, (PROGRESS, language): Exchange(command, (under_way,))}


def draw(exchanges: Mapping[str, Exchange], folder: Path, chromium: str) -> None:
    """Write pictures of each exchange, one a theme: one page of all, cut where its ground is seen between them."""
    page, raw = folder / "page.html", folder / "page.png"
    page.write_text(html_of(exchanges.values()), encoding="utf-8")
    subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1",
         f"--window-size={_WIDTH},{_HEIGHT}", f"--screenshot={raw}", page.as_uri()],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    with Image.open(raw) as image:
        whole = image.convert("RGB")
    colours = palette()
    for name, (top, bottom) in zip(exchanges, drawn(whole), strict=True):
        for n, theme in enumerate(THEMES):
            cut = whole.crop((n * _WIDTH // 2, top, (n + 1) * _WIDTH // 2, bottom))
            small = cut.quantize(palette=colours, dither=Image.Dither.NONE)
            small.save(PICTURES / f"{name}-{theme}.png", optimize=True)


def palette() -> Image.Image:
    """Return an image with the colours that the style names and those between a letter and its ground."""
    colours = dict.fromkeys(map(rgb, _THUMBS))
    for theme in re.findall(r"\{ (--ground.*) \}", _STYLE.read_text(encoding="utf-8")):
        named = {name: rgb(code) for name, code in re.findall(r"--(\w+): #(\w+)", theme)} | {"white": rgb("fff")}
        colours |= dict.fromkeys(named.values())
        for letter, ground in _UPON:
            for step in range(1, _STEPS):
                pair = zip(named[letter], named[ground], strict=True)
                colours[tuple((a * step + b * (_STEPS - step)) // _STEPS for a, b in pair)] = None
    image = Image.new("P", (1, 1))
    image.putpalette([value for colour in colours for value in colour])
    return image


def rgb(code: str) -> tuple[int, ...]:
    """Return the colour that a style writes in three or six digits."""
    whole = code if len(code) == 6 else "".join(digit * 2 for digit in code)
    return tuple(bytes.fromhex(whole))


def drawn(whole: Image.Image) -> Iterator[tuple[int, int]]:
    """Yield top and bottom of each picture of a page; the last has ground below it, or it would not be whole."""
    column = [whole.getpixel((0, y)) == _GROUND for y in range(whole.height)]
    if not column[-1]:
        raise ValueError("the page is longer than the window")
    for ground, rows in groupby(enumerate(column), itemgetter(1)):
        if not ground:
            inside = [y for y, _ in rows]
            yield inside[0], inside[-1] + 1


def html_of(exchanges: Iterable[Exchange]) -> str:
    """Return a page that shows exchanges one below the other, each in both themes."""
    style = _STYLE.read_text(encoding="utf-8")
    return f'<!doctype html><meta charset="utf-8"><style>{style}</style>' + "".join(map(_both_themes, exchanges))


def _both_themes(exchange: Exchange) -> str:
    said = f'<div class="mine">{escape(exchange.said)}</div>' if exchange.said else ""
    body = said + "".join(map(_bubble, exchange.shown))
    sections = "".join(f'<section class="{theme}">{body}</section>' for theme in THEMES)
    return f"<main>{sections}</main>"


def _bubble(shown: Shown) -> str:
    rows: Sequence[Sequence[str]] = shown.labels
    buttons = "".join(
        f'<div class="row">{"".join(f"<span>{escape(label)}</span>" for label in row)}</div>' for row in rows
    )
    return f'<div class="theirs"><div class="bubble">{_lines(shown.source)}</div>{buttons}</div>'


def _lines(source: str) -> str:
    """Return Telegram's HTML as a browser's: a block of quotation ends its line by itself."""
    text = source.replace("</blockquote>\n", "</blockquote>").replace("\n<blockquote", "<blockquote")
    return text.replace("<blockquote expandable>", '<blockquote class="folded">')


if __name__ == "__main__":
    sys.exit(main())
