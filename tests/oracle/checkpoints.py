"""The checkpoints of a text, read one token after the other."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from search.analysis.places import CHECKPOINT

if TYPE_CHECKING:
    from search.analysis.french import Analyzer


def checkpoints(text: str, analyzer: Analyzer) -> list[int]:
    """Return where the tokens CHECKPOINT, 2 CHECKPOINT, … of a text begin, in characters."""
    tokens = itertools.islice(analyzer.read(text, 0), CHECKPOINT, None, CHECKPOINT)
    return [chunk.start() + part.start for chunk, part in tokens]
