"""Keyword engines compared: ours (index/storage/keywords.py), bm25s, tantivy and SQLite FTS5.

Results: docs/keyword-engines.md. The engines are not dependencies of the project. To measure:

    .venv/bin/pip install bm25s==0.3.16 tantivy==0.27.0
    .venv/bin/python -m benchmarks.keyword_engines --passages 100000

Passages are synthetic: 50 to 250 terms each (an English passage has some 100, a Korean one with its sub-words some
300), drawn from 500,000 by a Zipf-Mandelbrot law; every engine gets the same terms, taken apart beforehand. A question
is 8 different terms of one passage. Each engine is built and asked in a process of its own, on one thread.

- p50, p95: one question, its first 100 passages; "10 %" asks only passages of 10 of 100 days.
- build, peak: seconds to write the index from terms, and the most memory the process held meanwhile.
- asked: memory the process holds after all questions, less what it held before it opened the index.
- update: one article of 6 passages replaced, in place or, where that can't be, by writing the index again from stored
  terms. copy: what a generation of its own costs on top, since a published one is never written to.
- like ours: share of ours' first 10 passages that the engine has among its own.
"""

import argparse
import importlib
import json
import multiprocessing
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass, field
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.storage.keywords import KeywordIndex, count_terms, write_keyword_index

Terms = npt.NDArray[np.uint32]

VOCABULARY = 500_000
LENGTHS = (50, 251)  # terms of a passage
DAYS = 100
ALLOWED_DAYS = 10
ARTICLE = 6  # passages of the article that is replaced
FIRST = 100  # passages asked for
COLUMNS = (
    "engine", "p50 / p95 ms", "CPU ms", "10 % p50 / p95 ms", "build s", "peak MB", "index MB", "open ms", "asked MB",
    "update s", "copy s", "like ours",
)  # fmt: skip
_CHUNK = 10_000
_SPREAD = 2_654_435_761  # odd, so that term * _SPREAD modulo 2**32 tells all terms apart, as a hash does


@dataclass(frozen=True, slots=True)
class Corpus:
    """Passages as runs of term numbers in one file; read in pieces, so that it hardly counts as memory."""

    folder: Path

    @classmethod
    def write(cls, folder: Path, passages: int, questions: int) -> "Corpus":
        """Draw the passages and the questions; the same for the same numbers."""
        random = np.random.default_rng(7)
        mass = np.cumsum(1.0 / (np.arange(VOCABULARY) + 10.0) ** 1.05)
        lengths = random.integers(*LENGTHS, size=passages)
        asked = set(random.choice(passages, questions, replace=False).tolist())
        texts = []
        with (folder / "terms.bin").open("wb") as stream:
            for place, length in enumerate(lengths):
                drawn = np.searchsorted(mass, random.random(length) * mass[-1]).astype(np.uint32)
                drawn.tofile(stream)
                if place in asked:
                    texts.append(random.permutation(np.unique(drawn))[:8].tolist())
        np.save(folder / "lengths.npy", lengths)
        (folder / "questions.json").write_text(json.dumps(texts), encoding="utf-8")
        return cls(folder)

    def passages(self) -> Iterator[Terms]:
        """Yield each passage's terms."""
        lengths = np.load(self.folder / "lengths.npy")
        with (self.folder / "terms.bin").open("rb") as stream:
            for start in range(0, len(lengths), _CHUNK):
                own = lengths[start : start + _CHUNK]
                drawn = np.fromfile(stream, np.uint32, int(own.sum()))
                yield from np.split(drawn, np.cumsum(own)[:-1])

    def texts(self) -> Iterator[str]:
        """Yield each passage as words with a space between."""
        words = [f"t{term:x}" for term in range(VOCABULARY)]
        for terms in self.passages():
            yield " ".join([words[term] for term in terms])

    def questions(self) -> list[list[int]]:
        """Return the terms of each question."""
        found: list[list[int]] = json.loads((self.folder / "questions.json").read_text(encoding="utf-8"))
        return found

    def size(self) -> int:
        """Return the number of passages."""
        return len(np.load(self.folder / "lengths.npy", mmap_mode="r"))

    def first_article(self) -> list[str]:
        """Return the passages of the article that is replaced."""
        return [" ".join(f"t{term:x}" for term in terms) for terms in islice(self.passages(), ARTICLE)]


