"""On what occasion words were said: an interview, a statement, a post."""

import re

__all__ = ["occasion_in"]

_KOREAN = re.compile(
    r"(?:[^\s“”\"]+(?:과의?|와의?)\s)?(?:(?:한|내부|공식|정례|합동|긴급|단독|CBS|KBS)\s)?"
    r"(?:인터뷰|기자회견|기자\s회견|간담회|성명|보도자료|브리핑|연설|이메일|서한|보고서|논평|트위터|페이스북|SNS|전화통화|통화|토론회|청문회|라디오|기고문?)"
    r"(?:에서|을 통해|를 통해|에|를 통하여|에 출연하여|에 출연해)"
)
_ENGLISH = re.compile(
    r"\b(?:in|during|at|on|through|via)\s+(?:an?|the|his|her|its|their)\s+(?:[\w’'-]+\s){0,3}?"
    r"(?:interview|statement|speech|tweet|post|email|e-mail|letter|briefing|hearing|conference|report|video|call|"
    r"release|podcast|memo|op-ed|column|rally|address|testimony|debate|essay|blog)s?"
    r"(?:\s(?:with|to|on|at)\s(?:the\s)?[A-Z][\w’'.&-]*(?:\s[A-Z][\w’'.&-]*)*)?"
)


def occasion_in(text: str, korean: bool) -> str:
    """Return the occasion stated in what surrounds a quotation, "" if none is."""
    found = (_KOREAN if korean else _ENGLISH).search(text)
    return found.group().strip(" .") if found else ""
