"""The forms that a prefix stands for, in all the segments of a generation."""

from __future__ import annotations

import collections
import functools
from typing import TYPE_CHECKING

from search.analysis.folding import fold
from search.lexicon.accents import begins_so
from search.plan.cost import PREFIX_FORMS
from search.plan.nodes import Spelling
from search.plan.walk import prefixes_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from search.engines.whoosh_engine.format.lexicon import LexiconFile
    from search.plan.nodes import Plan, Prefix

REMEMBERED = 256


class Prefixes:
    """Finds the forms of prefixes, and remembers the last ones."""

    def __init__(self, lexicons: Sequence[LexiconFile], most: int = PREFIX_FORMS) -> None:
        """Take the lexicon of each segment, and how many forms a prefix may stand for."""
        self._lexicons = lexicons
        self._most = most
        self._found = functools.lru_cache(REMEMBERED)(self._find)

    def spelt(self, prefix: Prefix) -> tuple[Spelling, ...]:
        """Return the forms that begin so, those that most documents hold first."""
        return self._found(prefix.beginning)[0]

    def left_out_of(self, plan: Plan) -> Iterator[tuple[str, int]]:
        """Yield the prefixes of a plan with more forms than the limit, and how many more."""
        for prefix in dict.fromkeys(prefixes_of(plan)):
            left_out = self._found(prefix.beginning)[1]
            if left_out:
                yield prefix.word, left_out

    def _find(self, beginning: str) -> tuple[tuple[Spelling, ...], int]:
        documents: collections.Counter[str] = collections.Counter()
        for lexicon in self._lexicons:
            documents.update(dict(lexicon.beginning_so(fold(beginning))))
        held = [item for item in documents.items() if begins_so(item[0], beginning)]
        held.sort(key=lambda item: (-item[1], item[0]))
        kept = tuple(Spelling(form, 1.0, count) for form, count in held[: self._most])
        return kept, len(held) - len(kept)
