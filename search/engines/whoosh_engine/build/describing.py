"""Says of the forms of all glossaries what the lexicon needs, each form once.

Forms are shared out by their hash, some thousands to a bucket, so that no process holds those of
all glossaries at a time, and a bucket is what one process describes.
"""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.lemmas import MADE_UP, forms_of
from search.engines.whoosh_engine.build.entries import LEMMAS, PARTING, entries_of
from search.engines.whoosh_engine.build.folders import ArrayFolder
from search.engines.whoosh_engine.build.known import Names
from search.engines.whoosh_engine.format.nearby import skeleton_hashes
from search.engines.whoosh_engine.format.strings import utf8

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from search.engines.whoosh_engine.build.glossary import Glossary
    from search.engines.whoosh_engine.build.workers import Workers
    from search.engines.whoosh_engine.format.arrays import Array

FORMS_OF_A_BUCKET = 1 << 14

_MADE_UP = MADE_UP.encode()
_HELD, _MISSING, _LEMMAS, _OTHERS = "held", "missing", "lemmas", "others"


@dataclasses.dataclass(frozen=True, slots=True)
class Bucket:
    """Some forms on disk, described, with the dictionary's other forms of their lemmas.

    Attributes:
        path: the folder.
    """

    path: Path

    @property
    def _folder(self) -> ArrayFolder:
        return ArrayFolder(self.path)

    def entries(self) -> list[bytes]:
        """Return the entries of the forms that occur, then those of the others; see `entries`."""
        return [*self._folder.byte_lines(_HELD), *self._folder.byte_lines(_MISSING)]

    @property
    def skeletons(self) -> Array:
        """The hash of what is heard of each form that occurs (u4)."""
        return self._folder["skeletons"]

    def places(self, glossary: int) -> tuple[Array, Array]:
        """Return the numbers of a glossary's forms that are here, and which entry each is."""
        return self._folder[f"numbers.{glossary}"], self._folder[f"places.{glossary}"]

    def describe(self, glossaries: Sequence[Glossary], number: int, parts: int) -> None:
        """Describe the forms of the glossaries that are in the bucket of this number.

        The dictionary's lemmas among theirs are left in so many parts.
        """
        self.path.mkdir()
        names = Names()
        given = [glossary.part(number) for glossary in glossaries]
        numbered = [(numbers, names.of(forms)) for forms, numbers in given]
        held = list(names)
        entries = entries_of(held)
        order = sorted(range(len(entries)), key=entries.__getitem__)
        places = np.zeros(len(order), np.uint32)
        places[order] = np.arange(len(order))
        self._folder.append_bytes(_HELD, [entries[at] for at in order])
        self._folder.put({"skeletons": skeleton_hashes(held)[order]})
        for at, (numbers, mine) in enumerate(numbered):
            self._folder.put({f"numbers.{at}": numbers, f"places.{at}": places[mine]})
        lemmas = {lemma for entry in entries for lemma in entry.split(PARTING)[LEMMAS:]}
        known = [lemma for lemma in lemmas if not lemma.startswith(_MADE_UP)]
        self._folder.put_parts(_LEMMAS, known, parts)

    def lemmas(self, part: int) -> list[bytes]:
        """Return one part of the dictionary's lemmas of the forms that occur."""
        return self._folder.part(_LEMMAS, part)

    def add_missing(self, others: Sequence[ArrayFolder], number: int) -> None:
        """Describe those of other forms that are in the bucket of this number, and do not occur."""
        held = {entry.split(PARTING, 2)[1] for entry in self._folder.byte_lines(_HELD)}
        found = set().union(*(folder.part(_OTHERS, number) for folder in others)) - held
        missing = [form.decode("utf-8", "surrogatepass") for form in found]
        self._folder.append_bytes(_MISSING, sorted(entries_of(missing)))


def describe(glossaries: Sequence[Glossary], workers: Workers, folder: Path) -> list[Bucket]:
    """Describe all forms that occur and the dictionary's other forms of their lemmas.

    Args:
        glossaries: whose forms are counted.
        workers: who describe.
        folder: where the buckets are made.
    """
    forms = sum(glossary.counted("held").size for glossary in glossaries)
    parts = workers.running or 1
    count = max(parts, -(-forms // FORMS_OF_A_BUCKET))
    workers.map(part_forms, glossaries, [count] * len(glossaries))
    buckets = [Bucket(folder / f"{number}.bucket") for number in range(count)]
    whole = [glossaries] * count
    workers.map(Bucket.describe, buckets, whole, range(count), [parts] * count)
    others = [ArrayFolder(folder / f"{part}.others") for part in range(parts)]
    workers.map(_find_others, others, [buckets] * parts, range(parts))
    workers.map(Bucket.add_missing, buckets, [others] * count, range(count))
    return buckets


def prepare() -> None:
    """Load what describing forms needs, before there are any."""
    forms = ["préparé", "inconnxu"]
    skeleton_hashes(forms)
    entries_of(forms)


def part_forms(glossary: Glossary, count: int) -> None:
    """Write the forms of a glossary that occur by their buckets, of so many."""
    forms, held = glossary.forms, glossary.counted("held")
    occurring = [utf8(forms[number]) for number in held.tolist()]
    buckets = glossary.folder.put_parts("parts", occurring, count)
    for bucket in range(count):
        glossary.folder.put({f"parts.{bucket}": held[buckets == bucket]})


def _find_others(target: ArrayFolder, buckets: Sequence[Bucket], part: int) -> None:
    """Find the dictionary's forms of one part of the lemmas of all buckets, and part them."""
    target.path.mkdir()
    lemmas = set().union(*(bucket.lemmas(part) for bucket in buckets))
    texts = (lemma.decode("utf-8", "surrogatepass") for lemma in lemmas)
    forms = set(itertools.chain.from_iterable(map(forms_of, texts)))
    target.put_parts(_OTHERS, list(map(utf8, forms)), len(buckets))
