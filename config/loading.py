"""Settings from the command line, the environment, `.env` and `citedesk.toml`, in this order of precedence.

A name that no setting has is refused wherever it stands, with the nearest one that exists: a misspelt setting that is
silently ignored is worse than none.
"""

import difflib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote

from dotenv import dotenv_values
from pydantic import BaseModel, PrivateAttr, SecretStr, ValidationError
from pydantic_settings import TomlConfigSettingsSource

from config.errors import SettingsError
from config.settings import Settings

__all__ = ["Setting", "describe", "env_name", "load_settings", "secrets", "setting_names"]

_PREFIX = "CITEDESK_"
_ENV_FILE, _TOML_FILE = ".env", "citedesk.toml"
_BOUNDS = {
    "greater_than_equal": ("at least", "ge"),
    "less_than_equal": ("at most", "le"),
    "greater_than": ("greater than", "gt"),
    "less_than": ("less than", "lt"),
    "literal_error": ("one of", "expected"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting as it is in force; `value` is masked where it is a secret."""

    name: str
    env: str
    value: str
    origin: str


class _TracedSettings(Settings):
    """Settings that remember where each value that is no default came from."""

    _origins: dict[str, str] = PrivateAttr(default_factory=dict)

    def remember(self, origins: Mapping[str, str]) -> Self:
        """Take in where the values came from, and return these settings."""
        self._origins.update(origins)
        return self

    def origin(self, name: str) -> str:
        """Return where the value of a setting came from."""
        return self._origins.get(name, "default")


def load_settings(**overrides: object) -> Settings:
    """Return the settings in force; `overrides` come first, None among them means not given.

    Raises SettingsError, in one line, for an unknown name, a value out of bounds or a file that cannot be read.
    """
    given = {name: value for name, value in overrides.items() if value is not None}
    origins = _origins(given)
    try:
        return _TracedSettings.model_validate(given).remember(origins)
    except ValidationError as error:
        raise SettingsError(_in_words(error, origins)) from None


def describe(settings: Settings) -> list[Setting]:
    """Return every setting with its value, secrets masked, and its origin."""
    origin = settings.origin if isinstance(settings, _TracedSettings) else lambda name: "default"
    return [Setting(name, env_name(name), _shown(_value(settings, name)), origin(name)) for name in setting_names()]


def secrets(settings: Settings) -> tuple[str, ...]:
    """Return the plain text of every secret that is set: what no log and no screen may show."""
    values = (_value(settings, name) for name in setting_names())
    plain = [value.get_secret_value() for value in values if isinstance(value, SecretStr) and value]
    return (*plain, *(password for value in plain for password in _passwords(value)))


@cache
def setting_names() -> tuple[str, ...]:
    """Return the name of every setting, sections before a dot: `telegram.webhook.port`."""
    return tuple(_leaves(Settings, ""))


def env_name(name: str) -> str:
    """Return the environment name of a setting."""
    return _PREFIX + name.upper().replace(".", "__")


def _passwords(value: str) -> tuple[str, ...]:
    """Return the password in an address, as it stands there and as it is meant: an error may show either alone."""
    found = re.match(r"[^/@]+://[^:@/]*:([^@]+)@", value)
    return (found[1], unquote(found[1])) if found else ()


def _leaves(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _leaves(field.annotation, f"{prefix}{name}.")
        else:
            yield prefix + name


def _origins(given: Mapping[str, object]) -> dict[str, str]:
    """Return where each setting that is given somewhere comes from; refuse names that no setting has."""
    origins: dict[str, str] = {}
    for names, origin in (
        (_flat(_toml(), _TOML_FILE), _TOML_FILE),
        (_from_environment(_env_file(), _ENV_FILE), _ENV_FILE),
        (_from_environment(os.environ, "environment"), "environment"),
        (_flat(given, "command line"), "command line"),
    ):
        origins.update(dict.fromkeys(names, origin))
    return origins


def _toml() -> dict[str, object]:
    try:
        return TomlConfigSettingsSource(Settings)()
    except (ValueError, OSError) as error:
        raise SettingsError(f"{_TOML_FILE} cannot be read: {error}") from error


def _env_file() -> Mapping[str, str | None]:
    try:
        return dotenv_values(_ENV_FILE, encoding="utf-8") if Path(_ENV_FILE).is_file() else {}
    except (ValueError, OSError) as error:
        raise SettingsError(f"{_ENV_FILE} cannot be read: {error}") from error


def _flat(values: Mapping[str, object], origin: str, prefix: str = "") -> Iterator[str]:
    for key, value in values.items():
        name = prefix + key
        if name in setting_names():
            yield name
        elif isinstance(value, Mapping) and any(known.startswith(f"{name}.") for known in setting_names()):
            yield from _flat(value, origin, f"{name}.")
        else:
            raise SettingsError(_unknown(name, setting_names(), origin))


def _from_environment(variables: Mapping[str, str | None], origin: str) -> Iterator[str]:
    names = {env_name(name): name for name in setting_names()}
    for variable, value in variables.items():
        upper = variable.upper()
        if not upper.startswith(_PREFIX):
            continue
        if upper not in names:
            raise SettingsError(_unknown(variable, tuple(names), origin))
        if value:  # empty means not set, as pydantic reads it too
            _check_list(variable, names[upper], value)
            yield names[upper]


def _check_list(variable: str, name: str, value: str) -> None:
    """Refuse what is no JSON list where a list is wanted, before pydantic does so without saying where."""
    if not isinstance(_default(name), (tuple, frozenset)):
        return
    try:
        if isinstance(json.loads(value), list):
            return
    except ValueError:
        pass
    example = '["articles"]' if name == "sources" else "[12345678]"
    raise SettingsError(f"{variable} must be a JSON list such as {example}")


def _unknown(name: str, known: tuple[str, ...], origin: str) -> str:
    below = [other for other in known if other.startswith((f"{name}.", f"{name.upper()}__"))]
    if below:
        return f"{name} ({origin}) is a section, not a setting; it holds {', '.join(below)}"
    wanted = name.upper() if known[0].isupper() else name.lower()
    near = difflib.get_close_matches(wanted, known, n=1, cutoff=0.0)
    return f"unknown setting {name} ({origin}); the nearest known name is {near[0]}"


def _in_words(error: ValidationError, origins: Mapping[str, str]) -> str:
    details = error.errors(include_url=False)
    more = f" (and {len(details) - 1} more)" if len(details) > 1 else ""
    return _fault(details[0], origins) + more


def _fault(detail: Mapping[str, Any], origins: Mapping[str, str]) -> str:
    """Return what is wrong with one value, under the name its owner wrote, never showing a secret."""
    path = ".".join(str(step) for step in detail["loc"])
    name = next((known for known in setting_names() if f"{path}.".startswith(f"{known}.")), path)
    origin = origins.get(name, "default")
    where = f"{env_name(name) if origin in ('environment', _ENV_FILE) else name} ({origin})"
    wording, key = _BOUNDS.get(detail["type"], ("", ""))
    if wording:
        limit = f"must be {wording} {detail['ctx'][key]}"
    else:
        limit = detail["msg"].removeprefix("Value error, ").replace("Input should", "must")
    secret = isinstance(_default(name), SecretStr)
    return f"{where} {limit}" + ("" if secret else f", not {detail['input']!r}")


def _default(name: str) -> object:
    return _value(Settings.model_construct(), name)


def _value(settings: Settings, name: str) -> object:
    value: object = settings
    for part in name.split("."):
        value = getattr(value, part)
    return value


def _shown(value: object) -> str:
    if isinstance(value, SecretStr):
        return "********" if value else ""
    if isinstance(value, (tuple, frozenset)):
        items = [str(item) if isinstance(item, Path) else item for item in value]
        return json.dumps(sorted(items) if isinstance(value, frozenset) else items, ensure_ascii=False)
    return "" if value is None else str(value)
