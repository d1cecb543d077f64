"""The other spellings of a name: transliterations, accents, particles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.analysis.folding import fold
from search.analysis.function_words import function_words
from search.lexicon.names import MIN_CAPITALISED
from search.lexicon.transliterations import particle_spellings, transliterated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.lexicon.interface import FormEntry, Lexicon

CANDIDATES = 200
"""How many words that sound alike are looked at."""

MIN_LETTERS = 4
"""Shorter names differ from others by accents alone."""


def name_variants(lexicon: Lexicon, form: str, beside: Sequence[str] = ()) -> tuple[FormEntry, ...]:
    """Return the other spellings that the corpus holds of a name, most documents first.

    A word that is not always capitalised inside sentences has none.

    Args:
        lexicon: the corpus's words.
        form: a form as typed, whether or not the corpus holds it.
        beside: the forms before and after it in the question: a particle there (al, ben) tells a
            transliteration, and a particle alone is none.
    """
    folded = fold(form)
    neighbours = [fold(other) for other in beside]
    if beside and (others := particle_spellings(folded)):
        return _held(lexicon, others)
    if form in function_words() or _is_common(lexicon, folded):
        return ()
    found = _held(lexicon, (folded, *_transliterations(lexicon, form, neighbours)))
    return tuple(entry for entry in found if entry.form != form)


def _transliterations(lexicon: Lexicon, form: str, neighbours: Sequence[str]) -> list[str]:
    folded = fold(form)
    if len(folded) < MIN_LETTERS:
        return []
    near = any(map(particle_spellings, neighbours))
    name = transliterated(folded, beside_particle=near)
    alike = {fold(other.form) for other in lexicon.alike(form, CANDIDATES)} - {folded}
    same = [o for o in alike if transliterated(o, beside_particle=near) == name]
    return [other for other in same if not _is_common(lexicon, other)]


def _held(lexicon: Lexicon, folded: Sequence[str]) -> tuple[FormEntry, ...]:
    entries = [e for one in folded for e in lexicon.by_folded(one) if e.documents]
    return tuple(sorted(entries, key=lambda entry: (-entry.documents, entry.form)))


def _is_common(lexicon: Lexicon, folded: str) -> bool:
    """Tell whether a word that the corpus holds is not printed as names are, all accents together.

    One capital is enough here: what is found has to be spelt alike besides.
    """
    entries = lexicon.by_folded(folded)
    inside = sum(entry.inside for entry in entries)
    capitalised = sum(entry.capitalised for entry in entries)
    return capitalised < MIN_CAPITALISED * inside
