"""Makes the lexicon's arrays of what the vocabulary counted.

Beside the forms that the corpus holds stand, with a count of nothing, all the dictionary's forms of
their lemmas: so that a word the corpus holds in another inflection only is understood, with or
without its accents, and serving need not load the dictionary.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.lemmas import MADE_UP
from search.engines.whoosh_engine.build.entries import LEMMAS, PARTING, stem_starts
from search.engines.whoosh_engine.build.folders import ArrayFolder
from search.engines.whoosh_engine.build.vocabulary import count_forms
from search.engines.whoosh_engine.format.arrays import compact
from search.engines.whoosh_engine.format.nearby import letter_sets
from search.engines.whoosh_engine.format.strings import (
    pack_bytes,
    pack_strings,
    packed_string,
    sorted_order,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from search.engines.whoosh_engine.build.describing import Bucket
    from search.engines.whoosh_engine.build.glossary import Glossary
    from search.engines.whoosh_engine.build.vocabulary import Vocabulary
    from search.engines.whoosh_engine.format.arrays import Array, NamedArrays

_MADE_UP_LEMMA = PARTING + MADE_UP.encode()


class Forms(ArrayFolder):
    """The forms of a segment in the order of its files, on disk: by stem, then by spelling.

    Their arrays are `stem.starts`, the number of the first form of each stem, and the number of
    forms (u4), and `skeleton`, see `nearby`; 0 for the forms that the corpus does not hold (u4).
    """

    def entries(self) -> Iterator[bytes]:
        """Yield the entry of each; see `entries`. There may be more than the memory should hold."""
        return self.each_line("entries")

    def column(self, number: int) -> list[bytes]:
        """Return the forms (1) or the folded forms (2)."""
        return [entry.split(PARTING, number + 1)[number] for entry in self.entries()]

    def stems(self) -> list[bytes]:
        """Return the stems."""
        stems = (entry.partition(PARTING)[0] for entry in self.entries())
        return [stem for stem, _ in itertools.groupby(stems)]


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
    starts = stem_starts(entries[at].partition(PARTING)[0] for at in order)
    forms.put({"stem.starts": starts, "skeleton": skeletons})
    forms.append_bytes("entries", (entries[at] for at in order))
    return forms


def write_lexicon(forms: Forms, glossaries: Sequence[Glossary]) -> list[str]:
    """Add to the forms' folder all arrays of the lexicon file but `documents`.

    They are written as they are made, so that few are held at a time.

    Returns:
        their names, in the order of the file.
    """
    return [*_put_form_arrays(forms), *_put_counted_arrays(forms, glossaries)]


def _put_form_arrays(forms: Forms) -> Iterator[str]:
    """Write the arrays that say of forms what needs no count, and yield their names."""
    yield from forms.put(_named("form", forms.column(1)))
    folded = _named("folded", forms.column(2))
    yield from forms.put(folded)
    letters = letter_sets(folded["folded.bytes"], folded["folded.starts"])
    yield from forms.put({"letters": letters})
    del folded, letters
    yield "skeleton"
    yield from forms.put(pack_bytes("stem.name", forms.stems()))
    yield "stem.starts"
    yield from forms.put(_lemma_arrays(forms.entries()))


def _put_counted_arrays(forms: Forms, glossaries: Sequence[Glossary]) -> Iterator[str]:
    """Write what was counted of forms, and yield the names of the arrays."""
    spelt = {name: forms[name] for name in ("form.bytes", "form.starts")}
    name = functools.partial(packed_string, spelt, "form")
    vocabulary = count_forms(glossaries, forms["skeleton"].size, name)
    yield from forms.put(_counted_arrays(forms, vocabulary))


def _named(name: str, strings: list[bytes]) -> dict[str, Array]:
    return {**pack_bytes(name, strings), f"{name}.order": sorted_order(strings)}


def _counted_arrays(forms: NamedArrays, vocabulary: Vocabulary) -> dict[str, Array]:
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


def _lemma_arrays(entries: Iterable[bytes]) -> dict[str, Array]:
    """Return the lemmas of each form; made-up ones are left out, for the form tells them."""
    flat: list[bytes] = []
    ends = [0]
    for entry in entries:
        if _MADE_UP_LEMMA not in entry:
            flat += entry.split(PARTING)[LEMMAS:]
        ends.append(len(flat))
    sizes = np.diff(ends)
    names = sorted(set(flat))
    numbers = {name: number for number, name in enumerate(names)}
    values = np.fromiter(map(numbers.__getitem__, flat), np.uint32, len(flat))
    return {**pack_bytes("lemma", names), **_list_arrays("form.lemmas", sizes, values)}


def _forms_of_lemmas(forms: NamedArrays, held: Array) -> dict[str, Array]:
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
