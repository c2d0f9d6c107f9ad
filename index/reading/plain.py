"""Plain text and Markdown: one file, one article."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

from index.article import Article
from index.cleaning import clean
from index.reading.encoding import decode
from index.reading.frontmatter import split_front_matter
from index.reading.metadata import article_of, given, one_line
from index.reading.unusable import Unusable
from index.report import Flaw
from index.text import settle

__all__ = ["read_markdown", "read_plain"]

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")


def read_plain(content: bytes, place: str) -> Article:
    """Return the article that a text file is; raise Unusable where it is none."""
    record, body, doubt = _opened(content)
    about = given(record)
    return article_of(about, clean(body, title=about.title), place, doubt)


def read_markdown(content: bytes, place: str) -> Article:
    """Return the article that a Markdown file is, without its mark-up; the first heading of level 1 is its title."""
    record, body, doubt = _opened(content)
    about = given(record)
    heading, text = _rendered(body)
    return article_of(about, clean(text, title=about.title or heading), place, doubt)


def _opened(content: bytes) -> tuple[dict[str, object], str, str]:
    if not content.strip():
        raise Unusable("it is empty", Flaw.EMPTY)
    decoded = decode(content)
    record, body = split_front_matter(settle(decoded.text))
    return record, body, decoded.doubt


def _rendered(source: str) -> tuple[str, str]:
    """Return the title, "" without one, and the text: paragraphs with a blank line between, "- " before list items."""
    title = ""
    blocks: list[str] = []
    tokens = _MARKDOWN.parse(source)
    for place, token in enumerate(tokens):
        if token.type in ("fence", "code_block"):
            blocks.append(token.content.rstrip())
        elif token.type == "inline":
            opening = tokens[place - 1]
            text = "".join(_words(child) for child in token.children or ())
            if opening.tag == "h1" and not title and not "".join(blocks):
                title = one_line(text)
            elif opening.tag in ("td", "th"):
                blocks[-1] += f"{' | ' if blocks[-1] else ''}{text}"
            else:
                item = place > 1 and tokens[place - 2].type == "list_item_open"
                blocks.append(f"- {text}" if item else text)
        elif token.type == "tr_open":
            blocks.append("")
    return title, settle("\n\n".join(block.strip() for block in blocks if block.strip()))


def _words(token: Token) -> str:
    """Return what a reader sees of an inline token; pictures and raw mark-up are not text."""
    if token.type in ("softbreak", "hardbreak"):
        return " " if token.type == "softbreak" else "\n"
    return token.content if token.type in ("text", "code_inline") else ""
