"""What people read in the terminal: answers, articles, the state of the index, reports.

Everything is printed as text, never as markup, and a quotation is printed exactly.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from bot.answers.answer import Answer, Answered, ArticleCard, Citation, Refused
from bot.answers.beside import lines_beside
from bot.answers.days import published_in_words
from bot.answers.rights import short_rights
from bot.results import SearchResult
from bot.texts import Texts, texts_in
from config.loading import Setting
from index.article import Article
from index.report import BuildReport
from index.status import IndexStatus

__all__ = ["print_answer", "print_article", "print_report", "print_search", "print_settings", "print_status"]

_LISTED = 20  # ids of one kind that a report spells out; a first build of thousands needs no list


def print_answer(console: Console, answer: Answer) -> None:
    """Print an answer with its numbered sentences, or a refusal with the nearest articles."""
    texts = texts_in(answer.language)
    if isinstance(answer, Answered):
        _line(console, answer.heading, style="bold")
        for note in answer.notes:
            _line(console, note)
        _print_understood(console, answer)
        for citation in answer.citations:
            _line(console)
            _print_citation(console, citation, texts)
            for line in lines_beside(citation, answer.language):
                _line(console, f"    {line}", style="dim")
    else:
        _print_refusal(console, answer, texts)


def print_search(console: Console, result: SearchResult) -> None:
    """Print ranked sentences, then the passages they stand in."""
    for place, sentence in enumerate(result.sentences, 1):
        _line(console, f"{place:>3}. {sentence.score:.3f}  {sentence.text}")
        _line(console, f"            {_source(sentence.article, texts_in('en'))}", style="dim")
    if not result.sentences:
        _line(console, "nothing found")
    for place, passage in enumerate(result.passages, 1):
        _line(console, f"passage {place}: {passage.score:.3f}  {passage.article.id} [{passage.start}:{passage.end}]")


def print_status(console: Console, status: IndexStatus, now: datetime) -> None:
    """Print what is in the live index."""
    first, last = status.first_published or "unknown", status.last_published or "unknown"
    languages = ", ".join(f"{name} {count:,}" for name, count in status.languages.items())
    _table(
        console,
        [
            ("generation", status.generation),
            ("built", f"{status.built_at.astimezone(UTC):%Y-%m-%d %H:%M:%S UTC}, {_age(now - status.built_at)} ago"),
            ("articles", f"{status.articles:,}"),
            ("sentences", f"{status.sentences:,}"),
            ("passages", f"{status.passages:,}"),
            ("languages", languages),
            ("published", first if first == last else f"{first} to {last}"),
            ("model", status.model),
            ("size", _size(status.bytes)),
        ],
    )


def print_article(console: Console, article: Article, spans: Sequence[tuple[int, int]]) -> None:
    """Print an article's metadata and its sentences, each with its place in the text."""
    _table(
        console,
        [
            (name, value)
            for name, value in (
                ("id", article.id), ("title", article.title), ("deck", " / ".join(article.deck)),
                ("outlet", article.outlet), ("authors", ", ".join(article.authors)), ("url", article.url),
                ("published", article.published or "unknown"), ("modified", article.modified or ""),
                ("language", article.language), ("section", article.section), ("rights", article.rights),
            )
            if value
        ],
    )  # fmt: skip
    for start, end in spans:
        _line(console)
        _line(console, f"[{start}:{end}]", style="dim")
        _line(console, article.text[start:end])


def print_settings(console: Console, settings: Sequence[Setting]) -> None:
    """Print every setting, its value and where it came from."""
    _table(console, [(item.name, item.value or "(not set)", item.origin) for item in settings])


def print_report(console: Console, report: BuildReport) -> None:
    """Print what a build did, each article it left out with the reason."""
    counts = {
        "added": len(report.added), "changed": len(report.changed), "unchanged": report.unchanged,
        "removed": len(report.removed), "duplicates": len(report.duplicates), "rejected": len(report.rejected),
    }  # fmt: skip
    _line(console, ", ".join(f"{name} {count:,}" for name, count in counts.items()) + f" in {report.seconds:.1f} s")
    for name, ids in (("added", report.added), ("changed", report.changed), ("removed", report.removed)):
        _list(console, name, ids if len(ids) <= _LISTED else ())
    _list(console, "duplicate", [f"{left_out} tells the same story as {kept}" for left_out, kept in report.duplicates])
    _list(console, "rejected", [f"{item.where}: {item.reason}" for item in report.rejected])
    _list(console, "warning", report.warnings)


def _print_citation(console: Console, citation: Citation, texts: Texts) -> None:
    sentence = Text(citation.sentence)
    if citation.span:
        sentence.stylize("bold", citation.span.start - citation.start, citation.span.end - citation.start)
    console.print(Text.assemble(f"[{citation.n}] ", sentence), soft_wrap=True)
    speech = citation.speech or "unknown"
    speaker = texts.plain("speaker-line", name=citation.speaker, speech=speech) + " · " if citation.speaker else ""
    _line(console, f"    {speaker}{_source(citation.article, texts)}", style="dim")
    for detail in (citation.article.url, short_rights(citation.article.rights)):
        if detail:
            _line(console, f"    {detail}", style="dim")


def _print_refusal(console: Console, refusal: Refused, texts: Texts) -> None:
    _line(console, refusal.reason, style="bold")
    if refusal.searched:
        _line(console, refusal.searched)
    _print_understood(console, refusal)
    if refusal.nearest:
        _line(console)
        _line(console, f"{texts.plain('nearest')}:")
    for card in refusal.nearest:
        _line(console, f"  - {_source(card, texts)}")


def _print_understood(console: Console, answer: Answer) -> None:
    if answer.understood:
        _line(console, answer.understood, style="italic")


def _source(card: ArticleCard, texts: Texts) -> str:
    published = published_in_words(card.published, texts.language) or texts.plain("date-unknown")
    return " · ".join(part for part in (card.outlet, published, card.title or card.id) if part)


def _list(console: Console, name: str, items: Sequence[str]) -> None:
    for item in items:
        _line(console, f"  {name}: {item}")


def _line(console: Console, text: str = "", style: str = "") -> None:
    console.print(Text(text), style=style or None, soft_wrap=True)


def _table(console: Console, rows: Sequence[tuple[str, ...]]) -> None:
    """Print aligned columns, one line a row however long it is: lines can be searched."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = [set_cell_size(cell, width) for cell, width in zip(row[:-1], widths, strict=False)]
        _line(console, "  ".join([*padded, row[-1]]))


def _age(past: timedelta) -> str:
    seconds = past.total_seconds()
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if seconds >= length:
            count = int(seconds // length)
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return f"{max(0, int(seconds))} s"


def _size(size: float) -> str:
    for unit in ("B", "kB", "MB"):
        if size < 1_000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1_000
    return f"{size:.1f} GB"
