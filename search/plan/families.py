"""Word families: the forms that resemble a word, as Corée does coréen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.analysis.folding import fold
from search.analysis.function_words import function_words
from search.lexicon.remembered import remembered
from search.plan import weights
from search.plan.nodes import Spelling
from search.plan.words import MOST_REMEMBERED, wider

if TYPE_CHECKING:
    from search.lexicon.interface import Lexicon
    from search.plan.words import Sense


@remembered(MOST_REMEMBERED)
def family(lexicon: Lexicon, sense: Sense) -> tuple[Spelling, ...]:
    """Return the forms that resemble a word and are none of its own or of its stem."""
    inside = {spelling.form for spelling in (*sense.spellings, *wider(lexicon, sense))}
    likeness: dict[str, Spelling] = {}
    for folded in {fold(entry.form): None for entry in sense.typed}:
        for one in lexicon.resembling(folded, weights.FAMILY_LIKENESS):
            weight = weights.FAMILY * one.likeness**2
            known = likeness.get(one.form)
            if one.form not in inside and (known is None or known.weight < weight):
                likeness[one.form] = Spelling(one.form, weight, one.documents)
    found = [one for one in likeness.values() if one.form not in function_words()]
    found.sort(key=lambda one: (-one.weight, -one.documents, one.form))
    return tuple(found[: weights.FAMILY_FORMS])
