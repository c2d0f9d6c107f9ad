"""Where settings come from, which source wins, and what is said about a wrong one."""

import json
from pathlib import Path

import pytest

from config.errors import SettingsError
from config.loading import describe, env_name, load_settings, secrets, setting_names
from config.settings import Settings

OTHER_VALUES: dict[str, object] = {
    "data": "elsewhere",
    "sources": ["articles", "/srv/news"],
    "model": "some/model",
    "cache": "/srv/cache",
    "passages.tokens": 100,
    "passages.overlap": 2,
    "vectors.exact_up_to": 7,
    "vectors.recall_floor": 0.5,
    "answers.citations": 5,
    "answers.confidence": 0.25,
    "answers.per_article": 2,
    "answers.nearest": 0,
    "names.aliases": "/srv/aliases.txt",
    "reading.max_article_bytes": 5000,
    "telegram.token": "12345:abc",
    "telegram.base_url": "http://127.0.0.1:8081/bot",
    "telegram.base_file_url": "http://127.0.0.1:8081/file/bot",
    "telegram.admins": [1, 2],
    "telegram.access": "open",
    "telegram.users": [3],
    "telegram.groups": [-100],
    "telegram.webhook.url": "https://news.example/hook",
    "telegram.webhook.listen": "0.0.0.0",
    "telegram.webhook.port": 443,
    "telegram.webhook.secret": "hush",
    "telegram.concurrency": 3,
    "telegram.questions_per_minute": 60,
    "telegram.group_questions_per_minute": 30,
    "telegram.waiting": 40,
    "telegram.sentences_per_day": 5,
    "telegram.preview": True,
    "telegram.max_question": 100,
    "telegram.reindex_at": "0 5 * * *",
    "telegram.max_upload": 5_000_000,
    "telegram.source_roots": ["/srv/news"],
    "state.url": "postgresql://desk:hush@db/citedesk",
    "state.keep_days": 7,
    "log.level": "DEBUG",
    "log.format": "json",
    "metrics.port": 9464,
    "metrics.host": "0.0.0.0",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder and an environment without settings."""
    for name in setting_names():
        monkeypatch.delenv(env_name(name), raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def nested(name: str, value: object) -> dict[str, object]:
    for part in reversed(name.split(".")):
        value = {part: value}
    assert isinstance(value, dict)
    return value


def as_text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def in_toml(name: str, value: object) -> str:
    section, _, key = name.rpartition(".")
    return (f"[{section}]\n" if section else "") + f"{key} = {json.dumps(value)}\n"


def changed(settings: Settings) -> dict[str, str]:
    return {item.name: item.origin for item in describe(settings) if item.origin != "default"}


def test_another_value_is_tried_for_every_setting() -> None:
    assert list(OTHER_VALUES) == list(setting_names())


@pytest.mark.parametrize("name", setting_names())
def test_every_environment_name_is_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(env_name(name), as_text(OTHER_VALUES[name]))
    settings = load_settings()
    assert settings.model_dump() == Settings.model_validate(nested(name, OTHER_VALUES[name])).model_dump()
    assert changed(settings) == {name: "environment"}


@pytest.mark.parametrize("name", setting_names())
def test_every_name_is_read_from_the_env_file(name: str, folder: Path) -> None:
    (folder / ".env").write_text(f"OTHER=1\n{env_name(name)}='{as_text(OTHER_VALUES[name])}'\n", encoding="utf-8")
    settings = load_settings()
    assert settings.model_dump() == Settings.model_validate(nested(name, OTHER_VALUES[name])).model_dump()
    assert changed(settings) == {name: ".env"}


@pytest.mark.parametrize("name", setting_names())
def test_every_name_is_read_from_toml(name: str, folder: Path) -> None:
    (folder / "citedesk.toml").write_text(in_toml(name, OTHER_VALUES[name]), encoding="utf-8")
    settings = load_settings()
    assert settings.model_dump() == load_settings(**nested(name, OTHER_VALUES[name])).model_dump()
    assert changed(settings) == {name: "citedesk.toml"}


def test_command_line_beats_environment_beats_env_file_beats_toml(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "citedesk.toml").write_text('model = "t"\ndata = "t"\n[passages]\ntokens = 40\noverlap = 4\n', "utf-8")
    (folder / ".env").write_text("CITEDESK_DATA=e\nCITEDESK_MODEL=e\nCITEDESK_PASSAGES__TOKENS=50\n", "utf-8")
    monkeypatch.setenv("CITEDESK_MODEL", "v")
    monkeypatch.setenv("CITEDESK_DATA", "v")
    settings = load_settings(data=Path("c"), cache=None)
    assert (settings.data, settings.model) == (Path("c"), "v")
    assert (settings.passages.tokens, settings.passages.overlap) == (50, 4)
    assert changed(settings) == {
        "data": "command line",
        "model": "environment",
        "passages.tokens": ".env",
        "passages.overlap": "citedesk.toml",
    }


def test_an_empty_variable_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEDESK_DATA", "")
    monkeypatch.setenv("CITEDESK_TELEGRAM__ADMINS", "")
    assert load_settings().data == Path(".citedesk")
    assert changed(load_settings()) == {}


def test_the_home_folder_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    monkeypatch.setenv("CITEDESK_SOURCES", '["~/news"]')
    assert load_settings().sources == (Path("/home/someone/news"),)


def message(**overrides: object) -> str:
    """Return what is said of wrong settings: always one line."""
    with pytest.raises(SettingsError) as caught:
        load_settings(**overrides)
    assert "\n" not in caught.value.message
    assert caught.value.advice
    return caught.value.message


def test_an_unknown_variable_is_refused_with_the_nearest_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEDESK_TELEGRAM__TOKN", "12345:abc")
    text = message()
    assert "CITEDESK_TELEGRAM__TOKN" in text
    assert text.endswith("CITEDESK_TELEGRAM__TOKEN")
    assert "12345:abc" not in text


def test_an_unknown_name_in_the_env_file_is_refused(folder: Path) -> None:
    (folder / ".env").write_text("CITEDESK_SOURCE=[]\n", encoding="utf-8")
    assert message() == "unknown setting CITEDESK_SOURCE (.env); the nearest known name is CITEDESK_SOURCES"


def test_an_unknown_key_in_toml_is_refused(folder: Path) -> None:
    (folder / "citedesk.toml").write_text("[telegram.webhook]\nprot = 80\n", encoding="utf-8")
    text = message()
    assert "telegram.webhook.prot (citedesk.toml)" in text
    assert text.endswith("telegram.webhook.port")


def test_an_unknown_override_is_refused() -> None:
    assert message(pasages={"tokens": 64}).endswith("passages.tokens")


@pytest.mark.parametrize("value", ["3", "1,2", "[1,", '{"a": 1}', "someone"])
def test_a_list_must_be_json(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEDESK_TELEGRAM__ADMINS", value)
    assert message() == "CITEDESK_TELEGRAM__ADMINS must be a JSON list such as [12345678]"


def test_a_section_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CITEDESK_PASSAGES", '{"tokens": 64}')
    text = message()
    assert "is a section" in text
    assert "CITEDESK_PASSAGES__TOKENS" in text


@pytest.mark.parametrize(
    ("name", "value", "limit"),
    [
        ("passages.tokens", "31", "must be at least 32, not '31'"),
        ("passages.tokens", "481", "must be at most 480, not '481'"),
        ("passages.overlap", "6", "must be at most 5, not '6'"),
        ("answers.citations", "0", "must be at least 1, not '0'"),
        ("answers.confidence", "1.5", "must be at most 1.0, not '1.5'"),
        ("vectors.recall_floor", "-1", "must be at least 0.0, not '-1'"),
        ("telegram.admins", "[0]", "must be greater than 0, not 0"),
        ("telegram.groups", "[5]", "must be less than 0, not 5"),
        ("telegram.access", "all", "must be one of 'listed' or 'open', not 'all'"),
        ("telegram.base_url", "localhost", "must be an address that starts with http:// or https://, not 'localhost'"),
        ("telegram.webhook.port", "65536", "must be at most 65535, not '65536'"),
        ("log.level", "LOUD", "must be one of 'DEBUG', 'INFO', 'WARNING' or 'ERROR', not 'LOUD'"),
    ],
)
def test_a_value_out_of_bounds_is_refused_under_its_name(
    name: str, value: str, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(env_name(name), value)
    assert message() == f"{env_name(name)} (environment) {limit}"


def test_a_wrong_secret_is_refused_without_showing_it() -> None:
    text = message(telegram={"webhook": {"secret": "no blanks please"}})
    assert "telegram.webhook.secret (command line)" in text
    assert "blanks" not in text


def test_several_faults_are_counted() -> None:
    assert message(passages={"tokens": 1, "overlap": 9}).endswith("(and 1 more)")


def test_broken_toml_is_told_with_its_line(folder: Path) -> None:
    (folder / "citedesk.toml").write_text("data = \n", encoding="utf-8")
    text = message()
    assert "citedesk.toml" in text
    assert "line 1" in text


def test_files_in_another_encoding_are_told(folder: Path) -> None:
    (folder / ".env").write_bytes(b"CITEDESK_MODEL=\xff\xfe\n")
    assert ".env cannot be read" in message()


def test_secrets_are_masked_in_the_description() -> None:
    settings = load_settings(telegram={"token": "12345:abc"})
    shown = {item.name: item.value for item in describe(settings)}
    assert shown["telegram.token"] == "********"
    assert shown["telegram.webhook.secret"] == ""
    assert shown["telegram.admins"] == "[]"
    assert secrets(settings) == ("12345:abc",)


def test_settings_made_without_sources_are_described_as_defaults() -> None:
    assert {item.origin for item in describe(Settings.model_construct())} == {"default"}
