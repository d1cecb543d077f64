"""What a reader can do when nothing is found, whoever says it: the page or the terminal."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from search.notices import Code
from search.query.tree import Not, Word
from web.links import filter_pairs

if TYPE_CHECKING:
    from search.searcher import Answer


@dataclasses.dataclass(frozen=True, slots=True)
class Ways:
    """The ways out that apply.

    Attributes:
        without: words that no article holds, where there are others.
        any_word: whether to ask for any of the words instead of all.
        unfiltered: whether there are filters to take away.
    """

    without: tuple[Word, ...]
    any_word: bool
    unfiltered: bool


def ways_out(answer: Answer) -> Ways:
    """Return what may find something where an answer found nothing."""
    wanted = [node for node in answer.query.nodes if not isinstance(node, Not)]
    several = len(wanted) > 1
    return Ways(
        without=_unknown(answer) if several else (),
        any_word=several and answer.request.match == "all",
        unfiltered=bool(filter_pairs(answer.request.filters)),
    )


def _unknown(answer: Answer) -> tuple[Word, ...]:
    unknown = {
        notice.params.get("word") for notice in answer.notices if notice.code is Code.UNKNOWN_WORD
    }
    words = [node for node in answer.query.nodes if isinstance(node, Word) and node.text in unknown]
    return tuple(dict.fromkeys(words))