class Engine(Protocol):
    """One engine: `build` and `update` write its index to a folder, `open` and `first` answer from it."""

    def build(self) -> None: ...
    def open(self) -> None: ...
    def first(self, terms: Sequence[int], *, filtered: bool) -> list[int]: ...
    def update(self) -> None: ...


class _Engine:
    def __init__(self, corpus: Corpus, folder: Path) -> None:
        self.corpus, self.folder = corpus, folder


def _days(passages: int) -> npt.NDArray[np.int64]:
    return np.arange(passages) % DAYS


def _best(scores: npt.NDArray[np.float32]) -> list[int]:
    first = np.argpartition(-scores, FIRST)[:FIRST]
    return [int(place) for place in first[np.argsort(-scores[first], kind="stable")]]


class Ours(_Engine):
    """Stored term counts stand in SQLite, as in the catalogue: written with the article, not with the index."""

    def build(self) -> None:
        with closing(sqlite3.connect(self.folder / "terms.sqlite")) as catalogue:
            catalogue.execute("CREATE TABLE passage (id INTEGER PRIMARY KEY, terms BLOB)")
            packed = ((count_terms(_hashed(terms)),) for terms in self.corpus.passages())
            catalogue.executemany("INSERT INTO passage (terms) VALUES (?)", packed)
            catalogue.commit()
        self.update()

    def update(self) -> None:
        with closing(sqlite3.connect(self.folder / "terms.sqlite")) as catalogue:
            query = "SELECT terms FROM passage ORDER BY id"
            write_keyword_index(self.folder, lambda: (row[0] for row in catalogue.execute(query)))

    def open(self) -> None:
        passages = self.corpus.size()
        self._index = KeywordIndex.open(self.folder, passages)
        self._mask = _days(passages) < ALLOWED_DAYS

    def first(self, terms: Sequence[int], *, filtered: bool) -> list[int]:
        hashed = _hashed(np.array(terms, np.uint32)).tolist()
        scores = self._index.scores([(t, self._index.rarity(self._index.frequency(t))) for t in hashed])
        return _best(scores * self._mask if filtered else scores)


def _hashed(terms: Terms) -> Terms:
    return (terms.astype(np.uint64) * _SPREAD % 2**32).astype(np.uint32)


class Bm25s(_Engine):
    """Scores of every term and passage, computed beforehand; no update, no filter but a mask over the scores."""

    def __init__(self, corpus: Corpus, folder: Path) -> None:
        super().__init__(corpus, folder)
        self._bm25s = _installed("bm25s")

    def build(self) -> None:
        numbers = list(range(VOCABULARY))  # shared, so that a term costs a pointer and not an object
        ids = [[numbers[term] for term in terms] for terms in self.corpus.passages()]
        index = self._bm25s.BM25(k1=1.2, b=0.75)
        index.index((ids, {f"t{term:x}": term for term in numbers}), show_progress=False)
        index.save(self.folder, show_progress=False)

    def update(self) -> None:
        self.build()

    def open(self) -> None:
        self._index = self._bm25s.BM25.load(self.folder, mmap=True)
        self._mask = (_days(self._index.scores["num_docs"]) < ALLOWED_DAYS).astype(np.float32)

    def first(self, terms: Sequence[int], *, filtered: bool) -> list[int]:
        found = self._index.retrieve(
            [[f"t{term:x}" for term in terms]],
            k=FIRST,
            show_progress=False,
            weight_mask=self._mask if filtered else None,
        )
        return [int(place) for place in found.documents[0]]


