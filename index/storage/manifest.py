"""The manifest of a generation: what it was built from and by, and the digest of every file.

`manifest.json` is meant to be read by people too. Its last key is the SHA-256 of all others, and it is accepted only
byte for byte as this module writes it, so one flipped byte anywhere in it shows.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from config.errors import IndexDamaged, IndexMismatch

__all__ = ["FORMAT", "MANIFEST", "FileStamp", "FingerprintValue", "Manifest"]

MANIFEST = "manifest.json"
FORMAT = 1  # raise it whenever this code could no longer read an older folder right, or an older code a new one

FingerprintValue = str | int | float | bool | list[str]


@dataclass(frozen=True, slots=True)
class FileStamp:
    """What a file must look like: SHA-256 in hexadecimal and length in bytes."""

    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """One sealed generation.

    Invariant: every value is plain JSON, so `Manifest.decode(manifest.encode()) == manifest`; `built_at` is in UTC.
    `fingerprint` holds everything that shapes the index (model and its weights, dimension, prefixes, passage rule,
    tokeniser version): two generations with equal fingerprints may share vectors. `facts` is what was chosen or
    measured while building. `files` is keyed by path relative to the generation's folder.
    """

    generation: str
    built_at: datetime
    fingerprint: Mapping[str, FingerprintValue]
    counts: Mapping[str, int]
    corpus_digest: str
    files: Mapping[str, FileStamp]
    facts: Mapping[str, object] = field(default_factory=dict)
    format: int = FORMAT

    def __post_init__(self) -> None:
        if self.built_at.utcoffset() != timedelta(0):
            raise ValueError("a manifest's time is in UTC")

    @property
    def digest(self) -> str:
        """SHA-256 of `manifest.json`: through the stamps in it, of the whole generation."""
        return hashlib.sha256(self.encode()).hexdigest()

    @property
    def size(self) -> int:
        """The bytes of all files together, without the manifest."""
        return sum(stamp.bytes for stamp in self.files.values())

    def encode(self) -> bytes:
        """Return the content of `manifest.json`."""
        record = {
            "format": self.format,
            "generation": self.generation,
            "built_at": self.built_at.isoformat(),
            "corpus_digest": self.corpus_digest,
            "counts": dict(self.counts),
            "fingerprint": dict(self.fingerprint),
            "facts": dict(self.facts),
            "files": {name: asdict(stamp) for name, stamp in sorted(self.files.items())},
        }
        return _dump({**record, "checksum": _checksum(record)})

    @classmethod
    def decode(cls, content: bytes) -> "Manifest":
        """Return the manifest in `content`.

        Raises IndexDamaged if a byte of it changed, IndexMismatch if it is of a format this version does not know.
        """
        record = _intact_record(content)
        if record.get("format") != FORMAT:
            raise IndexMismatch(
                f"the index has format {record.get('format')}, this citedesk reads format {FORMAT}",
                advice="Use the citedesk that built it, or run `citedesk index --full SOURCE` to build it again.",
            )
        files = {name: FileStamp(**stamp) for name, stamp in record.pop("files").items()}
        built_at = datetime.fromisoformat(record.pop("built_at")).replace(tzinfo=UTC)
        return cls(**record, files=files, built_at=built_at)


def _intact_record(content: bytes) -> dict[str, Any]:
    """Return the JSON object in `content` without its checksum, which holds."""
    try:
        record = json.loads(content)
        intact = isinstance(record, dict) and _dump(record) == content
    except (ValueError, RecursionError) as error:
        raise IndexDamaged(f"{MANIFEST} cannot be read") from error
    if not intact or record.pop("checksum", None) != _checksum(record):
        raise IndexDamaged(f"{MANIFEST} does not match its checksum")
    return dict(record)


def _dump(record: Mapping[str, object]) -> bytes:
    """Return the one way this record is written."""
    return (json.dumps(record, ensure_ascii=False, allow_nan=False, indent=2) + "\n").encode()


def _checksum(record: Mapping[str, object]) -> str:
    return hashlib.sha256(_dump(record)).hexdigest()
