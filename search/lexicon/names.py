"""Names: words that are nearly always capitalised have no inflections.

A word whose spellings, all accents together, occur at least five times inside sentences, at least
95% of them capitalised, is a name: `franc` does not reach France, nor Francis France. A word that
no dictionary knows needs to occur but once: in a small collection most names do. A number is no
name, nor is `saint`, with which too many names begin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.analysis.folding import fold
from search.lexicon.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.lexicon.interface import FormEntry, Lexicon

MOST_REMEMBERED = 4_096
MIN_INSIDE = 5
MIN_CAPITALISED = 0.95
_ENDINGS = ("s", "x", "e")
_SAINTS = frozenset({"saint", "sainte"})

USUAL = 0.25
"""A name is the plural or feminine of a shorter word that occurs at least so often beside it, small
letters alone: in 4,000 articles états has état (0.79), Cannes canne (0.05), Marine marin (0.03)."""


@remembered(MOST_REMEMBERED)
def is_name(lexicon: Lexicon, form: str) -> bool:
    """Tell whether the word with this spelling is a name."""
    folded = fold(form)
    entries = lexicon.by_folded(folded)
    if folded in _SAINTS or any(entry.lemmas[0][:1].isdigit() for entry in entries):
        return False
    inside = _inside(entries)
    capitalised = sum(entry.capitalised for entry in entries)
    known = any(map(is_known, entries))
    return inside >= (MIN_INSIDE if known else 1) and capitalised >= MIN_CAPITALISED * inside


def is_known(entry: FormEntry) -> bool:
    """Tell whether the dictionary knows a form."""
    return not entry.lemmas[0].startswith("~")


@remembered(MOST_REMEMBERED)
def stands_alone(lexicon: Lexicon, form: str) -> bool:
    """Tell whether a word is a name and not the plural or feminine of a word that is none.

    États is nearly always capitalised (États-Unis), yet is the plural of état.
    """
    if not is_name(lexicon, form):
        return False
    inside = _inside(lexicon.by_folded(fold(form)))
    return not any(
        entry.documents
        and entry.inside - entry.capitalised >= USUAL * inside
        and not is_name(lexicon, entry.form)
        for entry in _shorter(lexicon, form)
    )


def _inside(entries: Iterable[FormEntry]) -> int:
    return sum(entry.inside for entry in entries)


def _shorter(lexicon: Lexicon, form: str) -> Iterator[FormEntry]:
    for ending in _ENDINGS:
        if form.endswith(ending):
            yield from lexicon.by_folded(fold(form.removesuffix(ending)))
