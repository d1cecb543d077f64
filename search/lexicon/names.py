"""Names: words that are nearly always capitalised have no inflections.

A word whose spellings, all accents together, occur at least five times inside sentences, at least
95% of them capitalised, is a name: `franc` does not reach France, nor Francis France. A word that
no dictionary knows needs to occur but once: in a small collection most names do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.analysis.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.lexicon.interface import FormEntry, Lexicon

MIN_INSIDE = 5
MIN_CAPITALISED = 0.95
_ENDINGS = ("s", "x", "e")


def is_name(lexicon: Lexicon, form: str) -> bool:
    """Tell whether the word with this spelling is a name."""
    entries = lexicon.by_folded(fold(form))
    inside = sum(entry.inside for entry in entries)
    capitalised = sum(entry.capitalised for entry in entries)
    known = any(map(is_known, entries))
    return inside >= (MIN_INSIDE if known else 1) and capitalised >= MIN_CAPITALISED * inside


def is_known(entry: FormEntry) -> bool:
    """Tell whether the dictionary knows a form."""
    return not entry.lemmas[0].startswith("~")


def stands_alone(lexicon: Lexicon, form: str) -> bool:
    """Tell whether a word is a name and not the plural or feminine of a word that is none.

    États is nearly always capitalised (États-Unis), yet is the plural of état.
    """
    return is_name(lexicon, form) and not any(
        entry.documents and not is_name(lexicon, entry.form) for entry in _shorter(lexicon, form)
    )


def _shorter(lexicon: Lexicon, form: str) -> Iterator[FormEntry]:
    for ending in _ENDINGS:
        if form.endswith(ending):
            yield from lexicon.by_folded(fold(form.removesuffix(ending)))
