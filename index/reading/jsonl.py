"""JSON Lines: one article a line, in the article format.

The text is what a program handed over, perhaps with offsets of its own; so only the end is cleaned and every position
before it stays.
"""

import json
from collections.abc import Iterator
from pathlib import Path

from index.article import Article
from index.cleaning import trim
from index.reading.encoding import decode
from index.reading.files import NO_GOOD_LINE, read_lines
from index.reading.metadata import article_of, given
from index.reading.unusable import Unusable
from index.report import Flaw
from index.text import settle

__all__ = ["read_jsonl"]


def read_jsonl(path: Path, name: str, limit: int) -> Iterator[tuple[str, Article | Unusable]]:
    """Yield, for each line that isn't blank, where it stands (":12", "" for the file) and its article."""
    empty = True
    for number, line in read_lines(path, limit):
        place = "" if number == NO_GOOD_LINE else f":{number}"
        if isinstance(line, Unusable):
            empty = False
            yield place, line
        elif line.strip():
            empty = False
            yield place, _article(line, f"{name}{place}")
    if empty:
        yield "", Unusable("it is empty", Flaw.EMPTY)


def _article(line: bytes, place: str) -> Article | Unusable:
    try:
        return _parsed(line, place)
    except Unusable as error:
        return error


def _parsed(line: bytes, place: str) -> Article:
    try:
        source, doubt = line.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        decoded = decode(line)
        source, doubt = decoded.text, decoded.doubt
    try:
        record = json.loads(source)
    except RecursionError as error:
        raise Unusable("its values are nested too deeply", Flaw.NESTED) from error
    except ValueError as error:  # also numbers of thousands of digits
        raise Unusable(f"it is not valid JSON: {error}", Flaw.JSON) from error
    if not isinstance(record, dict):
        raise Unusable("it is not a JSON object", Flaw.JSON)
    text = record.pop("text", None)
    if not isinstance(text, str):
        raise Unusable("it lacks `text`" if text is None else "`text` has to be text", Flaw.TEXTLESS)
    return article_of(given(record), trim(settle(text)), place, doubt)
