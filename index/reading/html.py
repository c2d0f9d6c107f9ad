"""HTML: one page, one article. trafilatura finds the story; what the page states of it is read from its own marks.

Dates are taken from marks alone (JSON-LD, meta, microdata, `time`): trafilatura also guesses them from URLs and running
text, and a guess would pass for knowledge here.
"""

import codecs
import logging
import re
from urllib.parse import urlsplit

from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document

from index.article import Article
from index.cleaning import clean, outlet_of_address
from index.cleaning.notices import holder_of, is_notice
from index.reading.encoding import Decoded, decode
from index.reading.metadata import article_of, given, one_line
from index.reading.statements import Element, Stated, stated
from index.reading.unusable import Unusable
from index.report import Flaw
from index.text import settle

__all__ = ["read_html"]

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read is reported by us, as Unusable
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_NO_STORY = [
    "//nav",
    "//footer",
    "//aside",
    "//form",
    "//button",
]  # or a short story's page is taken whole, menu and all
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_HEAD = 4_096  # bytes in which a page declares its encoding
_KOREAN = ("euc-kr", "ks_c_5601-1987", "ksc5601", "euc_kr")


def read_html(content: bytes, place: str) -> Article:
    """Return the article that a page is; raise Unusable where it holds none."""
    if not content.strip():
        raise Unusable("it is empty", Flaw.EMPTY)
    decoded = _decoded(content)
    tree = load_html(settle(decoded.text))
    if tree is None:
        raise Unusable("it is not HTML", Flaw.NO_STORY)
    page = stated(tree)
    document = _extracted(tree)
    text = settle(document.text or "") if isinstance(document, Document) else ""
    if not isinstance(document, Document) or not text.strip():
        raise Unusable("no article text was found in the page", Flaw.NO_STORY)
    record = _record(page, document)
    about = given(record)
    return article_of(about, clean(text, title=about.title), place, decoded.doubt)


def _decoded(content: bytes) -> Decoded:
    """Decode as the page declares, where the bytes bear it out; UTF-8 proves itself, whatever is declared."""
    declared = _DECLARED.search(content[:_HEAD])
    try:
        return Decoded(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        pass
    if declared and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = declared.group(1).decode("ascii", "replace").lower()
        try:
            return Decoded(content.decode("cp949" if name in _KOREAN else name))
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(content)


def _extracted(tree: Element) -> object:
    try:
        return bare_extraction(
            tree,
            with_metadata=True,
            include_comments=False,
            date_extraction_params={"extensive_search": False},
            prune_xpath=_NO_STORY,
        )
    except RecursionError as error:
        raise Unusable("its tags are nested too deeply", Flaw.NESTED) from error


def _record(page: Stated, document: Document) -> dict[str, object]:
    outlet = _outlet(page, document)
    title = one_line(document.title or "")
    for mark in (" - ", " | ", " – ", " : ", " :: ", " < "):
        title = title.removesuffix(f"{mark}{outlet}") if outlet else title
    authors = [name for name in (document.author or "").split(";") if name.strip() != outlet]
    return {
        "title": title, "outlet": outlet, "url": page.url, "authors": authors, "published": page.published,
        "modified": page.modified, "section": page.section, "rights": document.license or "",
    }  # fmt: skip


def _outlet(page: Stated, document: Document) -> str:
    """Return the site's name as the page writes it, else a known outlet's by its address, else the host's name."""
    name = page.site or document.sitename or ""
    if is_notice(name):
        name = holder_of(name)
    host = (urlsplit(page.url).hostname or "").removeprefix("www.")
    if name and not name.startswith("http") and not _is_host(name):
        return one_line(name)
    return outlet_of_address(host) or host


def _is_host(name: str) -> bool:
    return bool(re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", name))
