"""Where the tokens of a text stand, found by number without analysing the whole text.

Beside a text the index keeps where every CHECKPOINT-th token begins. A token is read from the
checkpoint before it: what it costs does not grow with the text.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from search.analysis.french import Analyzer, Part, Place

CHECKPOINT = 8
"""Tokens from one checkpoint to the next."""


class Places:
    """The tokens of one text, by number; what was read once is remembered."""

    def __init__(self, text: str, checkpoints: Sequence[int], analyzer: Analyzer) -> None:
        """Take a text.

        Args:
            text: the text.
            checkpoints: where its tokens CHECKPOINT, 2 CHECKPOINT, … begin, in characters;
                where there are none, the text is read from its beginning.
            analyzer: whose work counter tells how much was analysed.
        """
        self._text = text
        self._checkpoints = checkpoints
        self._analyzer = analyzer
        self._readers: dict[int, _Reader] = {}

    def __getitem__(self, token: int) -> Place:
        """Return a token's form, and where it starts and ends.

        Raises:
            IndexError: the text has no such token, or a checkpoint is not in it.
        """
        if token < 0:
            raise IndexError(token)
        checkpoint = self._before(token)
        reader = self._readers.get(checkpoint)
        if reader is None:
            begin = self._checkpoints[checkpoint - 1] if checkpoint else 0
            reader = self._readers[checkpoint] = _Reader(self._text, begin, self._analyzer)
        return reader[token - checkpoint * CHECKPOINT]

    def about(self, token: int) -> tuple[int, int]:
        """Return between which characters a token begins, the second one left out.

        It is not read: its checkpoints tell.
        """
        before = token // CHECKPOINT
        known = self._checkpoints
        earliest = known[before - 1] if 0 < before <= len(known) else 0
        return earliest, known[before] if before < len(known) else len(self._text)

    def _before(self, token: int) -> int:
        """Return the checkpoint to read a token from, 0 for the beginning of the text.

        One that no white space comes before may stand inside a chunk (at `06` in `19.06.2024`),
        where reading would begin with another chunk: the one before it is taken.
        """
        checkpoint = min(token // CHECKPOINT, len(self._checkpoints))
        while checkpoint and not self._text[self._checkpoints[checkpoint - 1] - 1].isspace():
            checkpoint -= 1
        return checkpoint


class _Reader:
    """Tokens read one after the other, as far as was asked."""

    def __init__(self, text: str, begin: int, analyzer: Analyzer) -> None:
        self._coming = analyzer.read(text, begin)
        self._read: list[tuple[re.Match[str], Part]] = []
        self._end = begin
        self._analyzer = analyzer

    def __getitem__(self, rank: int) -> Place:
        if rank >= len(self._read):
            self._read += itertools.islice(self._coming, rank + 1 - len(self._read))
            end = self._read[-1][0].end() if self._read else self._end
            self._analyzer.characters += end - self._end
            self._end = end
        chunk, part = self._read[rank]
        begin = chunk.start()
        return part.form, begin + part.start, begin + part.end
