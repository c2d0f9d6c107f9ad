"""What the server refuses as Telegram would: each refusal that no test asked for is remembered until somebody looks."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.botrecords import Request
from tests.botschema import load_schema, violations

__all__ = ["Refusal", "Refusals", "Refused"]

_SHOWN = 20  # refusals listed in an error; the rest are counted


class Refused(Exception):
    """A request that the server answers with an error."""

    def __init__(self, status: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.record = {"ok": False, "error_code": status, "description": description}
        if parameters:
            self.record["parameters"] = dict(parameters)
        self.status = status


@dataclass(frozen=True, slots=True)
class Refusal:
    """A request that Telegram would have refused, and in which words."""

    request: Request
    reason: str

    def __str__(self) -> str:
        return f"{self.request.method}: {self.reason}\n    {str(dict(self.request.parameters))[:600]}"


@dataclass(slots=True)
class _Expected:
    part: str
    met: list[Refusal] = field(default_factory=list)


class Refusals:
    """The refusals that count against the bot: not those that a test injected, nor those it said it would provoke.

    A request that is made again because its reply was lost may find that it was carried out: that is no mistake.
    """

    def __init__(self) -> None:
        self.met: list[Refusal] = []
        self._expected: list[_Expected] = []
        self._lost: set[tuple[str, frozenset[tuple[str, str]]]] = set()
        self._schema = load_schema()

    def check(self, request: Request) -> None:
        """Refuse a request that does not fit the published schema; without the schema nothing is known."""
        if self._schema and (found := violations(request.method, request.parameters, self._schema)):
            raise Refused(400, f"Bad Request: {'; '.join(found)}")

    def lost(self, request: Request) -> None:
        """Remember that a request was carried out and that the bot cannot know it."""
        self._lost.add(_form(request))

    def note(self, request: Request, refused: Refused) -> None:
        """Count a refusal."""
        if _form(request) in self._lost:
            return
        found = Refusal(request, str(refused))
        meant = next((one.met for one in self._expected if one.part in found.reason), self.met)
        meant.append(found)

    @contextmanager
    def expect(self, part: str) -> Iterator[list[Refusal]]:
        """Take refusals that say `part` for intended while the block lasts; fail if there was none."""
        expected = _Expected(part)
        self._expected.append(expected)
        try:
            yield expected.met
        finally:
            self._expected.remove(expected)
        if not expected.met:
            raise AssertionError(f"no request was refused with {part!r}")

    def complain(self) -> None:
        """Raise an AssertionError that lists what was refused."""
        if self.met:
            listed = "\n".join(map(str, self.met[:_SHOWN]))
            raise AssertionError(f"{len(self.met)} requests that Telegram would have refused:\n{listed}")


def _form(request: Request) -> tuple[str, frozenset[tuple[str, str]]]:
    return request.method, frozenset(request.parameters.items())
