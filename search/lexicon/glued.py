"""Words typed with what was elided before them: `loreal` is L’Oréal, `ngolo` N’Golo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.analysis.folding import fold
from search.lexicon.names import is_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.lexicon.interface import FormEntry, Lexicon

ELIDED = ("l", "d", "j", "m", "t", "s", "n", "c", "qu")
INSEPARABLE = 0.5
"""Share of a name's occurrences that follow the elided letters, from which on they are its own."""

_MIN_REST = 3


def without_elision(lexicon: Lexicon, form: str) -> tuple[FormEntry, ...]:
    """Return the forms that follow, in the corpus, the elided letters that this form begins with.

    Empty unless the corpus holds that very sequence: elided letters, apostrophe, word.
    """
    return tuple(entry for _, entry in _elided(lexicon, form))


def names_without_elision(lexicon: Lexicon, form: str) -> tuple[FormEntry, ...]:
    """Return the names of which this form, which the corpus holds, is the glued spelling."""
    found = (e for letters, e in _elided(lexicon, form) if _is_part(lexicon, e, letters))
    return tuple(found) if is_name(lexicon, form) else ()


def glued_names(lexicon: Lexicon, form: str, elided: str) -> tuple[FormEntry, ...]:
    """Return the glued spellings of a name typed with elided letters: N’Golo is Ngolo too."""
    entry = lexicon.entry(form)
    if not elided or entry is None or not _is_part(lexicon, entry, elided):
        return ()
    glued = (one for one in lexicon.by_folded(elided + fold(form)) if one.documents)
    return tuple(one for one in glued if is_name(lexicon, one.form))


def _elided(lexicon: Lexicon, form: str) -> Iterator[tuple[str, FormEntry]]:
    folded = fold(form)
    for letters in ELIDED:
        if folded.startswith(letters) and len(folded) >= len(letters) + _MIN_REST:
            for entry in lexicon.by_folded(folded.removeprefix(letters)):
                if entry.elided.get(letters):
                    yield letters, entry


def _is_part(lexicon: Lexicon, entry: FormEntry, letters: str) -> bool:
    """Tell whether these letters, elided, are a part of the name."""
    share = entry.elided.get(letters, 0) / max(1, entry.occurrences)
    return share >= INSEPARABLE and is_name(lexicon, entry.form)
