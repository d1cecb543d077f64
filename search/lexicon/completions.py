"""The words that a reader may be typing."""

from __future__ import annotations

import dataclasses
import unicodedata
from typing import TYPE_CHECKING

from search.analysis.folding import fold
from search.analysis.french import Analyzer
from search.analysis.function_words import function_words
from search.lexicon.accents import RARE, same_letters
from search.lexicon.names import is_known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from search.lexicon.interface import FormEntry, Lexicon

SHOWN = 8
"""Most completions of a question."""

LOOKED_AT = 200
"""The most frequent words with the prefix are looked at: more than there are function words."""


@dataclasses.dataclass(frozen=True, slots=True)
class Completion:
    """What a question may become.

    Attributes:
        text: the whole question, its last word completed.
        word: that word, as usually printed.
        documents: documents that hold it.
    """

    text: str
    word: str
    documents: int


def completed(lexicon: Lexicon, text: str) -> tuple[Completion, ...]:
    """Return what a question may become whose last word is being typed, most frequent first.

    Nothing where the question does not end with a word.
    """
    tokens = Analyzer().tokens(text)
    if not tokens or tokens[-1].end != len(text):
        return ()
    last = tokens[-1]
    return tuple(
        Completion(text[: last.start] + entry.display, entry.display, entry.documents)
        for entry in completions(lexicon, last.form, SHOWN)
    )


def completions(lexicon: Lexicon, prefix: str, limit: int) -> tuple[FormEntry, ...]:
    """Return the most frequent words that begin so, to be shown as usually printed.

    An accent that is typed counts, one that is not matches any. Function words come last. Of
    spellings that a reader would take for one (a first letter's accent, œ, an accent forgotten now
    and then) the most frequent stands for all.

    Args:
        lexicon: the corpus's words.
        prefix: the form of what is typed of the word, one letter at least.
        limit: most words to return.
    """
    typed = _letters(prefix)
    found = lexicon.by_folded_prefix(fold(prefix), LOOKED_AT) if typed else ()
    fitting = [entry for entry in found if _begins(_letters(entry.form), typed)]
    shown = _unlike(fitting)
    content = [entry for entry in shown if entry.form not in function_words()]
    functional = [entry for entry in shown if entry.form in function_words()]
    return tuple([*content, *functional][:limit])


def _letters(form: str) -> str:
    """Return the form without its first letter's accent, which never distinguishes."""
    plain = same_letters(form)
    return unicodedata.normalize("NFD", plain[:1])[:1] + plain[1:]


def _begins(letters: str, typed: str) -> bool:
    """Tell whether a word begins with what is typed, a bare letter standing for any accent."""
    if len(letters) < len(typed):
        return False
    pairs = zip(letters, typed, strict=False)
    return all(one == other or (other.isascii() and fold(one) == other) for one, other in pairs)


def _unlike(entries: Iterable[FormEntry]) -> list[FormEntry]:
    """Leave out spellings that look like a more frequent one; most documents come first."""
    shown: dict[str, FormEntry] = {}
    folded: dict[str, int] = {}
    for entry in entries:
        most = folded.setdefault(entry.folded, entry.documents)
        if not _is_slip(entry, most):
            shown.setdefault(same_letters(entry.form), entry)
    return list(shown.values())


def _is_slip(entry: FormEntry, most: int) -> bool:
    """Tell whether a bare spelling is a more frequent one, its accents forgotten."""
    another = is_known(entry) and entry.documents * RARE > most
    return entry.documents < most and same_letters(entry.form).isascii() and not another
