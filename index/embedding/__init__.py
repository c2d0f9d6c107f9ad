"""The embedding model; `load_embedder` is its face.

Torch takes four seconds to import, and neither `citedesk --help` nor a build with nothing to do needs it: so it is
imported here, when a model is first wanted, and nowhere above.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.embedding.model import Embedder

__all__ = ["load_embedder"]


def load_embedder(name: str, cache: Path) -> "Embedder":
    """Load "bundled", or any sentence-transformers name or folder; raises ModelError with what to do."""
    from index.embedding.model import Embedder

    return Embedder.load(name, cache)
