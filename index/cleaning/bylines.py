"""Bylines: who wrote a story, where a line says nothing else.

Korean: a name with a reporter's title and perhaps an e-mail address ("홍길동 기자 hong@...", "[워싱턴=홍길동 특파원]").
English: "By Jane Roe", "(Reporting by Jane Roe; ...)". Addresses are for writing to, not for showing: they are read for
the outlet and then dropped.
"""

import re
from dataclasses import dataclass

from index.cleaning.outlets import agency, outlet_of_address

__all__ = ["Byline", "address_at", "byline", "contact", "dateline", "names_of", "wire_of"]

_LONGEST = 200  # characters
_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유전홍고문양손배백허남심노하곽성차주우구민진나지엄채원천방공현함변염여추"
    "도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부라복목형피감음두빈동온호범좌팽승간상시갈단"
)
_NO_NAME = (
    "선임|수석|객원|인턴|수습|전문|기자|특파원|앵커|논설|편집|문화|경제|사회|정치|국제"  # they too begin like names
)
_KOREAN_NAME = rf"(?:(?!{_NO_NAME})[{_SURNAMES}][가-힣]{{1,3}}(?<!기자)(?<!특파원)(?<!앵커)(?<!위원))"
_KOREAN_NAMES = rf"{_KOREAN_NAME}(?:\s*[·ㆍ∙,、/]\s*{_KOREAN_NAME})*"
_KIND = "(?:선임|수석|객원|인턴|수습|견습|시민|대학생|(?:[가-힣]{1,4})?전문|대)"
_ROLE = (
    rf"(?:{_KIND}\s?)?(?:기자|특파원|통신원|앵커|아나운서|리포터|논설위원|편집위원|칼럼니스트|에디터|선임기자|PD|피디)"
)
_MAIL = r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[a-z]{2,}"
_PLACE = r"(?:[가-힣A-Za-z·/]{1,12}\s?=\s?|[가-힣·]{1,8}\s)"  # "워싱턴=", "글·사진 ", "디지털뉴스부 "
_PERSON = rf"(?:{_PLACE}?{_KOREAN_NAMES}\s?{_ROLE}(?:[\s(</]*{_MAIL}[)>]?)?|{_KOREAN_NAME}[\s(<]+{_MAIL}[)>]?)"
_FRAME = r"[\s\[\]()<>{}/|=■▶▷△☞※·ㆍ,.;:*-]*"
_NAMED = re.compile(rf"{_PLACE}?(?P<names>{_KOREAN_NAMES})\s?{_ROLE}")
_KOREAN = re.compile(rf"{_FRAME}(?:{_PERSON}|{_MAIL})(?:[\s,·ㆍ/|&]*(?:{_PERSON}|{_MAIL})){{0,5}}{_FRAME}")
_KOREAN_THEN = re.compile(rf"{_FRAME}{_PERSON}")  # at the head of a longer line
_ADDRESS = re.compile(_MAIL)
_NAME_BEFORE_ADDRESS = re.compile(rf"({_KOREAN_NAME})[\s(<]+{_MAIL}")
_TITLE = re.compile(rf"\s+{_ROLE}$")
_DATELINE = re.compile(
    rf"[(\[]\s*[가-힣A-Za-z·\s]{{1,15}}=\s*(?P<wire>[^)\]=\n]{{2,15}})[)\]]\s*(?:{_KOREAN_NAMES}\s?{_ROLE}\s*=?|=)\s*"
)
_WIRE = re.compile(r"(?:[A-Z][\w.’' ]+,? ?){1,5}\((?P<wire>[A-Z][A-Za-z ]{1,20})\)\s*[-–—]")

