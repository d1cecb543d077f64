"""Makes the lexicon's arrays of what the vocabulary counted.

Beside the forms that the corpus holds stand, with a count of nothing, all the dictionary's forms of
their lemmas: so that a word the corpus holds in another inflection only is understood, with or
without its accents, and serving need not load the dictionary.
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.folding import fold
from search.analysis.lemmas import forms_of, lemmas_of
from search.engines.whoosh_engine.build.run import stem_key
from search.engines.whoosh_engine.build.vocabulary import FormCounts
from search.engines.whoosh_engine.format.nearby import nearby_arrays
from search.engines.whoosh_engine.format.strings import pack_strings, sorted_order, utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from search.engines.whoosh_engine.format.arrays import Array


@dataclasses.dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a segment in the order of its files: by stem, then by spelling.

    Attributes:
        names: forms, those of the dictionary that the corpus does not hold included.
        stems: the stem of each.
    """

    names: list[str]
    stems: list[str]

    @property
    def ranks(self) -> dict[str, int]:
        """The number of each form."""
        return {name: rank for rank, name in enumerate(self.names)}

    @property
    def stem_starts(self) -> Array:
        """The number of the first form of each stem, one more item than stems (u4)."""
        sizes = [len(list(group)) for _, group in itertools.groupby(self.stems)]
        return np.cumsum([0, *sizes]).astype(np.uint32)


def order_forms(held: Iterable[str]) -> Forms:
    """Return the forms that the corpus holds and the other forms of their lemmas, in order."""
    forms = set(held)
    lemmas = {lemma for form in forms for lemma in lemmas_of(form)}
    forms.update(form for lemma in lemmas for form in forms_of(lemma))
    stems = {form: stem_key(form) for form in forms}
    ordered = sorted(forms, key=lambda form: (utf8(stems[form]), utf8(form)))
    return Forms(ordered, [stems[form] for form in ordered])


def lexicon_arrays(forms: Forms, counts: Mapping[str, FormCounts]) -> dict[str, Array]:
    """Return the arrays of the lexicon file; LexiconFile reads them."""
    nothing = FormCounts()
    rows = [counts.get(form, nothing) for form in forms.names]
    return {
        **_form_arrays(forms.names, rows),
        **pack_strings("stem", [stem for stem, _ in itertools.groupby(forms.stems)]),
        "stem.starts": forms.stem_starts,
        **_lemma_arrays(forms.names, rows),
        **_elision_arrays(rows),
    }


def _form_arrays(forms: Sequence[str], rows: Sequence[FormCounts]) -> dict[str, Array]:
    folded = [fold(form) for form in forms]
    display = [row.display if row.printed else form for form, row in zip(forms, rows, strict=True)]
    packed = pack_strings("folded", folded)
    return {
        **pack_strings("form", forms),
        "form.order": sorted_order(list(forms)),
        **packed,
        **nearby_arrays(forms, packed["folded.bytes"], packed["folded.starts"]),
        "folded.order": sorted_order(folded),
        **pack_strings("display", display),
        "documents": np.array([row.documents for row in rows], np.uint32),
        "occurrences": np.array([row.occurrences for row in rows], np.uint64),
        "inside": np.array([row.inside for row in rows], np.uint64),
        "capitalised": np.array([row.capitalised for row in rows], np.uint64),
    }


def _lemma_arrays(forms: Sequence[str], rows: Sequence[FormCounts]) -> dict[str, Array]:
    """Lists both ways; from a lemma only the forms that the corpus holds."""
    lists = [lemmas_of(form) for form in forms]
    names = sorted({lemma for one in lists for lemma in one}, key=utf8)
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
