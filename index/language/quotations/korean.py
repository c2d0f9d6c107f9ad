"""Korean quotations: “…”고 말했다, -다고 밝혔다, -라는 경고, …에 따르면.

A clause of saying ends in -고, -며 or -는 before a verb or a noun of saying. Its speaker stands between the two, or is
the topic or subject of the sentence, outside the marks. Only a phrase that can speak counts: a name, an office, a body.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.language.korean import Morpheme
from index.language.quotations.korean_sources import ACCORDING, by_source, source_of
from index.language.quotations.marks import Stretch
from index.language.quotations.occasions import occasion_in
from index.language.quotations.quotation import Quotation
from index.language.quotations.saying import GIVING, HOLDING, IN_EFFECT, NOUN, PLAINLY, SAYING, STATED, verb_of_saying
from index.language.quotations.subjects import Subject, subjects

__all__ = ["LEFT_OUT", "korean_quotations", "topic_of"]

LEFT_OUT = "…"  # a speaker that its sentence leaves out

_AFTER_MARK = re.compile(r"[.,]?\s?(?P<link>(?:이?라)?(?:고|며|면서|는|던)(?:도|는)?|이?란|이?라)(?=[\s,])")
_REPORTING = re.compile(r"(?:다|라|냐|자)(?:고|며|면서)(?:도|는|만)?$")
_LATER_LINK = re.compile(r"[다라냐자]고\s|[음임함됨]을\s")
_NOMINAL = re.compile(r"[음임함됨]을$")
_STATING = re.compile(r"\s(?:지적|밝[혔혀히힌]|강조|시사|인정|확인|주장|알렸|분명히)")
_NAMING = re.compile(r"(?:다|라|냐|자)는$")
_LEAD = re.compile(
    r"^[\s,]*(?:(?:지난(?=\s\d)|이날|당시|앞서|이어|또|또한|이에|특히|(?:오전|오후)(?!\s\d)|최근|같은 날|\d+월|\d+일|[월화수목금토일]요일)(?:날|에)?"
    r"(?:\([^)]*\))?,?\s+)+"
)
_LEAD_OCCASION = re.compile(
    r"^[\s,]*(?:[^\s“”\"]+\s){0,6}?\S*(?:인터뷰|회견|간담회|성명|보도자료|브리핑|연설|이메일|서한|보고서|논평|트위터|페이스북)\S*(?:에서|을\s통해|를\s통해|에|에게|"
    r"통하여)\s+|^기자들과\s만나\s+|^[\s,]*(?:[^\s“”\"]+\s){0,4}?[^\s“”\"]+[을를] 인용(?:해|하여|하며)?,?\s+"
)
_LONGEST_REACH = 60  # characters between a clause and its verb of saying
_TOPIC_WORD = re.compile(r"(?:^|\s)(?P<who>[가-힣]{2,12})(?<![에서로])[은는]\s?$")
_AT_ONCE = 3  # characters: a topic this near to the start of a second clause is its own
_ADNOMINAL = re.compile(r"[가-힣](?:한|던|힌|린)$")  # whoever says so stands behind: …고 공약한 오세훈 시장은
_GOING_ON = "이어"
_GOES_ON = re.compile(r"(?:그러면서|이어|이어서|또|또한|아울러|이와 함께|덧붙여)[,\s]")
_REMARK = re.compile(r"발언|답변|메시지")  # …라는 발언으로 논란을 빚었다: whoever the sentence is about said it
_ALSO = re.compile(r"[가-힣’'”)](?:\s(?:역시|또한)|에서[는도]|에선)[\s,]|로부터\s")  # somebody, without a particle
_TERM = 3  # words; a shorter stretch inside a report is a term, not a quotation


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause that ends in a link at `link`; its verb or noun of saying lies in `text[link_end:verb_end]`."""

    start: int
    end: int
    link_end: int
    verb_end: int
    verb: str
    anonymous: bool = False
    teller: str = ""


def korean_quotations(
    text: str, start: int, end: int, morphemes: Sequence[Morpheme], quoted: Sequence[Stretch]
) -> list[Quotation]:
    """Return the quotations of the sentence `text[start:end]`; a speaker may be a pronoun, "" where none is named."""
    outside = [m for m in morphemes if not any(q.opening < m.start < q.closing for q in quoted)]
    known = subjects(text, start, outside)
    source = source_of(text, start, end, quoted)
    found = _direct(text, start, end, quoted, known, source)
    found += _indirect(text, start, end, outside, quoted, known, source, bool(found))
    return sorted(found, key=lambda item: item.start)


