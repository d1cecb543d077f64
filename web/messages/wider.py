"""What is left out of a question that finds nothing, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.french import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.alternatives import Left, Wider

_SENTENCES: Mapping[Left, str] = {
    "all_words": "Avec un des mots au moins",
    "range": "Sans limite de dates",
    "period": "De toutes les périodes",
    "source": "De toutes les sources",
    "author": "De tous les auteurs",
    "section": "De toutes les rubriques",
    "filters": "Sans aucun filtre",
}


def wider_in_words(wider: Wider) -> str:
    """Return what the wider question leaves out (« Sans « zzz » »)."""
    if wider.left == "part":
        return f"Sans {quoted(wider.part)}"
    return _SENTENCES[wider.left]
