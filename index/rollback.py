"""Back to a generation from before: nothing is built, one small file is switched."""

from collections.abc import Callable

from config.errors import IndexError_, IndexMissing
from index.storage.generations import GenerationStore
from index.storage.layout import Generation
from index.storage.lock import BuildLock
from index.storage.publishing import point

__all__ = ["roll_back"]


def roll_back(
    store: GenerationStore, check: Callable[[Generation], None], *, owner: str, name: str = ""
) -> tuple[Generation, Generation]:
    """Make the generation `name` live, else the youngest one older than the live one; return what it was and what is.

    Generations that are damaged or that `check` refuses by an IndexError_ are passed over. Raises IndexMissing where
    none is left, BuildInProgress, and what publishing raises; the old one stays live then.
    """
    with BuildLock(store.layout.root).acquire(owner):
        live = store.current(verify=False)
        kept = store.layout.names()
        wanted = [one for one in kept if one == name] if name else [one for one in kept if _older(one, live.name)]
        for one in wanted:
            if one == live.name:
                continue
            try:
                generation = store.layout.opened(one, verify=True)
                check(generation)
            except IndexError_:
                continue
            point(store.layout, generation)
            return live, generation
        raise IndexMissing("no earlier index is kept that could be used", advice="The index was left as it is.")


def _older(one: str, other: str) -> bool:
    return int(one[1:]) < int(other[1:])
