"""Everything the bot says, in Korean and English: one value per language, one table of errors keyed by class.

Templates are Telegram HTML; whatever is formatted into them is escaped first.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from config import errors

__all__ = ["COMMANDS", "ENGLISH", "KOREAN", "TEXTS", "Texts", "error_template", "language_of"]


@dataclass(frozen=True, slots=True)
class Texts:
    """One language's sentences; the names say when each is used."""

    language: str
    start: str
    help: str
    help_admin: str
    stranger: str
    stranger_group: str
    admins_only: str
    empty_question: str
    text_only: str
    unknown_command: str
    too_long: str
    too_many: str
    late: str
    late_command: str
    unsure: str
    failed: str
    date_unknown: str
    untitled: str
    nearest: str
    speech: Mapping[str, str]
    status: str
    status_span: str
    status_admin: str
    language_names: Mapping[str, str]
    no_sources: str
    build_begins: str
    build_running: str
    build_stages: Mapping[str, str]
    build_counts: str
    build_report: str
    build_rejected: str
    build_more: str
    cancel_asked: str
    cancel_nothing: str


KOREAN = Texts(
    language="ko",
    start=(
        "안녕하십니까. 뉴스 기사에 대해 질문하시면 기사 속 문장을 그대로 인용하여 출처와 함께 답해 드립니다.\n"
        "한국어나 영어로 질문을 보내 주십시오."
    ),
    help=(
        "궁금한 점을 문장으로 보내 주십시오. 기사에서 근거 문장을 찾아 번호, 언론사, 날짜, 제목과 함께 보여 드립니다. "
        "근거가 부족하면 답하지 않고 가장 가까운 기사를 알려 드립니다.\n\n"
        "그룹에서는 저를 @로 부르시거나, 제 메시지에 답장하시거나, /ask 뒤에 질문을 적어 주십시오. "
        "질문을 보낸 뒤 1분 안에 고치시면 답변도 함께 고칩니다. “왜?”처럼 앞 질문에 이어서 물으셔도 됩니다.\n\n"
        "/ask 질문 – 질문하기\n/new – 새로 시작\n/status – 색인된 기사 현황\n/help – 도움말"
    ),
    help_admin="\n\n관리자용\n/reindex – 기사 색인 갱신\n/cancel – 색인 갱신 중단",
    stranger=(
        "이 봇은 허가된 사용자만 이용할 수 있습니다. 관리자에게 사용자 번호 <code>{id}</code>의 등록을 요청해 주십시오."
    ),
    stranger_group=(
        "이 봇은 허가된 그룹에서만 답합니다. 관리자에게 그룹 번호 <code>{id}</code>의 등록을 요청해 주십시오."
    ),
    admins_only="이 명령은 관리자만 사용할 수 있습니다.",
    empty_question="질문을 함께 적어 주십시오. 예: <code>/ask 아모데이가 뭐라고 했나요?</code>",
    text_only="글로 적은 질문에만 답할 수 있습니다.",
    unknown_command="알 수 없는 명령입니다. /help에서 사용 방법을 확인해 주십시오.",
    too_long="질문이 너무 깁니다. {limit}자 이내로 줄여서 다시 보내 주십시오.",
    too_many="질문은 1분에 {limit}개까지 받습니다. {seconds}초 뒤에 다시 질문해 주십시오.",
    late="답변이 늦어 죄송합니다. 질문하셨을 때 봇이 작동하지 않고 있었습니다.",
    late_command="명령을 보내셨을 때 봇이 작동하지 않아 실행하지 않았습니다. 필요하시면 다시 보내 주십시오.",
    unsure="답변을 보내는 중에 텔레그램과의 연결이 끊겼습니다. 답변이 보이지 않으면 다시 질문해 주십시오.",
    failed="문제가 생겨 답하지 못했습니다. 잠시 뒤에 다시 시도해 주십시오.",
    date_unknown="날짜 미상",
    untitled="제목 없음",
    nearest="가장 가까운 기사",
    speech={"direct": "직접 인용", "indirect": "간접 인용"},
    status="<b>색인 현황</b>\n기사 {articles}건, 문장 {sentences}개\n언어: {languages}\n마지막 갱신: {built}",
    status_span="\n기사 날짜: {first} ~ {last}",
    status_admin="\n모델: {model}\n구절 {passages}개, {megabytes} MB\n세대: {generation}",
    language_names={"ko": "한국어", "en": "영어", "und": "알 수 없음"},
    no_sources=(
        "색인할 기사의 위치가 설정되어 있지 않습니다. <code>CITEDESK_SOURCES</code>를 설정한 뒤 봇을 다시 시작해 주십시오."
    ),
    build_begins="색인 갱신을 시작합니다. 그동안에도 질문에 답합니다. 중단하려면 /cancel을 보내 주십시오.",
    build_running="{owner} 님이 {since}에 시작한 색인 갱신이 이미 진행 중입니다.",
    build_stages={
        "model": "모델을 불러오고 있습니다",
        "reading": "기사를 읽고 있습니다",
        "embedding": "기사를 색인하고 있습니다",
        "publishing": "새 색인을 저장하고 있습니다",
    },
    build_counts="\n기사 {articles}건, 구절 {passages}개",
    build_report=(
        "<b>색인 갱신을 마쳤습니다</b> ({seconds}초)\n"
        "추가 {added}, 변경 {changed}, 유지 {unchanged}, 삭제 {removed}, 중복 {duplicates}, 제외 {rejected}"
    ),
    build_rejected="\n\n제외된 항목",
    build_more="\n… 외 {count}건",
    cancel_asked="색인 갱신을 중단하고 있습니다. 지금까지의 색인은 그대로 유지됩니다.",
    cancel_nothing="이 봇에서 진행 중인 색인 갱신이 없습니다.",
)