class Tantivy(_Engine):
    """Lucene's design in Rust: segments, deletes by term, no positions kept; the first passages, never all scores."""

    def __init__(self, corpus: Corpus, folder: Path) -> None:
        super().__init__(corpus, folder)
        self._tantivy = _installed("tantivy")
        builder = self._tantivy.SchemaBuilder()
        builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
        for name in ("row", "article", "day"):
            builder.add_integer_field(name, indexed=True, fast=True)
        self._schema = builder.build()

    def build(self) -> None:
        writer = self._tantivy.Index(self._schema, path=str(self.folder)).writer(256_000_000, 1)
        for row, text in enumerate(self.corpus.texts()):
            writer.add_document(self._document(row, text))
        writer.commit()
        writer.wait_merging_threads()

    def _document(self, row: int, text: str) -> object:
        return self._tantivy.Document(body=text, row=row, article=row // ARTICLE, day=row % DAYS)

    def update(self) -> None:
        index = self._tantivy.Index.open(str(self.folder))
        writer = index.writer(64_000_000, 1)
        writer.delete_documents_by_term("article", 0)
        for row, text in enumerate(self.corpus.first_article()):
            writer.add_document(self._document(row, text))
        writer.commit()
        index.reload()

    def open(self) -> None:
        self._searcher = self._tantivy.Index.open(str(self.folder)).searcher()
        kind = self._tantivy.FieldType.Integer
        self._recent = self._tantivy.Query.range_query(self._schema, "day", kind, 0, ALLOWED_DAYS - 1)

    def first(self, terms: Sequence[int], *, filtered: bool) -> list[int]:
        query, occur = self._tantivy.Query, self._tantivy.Occur
        words = [(occur.Should, query.term_query(self._schema, "body", f"t{term:x}", "freq")) for term in terms]
        asked = query.boolean_query(words)
        if filtered:
            days = query.const_score_query(self._recent, 0.0)
            asked = query.boolean_query([(occur.Must, asked), (occur.Must, days)])
        hits = self._searcher.search(asked, limit=FIRST, count=False).hits
        return [int(row) for row in self._searcher.fast_field_values("row", [address for _, address in hits])]


class Fts5(_Engine):
    """SQLite's full-text index without the texts; a deletion has to bring the old text along."""

    def build(self) -> None:
        with closing(sqlite3.connect(self.folder / "fts.sqlite")) as database:
            database.execute("CREATE VIRTUAL TABLE passage USING fts5(body, content='', tokenize='ascii')")
            database.execute("CREATE TABLE about (id INTEGER PRIMARY KEY, day INTEGER)")
            database.executemany("INSERT INTO passage (rowid, body) VALUES (?, ?)", enumerate(self.corpus.texts()))
            days = _days(self.corpus.size()).tolist()
            database.executemany("INSERT INTO about VALUES (?, ?)", enumerate(days))
            database.commit()

    def update(self) -> None:
        texts = list(enumerate(self.corpus.first_article()))
        with closing(sqlite3.connect(self.folder / "fts.sqlite")) as database:
            database.executemany("INSERT INTO passage (passage, rowid, body) VALUES ('delete', ?, ?)", texts)
            database.executemany("INSERT INTO passage (rowid, body) VALUES (?, ?)", texts)
            database.commit()

    def open(self) -> None:
        self._database = sqlite3.connect(self.folder / "fts.sqlite")

    def first(self, terms: Sequence[int], *, filtered: bool) -> list[int]:
        recent = f"AND +rowid IN (SELECT id FROM about WHERE day < {ALLOWED_DAYS})" if filtered else ""
        rows = self._database.execute(
            f"SELECT rowid FROM passage WHERE passage MATCH ? {recent} ORDER BY rank LIMIT {FIRST}",
            (" OR ".join(f"t{term:x}" for term in terms),),
        )
        return [row[0] for row in rows]


def _installed(name: str) -> ModuleType:
    """Import an engine that is no dependency of the project."""
    return importlib.import_module(name)


ENGINES: dict[str, Callable[[Corpus, Path], Engine]] = {"ours": Ours, "tantivy": Tantivy, "FTS5": Fts5, "bm25s": Bm25s}


@dataclass(slots=True)
class Figures:
    """What was measured of one engine; seconds, MB, and milliseconds for questions."""

    build: float = 0.0
    peak: float = 0.0
    size: float = 0.0
    opening: float = 0.0
    asked: float = 0.0
    cpu: float = 0.0
    plain: list[float] = field(default_factory=list)
    filtered: list[float] = field(default_factory=list)
    update: float = 0.0
    copy: float = 0.0
    firsts: list[list[int]] = field(default_factory=list)


def _memory(line: str) -> float:
    """Return a line of this process's memory in MB: VmRSS, or VmHWM for the most it ever was."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(row.split()[1]) / 1024 for row in status.splitlines() if row.startswith(line))


def _building(name: str, corpus: Corpus, folder: Path) -> Figures:
    engine = ENGINES[name](corpus, folder)
    before, began = _memory("VmRSS"), time.perf_counter()
    engine.build()
    took = time.perf_counter() - began
    return Figures(build=took, peak=_memory("VmHWM") - before, size=_size(folder))


def _size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.name != "terms.sqlite") / 1e6


def _asking(name: str, corpus: Corpus, folder: Path) -> Figures:
    engine, figures, questions = ENGINES[name](corpus, folder), Figures(), corpus.questions()
    before, began = _memory("VmRSS"), time.perf_counter()
    engine.open()
    figures.opening = time.perf_counter() - began
    engine.first(questions[0], filtered=False)
    processor = time.process_time()
    for question in questions:
        began = time.perf_counter()
        figures.firsts.append(engine.first(question, filtered=False)[:10])
        figures.plain.append(1000 * (time.perf_counter() - began))
    figures.cpu = 1000 * (time.process_time() - processor) / len(questions)
    for question in questions:
        began = time.perf_counter()
        found = engine.first(question, filtered=True)
        figures.filtered.append(1000 * (time.perf_counter() - began))
        if any(place % DAYS >= ALLOWED_DAYS for place in found[:10]):
            raise AssertionError(f"{name} let a passage of another day through")
    figures.asked = _memory("VmRSS") - before
    return figures


def _updating(name: str, corpus: Corpus, folder: Path) -> Figures:
    engine, figures = ENGINES[name](corpus, folder), Figures()
    began = time.perf_counter()
    if isinstance(engine, Tantivy | Fts5):
        shutil.copytree(folder, folder.with_suffix(".copy"))
        figures.copy = time.perf_counter() - began
        shutil.rmtree(folder.with_suffix(".copy"))
    began = time.perf_counter()
    engine.update()
    figures.update = time.perf_counter() - began
    return figures


def _apart(task: Callable[[str, Corpus, Path], Figures], name: str, corpus: Corpus, folder: Path) -> Figures:
    """Run one task in a process of its own."""
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(target=_send, args=(sender, task, name, corpus, folder))
    process.start()
    sender.close()
    try:
        return Figures(**json.loads(receiver.recv()))
    except EOFError:
        raise SystemExit(f"{name} could not be measured") from None
    finally:
        process.join()


def _send(
    sender: Connection, task: Callable[[str, Corpus, Path], Figures], name: str, corpus: Corpus, folder: Path
) -> None:
    sender.send(json.dumps(asdict(task(name, corpus, folder))))


def measure(name: str, corpus: Corpus) -> Figures:
    """Build, ask and update one engine."""
    folder = corpus.folder / name
    folder.mkdir()
    built = _apart(_building, name, corpus, folder)
    figures = _apart(_asking, name, corpus, folder)
    figures.build, figures.peak, figures.size = built.build, built.peak, built.size
    if name == "bm25s":
        figures.update = figures.build  # it can only be built again
    else:
        changed = _apart(_updating, name, corpus, folder)
        figures.update, figures.copy = changed.update, changed.copy
    shutil.rmtree(folder)
    return figures


def _row(name: str, figures: Figures, ours: list[list[int]]) -> str:
    pairs = zip(figures.firsts, ours, strict=True) if ours else ()
    shares = [len(set(own) & set(other)) / len(other) for own, other in pairs]
    plain, filtered = np.percentile(figures.plain, (50, 95)), np.percentile(figures.filtered, (50, 95))
    cells = [
        name, f"{plain[0]:.1f} / {plain[1]:.1f}", f"{figures.cpu:.1f}", f"{filtered[0]:.1f} / {filtered[1]:.1f}",
        f"{figures.build:.0f}", f"{figures.peak:,.0f}", f"{figures.size:,.0f}", f"{1000 * figures.opening:.0f}",
        f"{figures.asked:,.0f}", f"{figures.update:.2f}", f"{figures.copy:.2f}" if figures.copy else "–",
        f"{np.mean(shares):.3f}" if shares else "–",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def main(arguments: Sequence[str]) -> None:
    """Measure the engines named, and print the table as Markdown."""
    parser = argparse.ArgumentParser(description="Compare keyword engines.")
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--engine", action="append", choices=ENGINES, help="default: all of them")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus.write(Path(folder), options.passages, options.questions)
        sys.stdout.write(f"{options.passages:,} passages, {options.questions} questions\n\n")
        sys.stdout.write(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}\n")
        ours: list[list[int]] = []
        for name in options.engine or ENGINES:
            figures = measure(name, corpus)
            ours = figures.firsts if name == "ours" else ours
            sys.stdout.write(_row(name, figures, ours) + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
