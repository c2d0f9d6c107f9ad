"""From question to answer in a warm process: milliseconds and memory.

    python -m benchmarks.ask_speed --articles 8786 --drawn --data /tmp/news    builds the index there, then asks
    python -m benchmarks.ask_speed --data /tmp/news                            asks the index that is there

Questions are those of RealTime QA, beside the real evaluation material. Limits on two cores: p50 60 ms, p95 150 ms,
1.2 GB resident. `--drawn` draws most passage vectors instead of computing them, which changes no cost of a question.
"""

import argparse
import gzip
import json
import os
import time
from pathlib import Path

import numpy as np
from platformdirs import user_cache_path

from benchmarks.drawn import DrawnEmbedder
from benchmarks.material import NEWS, SHARED, first_articles, peak_megabytes
from bot.answers.answer import Answered
from bot.service import Service
from config.loading import load_settings
from index.build import build
from index.construction import BuildRules
from index.embedding.model import Embedder
from index.storage.generations import GenerationStore

QUESTIONS = SHARED / "realtimeqa-2024q4-questions.jsonl.gz"
_WARM_UP = 20


def _prepare(data: Path, articles: int, cache: Path, *, drawn: bool) -> None:
    embedder = Embedder.load("bundled", cache)
    chosen = DrawnEmbedder(embedder) if drawn else embedder
    build(
        GenerationStore(data), lambda: first_articles(articles, NEWS), lambda: chosen, BuildRules(), owner="benchmark"
    )
    print(f"built with at most {peak_megabytes():,.0f} MB", flush=True)


def _questions() -> list[str]:
    with gzip.open(QUESTIONS, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["question"] for line in lines]


def _resident_megabytes() -> float:
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def ask(data: Path, cache: Path) -> None:
    """Print the latency of every question in turn, the memory afterwards, and how many were answered."""
    service = Service(load_settings(data=data, cache=cache))
    service.open()
    questions = _questions()
    for question in questions[:_WARM_UP]:
        service.ask(question)
    took, answered, steps = [], 0, []
    for question in questions:
        began = time.perf_counter()
        answer = service.ask(question)
        took.append(1000 * (time.perf_counter() - began))
        answered += isinstance(answer, Answered)
        steps.append([answer.timings_ms[step] for step in ("embed", "search", "evidence")])
    status = service.status()
    embed, search, evidence = np.median(steps, axis=0)
    print(f"{status.articles:,} articles, {status.passages:,} passages, {len(took)} questions, {answered} answered")
    print(f"p50 {np.percentile(took, 50):.1f} ms, p95 {np.percentile(took, 95):.1f} ms, worst {max(took):.1f} ms")
    print(f"medians: embedding {embed:.1f}, search {search:.1f}, evidence {evidence:.1f} ms")
    print(f"resident {_resident_megabytes():,.0f} MB")
    service.close()


def main() -> None:
    """Build if asked to, then measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, help="build an index of so many articles first, in another process")
    parser.add_argument("--drawn", action="store_true")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--cache", type=Path, default=user_cache_path("citedesk"))
    chosen = parser.parse_args()
    if chosen.articles and os.fork() == 0:  # the builder's memory is not to count
        _prepare(chosen.data, chosen.articles, chosen.cache, drawn=chosen.drawn)
        os._exit(0)
    if chosen.articles:
        os.wait()
    ask(chosen.data, chosen.cache)


if __name__ == "__main__":
    main()
