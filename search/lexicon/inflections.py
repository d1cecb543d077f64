"""The forms of one word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.analysis.function_words import function_words
from search.analysis.lemmas import unknown_lemma
from search.lexicon.names import stands_alone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from search.lexicon.interface import FormEntry, Lexicon


def inflections(lexicon: Lexicon, form: str) -> Iterator[FormEntry]:
    """Yield the forms that the corpus holds of the word with this form, itself included.

    A name has itself alone, and is in no other word's forms; nor is a function word.
    """
    if (entry := lexicon.entry(form)) is not None and entry.documents:
        yield entry
    if not is_inflection(lexicon, form):
        return
    for lemma in entry.lemmas if entry else (unknown_lemma(form),):
        for other in lexicon.by_lemma(lemma):
            if other.form != form and is_inflection(lexicon, other.form):
                yield other


def namesakes(lexicon: Lexicon, form: str) -> tuple[FormEntry, ...]:
    """Return the names whose lemma is that of a form: `tanneur` is not Tanneurs, but near it."""
    entry = lexicon.entry(form)
    lemmas = entry.lemmas if entry else (unknown_lemma(form),)
    found = (other for lemma in lemmas for other in lexicon.by_lemma(lemma))
    return tuple(other for other in found if stands_alone(lexicon, other.form))


def is_inflection(lexicon: Lexicon, form: str) -> bool:
    """Tell whether a form may stand for another form of its lemma."""
    return form not in function_words() and not stands_alone(lexicon, form)
