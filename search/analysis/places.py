"""Where the tokens of a text stand, found by number without analysing the whole text.

Beside a text the index keeps where every CHECKPOINT-th token begins. A token is read from the
checkpoint before it: what it costs does not grow with the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.analysis.french import Analyzer, Place

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
        self._read: dict[int, list[Place]] = {}

    def __getitem__(self, token: int) -> Place:
        """Return a token's form, and where it starts and ends.

        Raises:
            IndexError: the text has no such token, or a checkpoint is not in it.
        """
        if token < 0:
            raise IndexError(token)
        checkpoint = self._before(token)
        stretch = self._read.get(checkpoint)
        if stretch is None:
            stretch = self._read[checkpoint] = self._stretch(checkpoint)
        return stretch[token - checkpoint * CHECKPOINT]

    def about(self, token: int) -> tuple[int, int]:
        """Return between which characters a token begins, the second one left out.

        It is not read: its checkpoints tell.
        """
        before = token // CHECKPOINT
        known = self._checkpoints
        earliest = known[before - 1] if 0 < before <= len(known) else 0
        return earliest, known[before] if before < len(known) else len(self._text)

    def _stretch(self, checkpoint: int) -> list[Place]:
        """Read from a checkpoint that may be read from to the next one."""
        known = self._checkpoints
        end = len(self._text)
        for at in range(checkpoint, len(known)):
            if self._is_apart(at):
                end = known[at]
                break
        begin = known[checkpoint - 1] if checkpoint else 0
        return self._analyzer.places(self._text, begin, end)

    def _before(self, token: int) -> int:
        """Return the checkpoint to read a token from, 0 for the beginning of the text."""
        checkpoint = min(token // CHECKPOINT, len(self._checkpoints))
        while checkpoint and not self._is_apart(checkpoint - 1):
            checkpoint -= 1
        return checkpoint

    def _is_apart(self, at: int) -> bool:
        """Tell whether reading may begin or end at one of the checkpoints.

        One that no white space comes before may stand inside a chunk (at `06` in `19.06.2024`),
        where reading would begin with another chunk.
        """
        return self._text[self._checkpoints[at] - 1].isspace()
