"""Generations of two small files that say which generation they belong to, for tests of what holds generations."""

from datetime import UTC, datetime
from pathlib import Path

from index.storage.generations import GenerationStore
from index.storage.layout import Generation

__all__ = ["assert_whole", "publish"]

_FILES = ("articles", "vectors/passages")


def publish(store: GenerationStore, counts: dict[str, int] | None = None) -> Generation:
    """Publish the next generation on a real disk."""
    with store.begin() as building:
        (building.folder / "vectors").mkdir()
        for name in _FILES:
            (building.folder / name).write_text(f"{name} of {building.name}")
        return building.publish(
            built_at=datetime(2026, 1, 1, tzinfo=UTC), fingerprint={}, counts=counts or {}, corpus_digest=building.name
        )


def assert_whole(generation: Generation) -> None:
    """Check that all of a generation is there and its own."""
    assert set(generation.manifest.files) == set(_FILES)
    assert generation.manifest.corpus_digest == generation.name
    for name in _FILES:
        assert Path(generation.path / name).read_text() == f"{name} of {generation.name}"