ENGLISH = Texts(
    language="en",
    start=(
        "Hello. Ask me about the news articles I have, and I answer with their own sentences, each with its source.\n"
        "Send your question in English or Korean."
    ),
    help=(
        "Send me a question. I look for the sentences that answer it and show them with their number, outlet, date and "
        "title. Where the articles do not support an answer I say so and name the closest ones.\n\n"
        "In a group, mention me, reply to one of my messages, or put your question after /ask. "
        "If you correct a question within a minute, I correct my answer. You may go on with “Why?” or “And when?”\n\n"
        "/ask QUESTION – ask a question\n/new – start afresh\n/status – what has been indexed\n/help – this text"
    ),
    help_admin="\n\nFor administrators\n/reindex – bring the index up to date\n/cancel – stop doing so",
    stranger=(
        "Only people on its list can use this bot. Ask its administrator to add your user number, <code>{id}</code>."
    ),
    stranger_group=(
        "This bot answers only in groups on its list. Ask its administrator to add the number of this group, "
        "<code>{id}</code>."
    ),
    admins_only="Only administrators can use this command.",
    empty_question="Please put your question after the command, as in <code>/ask What did Amodei say?</code>",
    text_only="I can answer written questions only.",
    unknown_command="I do not know this command. See /help for those I know.",
    too_long="This question is too long. Please keep it under {limit} characters.",
    too_many="I take {limit} questions a minute from each person. Please ask again in {seconds} s.",
    late="I am sorry for the late answer; I was not running when you asked.",
    late_command="I was not running when you sent this command, so I did not carry it out. Send it again if needed.",
    unsure="The connection to Telegram broke while I was answering. If you see no answer, please ask again.",
    failed="Something went wrong and I could not answer. Please try again in a moment.",
    date_unknown="date unknown",
    untitled="untitled",
    nearest="Closest articles",
    speech={"direct": "direct quotation", "indirect": "reported speech"},
    status="<b>Index</b>\nArticles: {articles}, sentences: {sentences}\nLanguages: {languages}\nLast update: {built}",
    status_span="\nArticles from {first} to {last}",
    status_admin="\nModel: {model}\n{passages} passages, {megabytes} MB\nGeneration: {generation}",
    language_names={"ko": "Korean", "en": "English", "und": "unknown"},
    no_sources=(
        "I have not been told where the articles are. Set <code>CITEDESK_SOURCES</code> and start the bot again."
    ),
    build_begins="Updating the index. I go on answering questions meanwhile. Send /cancel to stop.",
    build_running="The index is already being updated; {owner} started this at {since}.",
    build_stages={
        "model": "Loading the model",
        "reading": "Reading articles",
        "embedding": "Indexing articles",
        "publishing": "Saving the new index",
    },
    build_counts="\n{articles} articles, {passages} passages",
    build_report=(
        "<b>The index is up to date</b> ({seconds} s)\n"
        "added {added}, changed {changed}, unchanged {unchanged}, removed {removed}, duplicates {duplicates}, "
        "rejected {rejected}"
    ),
    build_rejected="\n\nRejected",
    build_more="\n… and {count} more",
    cancel_asked="Stopping the update. The index stays as it was.",
    cancel_nothing="This bot is not updating the index.",
)

