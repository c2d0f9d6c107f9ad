"""The settings: their documentation, their bounds and their masks."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from config.loading import env_name, load_settings, setting_names
from config.settings import PassageSettings, Settings, TelegramSettings

DOCS = Path(__file__).parent.parent / "docs" / "settings.md"


def fields(model: type[BaseModel] = Settings, prefix: str = "") -> Iterator[tuple[str, FieldInfo]]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from fields(field.annotation, f"{prefix}{name}.")
        else:
            yield prefix + name, field


def documented() -> dict[str, str]:
    """Return the text under each heading of docs/settings.md."""
    parts = re.split(r"^## (\S+)$", DOCS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def bounds(field: FieldInfo) -> list[str]:
    return [
        str(getattr(limit, side))
        for limit in field.metadata
        for side in ("ge", "le")
        if getattr(limit, side, None) is not None
    ]


def test_every_setting_has_its_heading_and_every_heading_its_setting() -> None:
    assert list(documented()) == list(setting_names())


def test_each_setting_is_documented_under_its_environment_name() -> None:
    for name, text in documented().items():
        assert f"`{env_name(name)}` ·" in text


@pytest.mark.parametrize(("name", "field"), [pytest.param(*item, id=item[0]) for item in fields()])
def test_documentation_states_bounds_and_default(name: str, field: FieldInfo) -> None:
    line = documented()[name].strip().splitlines()[0]
    limits, default = line.split(" · ")[1:]
    for bound in bounds(field):
        assert re.search(rf"\b{bound}\b", limits), f"{name} does not state its bound {bound}"
    if isinstance(field.default, (int, float)):
        assert default == f"default `{str(field.default).lower()}`"


def test_every_number_has_bounds_and_every_setting_a_description() -> None:
    for name, field in fields():
        assert field.description, name
        if field.annotation in (int, float):
            assert bounds(field), f"{name} has no bounds"


def test_settings_cannot_be_changed() -> None:
    settings = load_settings()
    with pytest.raises(ValidationError, match="frozen"):
        settings.model = "other"
    with pytest.raises(ValidationError, match="frozen"):
        settings.passages.tokens = 64


def test_sections_refuse_keys_they_do_not_know() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        PassageSettings.model_validate({"token": 64})


def test_nobody_may_ask_or_reindex_unless_told() -> None:
    telegram = TelegramSettings()
    assert telegram.access == "listed"
    assert not telegram.admins | telegram.users | telegram.groups


def test_neither_str_nor_repr_shows_a_secret() -> None:
    settings = load_settings(telegram={"token": "12345:SECRET", "webhook": {"secret": "HUSH"}})
    for text in (str(settings), repr(settings), settings.model_dump_json()):
        assert "SECRET" not in text
        assert "HUSH" not in text
