"""The words of a newspaper's or a person's name, as they are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.analysis.folding import fold

if TYPE_CHECKING:
    from search.analysis.french import Analyzer


def folded_words(analyzer: Analyzer, text: str) -> tuple[str, ...]:
    """Return the words of a name, folded: `L’Équipe` is equipe, `Ouest-France` ouest, france."""
    return tuple(fold(form) for form in analyzer.forms(text))