def _direct(
    text: str, start: int, end: int, quoted: Sequence[Stretch], known: Sequence[Subject], source: str
) -> list[Quotation]:
    found = []
    for place, item in enumerate(quoted):
        following = [other.opening for other in quoted[place + 1 :]]
        link = _AFTER_MARK.match(text, item.closing, end)
        clause = _linked(text, item, link, end, following) if link else None
        alone = not text[item.closing : end].strip(" .,") and len(text[item.start : item.end].split()) >= _TERM
        listed = (
            bool(following) and re.fullmatch(r"[,\s]*(?:그리고)?\s*", text[item.closing : following[0]]) is not None
        )
        if clause is None and not alone and not listed:
            continue
        reach = clause or _Clause(item.start, item.end, item.closing, end, "")
        able = known if clause else [subject for subject in known if subject.topic]
        who = None if reach.anonymous else _speaker(reach, item.opening, able, direct=True)
        other = (
            ""
            if reach.anonymous
            else _beside(text, start, item) or source or _same(text, start, end, known, reach.verb)
        )
        speaker = reach.teller or (who.phrase if who else other)
        beside = text[start : item.opening] + " " + text[item.closing : end]
        found.append(
            Quotation(item.start, item.end, True, speaker, verb=reach.verb, occasion=occasion_in(beside, True))
        )
    return found


def _linked(text: str, item: Stretch, link: re.Match[str], end: int, following: Sequence[int]) -> _Clause | None:
    after = link.end("link")
    if link.group("link").endswith(("는", "란", "던")) and not link.group("link").endswith(("고는", "며는")):
        return _naming(text, item.start, item.end, after, end)
    if link.group("link").endswith(("며", "면서", "도")) and not link.group("link").endswith("고도"):
        verbs = list(SAYING.finditer(text, following[-1] if following else after, end))
        return _Clause(item.start, item.end, after, after, text[verbs[-1].start() : end].strip(' .”"') if verbs else "")
    verb = verb_of_saying(text, after, following[0] if following else end, _LONGEST_REACH)
    return _Clause(item.start, item.end, after, verb[1], verb[0]) if verb else None


def _goes_on(text: str, stop: int, verb: tuple[str, int]) -> bool:
    """Tell whether another clause, outside of marks, stands between a link and its verb."""
    between = re.split('[“"]', text[stop : verb[1] - len(verb[0])])[0]
    return _LATER_LINK.search(between) is not None


def _naming(text: str, start: int, end: int, after: int, stop: int) -> _Clause | None:
    """Return the clause before a noun of saying; nobody speaks where the noun is what appears (지적이 나온다)."""
    if stated := STATED.match(text, after, stop):
        return _Clause(start, end, after, stated.end(), stated.group("verb"), teller=stated.group("who"))
    if holding := HOLDING.match(text, after, stop):
        return _Clause(start, end, after, holding.end(), holding.group().strip())
    if effect := IN_EFFECT.match(text, after, stop):
        said = verb_of_saying(text, effect.end() - 1, stop, _LONGEST_REACH)
        return _Clause(start, end, after, said[1], said[0]) if said else None
    noun = NOUN.match(text, after, stop)
    if not noun:
        return None
    gives = noun.group("case") not in ("이", "가", "은", "는", "에") and GIVING.search(
        text, noun.end(), min(stop, noun.end() + 40)
    )
    verb = gives.group() if gives else ""
    remark = noun.group("case") in ("으로", "로") and _REMARK.search(noun.group()) is not None
    return _Clause(
        start, end, after, noun.end(), f"{noun.group().strip()} {verb}".strip(), anonymous=not gives and not remark
    )


def _indirect(
    text: str, start: int, end: int, outside: Sequence[Morpheme], quoted: Sequence[Stretch],
    known: Sequence[Subject], source: str, direct: bool,
) -> list[Quotation]:  # fmt: skip
    found: list[Quotation] = []
    begin = start
    for morpheme in outside:
        if morpheme.tag not in ("EC", "ETM", "JKQ", "ETN", "EF") or morpheme.start < begin:
            continue
        stop = _word_end(text, morpheme.end, end)
        written = text[max(begin, stop - 4) : stop]
        clause = _reported(text, begin, stop, end, written)
        if clause is None or _is_link(text, stop, quoted):
            continue
        who = None if clause.anonymous or clause.teller else _speaker(clause, clause.end, known, direct=False)
        speaker = clause.teller or (
            who.phrase if who else "" if clause.anonymous else source or _same(text, start, end, known, clause.verb)
        )
        first = _clause_start(text, begin, clause, who)
        if clause.end - first > 3 and (speaker or not HOLDING.fullmatch(f" {clause.verb}")):
            beside = text[start:first] + " " + text[clause.end : clause.verb_end]
            found.append(
                Quotation(first, clause.end, False, speaker, verb=clause.verb, occasion=occasion_in(beside, True))
            )
            begin = clause.verb_end
    return found or by_source(text, start, end, direct, source)