_ENGLISH_NAME = r"(?:[A-Z][\w’'.-]*(?:\s+(?:de|del|der|van|von|bin|al|la|le|[A-Z][\w’'.-]*)){1,4})"
_ENGLISH_NAMES = rf"{_ENGLISH_NAME}(?:\s*(?:,\s*and|,|\band\b|&)\s*{_ENGLISH_NAME})*"
_ENGLISH = re.compile(
    rf"(?:By|BY|Written by|Words by|Story by|Reported by)[\s:]+(?P<names>{_ENGLISH_NAMES})"
    rf"(?:\s*[,|/–—-]+\s*(?P<of>[\w’'.& ]{{2,50}}?))?(?:[\s,|(<]*{_MAIL}[)>]?)?"
)
_REPORTING = re.compile(r"\(?Reporting by (?P<names>[^;()]{3,120})(?:;[^()]{3,200})?\)?\.?")
_OUTLET_WORD = re.compile(
    r"\b(?:Times|Post|Tribune|News|Herald|Journal|Press|Gazette|Chronicle|Network|Agency|Daily|Weekly|Mail|Today)\b",
    re.IGNORECASE,
)
_JOB = re.compile(r"\b(?:writer|reporter|correspondent|editor|staff|columnist|contributor|bureau)\b", re.IGNORECASE)
_CONTACT = re.compile(
    r"(?:Contact|Reach|Follow|E-?mail|Email|Tweet)\b[^.]{0,60}?\b(?:[A-Z][\w’'-]+|him|her|them|reporter)\b.{0,200}@\w"
    r"|(?:제보|문의|메일|이메일).{0,60}@\w", re.DOTALL
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says; either may be empty."""

    authors: tuple[str, ...] = ()
    outlet: str = ""


def byline(line: str) -> Byline | None:
    """Return what `line` says as a byline, None for a line that is none."""
    if len(line) > _LONGEST:
        return None
    if _KOREAN.fullmatch(line):
        return Byline(_korean_names(line), outlet_of_address(_mails(line)))
    return _english(line.strip(" \t*_"))


def contact(line: str) -> bool:
    """Tell whether `line` only says how to reach its writer or the newsroom."""
    return len(line) <= _LONGEST and bool(_CONTACT.match(line))


def address_at(line: str) -> tuple[int, Byline] | None:
    """Return how much of `line` is a Korean byline with which it begins, and what that says."""
    found = _KOREAN_THEN.match(line)
    if not found:
        return None
    return found.end(), Byline(_korean_names(found.group()), outlet_of_address(_mails(found.group())))


def dateline(line: str) -> tuple[int, Byline] | None:
    """Return how much of `line` is a wire's opening, "(서울=연합뉴스) 홍길동 기자 =", and what that says."""
    found = _DATELINE.match(line)
    if not found:
        return None
    wire = found.group("wire").strip()
    return found.end(), Byline(_korean_names(found.group()), agency(wire) or wire)


def wire_of(line: str) -> str:
    """Return the agency in an English dateline, "WASHINGTON (AP) —", "" where there is none; the line keeps it."""
    found = _WIRE.match(line[:_LONGEST])
    return agency(found.group("wire")) if found else ""


def names_of(credit: str) -> tuple[str, ...]:
    """Return the names in an author field: without addresses, reporters' titles and "By"."""
    bare = re.sub(rf"[<(\[]?\s*{_MAIL}\s*[>)\]]?", " ", credit)
    parts = re.split(r"\s*[;,·ㆍ、|]\s*|\s+(?:and|&)\s+", bare)
    names = (_TITLE.sub("", re.sub(r"^(?:By|BY|by)\s+", "", " ".join(part.split()))) for part in parts)
    return tuple(dict.fromkeys(name for name in names if name))


def _mails(line: str) -> str:
    return " ".join(_ADDRESS.findall(line))


def _korean_names(line: str) -> tuple[str, ...]:
    names = [name for found in _NAMED.finditer(line) for name in re.findall(_KOREAN_NAME, found.group("names"))]
    names.extend(_NAME_BEFORE_ADDRESS.findall(line) if not names else [])
    return tuple(dict.fromkeys(names))


def _english(line: str) -> Byline | None:
    reporting = _REPORTING.fullmatch(line)
    if reporting:
        parts = re.split(r",\s*(?:and\s+)?|\s+and\s+", reporting.group("names"))
        names = (re.sub(r"\s+(?:in|at|from)\s.*$", "", part).strip() for part in parts)
        authors = tuple(name for name in names if re.fullmatch(_ENGLISH_NAME, name))
        return Byline(authors) if authors else None
    found = _ENGLISH.fullmatch(line)
    if not found:
        return None
    first, *more = re.split(r"\s*(?:,\s*and\b|,|\band\b|&)\s*", found.group("names"))
    others = [part for part in (*more, (found.group("of") or "").strip()) if part]
    people = [part for part in others if not _is_affiliation(part)]
    outlets = [agency(part) or part for part in others if _is_affiliation(part) and not _JOB.search(part)]
    if agency(first):
        outlets.insert(0, agency(first))
    else:
        people.insert(0, first)
    return Byline(tuple(people), outlets[0] if outlets else outlet_of_address(_mails(line)))


def _is_affiliation(part: str) -> bool:
    return bool(agency(part) or _OUTLET_WORD.search(part) or _JOB.search(part))
