"""/language and /settings: what a chat sets for itself, and who may set it in a group; the real bot, over HTTP."""

from collections.abc import Iterator

import pytest

from tests.bot_process import BotProcess
from tests.botapi import BotApi, Fault, Person, Shown

CHIEF, MEMBER = Person(71, language="en"), Person(72, language="en")
GROUP = -100710


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BotProcess]:
    lists = {"USERS": [*range(700, 720), CHIEF.id], "GROUPS": [GROUP], "QUESTIONS_PER_MINUTE": 100}
    environment = {f"CITEDESK_TELEGRAM__{name}": str(value) for name, value in lists.items()}
    with BotApi() as api, BotProcess(api, tmp_path_factory.mktemp("bot"), **environment) as bot:
        api.group_admins[GROUP] = {CHIEF.id}
        yield bot.ready()


def said(api: BotApi, text: str, person: Person, chat: int | None = None, **fields: object) -> Shown:
    place = chat or person.id
    before = len(api.shown(place))
    api.say(text, person, **({"chat": chat} if chat else {}), **fields)
    return api.wait_shown(place, before + 1)[-1]


def pressed(api: BotApi, shown: Shown, label: str, person: Person) -> Shown:
    now = next(one for one in api.shown(shown.chat) if one.id == shown.id)
    assert api.wait_answered(api.press(shown, label, person)) == ""
    return api.wait_edited(shown, now.edits + 1)


def test_settings_are_changed_by_buttons_and_count_at_once(bot: BotProcess) -> None:
    api, person = bot.api, Person(700, language="en")
    shown = said(api, "/settings", person)
    assert shown.text.splitlines()[:4] == [
        "Settings of this chat", "Language: As in Telegram", "Sentences in an answer: 3",
        "Quiet hours, without alerts: none",
    ]  # fmt: skip
    assert shown.labels == [
        ["• As in Telegram", "English", "한국어"], ["1", "2", "• 3", "4", "5"], ["• Alerts at any hour"],
        ["22–07", "23–07", "23–08", "00–08"],
    ]  # fmt: skip
    assert "Sentences in an answer: 1" in pressed(api, shown, "1", person).text
    assert "22:00–07:00" in pressed(api, shown, "22–07", person).text
    korean = pressed(api, shown, "한국어", person)
    assert "언어: 한국어" in korean.text
    assert "최대 1개" in korean.text
    assert korean.labels[3][0] == "• 22–07"
    answer = said(api, "the harbour bridge and its cables?", person)
    assert len(answer.seen.quotes) == 1
    assert pressed(api, shown, "5", person).labels[1][4] == "• 5"
    assert len(said(api, "the harbour bridge and its cables?", person).seen.quotes) == 3
    assert "방해 금지 시간(알림을 보내지 않음): 없음" in pressed(api, shown, "방해 금지 시간 없음", person).text


def test_language_is_set_by_word_and_by_button(bot: BotProcess) -> None:
    api, person = bot.api, Person(701, language="en")
    assert said(api, "/language ko", person).text == "이제 한국어로 안내해 드립니다."
    assert "안녕하십니까" in said(api, "/start", person).text
    shown = said(api, "/language klingon", person)
    assert shown.labels == [["자동", "English", "• 한국어"]]
    english = pressed(api, shown, "English", person)
    assert english.text == "I now speak English here."
    assert english.labels == [["As in Telegram", "• English", "한국어"]]
    assert "Hello" in said(api, "/start", person).text


@pytest.mark.parametrize(
    "data", ["p::2.9:", "p::2.0:", "p::1.0:xx", "p::3.2599:", "p::3.707:", "p::9.1:", "p::3.9999999:"]
)
def test_what_no_button_sets_is_refused(bot: BotProcess, data: str) -> None:
    api, person = bot.api, Person(702, language="en")
    shown = said(api, "/settings", person)
    assert "does nothing" in api.wait_answered(api.press_data(shown, data, person))
    assert not shown.edits


def test_group_is_set_by_its_own_administrators_only(bot: BotProcess) -> None:
    api = bot.api
    assert "Only administrators of this group" in said(api, "/settings@NewsDeskBot", MEMBER, GROUP).text
    shown = said(api, "/settings@NewsDeskBot", CHIEF, GROUP)
    assert "Quiet" not in shown.text
    assert len(shown.labels) == 2
    assert "Only administrators of this group" in api.wait_answered(api.press(shown, "1", MEMBER))
    assert "최대 3개" in pressed(api, shown, "한국어", CHIEF).text
    itself = {"id": GROUP, "type": "supergroup", "title": "Newsroom"}
    assert "이 그룹의 관리자만" in said(api, "/language@NewsDeskBot en", MEMBER, GROUP).text
    assert "I now speak English" in said(api, "/language@NewsDeskBot en", MEMBER, GROUP, sender_chat=itself).text
    channel = {"id": -100799, "type": "channel", "title": "Elsewhere"}
    assert "Only administrators" in said(api, "/language@NewsDeskBot ko", MEMBER, GROUP, sender_chat=channel).text


def test_where_telegram_does_not_say_who_is_administrator_nobody_is(bot: BotProcess) -> None:
    bot.api.fail("getChatMember", Fault(400, "Bad Request: CHAT_ADMIN_REQUIRED"))
    assert "administrators of this group" in said(bot.api, "/language@NewsDeskBot en", CHIEF, GROUP).text
