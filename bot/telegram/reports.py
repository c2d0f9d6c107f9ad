"""The state of the index, the progress and the outcome of an update, and errors in one sentence."""

from collections.abc import Mapping
from datetime import datetime

from bot.answers.days import day_of, in_words, published_in_words
from bot.telegram.reindexing import SCHEDULE
from bot.telegram.rendering import LIMIT, shorten, units
from bot.telegram.texts import error_key
from bot.texts import Html, Key, Texts
from config.errors import BuildInProgress
from config.settings import TelegramSettings
from index.report import BuildReport, Flaw, Progress, Rejected
from index.status import IndexStatus

__all__ = [
    "render_about",
    "render_error",
    "render_generation",
    "render_progress",
    "render_report",
    "render_running",
    "render_status",
]

_REJECTED_SHOWN = 5
_REJECTED_LINE = 200  # units
_MEGABYTE = 1_000_000
_STAGES: Mapping[str, Key] = {
    "model": Key("build-model"),
    "reading": Key("build-reading"),
    "embedding": Key("build-embedding"),
    "publishing": Key("build-publishing"),
}
_FLAWS: Mapping[Flaw, Key] = {
    Flaw.BINARY: Key("flaw-binary"),
    Flaw.CHANGED: Key("flaw-changed"),
    Flaw.DAMAGED: Key("flaw-damaged"),
    Flaw.EMPTY: Key("flaw-empty"),
    Flaw.FIELD: Key("flaw-field"),
    Flaw.FORMAT: Key("flaw-format"),
    Flaw.GONE: Key("flaw-gone"),
    Flaw.JSON: Key("flaw-json"),
    Flaw.NESTED: Key("flaw-nested"),
    Flaw.NO_STORY: Key("flaw-no-story"),
    Flaw.SAME_ID: Key("flaw-same-id"),
    Flaw.TEXTLESS: Key("flaw-textless"),
    Flaw.TOO_LONG: Key("flaw-too-long"),
    Flaw.UNREADABLE: Key("flaw-unreadable"),
}


def render_status(status: IndexStatus, texts: Texts, *, admin: bool) -> str:
    """Return what has been indexed; the model, sizes and names of files are for administrators."""
    languages = sorted(status.languages.items(), key=lambda item: (-item[1], item[0]))
    named = ", ".join(f"{texts.plain('language-name', code=code)} {count:,}" for code, count in languages)
    parts = [
        texts.html(
            "status",
            articles=status.articles,
            sentences=status.sentences,
            languages=named or "–",
            built=_time(status.built_at, texts),
        )
    ]
    first, last = (published_in_words(day, texts.language) for day in (status.first_published, status.last_published))
    if first and last:
        parts.append(texts.html("status-span", first=first, last=last))
    if admin:
        parts.append(
            texts.html(
                "status-admin",
                model=status.model,
                passages=status.passages,
                megabytes=status.bytes / _MEGABYTE,
                generation=status.generation,
            )
        )
    return "\n".join(parts)


def render_about(status: IndexStatus, outlets: int, limits: TelegramSettings, days_kept: int, texts: Texts) -> Html:
    """Return what the bot knows, what it doesn't do and what becomes of what it is told."""
    first, last = day_of(status.first_published), day_of(status.last_published)
    days = in_words(first, last, texts.language) if first and last else texts.plain("date-unknown")
    return texts.html(
        "about", articles=status.articles, outlets=outlets, days=days, built=_time(status.built_at, texts),
        sentences=limits.sentences_per_day, questions=limits.questions_per_minute, days_kept=days_kept,
    )  # fmt: skip


def render_generation(status: IndexStatus, texts: Texts) -> Html:
    """Return a generation in one line: its name, when it was built, how many articles it has."""
    built = _time(status.built_at, texts)
    return texts.html("generation", name=status.generation, built=built, articles=status.articles)


def render_running(owner: str, since: datetime, texts: Texts) -> Html:
    """Return who is updating the index and since when."""
    if owner == SCHEDULE:
        return texts.html("build-running-scheduled", since=_time(since, texts))
    return texts.html("build-running", owner=owner, since=_time(since, texts))


def render_progress(progress: Progress, texts: Texts) -> str:
    """Return how far an update has come."""
    stage = texts.html(_STAGES.get(progress.stage, Key("build-begins")))
    if not progress.articles and not progress.passages:
        return stage
    counts = texts.html(
        "build-counts",
        articles=progress.articles,
        articles_total=_total(progress.articles, progress.articles_total),
        passages=progress.passages,
        passages_total=_total(progress.passages, progress.passages_total),
    )
    pace = _pace(progress, texts)
    return f"{stage}\n{counts}\n{pace}" if pace else f"{stage}\n{counts}"


def render_report(report: BuildReport, texts: Texts, *, dry: bool = False) -> str:
    """Return the outcome of an update, or of its rehearsal: counts, warnings, the first articles that can't be used."""
    text: str = texts.html("build-dry") if dry else texts.html("build-done", seconds=report.seconds)
    text += "\n" + texts.html(
        "build-report",
        added=len(report.added),
        changed=len(report.changed),
        unchanged=report.unchanged,
        removed=len(report.removed),
        duplicates=len(report.duplicates),
        rejected=len(report.rejected),
    )
    lines = [f"\n\n{shorten(warning, _REJECTED_LINE)}" for warning in report.warnings]
    lines += [f"\n\n{texts.html('build-rejected')}"] if report.rejected else []
    lines += [
        f"\n• {shorten(one.where, _REJECTED_LINE)}: {shorten(_flaw(one, texts), _REJECTED_LINE)}"
        for one in report.rejected[:_REJECTED_SHOWN]
    ]
    if len(report.rejected) > _REJECTED_SHOWN:
        lines.append("\n" + texts.html("build-more", count=len(report.rejected) - _REJECTED_SHOWN))
    for line in lines:
        text += line if units(text + line) <= LIMIT else ""
    return text


def render_error(error: BaseException, texts: Texts) -> Html:
    """Return one sentence in the reader's language; what exactly happened is for the log."""
    if isinstance(error, BuildInProgress):
        return render_running(error.owner, error.since, texts)
    return texts.html(error_key(error))


def _flaw(rejected: Rejected, texts: Texts) -> str:
    """Return why it could not be used, in the reader's language where that is known to the catalogue."""
    key = _FLAWS.get(rejected.flaw)
    return texts.plain(key, about=rejected.about) if key else rejected.reason


def _pace(progress: Progress, texts: Texts) -> str:
    """Return how fast an update goes and how long it will take at that, "" before that can be told."""
    if progress.stage != "embedding" or not progress.articles or progress.seconds <= 0:
        return ""
    rate = progress.articles / progress.seconds
    left = max(0, progress.articles_total - progress.articles) / rate
    return texts.html("build-pace", rate=round(rate, 1), minutes=round(left / 60))


def _total(count: int, total: int) -> int:
    """Return of how many, 0 where that is not known."""
    return total if total >= count > 0 else 0


def _time(moment: datetime, texts: Texts) -> str:
    """Return the minute, in the time zone of the machine that the bot runs on, which is named."""
    local = moment.astimezone()
    day = in_words(local.date(), local.date(), texts.language)
    return texts.plain("moment", day=day, time=f"{local:%H:%M %Z}")
