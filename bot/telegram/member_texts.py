"""What the bot says of access and of what it stores about people."""

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["MEMBER_COMMANDS", "MEMBER_TEXTS", "MemberTexts"]


@dataclass(frozen=True, slots=True)
class MemberTexts:
    """One language's sentences, as Telegram HTML; `{id}` is the number of a person or a group."""

    allowed: str
    denied: str
    is_admin: str
    which: str
    became_admin: str
    wrong_code: str
    forgotten: str
    forgotten_admin: str
    exported: str
    privately: str
    of_person: str


MEMBER_TEXTS: Mapping[str, MemberTexts] = {
    "ko": MemberTexts(
        allowed="이제 <code>{id}</code>의 질문에 답합니다.",
        denied="이제 <code>{id}</code>의 질문에는 답하지 않습니다.",
        is_admin="<code>{id}</code>: 관리자이므로 바꿀 수 없습니다.",
        which=(
            "사용자 번호나 그룹 번호를 함께 적어 주십시오. 예: <code>/{command} 12345678</code>\n"
            "그룹에서 다른 사람의 메시지에 답장으로 보내시면 그 사람에게, 번호 없이 보내시면 그룹 전체에 적용됩니다."
        ),
        became_admin="이제 관리자이십니다. /help에서 관리자용 명령을 확인해 주십시오.",
        wrong_code="코드가 맞지 않습니다. 봇을 시작할 때 출력된 코드를 다시 확인해 주십시오.",
        forgotten=(
            "저장되어 있던 질문, 대화, 설정, 알림을 모두 지웠습니다. 보내신 평가는 누구의 것인지 알 수 없는 상태로 "
            "남으며, 관리자가 정한 이용 허가와 차단 목록도 그대로입니다."
        ),
        forgotten_admin=" 관리자로서 하신 일의 기록도 남습니다.",
        exported="회원님에 대해 저장된 모든 내용입니다. 질문과 대화는 {days}일 동안 보관한 뒤 지웁니다.",
        privately="개인 정보이므로 저와의 개인 채팅에서 이 명령을 보내 주십시오.",
        of_person="본인 계정으로 보내신 경우에만 처리할 수 있습니다.",
    ),
    "en": MemberTexts(
        allowed="I now answer questions of <code>{id}</code>.",
        denied="I no longer answer questions of <code>{id}</code>.",
        is_admin="<code>{id}</code> is an administrator; that cannot be changed here.",
        which=(
            "Please add the number of a person or a group, for example <code>/{command} 12345678</code>\n"
            "In a group, send it in reply to someone’s message to mean that person, or without a number to mean the "
            "whole group."
        ),
        became_admin="You are an administrator now. /help lists what administrators can do.",
        wrong_code="That is not the code. Please check what the bot printed when it started.",
        forgotten=(
            "I have deleted your questions, conversations, settings and alerts. Your ratings of answers stay, with "
            "nothing that leads to you, and so do the administrators’ lists of who may ask."
        ),
        forgotten_admin=" The record of what you did as an administrator stays too.",
        exported="This is everything stored about you. Questions and conversations are deleted after {days} days.",
        privately="This is personal: please send the command in our private chat.",
        of_person="I can only do this for a person writing under their own name.",
    ),
}

# Name, what the menu says, whether it is for administrators only.
MEMBER_COMMANDS: tuple[tuple[str, Mapping[str, str], bool], ...] = (
    ("export", {"ko": "저장된 내 정보 받기", "en": "get all that is stored about you"}, False),
    ("forget", {"ko": "저장된 내 정보 지우기", "en": "delete all that is stored about you"}, False),
    ("allow", {"ko": "사용자나 그룹 허가", "en": "let a person or group ask"}, True),
    ("deny", {"ko": "사용자나 그룹 차단", "en": "shut a person or group out"}, True),
)
