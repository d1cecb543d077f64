"""Makes the lexicon's arrays of what the vocabulary counted.

Beside the forms that the corpus holds stand, with a count of nothing, all the dictionary's forms of
their lemmas: so that a word the corpus holds in another inflection only is understood, with or
without its accents, and serving need not load the dictionary.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.lemmas import MADE_UP
from search.engines.whoosh_engine.build.entries import LEMMAS, PARTING, stem_starts
from search.engines.whoosh_engine.build.folders import ArrayFolder
from search.engines.whoosh_engine.format.arrays import compact
from search.engines.whoosh_engine.format.nearby import letter_sets
from search.engines.whoosh_engine.format.strings import pack_bytes, pack_strings, sorted_order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from search.engines.whoosh_engine.build.describing import Bucket
    from search.engines.whoosh_engine.build.glossary import Glossary
    from search.engines.whoosh_engine.build.vocabulary import Vocabulary
    from search.engines.whoosh_engine.format.arrays import Array

_MADE_UP_LEMMA = PARTING + MADE_UP.encode()


class Forms(ArrayFolder):
    """The forms of a segment in the order of its files, on disk: by stem, then by spelling.

    Their arrays are `stem.starts`, the number of the first form of each stem, and the number of
    forms (u4), and `skeleton`, see `nearby`; 0 for the forms that the corpus does not hold (u4).
    """

    @property
    def entries(self) -> list[bytes]:
        """See `entries`; those of forms that the corpus does not hold are among them."""
        return self.byte_lines("entries")


def order_forms(glossaries: Sequence[Glossary], buckets: Sequence[Bucket], folder: Path) -> Forms:
    """Return the forms of buckets in order; the rank of each is written to its glossaries.

    Args:
        glossaries: what was described.
        buckets: in which they are.
        folder: to be made, for what is returned.
    """
    entries: list[bytes] = []
    begins = []
    for bucket in buckets:
        begins.append(len(entries))
        entries += bucket.entries()
    order = sorted(range(len(entries)), key=entries.__getitem__)
    ranks = np.zeros(len(order), np.uint32)
    ranks[order] = np.arange(len(order))
    skeletons = np.zeros(len(entries), np.uint32)
    for begin, bucket in zip(begins, buckets, strict=True):
        hashes = bucket.skeletons
        skeletons[ranks[begin : begin + hashes.size]] = hashes
    for number, glossary in enumerate(glossaries):
        mine = np.zeros(glossary.size, np.uint32)
        for begin, bucket in zip(begins, buckets, strict=True):
            numbers, places = bucket.places(number)
            mine[numbers] = ranks[begin + places.astype(np.int64)]
        glossary.rank(mine)
    forms = Forms(folder)
    starts = stem_starts([entries[at].partition(PARTING)[0] for at in order])
    forms.put({"stem.starts": starts, "skeleton": skeletons})
    forms.append_bytes("entries", (entries[at] for at in order))
    return forms


def form_arrays(forms: Forms) -> dict[str, Array]:
    """Return the arrays of the lexicon file that say of forms what needs no count."""
    entries, starts = forms.entries, np.array(forms["stem.starts"])
    arrays = {**_named("form", _column(entries, 1)), **_named("folded", _column(entries, 2))}
    return {
        **arrays,
        "letters": letter_sets(arrays["folded.bytes"], arrays["folded.starts"]),
        "skeleton": np.array(forms["skeleton"]),
        **pack_bytes("stem.name", _column([entries[at] for at in starts[:-1].tolist()], 0)),
        "stem.starts": starts,
        **_lemma_arrays(entries),
    }


def _column(entries: Sequence[bytes], number: int) -> list[bytes]:
    """Return the stems (0), the forms (1) or the folded forms (2)."""
    return [entry.split(PARTING, number + 1)[number] for entry in entries]


def _named(name: str, strings: list[bytes]) -> dict[str, Array]:
    return {**pack_bytes(name, strings), f"{name}.order": sorted_order(strings)}


def counted_arrays(forms: Mapping[str, Array], vocabulary: Vocabulary) -> dict[str, Array]:
    """Return the other arrays of the lexicon file, `documents` apart."""
    return {
        "display.style": vocabulary.style,
        "display.form": np.fromiter(vocabulary.display, np.uint32),
        **pack_strings("display", vocabulary.display.values()),
        "occurrences": compact(vocabulary.occurrences, "<u4", "<u8"),
        "inside": compact(vocabulary.inside, "<u4", "<u8"),
        "capitalised": compact(vocabulary.capitalised, "<u4", "<u8"),
        **_forms_of_lemmas(forms, vocabulary.occurrences > 0),
        **_elision_arrays(vocabulary.elided),
    }


def _lemma_arrays(entries: Sequence[bytes]) -> dict[str, Array]:
    """Return the lemmas of each form; made-up ones are left out, for the form tells them."""
    lists = [
        () if entry.find(_MADE_UP_LEMMA) >= 0 else tuple(entry.split(PARTING)[LEMMAS:])
        for entry in entries
    ]
    sizes = np.fromiter(map(len, lists), np.int64, len(lists))
    flat = list(itertools.chain.from_iterable(lists))
    names = sorted(set(flat))
    numbers = {name: number for number, name in enumerate(names)}
    values = np.fromiter(map(numbers.__getitem__, flat), np.uint32, len(flat))
    return {**pack_bytes("lemma", names), **_list_arrays("form.lemmas", sizes, values)}


def _forms_of_lemmas(forms: Mapping[str, Array], held: Array) -> dict[str, Array]:
    """Return the forms of each lemma that the corpus holds."""
    sizes, values = np.diff(forms["form.lemmas.starts"]), forms["form.lemmas.values"]
    owners = np.repeat(np.arange(sizes.size), sizes)
    kept = held[owners]
    order = np.argsort(values[kept], kind="stable")
    counts = np.bincount(values[kept], minlength=forms["lemma.starts"].size - 1)
    return _list_arrays("lemma.forms", counts, owners[kept][order])


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
