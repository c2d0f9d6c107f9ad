"""What a question is about, which names it holds, and one name put in another's place."""

import re

from bot.answers.conversation import Turn
from bot.texts.particles import joined
from index.language import korean
from index.language.keywords import carries_meaning, is_function_word
from index.language.korean import HANGUL, PARTICLE, Morpheme
from index.language.names import translations

__all__ = ["content_words", "is_title", "names_nothing", "names_of", "put_in_place", "topic_of", "what_is_asked"]

_RUN_EN = re.compile(r"[A-ZÀ-Þ][\w’'&.-]*\w(?: (?:of |the )?(?:[A-ZÀ-Þ][\w’'&.-]*\w|\d+))*")
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_EOJEOL = re.compile(r"\S+")
_HOW = re.compile(r"\bhow (?!many\b|much\b)[a-z]+\b|얼마나|몇 [가-힣]+", re.IGNORECASE)
_ASKING = frozenset(
    """happen happened mean exactly many much long kind sort thing please else also anything something tell know about
    often""".split()
)
_IS = re.compile(r"^(?!.*\b(?:do|does|did|will|has|have|had|can|could)\b).*\b(?:is|are|was|were)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?:ed|ing|en)$")
_QUANTITY = re.compile(r"\d[\d,.]*\s?(?:[%％㎀-㏿]|[a-zA-Z]{1,2}(?![a-zA-Z]))")
_TITLE = re.compile(
    "시장|군수|도지사|교수|대표|회장|사장|부사장|의원|장관|대통령|총리|위원장|국장|사무국장|본부장|관장|소장|연구원|선임연구원|씨|감독|선수|기자|"
    "이사장|이사|총장|경|CEO|최고경영자"
)
_COUNTED = re.compile(
    r"\bhow (?:many|much) (?P<what>[a-z-]+)(?= (?:do|does|did|is|are|was|were|will|can|has|have)\b)", re.IGNORECASE
)
_ASKING_KO = frozenset(
    "뭐 뭐라 말 말하 이야기 얘기 언급 더 또 좀 알리 보 하 대답 설명 그렇 이렇 그때 자세히 다른 다르 거 건 얼마나 얼마 곳 정도".split()
)


def names_of(text: str) -> tuple[str, ...]:
    """Return the runs of words that name somebody or something; not a question's first word."""
    if korean.contains_hangul(text):
        return tuple(name for name, _, _ in _korean_names(text)) + tuple(
            found.group() for found in _RUN_EN.finditer(text)
        )
    return tuple(text[start:end] for start, end in _english_runs(text))


def content_words(text: str) -> tuple[str, ...]:
    """Return the words that say what is asked, function words and words of asking left out."""
    if korean.contains_hangul(text):
        found = [m for m in korean.morphemes(text) if m.tag in ("SL", "SN") or carries_meaning(m)]
        return tuple(m.form for m in found if m.form not in _ASKING_KO)
    words = [found.group() for found in _WORD.finditer(text)]
    return tuple(word for word in words if not is_function_word(word) and word.lower() not in _ASKING)


def names_nothing(text: str) -> bool:
    """Tell whether a Korean question has no noun, only what is done (왜 늦어졌어?, 얼마나 필요해?)."""
    if not korean.contains_hangul(text):
        return False
    morphemes = korean.morphemes(text)
    pairs = zip(morphemes, [*morphemes[1:], None], strict=True)
    return not any(
        m.tag in ("NNG", "NNP", "SL", "XR") and m.form not in _ASKING_KO and carries_meaning(m)
        and not (behind and behind.tag in ("XSV", "XSA") and behind.start == m.end)
        for m, behind in pairs
    )  # fmt: skip


def what_is_asked(text: str) -> str:
    """Return the question without the words that only say which measure is asked for (how long, 얼마나)."""
    return _HOW.sub(" ", text)


def topic_of(text: str) -> str:
    """Return the phrase that a question is about: from its first name on, else its words that say what is asked."""
    if korean.contains_hangul(text):
        return _korean_topic(text)
    runs = list(_english_runs(text))
    if not runs:
        return " ".join(content_words(text))
    start, end = max(runs, key=lambda run: run[1] - run[0])
    if not re.search(r"\b[Tt]he $", text[:start]):
        return re.sub(r"[’']s?$", "", text[start:end])
    words = [word for word in re.split(r"\s+", text[end:].strip(" ?.!")) if word]
    ends = next((place for place, word in enumerate(words) if is_function_word(word) or not word.isalpha()), None)
    noun = ends is None and words and _IS.match(text[:start]) and not _PARTICIPLE.search(words[-1])
    verb = 0 if noun else 1  # else the last one is the verb
    words = words[: min(2, max(0, (len(words) if ends is None else ends) - verb))]
    return " ".join([text[start:end], *words])


def is_title(word: str) -> bool:
    """Tell whether a Korean word behind a name says what the person is (한지우 시장)."""
    return _TITLE.fullmatch(word) is not None


