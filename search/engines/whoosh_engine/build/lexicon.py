"""Makes the lexicon's arrays of what the vocabulary counted.

Beside the forms that the corpus holds stand, with a count of nothing, all the dictionary's forms of
their lemmas: so that a word the corpus holds in another inflection only is understood, with or
without its accents, and serving need not load the dictionary.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.folding import fold
from search.analysis.lemmas import forms_of, lemmas_of
from search.engines.whoosh_engine.build.grouping import group_key, parted
from search.engines.whoosh_engine.build.run import stem_starts
from search.engines.whoosh_engine.format.strings import pack_strings, sorted_order, utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from search.engines.whoosh_engine.build.vocabulary import Vocabulary
    from search.engines.whoosh_engine.format.arrays import Array


@dataclasses.dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a segment in the order of its files: by stem, then by spelling.

    Attributes:
        keys: as `group_key` gives them.
        names: forms, those of the dictionary that the corpus does not hold included.
        lemmas: the lemmas of each.
        stem_starts: the number of the first form of each stem, one more item than stems (u4).
    """

    keys: list[bytes]
    names: list[str]
    lemmas: list[tuple[str, ...]]
    stem_starts: Array

    @property
    def stems(self) -> list[str]:
        """The stems in order."""
        return [_text(parted(self.keys[first])[0]) for first in self.stem_starts[:-1].tolist()]

    def numbers(self, parts: Iterable[Sequence[bytes]]) -> list[Array]:
        """Return the number of each form of some lists of keys (u4)."""
        ranks = {key: rank for rank, key in enumerate(self.keys)}
        return [np.array([ranks[key] for key in part], np.uint32) for part in parts]


def order_forms(held: Iterable[bytes]) -> Forms:
    """Return the forms that the corpus holds and the other forms of their lemmas, in order."""
    keys = set(held)
    lemmas = {name: lemmas_of(name) for name in (_text(parted(key)[1]) for key in keys)}
    others = {form for lemma in set().union(*lemmas.values()) for form in forms_of(lemma)}
    for form in others.difference(lemmas):
        lemmas[form] = lemmas_of(form)
        keys.add(group_key(form, lemmas[form][0]))
    ordered = sorted(keys)
    names = [_text(parted(key)[1]) for key in ordered]
    return Forms(ordered, names, [lemmas[name] for name in names], stem_starts(ordered))


def lexicon_arrays(forms: Forms, vocabulary: Vocabulary, documents: Array) -> dict[str, Array]:
    """Return the arrays of the lexicon file; LexiconFile reads them.

    Args:
        forms: all forms.
        vocabulary: what was counted of them.
        documents: how many documents hold each (u4).
    """
    return {
        **_form_arrays(forms.names, vocabulary.display),
        "documents": documents,
        "occurrences": vocabulary.occurrences,
        "inside": vocabulary.inside,
        "capitalised": vocabulary.capitalised,
        **pack_strings("stem", forms.stems),
        "stem.starts": forms.stem_starts,
        **_lemma_arrays(forms.lemmas, vocabulary.occurrences > 0),
        **_elision_arrays(vocabulary.elided),
    }


def _form_arrays(forms: list[str], display: Sequence[str]) -> dict[str, Array]:
    folded = [fold(form) for form in forms]
    return {
        **pack_strings("form", forms),
        "form.order": sorted_order(forms),
        **pack_strings("folded", folded),
        "folded.order": sorted_order(folded),
        **pack_strings("display", display),
    }


def _lemma_arrays(lists: Sequence[Sequence[str]], held: Array) -> dict[str, Array]:
    """Lists both ways; from a lemma only the forms that the corpus holds."""
    names = sorted({lemma for one in lists for lemma in one}, key=utf8)
    numbers = {name: number for number, name in enumerate(names)}
    values = np.array([numbers[lemma] for one in lists for lemma in one], np.uint32)
    sizes = np.fromiter(map(len, lists), np.int64, len(lists))
    owners = np.repeat(np.arange(sizes.size), sizes)
    kept = held[owners]
    order = np.argsort(values[kept], kind="stable")
    return {
        **pack_strings("lemma", names),
        **_list_arrays("form.lemmas", sizes, values),
        **_list_arrays(
            "lemma.forms",
            np.bincount(values[kept], minlength=len(names)),
            owners[kept][order],
        ),
    }


def _elision_arrays(found: Sequence[tuple[int, str, int]]) -> dict[str, Array]:
    names = sorted({letters for _, letters, _ in found})
    numbers = {name: number for number, name in enumerate(names)}
    return {
        **pack_strings("elided", names),
        "elided.form": np.array([index for index, _, _ in found], np.uint32),
        "elided.letters": np.array([numbers[letters] for _, letters, _ in found], np.uint32),
        "elided.times": np.array([times for _, _, times in found], np.uint64),
    }


def _list_arrays(name: str, sizes: Array, values: Array) -> dict[str, Array]:
    starts = np.append(0, np.cumsum(sizes)).astype(np.uint32)
    return {f"{name}.starts": starts, f"{name}.values": values.astype(np.uint32)}


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
