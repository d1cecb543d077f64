"""The checkpoints of a text, read one token after the other."""

from __future__ import annotations

from search.analysis.french import Analyzer
from search.analysis.places import CHECKPOINT


def checkpoints(text: str) -> list[int]:
    """Return where the tokens CHECKPOINT, 2 CHECKPOINT, … of a text begin, in characters."""
    return [start for _, start, _ in Analyzer().places(text)[CHECKPOINT::CHECKPOINT]]
