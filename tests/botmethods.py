"""The methods of the Bot API that the bot uses: each does what Telegram's does, or refuses in Telegram's words."""

import json
import re
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.botchecks import ACTIONS, ANSWER, CAPTION, chat_in, keyboard_in, reply_in, seen_in, text_in
from tests.botinline import read_inline, read_offer
from tests.botpeople import People
from tests.botrecords import Shown
from tests.botrefusals import Refused
from tests.telegram_html import utf16_units

__all__ = ["Methods"]

_DOWNLOAD, _UPLOAD = 20_000_000, 50_000_000  # bytes
_COMMANDS, _DESCRIPTION = 100, 256
_TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
_SAME = "Bad Request: message is not modified: specified new message content and reply markup are exactly the same"
_Json = dict[str, Any]


class Methods:
    """What the bot can ask for, by the method's name; whoever calls one holds the lock of the records."""

    def __init__(self, people: People) -> None:
        self._people = people
        self.webhook: dict[str, str] = {}
        self.by_name: dict[str, Callable[[_Json], object]] = {
            "getMe": self._get_me,
            "getFile": self._get_file,
            "getChatMember": self._get_chat_member,
            "sendMessage": self._send_message,
            "sendMessageDraft": self._send_draft,
            "sendDocument": self._send_document,
            "sendChatAction": self._send_action,
            "editMessageText": self._edit_text,
            "editMessageReplyMarkup": self._edit_markup,
            "deleteMessage": self._delete,
            "answerCallbackQuery": self._answer_press,
            "answerInlineQuery": self._answer_inline,
            "answerGuestQuery": self._answer_guest,
            "setMyCommands": self._set_commands,
            "setWebhook": self._set_webhook,
            "deleteWebhook": self._delete_webhook,
        }

    def _get_me(self, _: _Json) -> _Json:
        return {
            **self._people.own_record(),
            "can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True,
        }  # fmt: skip

    # -- messages -------------------------------------------------------------------------------------------------

    def _place(self, parameters: _Json) -> tuple[int, int | None]:
        """Return chat and topic of a request; General, whose number is 1, is no topic to be named."""
        chat = chat_in(parameters)
        if chat in self._people.moved:
            moved = {"migrate_to_chat_id": self._people.moved[chat]}
            raise Refused(400, "Bad Request: group chat was upgraded to a supergroup chat", moved)
        if "message_thread_id" not in parameters:
            return chat, None
        topic = int(parameters["message_thread_id"])
        if topic == 1 or (chat, topic) not in self._people.topics:
            raise Refused(400, "Bad Request: message thread not found")
        return chat, topic

    def _replied(self, chat: int, parameters: _Json) -> int | None:
        number, matters = reply_in(parameters)
        known = number is None or (chat, number) in self._people.written or (chat, number) in self._people.messages
        if not known and matters:
            raise Refused(400, "Bad Request: message to be replied not found")
        return number

    def _send_message(self, parameters: _Json) -> _Json:
        chat, topic = self._place(parameters)
        seen, keyboard = text_in(parameters), keyboard_in(parameters)
        shown = self._people.show(Shown(
            chat, next(self._people.numbers), parameters["text"], seen, self._replied(chat, parameters), thread=topic,
            keyboard=keyboard, markup=parameters.get("reply_markup", ""), at=time.monotonic(),
        ))  # fmt: skip
        return self._people.own_message(chat, shown.id, seen.text)

    def _send_draft(self, parameters: _Json) -> bool:
        chat, _ = self._place(parameters)
        if chat <= 0:
            raise Refused(400, "Bad Request: TEXTDRAFT_PEER_INVALID")
        if not int(parameters["draft_id"]):
            raise Refused(400, "Bad Request: draft_id must be non-zero")
        text_in(parameters)
        return True

    def _send_document(self, parameters: _Json) -> _Json:
        chat, _ = self._place(parameters)
        self._replied(chat, parameters)
        caption = seen_in(parameters.get("caption", ""), parameters).text
        if utf16_units(caption) > CAPTION:
            raise Refused(400, "Bad Request: message caption is too long")
        return self._people.own_message(chat, next(self._people.numbers), caption)

    def take_files(self, chat: int, files: list[bytes]) -> None:
        """Keep what came with a request."""
        if any(len(one) > _UPLOAD for one in files):
            raise Refused(413, "Request Entity Too Large")
        self._people.documents[chat] += files

    def _send_action(self, parameters: _Json) -> bool:
        self._place(parameters)
        if parameters["action"] not in ACTIONS:
            raise Refused(400, "Bad Request: wrong parameter action in request")
        return True

    def _edit_text(self, parameters: _Json) -> _Json:
        return self._edit(parameters, lambda before: replace(
            before, source=parameters["text"], seen=text_in(parameters), keyboard=keyboard_in(parameters),
            markup=parameters.get("reply_markup", ""),
        ))  # fmt: skip

    def _edit_markup(self, parameters: _Json) -> _Json:
        return self._edit(parameters, lambda before: replace(
            before, keyboard=keyboard_in(parameters), markup=parameters.get("reply_markup", "")
        ))  # fmt: skip

    def _edit(self, parameters: _Json, change: Callable[[Shown], Shown]) -> _Json:
        before = self._people.messages.get((chat_in(parameters), int(parameters["message_id"])))
        if before is None:
            raise Refused(400, "Bad Request: message to edit not found")
        after = replace(change(before), edits=before.edits + 1)
        if after.looks_like(before):
            raise Refused(400, _SAME)
        self._people.show(after)
        return self._people.own_message(after.chat, after.id, after.text)

    def _delete(self, parameters: _Json) -> bool:
        if self._people.take_away(chat_in(parameters), int(parameters["message_id"])) is None:
            raise Refused(400, "Bad Request: message to delete not found")
        return True

    # -- answers --------------------------------------------------------------------------------------------------

    def _answer_press(self, parameters: _Json) -> bool:
        pressed = self._people.pressed.get(parameters["callback_query_id"])
        if pressed is None:
            raise Refused(400, _TOO_OLD)
        text = parameters.get("text", "")
        if utf16_units(text) > ANSWER:
            raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
        pressed.words, pressed.answered_at = text, pressed.answered_at or time.monotonic()
        return True

    def _answer_inline(self, parameters: _Json) -> bool:
        if self._people.inline.get(parameters["inline_query_id"], parameters) is not None:
            raise Refused(400, _TOO_OLD)
        try:
            self._people.inline[parameters["inline_query_id"]] = read_inline(parameters)
        except ValueError as error:
            raise Refused(400, f"Bad Request: {error}") from error
        return True

    def _answer_guest(self, parameters: _Json) -> _Json:
        if self._people.guests.get(parameters["guest_query_id"], parameters) is not None:
            raise Refused(400, _TOO_OLD)
        try:
            self._people.guests[parameters["guest_query_id"]] = read_offer(json.loads(parameters["result"]))
        except ValueError as error:
            raise Refused(400, f"Bad Request: {error}") from error
        return {"inline_message_id": f"guest-{parameters['guest_query_id']}"}

    # -- the rest -------------------------------------------------------------------------------------------------

    def _get_chat_member(self, parameters: _Json) -> _Json:
        chat, number = chat_in(parameters), int(parameters["user_id"])
        user = {"id": number, "is_bot": False, "first_name": "Kim"}
        if number not in self._people.group_admins[chat]:
            return {"status": "member", "user": user}
        return {"status": "creator", "user": user, "is_anonymous": False}

    def _get_file(self, parameters: _Json) -> _Json:
        number = parameters["file_id"]
        if number not in self._people.files:
            raise Refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable")
        size = len(self._people.files[number][1])
        if size > _DOWNLOAD:
            raise Refused(400, "Bad Request: file is too big")
        return {
            "file_id": number, "file_unique_id": f"u{number}", "file_size": size, "file_path": f"documents/{number}",
        }  # fmt: skip

    def _set_commands(self, parameters: _Json) -> bool:
        commands = json.loads(parameters["commands"])
        if len(commands) > _COMMANDS:
            raise Refused(400, "Bad Request: BOT_COMMANDS_TOO_MUCH")
        if not all(re.fullmatch(r"[a-z0-9_]{1,32}", one["command"]) for one in commands):
            raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
        if not all(1 <= len(one["description"]) <= _DESCRIPTION for one in commands):
            raise Refused(400, "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID")
        return True

    def _set_webhook(self, parameters: _Json) -> bool:
        self.webhook = dict(parameters)
        self._people.updates.want(json.loads(parameters.get("allowed_updates", "[]")))
        return True

    def _delete_webhook(self, _: _Json) -> bool:
        self.webhook = {}
        return True
