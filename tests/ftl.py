"""Fluent files taken apart: what each text takes and which of its forms are named."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

__all__ = ["Entry", "Use", "entries", "uses", "uses_below"]

PLURALS = frozenset(("zero", "one", "two", "few", "many", "other"))


@dataclass(frozen=True)
class Entry:
    """One text of one file; `numbers` are the variables that can only be numbers."""

    key: str
    variables: frozenset[str]
    numbers: frozenset[str]
    forms: frozenset[tuple[str, str]]
    literal: str


@dataclass(frozen=True)
class Use:
    """A place in the code where a text is said: `kind` is "html", "plain" or, kept for later, "Key"."""

    key: str
    kind: str
    arguments: frozenset[str]
    place: str


class _Reading(Visitor):
    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.numbers: set[str] = set()
        self.forms: set[tuple[str, str]] = set()
        self.literal: list[str] = []

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:
        self.variables.add(node.id.name)

    def visit_FunctionReference(self, node: ftl.FunctionReference) -> None:
        if node.id.name == "NUMBER":
            self.numbers.update(one.id.name for one in node.arguments.positional if hasattr(one, "id"))
        self.generic_visit(node)

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:
        selector = node.selector
        for variant in node.variants:
            name = variant.key.name if isinstance(variant.key, ftl.Identifier) else "other"
            if name not in PLURALS and isinstance(selector, ftl.VariableReference):
                self.forms.add((selector.id.name, name))
        self.generic_visit(node)

    def visit_TextElement(self, node: ftl.TextElement) -> None:
        self.literal.append(node.value)


def entries(source: str) -> list[Entry]:
    """Return the texts of a file in order; raises ValueError for what is no text."""
    found = []
    for part in FluentParser().parse(source).body:
        if isinstance(part, ftl.Junk):
            raise ValueError(f"not Fluent: {part.content}")
        if isinstance(part, ftl.Message):
            reading = _Reading()
            reading.visit(part)
            variables, numbers = frozenset(reading.variables), frozenset(reading.numbers)
            found.append(Entry(part.id.name, variables, numbers, frozenset(reading.forms), "".join(reading.literal)))
    return found


def uses(source: str, place: str) -> Iterator[Use]:
    """Yield where texts are said, or their keys kept."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        kind = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if kind in ("html", "plain", "Key"):
            arguments = frozenset(one.arg or "**" for one in node.keywords)
            for key in _constants(node.args[0]):
                yield Use(key, kind, arguments, f"{place}:{node.lineno}")


def uses_below(folder: Path) -> list[Use]:
    """Return every use in the Python files below `folder`."""
    return [
        use
        for path in sorted(folder.rglob("*.py"))
        for use in uses(path.read_text(encoding="utf-8"), path.relative_to(folder.parent).as_posix())
    ]


def _constants(node: ast.expr) -> Iterator[str]:
    """Yield the string, or both strings of "a" if … else "b"."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)
