"""Addresses of articles, as far as they tell one article from another.

A link is copied, shortened for a telephone, passed on with marks of who passed it on; it is one article's all the same.
What may tell two articles apart is never left out: the path as written, and every part of the query but those that are
known to count readers. Only where the path names the article by itself (a long number, a headline) the query says
nothing more.
"""

import re
from unicodedata import normalize
from urllib.parse import parse_qsl, unquote, urlsplit

__all__ = ["address_key"]

_LONGEST = 2_000
_SCHEME = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_BARE = re.compile(r"[^\s/:@?#]+\.[^\s/:@?#]+/")  # as people type it: site.example/page
_VARIANT = re.compile(r"(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")  # hosts of one site: what is left has a dot
_COUNTS_READERS = re.compile(
    r"(?:utm|at|ns|pk|mtm|matomo|hsa|vero|guce|_hs|_x_tr)_.+|_ga|_gl|(?:fb|g|d|ms|y|tw|tt)clid|gclsrc|gad_source|gbraid"
    r"|wbraid|igsh|igshid|mc_[ce]id|mkt_tok|ref|ref_?src|ref_?url|referr?er|cmp|cmpid|ocid|icid|ncid|smid|smtyp"
    r"|sr_share|share|sharetoken|spm|ito|xtor|partner|source|src|feature|guccounter|taid|soc_src|__twitter_impression"
    r"|amp|outputtype|wt_mc|from",
    re.IGNORECASE,
)
_SAME_PAGE = re.compile(r"(?:/amp|/index\.(?:html?|php|jsp|aspx?))?/*$", re.IGNORECASE)
_DAY = re.compile(r"(?:19|20)\d{4}(?:\d\d)?")  # a day's or a month's list is no article
_NAMES_ITSELF = re.compile(r"\d{5}|[^-]-[^-]+-[^-]+-[^-]")


def address_key(url: str) -> str:
    """Return what all addresses of an article share; "" for what can't be one: no web address, a site's front page."""
    url = url.strip()
    if len(url) > _LONGEST or not url.isprintable():
        return ""
    found = _SCHEME.match(url)
    if found is None and not _BARE.match(url):
        return ""
    try:
        parts = urlsplit(f"//{url[found.end() :] if found else url}")
        host = _host(parts.hostname or "", parts.port)
    except ValueError:
        return ""
    path = _SAME_PAGE.sub("", re.sub("/{2,}", "/", normalize("NFC", unquote(parts.path))))
    query = "" if _names_itself(path) else _telling(parts.query)
    return f"{host}{path}{query}" if "." in host and path + query else ""


def _host(name: str, port: int | None) -> str:
    name = _VARIANT.sub("", name.lower().rstrip("."))
    if not name.isascii():
        name = name.encode("idna").decode("ascii")
    return name if port in (None, 80, 443) else f"{name}:{port}"


def _names_itself(path: str) -> bool:
    """Tell whether a path's last part is an article's own name."""
    last = path.rpartition("/")[2]
    return _NAMES_ITSELF.search(last) is not None and not _DAY.fullmatch(last)


def _telling(query: str) -> str:
    pairs = [pair for pair in parse_qsl(query, keep_blank_values=True) if not _COUNTS_READERS.fullmatch(pair[0])]
    return "?" + "&".join(f"{name}={normalize('NFC', value)}" for name, value in sorted(pairs)) if pairs else ""
