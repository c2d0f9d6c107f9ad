"""The state of the index, the progress and the outcome of an update, and errors in one sentence."""

from datetime import datetime

from bot.telegram.rendering import LIMIT, escape, shorten, units
from bot.telegram.texts import Texts, error_template
from config.errors import BuildInProgress
from index.report import BuildReport, Progress
from index.status import IndexStatus

__all__ = ["render_error", "render_progress", "render_report", "render_running", "render_status"]

_REJECTED_SHOWN = 5
_REJECTED_LINE = 200  # units
_MEGABYTE = 1_000_000


def render_status(status: IndexStatus, texts: Texts, *, admin: bool) -> str:
    """Return what has been indexed; the model, sizes and names of files are for administrators."""
    names = texts.language_names
    languages = sorted(status.languages.items(), key=lambda item: (-item[1], item[0]))
    text = texts.status.format(
        articles=f"{status.articles:,}",
        sentences=f"{status.sentences:,}",
        languages=escape(", ".join(f"{names.get(code, code)} {count:,}" for code, count in languages)) or "–",
        built=_time(status.built_at),
    )
    if status.first_published and status.last_published:
        text += texts.status_span.format(
            first=escape(status.first_published[:10]), last=escape(status.last_published[:10])
        )
    if admin:
        text += texts.status_admin.format(
            model=escape(status.model),
            passages=f"{status.passages:,}",
            megabytes=f"{status.bytes / _MEGABYTE:,.1f}",
            generation=escape(status.generation),
        )
    return text


def render_running(owner: str, since: datetime, texts: Texts) -> str:
    """Return who is updating the index and since when."""
    return texts.build_running.format(owner=escape(owner), since=_time(since))


def render_progress(progress: Progress, texts: Texts) -> str:
    """Return how far an update has come."""
    text = texts.build_stages.get(progress.stage, texts.build_begins)
    if not progress.articles and not progress.passages:
        return text
    return text + texts.build_counts.format(
        articles=_of(progress.articles, progress.articles_total),
        passages=_of(progress.passages, progress.passages_total),
    )


def render_report(report: BuildReport, texts: Texts) -> str:
    """Return the outcome of an update: counts, warnings, and the first articles that could not be used."""
    text = texts.build_report.format(
        seconds=f"{report.seconds:.1f}",
        added=len(report.added),
        changed=len(report.changed),
        unchanged=report.unchanged,
        removed=len(report.removed),
        duplicates=len(report.duplicates),
        rejected=len(report.rejected),
    )
    lines = [f"\n\n{shorten(warning, _REJECTED_LINE)}" for warning in report.warnings]
    lines += [texts.build_rejected] if report.rejected else []
    lines += [
        f"\n• {shorten(one.where, _REJECTED_LINE)}: {shorten(one.reason, _REJECTED_LINE)}"
        for one in report.rejected[:_REJECTED_SHOWN]
    ]
    if len(report.rejected) > _REJECTED_SHOWN:
        lines.append(texts.build_more.format(count=len(report.rejected) - _REJECTED_SHOWN))
    for line in lines:
        text += line if units(text + line) <= LIMIT else ""
    return text


def render_error(error: BaseException, texts: Texts) -> str:
    """Return one sentence in the reader's language; what exactly happened is for the log."""
    template = error_template(error, texts.language)
    if isinstance(error, BuildInProgress):
        return template.format(owner=escape(error.owner), since=_time(error.since))
    return template


def _of(count: int, total: int) -> str:
    return f"{count:,} / {total:,}" if total >= count > 0 else f"{count:,}"


def _time(moment: datetime) -> str:
    """Return the minute, in the time zone of the machine that the bot runs on, which is named."""
    return escape(f"{moment.astimezone():%Y-%m-%d %H:%M %Z}")
