"""The paragraphs of an article, its subheads told apart from its text."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from web.typography import unmarked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.results import Marked

LONGEST_SUBHEAD = 90
SHORTEST_TEXT = 80
_ENDS_OF_SENTENCES = '.!…:;,»"”)'


@dataclasses.dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph.

    Attributes:
        text: marked.
        subhead: whether it stands over the text that follows.
    """

    text: Marked
    subhead: bool


def paragraphs(texts: Sequence[Marked]) -> tuple[Paragraph, ...]:
    """Return the paragraphs, short ones that end no sentence and stand over a long one as subheads.

    The index keeps subheads among the paragraphs, as most inputs do not tell them apart.
    """
    plain = [unmarked(text).strip() for text in texts]
    following = [*plain[1:], ""]
    return tuple(
        Paragraph(text, bool(rank) and _is_subhead(plain[rank], following[rank]))
        for rank, text in enumerate(texts)
    )


def _is_subhead(text: str, following: str) -> bool:
    return (
        0 < len(text) <= LONGEST_SUBHEAD
        and text[-1] not in _ENDS_OF_SENTENCES
        and len(following) >= SHORTEST_TEXT
    )
