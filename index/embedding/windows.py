"""Texts as the model reads them: token windows, padded into batches of like length."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from transformers import PreTrainedTokenizerBase

__all__ = ["LENGTH_STEP", "Windows", "read_windows"]

# Lengths are rounded up: in bfloat16 the first batch of each new length takes up to a second to generate code for.
LENGTH_STEP = 16


@dataclass(frozen=True, slots=True)
class Windows:
    """Every window of every text, in order.

    `ids[w]` are the token ids of window w; `text_of[w]` is the text it belongs to; `special[w, t]` marks tokens that
    frame or pad, and `ends[w, t]` is where a token ends in its text, in characters.
    """

    ids: tuple[npt.NDArray[np.int64], ...]
    text_of: tuple[int, ...]
    special: tuple[npt.NDArray[np.bool_], ...]
    offsets: tuple[npt.NDArray[np.int64], ...]
    pad: int
    limit: int

    def content(self, window: int) -> npt.NDArray[np.int64]:
        """Return the places of the window's tokens that stand for text."""
        return np.flatnonzero(~self.special[window])

    def ends(self, window: int) -> npt.NDArray[np.int64]:
        """Return where each of those tokens ends in its text, in characters, ascending."""
        return self.offsets[window][~self.special[window]]

    def batches(self, size: int) -> Iterator[list[int]]:
        """Yield windows by `size`, the longest first, so that little is padding."""
        order = sorted(range(len(self.ids)), key=lambda window: -len(self.ids[window]))
        for start in range(0, len(order), size):
            yield order[start : start + size]

    def features(self, batch: Sequence[int]) -> dict[str, npt.NDArray[np.int64]]:
        """Return the model's input for these windows: int64[b, t] ids and mask, t a multiple of 16 or `limit`."""
        longest = max(len(self.ids[window]) for window in batch)
        longest = min(-(-longest // LENGTH_STEP) * LENGTH_STEP, self.limit)
        ids = np.full((len(batch), longest), self.pad, np.int64)
        mask = np.zeros((len(batch), longest), np.int64)
        for row, window in enumerate(batch):
            own = self.ids[window]
            ids[row, : len(own)], mask[row, : len(own)] = own, 1
        return {"input_ids": ids, "attention_mask": mask}


def read_windows(tokenizer: PreTrainedTokenizerBase, texts: list[str], max_tokens: int) -> Windows:
    """Read `texts` into windows of at most `max_tokens`, without overlap and without loss."""
    encoded = tokenizer(
        texts, truncation=True, max_length=max_tokens, return_overflowing_tokens=True, return_offsets_mapping=True,
        return_special_tokens_mask=True,
    )  # fmt: skip
    return Windows(
        ids=tuple(np.array(ids, np.int64) for ids in encoded["input_ids"]),
        text_of=tuple(encoded["overflow_to_sample_mapping"]),
        special=tuple(np.array(mask, np.bool_) for mask in encoded["special_tokens_mask"]),
        offsets=tuple(np.array(offsets, np.int64)[:, 1] for offsets in encoded["offset_mapping"]),
        pad=int(tokenizer.pad_token_id or 0),
        limit=max_tokens,
    )
