"""Our analysis for Whoosh's query parser: fulfils `whoosh.analysis.Analyzer`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from whoosh.analysis import Analyzer as WhooshAnalyzer
from whoosh.analysis import Token as WhooshToken

from search.analysis.french import Analyzer

if TYPE_CHECKING:
    from collections.abc import Iterator


class FrenchForms(WhooshAnalyzer):
    """Yields the forms of a text; every word is kept, stop words too, for all are indexed."""

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        keeporiginal: bool = False,
        start_pos: int = 0,
        start_char: int = 0,
        **options: Any,
    ) -> Iterator[WhooshToken]:
        """Yield Whoosh's one token, filled anew for each word, as its analysers do.

        Args:
            value: the text.
            positions: whether to tell the rank of each word.
            chars: whether to tell where it stands, in characters.
            keeporiginal: whether to tell it as printed.
            start_pos: rank of the first word.
            start_char: where the text begins.
            options: what else Whoosh asks its analysers (`mode`, `removestops`).
        """
        token = WhooshToken(positions, chars, **options)
        # Ours remembers what it has seen and is not for several threads; a question is short.
        for found in Analyzer().tokens(value):
            token.text = found.form
            token.boost = 1.0
            token.stopped = False
            if keeporiginal:
                token.original = found.surface
            if positions:
                token.pos = start_pos + found.position
            if chars:
                token.startchar = start_char + found.start
                token.endchar = start_char + found.end
            yield token
