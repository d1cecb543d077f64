"""Questions as readers type them, of the same words as the classes of plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.plan.nodes import Group
from search.plan.nodes import typed as typed_word

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.classes import Asked

TYPED = (
    "most frequent word",
    "two frequent words, all",
    "ten-word question, any",
    "middling word",
    "rare word",
    "phrase of two content words",
    "phrase with function words",
)
"""Classes that a reader can type as they are; a question of ten words is then of all of them."""


def typed(asked: Asked) -> str:
    """Return a query as a reader types it."""
    return " ".join(
        typed_word(word) if isinstance(word, Group) else f'"{typed_word(word)}"'
        for word in asked.plan.words
    )


def questions(classes: Mapping[str, Sequence[Asked]]) -> dict[str, list[str]]:
    """Return the questions of each class that can be typed."""
    return {kind: [typed(one) for one in classes[kind]] for kind in TYPED}
