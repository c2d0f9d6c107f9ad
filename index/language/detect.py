"""The language of a text, told by its letters and its commonest words; "und" rather than a guess.

Korean and English decide how an article is split and searched, so they come first: Korean by its share of Hangul,
languages in Latin letters by their function words. A statistical detector would know more languages, at 60 to 200 MB
of memory for a question that two tables answer.
"""

import re
from collections import Counter

__all__ = ["detect"]

_SAMPLE = 3_000  # characters; a story's language shows long before
_HANGUL_SHARE = 0.25  # of all letters: Korean stories are full of Latin names, English ones seldom of Hangul
_CLEAR_LEAD = 1.5  # the best language has at least so many times the function words of the next
_CLEAR_SHARE = 0.12  # and they are at least this share of all words

_SCRIPTS = {
    "hangul": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3",
    "kana": "\u3040-\u30ff",
    "han": "\u3400-\u4dbf\u4e00-\u9fff",
    "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "el": "\u0370-\u03ff",
    "he": "\u0590-\u05ff",
    "th": "\u0e00-\u0e7f",
    "ka": "\u10a0-\u10ff",
    "hy": "\u0530-\u058f",
    # Scripts that several languages share, so that their letters alone name none of them.
    "shared": "\u0400-\u052f\u0600-\u06ff\u0900-\u0dff\u0f00-\u0fff",
}
_LETTERS = re.compile("|".join(f"(?P<{name}>[{letters}]+)" for name, letters in _SCRIPTS.items()))
_OWN_SCRIPT = ("el", "he", "th", "ka", "hy")
_WORD = re.compile(r"[^\W\d_]+")

_FUNCTION_WORDS = {
    "en": """the of and to in is are was were that this it for with as at by from on has have had not be been will would
    what who when where why how which did does do can could should about he she they his her their an a or but you
    i we my your more than there after before into over said says its now most one only first like get own until""",
    "de": "der die das und ist nicht ein eine den dem des mit von für auf im zu sich auch wird als wie wer hat sind",
    "fr": "le la les des et est une un du dans pour que qui sur avec pas au aux ce cette par il elle sont quoi où été",
    "es": "el la los las de y que en un una es por con para del se su al como más qué quién cuándo dónde ha fue",
    "it": "il lo la gli le di e che un una è per con del della non si sono nel alla come chi quando dove ha più",
    "pt": "os de que em um uma é por com para do da não se ao como mais quem quando onde foi são dos pelo",
    "nl": "de het een en van is dat op te in niet met voor zijn er aan ook als wie wat waarom heeft werd naar bij",
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _language, _words in _FUNCTION_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF.setdefault(_word, []).append(_language)


def detect(text: str) -> str:
    """Return the ISO 639-1 code of the language that `text` is mostly in, "und" where that isn't clear."""
    sample = text[:_SAMPLE]
    letters: Counter[str] = Counter()
    for run in _LETTERS.finditer(sample):
        letters[run.lastgroup or ""] += run.end() - run.start()
    total = letters.total()
    if not total:
        return "und"
    if letters["hangul"] >= _HANGUL_SHARE * total:
        return "ko"
    if letters["kana"] >= 0.1 * total:
        return "ja"
    if letters["latin"] > total / 2:
        return _by_function_words(sample)
    if letters["han"] > total / 2:
        return "zh"
    return next((name for name in _OWN_SCRIPT if letters[name] > total / 2), "und")


def _by_function_words(sample: str) -> str:
    words = _WORD.findall(sample.lower())
    scores: Counter[str] = Counter()
    for word in words:
        for language in _LANGUAGES_OF.get(word, ()):
            scores[language] += 1
    ranked = scores.most_common(2)
    if not ranked or ranked[0][1] < _CLEAR_SHARE * len(words):
        return "und"
    if len(ranked) > 1 and ranked[0][1] < _CLEAR_LEAD * ranked[1][1]:
        return "und"
    return ranked[0][0]