def _is_link(text: str, stop: int, quoted: Sequence[Stretch]) -> bool:
    links = (_AFTER_MARK.match(text, q.closing) for q in quoted if q.closing <= stop)
    return any(link and link.end() >= stop for link in links)


def _word_end(text: str, at: int, end: int) -> int:
    while at < end and text[at] not in " ,.\n":
        at += 1
    return at


def _reported(text: str, begin: int, stop: int, end: int, written: str) -> _Clause | None:
    if _NOMINAL.search(written):
        stated = _STATING.match(text, stop, end)
        verb = verb_of_saying(text, stop, end, _LONGEST_REACH) if stated else None
        return _Clause(begin, stop - 1, stop, verb[1], verb[0]) if verb else None
    if _REPORTING.search(written):
        verb = verb_of_saying(text, stop, end, _LONGEST_REACH if written.endswith(("고", "고도")) else 200)
        cut = stop - len(re.split("[고며면]", written)[-1]) - 1
        if verb and not written.endswith("고") and _goes_on(text, stop, verb):
            return None  # the verb belongs to the last of several clauses; they are one quotation
        if verb and (written.endswith("고") or "며" in written or "면서" in written):
            return _Clause(begin, cut, stop, verb[1], verb[0])
        return None
    named = _naming(text, begin, stop - 1, stop, end) if _NAMING.search(written) else None
    return None if named is None or named.anonymous else named


def _clause_start(text: str, begin: int, clause: _Clause, who: Subject | None) -> int:
    """Return where the reported clause begins: behind the speaker, the day and the occasion."""
    first = who.particle_end if who and begin <= who.start and who.end <= clause.end else begin
    first = max([first, *(source.end() for source in ACCORDING.finditer(text, first, clause.end))])
    for pattern in (_LEAD, _LEAD_OCCASION, _LEAD):
        lead = pattern.match(text[first : clause.end])
        first += lead.end() if lead and "“" not in lead.group() and '"' not in lead.group() else 0
    while first < clause.end and text[first] in " ,":
        first += 1
    return first


def _speaker(clause: _Clause, before: int, known: Sequence[Subject], *, direct: bool) -> Subject | None:
    """Return who speaks, a pronoun as such; None where nobody fits."""
    inside = [s for s in known if clause.link_end <= s.start < clause.verb_end and not s.thing]
    if inside:
        return inside[-1]
    ahead = [s for s in known if s.end <= before]
    if _ADNOMINAL.search(clause.verb):
        told_of = [s for s in known if 0 <= s.start - clause.verb_end <= _AT_ONCE and s.speaks and s.named]
        own = [s for s in ahead if s.speaks and not s.topic and s.start >= clause.start]
        if told_of or own:
            return (told_of or own)[0]
    fit = [s for s in ahead if s.speaks or (direct and s.topic and not s.thing and (s.named or "의 " not in s.phrase))]
    topics = [s for s in fit if s.topic]
    near = [s for s in topics if 0 <= s.start - clause.start < _AT_ONCE]
    if near and not direct:
        return near[0]
    if not topics and not direct and any(s.topic and not s.thing for s in ahead):
        return next((s for s in ahead if s.topic and not s.thing and s.named), None)
    return topics[-1 if direct else 0] if topics else fit[-1 if direct else 0] if fit else None


def _same(text: str, start: int, end: int, known: Sequence[Subject], verb: str) -> str:
    """Return who stands for a speaker that the sentence doesn't name: whoever spoke before, or one left out."""
    if _GOES_ON.match(text, start) and not any(s.topic and s.speaks for s in known):
        return _GOING_ON
    silent = not any(s.speaks or (s.topic and not s.thing) for s in known) and not _ALSO.search(text, start, end)
    return LEFT_OUT if silent and PLAINLY.search(verb) else ""


def topic_of(text: str, start: int, morphemes: Sequence[Morpheme], quoted: Sequence[Stretch]) -> str:
    """Return the only topic of a sentence, outside of marks, that can speak and is named; "" where none or two are."""
    outside = [m for m in morphemes if not any(q.opening < m.start < q.closing for q in quoted)]
    topics = {s.phrase for s in subjects(text, start, outside) if s.topic and not s.thing}
    able = [s for s in subjects(text, start, outside) if s.topic and s.speaks and s.named and s.phrase in topics]
    return able[0].phrase if len(topics) == 1 and able else ""


def _beside(text: str, start: int, item: Stretch) -> str:
    """Return the word with a topic's particle right before the marks, however Kiwi reads it."""
    found = _TOPIC_WORD.search(text[start : item.opening])
    return found.group("who") if found else ""