TEXTS: Mapping[str, Texts] = {"ko": KOREAN, "en": ENGLISH}

# What a person is told of an error, by its class; a class that is not here is worded as its nearest ancestor that is.
_ERRORS: Mapping[type[BaseException], Mapping[str, str]] = {
    errors.SettingsError: {
        "ko": "설정이 잘못되어 처리하지 못했습니다. 관리자에게 알려 주십시오.",
        "en": "A setting is wrong, so I could not do this. Please tell the administrator.",
    },
    errors.SourceError: {
        "ko": "설정된 기사 위치를 읽을 수 없습니다. 경로와 접근 권한을 확인해 주십시오.",
        "en": "The place set for the articles cannot be read. Please check the path and its permissions.",
    },
    errors.ModelError: {
        "ko": "언어 모델을 불러올 수 없어 답하지 못했습니다. 관리자에게 알려 주십시오.",
        "en": "The language model could not be loaded, so I cannot do this. Please tell the administrator.",
    },
    errors.IndexMissing: {
        "ko": "아직 색인된 기사가 없습니다. 관리자가 /reindex로 색인을 만들면 답할 수 있습니다.",
        "en": "No articles have been indexed yet. I can answer once an administrator has sent /reindex.",
    },
    errors.IndexDamaged: {
        "ko": "색인이 손상되어 답할 수 없습니다. 관리자에게 알려 주십시오.",
        "en": "The index is damaged, so I cannot answer. Please tell the administrator.",
    },
    errors.IndexMismatch: {
        "ko": "색인이 현재 모델 설정과 맞지 않습니다. 관리자가 색인을 처음부터 다시 만들어야 합니다.",
        "en": "The index does not fit the model in the settings. An administrator has to build it again from scratch.",
    },
    errors.IndexError_: {
        "ko": "색인을 사용할 수 없어 답하지 못했습니다. 관리자에게 알려 주십시오.",
        "en": "The index cannot be used, so I cannot answer. Please tell the administrator.",
    },
    errors.BuildInProgress: {"ko": KOREAN.build_running, "en": ENGLISH.build_running},
    errors.BuildCancelled: {
        "ko": "색인 갱신을 중단했습니다. 이전 색인을 그대로 사용합니다.",
        "en": "The update was stopped. The old index stays in use.",
    },
    errors.StorageFull: {
        "ko": "디스크 공간이 부족하여 색인을 갱신하지 못했습니다. 이전 색인을 그대로 사용합니다.",
        "en": "The disk is full, so the index was not updated. The old index stays in use.",
    },
    errors.BuildError: {
        "ko": "색인을 갱신하지 못했습니다. 이전 색인을 그대로 사용하며, 자세한 내용은 로그에 있습니다.",
        "en": "The index was not updated. The old one stays in use; the log has the details.",
    },
    BaseException: {"ko": KOREAN.failed, "en": ENGLISH.failed},
}

# The menu of commands: name and description by language, and whether it is for administrators.
COMMANDS: tuple[tuple[str, Mapping[str, str], bool], ...] = (
    ("ask", {"ko": "질문하기", "en": "ask a question"}, False),
    ("new", {"ko": "새로 시작", "en": "start afresh"}, False),
    ("status", {"ko": "색인된 기사 현황", "en": "what has been indexed"}, False),
    ("help", {"ko": "도움말", "en": "how to use this bot"}, False),
    ("reindex", {"ko": "기사 색인 갱신", "en": "bring the index up to date"}, True),
    ("cancel", {"ko": "색인 갱신 중단", "en": "stop updating the index"}, True),
)


def error_template(error: BaseException, language: str) -> str:
    """Return the sentence for the error's class or its nearest ancestor; BuildInProgress leaves {owner} and {since}."""
    return next(_ERRORS[kind][language] for kind in type(error).__mro__ if kind in _ERRORS)


def language_of(text: str, code: str | None) -> str:
    """Return "ko" or "en": Hangul in the text decides, then the language of the person's Telegram."""
    if any("\uac00" <= character <= "\ud7a3" for character in text):
        return "ko"
    return "ko" if (code or "").lower().startswith("ko") else "en"
