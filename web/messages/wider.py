"""What is left out of a question that finds nothing, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from web.language import quoted, say, to_say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from search.alternatives import Left, Wider

_SENTENCES: Mapping[Left, str] = {
    "all_words": to_say("Avec un des mots au moins"),
    "range": to_say("Sans limite de dates"),
    "period": to_say("De toutes les périodes"),
    "source": to_say("De toutes les sources"),
    "author": to_say("De tous les auteurs"),
    "section": to_say("De toutes les rubriques"),
    "filters": to_say("Sans aucun filtre"),
}


def wider_in_words(wider: Wider) -> str:
    """Return what the wider question leaves out (« Sans « zzz » »)."""
    if wider.left == "part":
        return say("Sans {part}", part=quoted(wider.part))
    return say(_SENTENCES[wider.left])
