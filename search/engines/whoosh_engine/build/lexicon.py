"""Makes the lexicon's arrays of what the vocabulary counted.

Beside the forms that the corpus holds stand, with a count of nothing, all the dictionary's forms of
their lemmas: so that a word the corpus holds in another inflection only is understood, with or
without its accents, and serving need not load the dictionary.
"""

from __future__ import annotations

import collections
import functools
import itertools
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.folding import fold
from search.analysis.lemmas import dictionary, lemmas_of
from search.analysis.stems import stem_of
from search.engines.whoosh_engine.build.vocabulary import FormCounts
from search.engines.whoosh_engine.format.strings import pack_strings, sorted_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from search.engines.whoosh_engine.format.arrays import Array


@functools.lru_cache(maxsize=1)
def _dictionary_forms() -> Mapping[str, tuple[str, ...]]:
    forms: dict[str, list[str]] = collections.defaultdict(list)
    for form in dictionary():
        for lemma in lemmas_of(form):
            forms[lemma].append(form)
    return {lemma: tuple(inflected) for lemma, inflected in forms.items()}


def lexicon_arrays(counts: Mapping[str, FormCounts]) -> dict[str, Array]:
    """Return the arrays of the lexicon file; LexiconFile reads them."""
    known = _dictionary_forms()
    lemmas = {lemma for form in counts for lemma in lemmas_of(form)}
    absent = {form for lemma in lemmas for form in known.get(lemma, ())}.difference(counts)
    stems = {form: stem_of(lemmas_of(form)[0].lstrip("~")) for form in (*counts, *absent)}
    forms = sorted(stems, key=lambda form: (stems[form].encode(), form.encode()))
    nothing = FormCounts()
    rows = [counts.get(form, nothing) for form in forms]
    return {
        **_form_arrays(forms, rows),
        **_stem_arrays([stems[form] for form in forms]),
        **_lemma_arrays(forms, rows),
        **_elision_arrays(rows),
    }


def _form_arrays(forms: Sequence[str], rows: Sequence[FormCounts]) -> dict[str, Array]:
    folded = [fold(form) for form in forms]
    display = [row.display if row.printed else form for form, row in zip(forms, rows, strict=True)]
    return {
        **pack_strings("form", forms),
        "form.order": sorted_order(list(forms)),
        **pack_strings("folded", folded),
        "folded.order": sorted_order(folded),
        **pack_strings("display", display),
        "documents": np.array([row.documents for row in rows], np.uint32),
        "occurrences": np.array([row.occurrences for row in rows], np.uint64),
        "inside": np.array([row.inside for row in rows], np.uint64),
        "capitalised": np.array([row.capitalised for row in rows], np.uint64),
    }


def _stem_arrays(stems: Sequence[str]) -> dict[str, Array]:
    """Stems are in order, each one's forms together: `stem.starts` is where they begin."""
    names = [name for name, _ in itertools.groupby(stems)]
    sizes = [len(list(group)) for _, group in itertools.groupby(stems)]
    return {
        **pack_strings("stem", names),
        "stem.starts": np.cumsum([0, *sizes]).astype(np.uint32),
    }


def _lemma_arrays(forms: Sequence[str], rows: Sequence[FormCounts]) -> dict[str, Array]:
    """Lists both ways; from a lemma only the forms that the corpus holds."""
    lists = [lemmas_of(form) for form in forms]
    names = sorted({lemma for one in lists for lemma in one}, key=str.encode)
    numbers = {name: number for number, name in enumerate(names)}
    held: list[list[int]] = [[] for _ in names]
    for index, one in enumerate(lists):
        if rows[index].documents:
            for lemma in one:
                held[numbers[lemma]].append(index)
    return {
        **pack_strings("lemma", names),
        **_lists("form.lemmas", [[numbers[lemma] for lemma in one] for one in lists]),
        **_lists("lemma.forms", held),
    }


def _elision_arrays(rows: Sequence[FormCounts]) -> dict[str, Array]:
    found = [
        (index, letters, times)
        for index, row in enumerate(rows)
        for letters, times in sorted(row.elided.items())
    ]
    names = sorted({letters for _, letters, _ in found})
    numbers = {name: number for number, name in enumerate(names)}
    return {
        **pack_strings("elided", names),
        "elided.form": np.array([index for index, _, _ in found], np.uint32),
        "elided.letters": np.array([numbers[letters] for _, letters, _ in found], np.uint32),
        "elided.times": np.array([times for _, _, times in found], np.uint64),
    }


def _lists(name: str, lists: Sequence[Sequence[int]]) -> dict[str, Array]:
    starts = np.cumsum([0, *map(len, lists)]).astype(np.uint32)
    values = np.array([item for one in lists for item in one], np.uint32)
    return {f"{name}.starts": starts, f"{name}.values": values}
