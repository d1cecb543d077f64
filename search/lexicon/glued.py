"""Words typed with what was elided before them: `loreal` is L’Oréal, `ngolo` N’Golo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.analysis.folding import fold

if TYPE_CHECKING:
    from search.lexicon.interface import FormEntry, Lexicon

ELIDED = ("l", "d", "j", "m", "t", "s", "n", "c", "qu")
_MIN_REST = 3


def without_elision(lexicon: Lexicon, form: str) -> tuple[FormEntry, ...]:
    """Return the forms that follow, in the corpus, the elided letters that this form begins with.

    Empty unless the corpus holds that very sequence: elided letters, apostrophe, word.
    """
    folded = fold(form)
    return tuple(
        entry
        for letters in ELIDED
        if folded.startswith(letters) and len(folded) >= len(letters) + _MIN_REST
        for entry in lexicon.by_folded(folded.removeprefix(letters))
        if entry.elided.get(letters)
    )