def put_in_place(what: str, before: Turn, *, is_name: bool) -> str:
    """Return the question before with `what` in the place of what is of its kind; "" if there is no such."""
    if korean.contains_hangul(before.question):
        return _swapped_korean(what, before, is_name=is_name)
    place = _place_english(what, before)
    if place is None:
        return ""
    start, end = place
    return before.question[:start] + re.sub(r"^the ", "", what) + before.question[end:]


def _place_english(what: str, before: Turn) -> tuple[int, int] | None:
    question, bare = before.question, re.sub(r"^(?:the|a|an) ", "", what)
    runs = list(_english_runs(question))
    if names_of(f"_ {bare}") or korean.contains_hangul(bare):
        wanted = [run for run in runs if bool(translations(question[slice(*run)])) == bool(translations(bare))]
        persons = [run for run in wanted if before.person and _shares(question[slice(*run)], before.person)]
        return next(iter(persons or (wanted if bare not in question else [])), None)
    counted = _COUNTED.search(question)
    if counted and " " not in bare and bare not in question:
        return counted.span("what")
    head = re.escape(bare.split()[-1])
    found = re.search(rf"(?:[\w’'-]+ ){{{max(0, len(bare.split()) - 1)}}}\b{head}\b", question)
    return found.span() if found and found.group().lower() != bare.lower() and " " in bare else None


def _swapped_korean(what: str, before: Turn, *, is_name: bool) -> str:
    question = before.question
    named = is_name or (not korean.contains_hangul(what) and what[:1].isupper())
    for name, start, end in _korean_names(question):
        same = bool(translations(name)) == bool(translations(what))
        person = before.person and _shares(name, before.person)
        if named and same and (person or not before.person) and what not in question:
            title = re.match(rf" ?(?:{_TITLE.pattern})(?![{HANGUL}]{{2}})", question[end:])
            return question[:start] + _with_particle(what, question[end + (title.end() if title else 0) :])
    for found in re.finditer(f"[{HANGUL}]+", question):
        word = PARTICLE.sub("", found.group())
        alike = len(word) == len(what) and word != what and len(what) > 1 and word[1:] == what[1:]
        if alike:
            return question[: found.start()] + _with_particle(what, question[found.start() + len(word) :])
    return ""


def _with_particle(word: str, rest: str) -> str:
    from_ = re.match("은|는|이(?=\\s)|가(?=\\s)|을|를", rest)
    if not from_:
        return word + rest
    return joined(word, from_.group()) + rest[from_.end() :]


def _shares(first: str, second: str) -> bool:
    return any(len(word) > 1 and word in second for word in re.findall(r"\w+", first))


def _english_runs(text: str) -> list[tuple[int, int]]:
    found = []
    for run in _RUN_EN.finditer(text):
        start, end = run.span()
        words = run.group().split(" ")
        opens = start == 0 and (len(words) == 1 or is_function_word(words[0]))
        if opens:
            start += len(words[0]) + 1
        if start < end and not is_function_word(text[start:end]):
            found.append((start, end))
    return found


def _korean_names(text: str) -> list[tuple[str, int, int]]:
    """Return the words that Kiwi takes for proper nouns or can't read in one piece, without particle."""
    found: list[tuple[str, int, int]] = []
    morphemes = korean.morphemes(text)
    for eojeol in re.finditer(f"[{HANGUL}]+", text):
        inside = [m for m in morphemes if eojeol.start() <= m.start < eojeol.end()]
        nouns = _leading_nouns(inside)
        if not nouns:
            continue
        start, end = nouns[0].start, nouns[-1].end
        if end - start > 1 and _is_name(nouns):
            joins = found and found[-1][2] + 1 == start
            start = found.pop()[1] if joins else start
            found.append((text[start:end], start, end))
    return found


def _is_name(nouns: list[Morpheme]) -> bool:
    return any(m.tag == "NNP" for m in nouns)


def _leading_nouns(inside: list[Morpheme]) -> list[Morpheme]:
    nouns: list[Morpheme] = []
    for morpheme in inside:
        if not morpheme.tag.startswith(("NN", "XR", "XS", "XPN", "SN", "SL", "NR")) or morpheme.tag.startswith("XSV"):
            break
        nouns.append(morpheme)
    return nouns


def _korean_topic(text: str) -> str:
    """Return the nouns from the first name on, up to the first word with a particle of topic, subject or place."""
    names = _korean_names(text)
    start = names[0][1] if names else 0
    morphemes, words, acted_on = korean.morphemes(text), list[str](), False
    for eojeol in _EOJEOL.finditer(text, start):
        inside = [m for m in morphemes if eojeol.start() <= m.start < eojeol.end()]
        nouns = [m for m in _leading_nouns(inside) if not is_function_word(m.form)]
        if _QUANTITY.match(eojeol.group()):
            continue
        if not nouns and acted_on and any(m.tag in ("MAG", "ETM") for m in inside):
            words = []  # what something is done to only tells which (물을 덜 쓰는 밀)
            continue
        if not nouns:
            break
        acted_on = not names and any(m.tag == "JKO" for m in inside)
        words.append(text[nouns[0].start : nouns[-1].end])
        if any(m.tag in ("JX", "JKS", "JKO", "JKB", "JC") for m in inside) and names:
            break
    return " ".join(words) or " ".join(content_words(text))
