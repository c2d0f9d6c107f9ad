"""What the bot counts, for Prometheus, in a registry of its own: two bots in one process never share a figure.

No label says who asked or what: every value comes from a short list that citedesk itself or HTTP has.
"""

from collections.abc import Iterable
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from bot.answers.answer import Answer, Answered
from index.status import IndexStatus

__all__ = ["CHAT", "ELSEWHERE", "Metrics"]

CHAT, ELSEWHERE = "chat", "elsewhere"  # where a question came from: the bot's own chats, inline or guest mode
_ANSWERED, _REFUSED, _DECLINED = "answered", "refused", "declined"
# Seconds; closest around 60 ms, which half of the answers are to stay under.
_BUCKETS = (0.002, 0.005, 0.01, 0.02, 0.03, 0.045, 0.06, 0.08, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """Counts since the start of the process, and the index as it was last looked at."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._questions = Counter(
            "citedesk_questions", "Questions by outcome.", ("outcome", "via"), registry=self._registry
        )
        self._seconds = Histogram(
            "citedesk_answer_seconds", "Time for an answer or a refusal, by stage.", ("stage",),
            buckets=_BUCKETS, registry=self._registry,
        )  # fmt: skip
        self._failures = Counter(
            "citedesk_update_failures", "Updates whose handling failed.", ("error",), registry=self._registry
        )
        self._telegram = Counter(
            "citedesk_telegram_errors", "Requests to the Bot API that failed.", ("error",), registry=self._registry
        )
        self._index = _IndexFigures()
        self._registry.register(self._index)
        ProcessCollector(registry=self._registry)
        for via in (CHAT, ELSEWHERE):  # a series that begins at its first event hides that event from rate()
            for outcome in (_ANSWERED, _REFUSED):
                self._questions.labels(outcome, via)
        self._questions.labels(_DECLINED, CHAT)

    def answered(self, answer: Answer, via: str) -> None:
        """Count an answer or a refusal and how long its stages took."""
        self._questions.labels(_ANSWERED if isinstance(answer, Answered) else _REFUSED, via).inc()
        for stage, milliseconds in answer.timings_ms.items():
            self._seconds.labels(stage).observe(milliseconds / 1000)

    def declined(self) -> None:
        """Count a question that was not taken on because too many were waiting."""
        self._questions.labels(_DECLINED, CHAT).inc()

    def update_failed(self, error: Exception) -> None:
        """Count an update whose handling ended with this error."""
        self._failures.labels(type(error).__name__).inc()

    def telegram_failed(self, error: str) -> None:
        """Count a request to the Bot API by its HTTP status, or by the error where there is none."""
        self._telegram.labels(error).inc()

    def written(self, accept: str, index: IndexStatus | None, now: datetime) -> tuple[bytes, str]:
        """Return everything in the format that `accept` prefers, and the name of that format."""
        self._index.status, self._index.now = index, now
        write, content_type = choose_encoder(accept)
        return write(self._registry), content_type


class _IndexFigures(Collector):
    """The live generation; where there is none, no figure at all: an age of nothing would look like a fresh index."""

    status: IndexStatus | None = None
    now: datetime | None = None

    def collect(self) -> Iterable[GaugeMetricFamily]:
        if self.status is None or self.now is None:
            return
        age = (self.now - self.status.built_at).total_seconds()
        yield GaugeMetricFamily("citedesk_index_age_seconds", "Time since the live index was built.", age)
        for name, count in (
            ("articles", self.status.articles), ("sentences", self.status.sentences), ("bytes", self.status.bytes),
        ):  # fmt: skip
            yield GaugeMetricFamily(f"citedesk_index_{name}", f"The live index's {name}.", count)
