"""How `index/language/common_words.txt` was made: which words English news writes in lower case, counted.

    python -m benchmarks.common_words ../shared/eval/news-2024.jsonl.gz

A capital makes a name of Smith (5 of 1,916 times in lower case), not of Ministry (335 of 788). Kept are the stems that the
articles write in lower case at least `TIMES` times and at least `SHARE` of the time; nothing else of the articles.
"""

import argparse
import re
from collections import Counter
from pathlib import Path

from index.article import Article
from index.language.common import COMMON_WORDS
from index.language.keywords import is_function_word, stem
from index.reading import read_sources

TIMES = 8
SHARE = 0.2

_WORD = re.compile(r"(?<![\w’'-])[A-Za-z][a-z]+(?![\w’'-])")


def main() -> None:
    """Count and write the list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    lower: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for article in read_sources([parser.parse_args().articles]):
        if isinstance(article, Article):
            for word, times in Counter(_WORD.findall(article.text)).items():
                every[stem(word)] += times
                lower[stem(word)] += times * word[0].islower()
    kept = sorted(word for word, times in lower.items() if times >= TIMES and times >= SHARE * every[word])
    COMMON_WORDS.write_text("\n".join(word for word in kept if not is_function_word(word)) + "\n", encoding="utf-8")
    print(f"{len(kept):,} of {len(every):,} stems")


if __name__ == "__main__":
    main()
