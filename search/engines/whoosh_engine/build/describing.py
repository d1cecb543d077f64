"""Says of the forms of all glossaries what the lexicon needs, each form once.

Forms are shared out by their hash, some thousands to a bucket, so that no process holds those of
all glossaries at a time, and a bucket is what one process describes.
"""

from __future__ import annotations

import dataclasses
import itertools
import zlib
from typing import TYPE_CHECKING

import numpy as np

from search.analysis.lemmas import MADE_UP, forms_of
from search.engines.whoosh_engine.build.entries import LEMMAS, PARTING, entries_of
from search.engines.whoosh_engine.build.folders import ArrayFolder
from search.engines.whoosh_engine.build.known import Names
from search.engines.whoosh_engine.format.nearby import skeleton_hashes
from search.engines.whoosh_engine.format.strings import utf8

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from search.engines.whoosh_engine.build.glossary import Glossary
    from search.engines.whoosh_engine.build.workers import Workers
    from search.engines.whoosh_engine.format.arrays import Array

FORMS_OF_A_BUCKET = 1 << 14

_MADE_UP = MADE_UP.encode()
_HELD, _MISSING = "held", "missing"


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

    def describe(self, glossaries: Sequence[Glossary], number: int) -> set[bytes]:
        """Describe the forms of the glossaries that are in the bucket of this number.

        Returns:
            the dictionary's lemmas among theirs.
        """
        self.path.mkdir()
        names = Names()
        given = [glossary.part(number) for glossary in glossaries]
        parts = [(numbers, names.of(forms)) for forms, numbers in given]
        held = list(names)
        entries = entries_of(held)
        order = sorted(range(len(entries)), key=entries.__getitem__)
        places = np.zeros(len(order), np.uint32)
        places[order] = np.arange(len(order))
        self._folder.append_bytes(_HELD, [entries[at] for at in order])
        self._folder.put({"skeletons": skeleton_hashes(held)[order]})
        for at, (numbers, mine) in enumerate(parts):
            self._folder.put({f"numbers.{at}": numbers, f"places.{at}": places[mine]})
        lemmas = {lemma for entry in entries for lemma in entry.split(PARTING)[LEMMAS:]}
        return {lemma for lemma in lemmas if not lemma.startswith(_MADE_UP)}

    def add_missing(self, others: Sequence[str]) -> None:
        """Describe those of other forms that do not occur."""
        held = {entry.split(PARTING, 2)[1] for entry in self._folder.byte_lines(_HELD)}
        missing = [form for form in others if utf8(form) not in held]
        self._folder.append_bytes(_MISSING, sorted(entries_of(missing)))


def describe(glossaries: Sequence[Glossary], workers: Workers, folder: Path) -> list[Bucket]:
    """Describe all forms that occur and the dictionary's other forms of their lemmas.

    Args:
        glossaries: whose forms are counted.
        workers: who describe.
        folder: where the buckets are made.
    """
    forms = sum(glossary.counted("held").size for glossary in glossaries)
    count = max(workers.running, -(-forms // FORMS_OF_A_BUCKET), 1)
    workers.map(part_forms, glossaries, [count] * len(glossaries))
    buckets = [Bucket(folder / f"{number}.bucket") for number in range(count)]
    whole = [glossaries] * count
    lemmas = set().union(*workers.map(Bucket.describe, buckets, whole, range(count)))
    others = set().union(*workers.map(_other_forms, workers.parts(sorted(lemmas))))
    del lemmas
    parts: list[list[str]] = [[] for _ in buckets]
    for form, bucket in zip(others, buckets_of(others, count).tolist(), strict=True):
        parts[bucket].append(form)
    workers.map(Bucket.add_missing, buckets, parts)
    return buckets


def prepare() -> None:
    """Load what describing forms needs, before there are any."""
    forms = ["préparé", "inconnxu"]
    skeleton_hashes(forms)
    entries_of(forms)


def buckets_of(forms: Iterable[str], count: int) -> Array:
    """Return the bucket of each form, of so many (i8)."""
    return np.fromiter(map(zlib.crc32, map(utf8, forms)), np.int64) % count


def part_forms(glossary: Glossary, count: int) -> None:
    """Write the forms of a glossary that occur by their buckets."""
    forms, held = glossary.forms, glossary.counted("held")
    occurring = [forms[number] for number in held.tolist()]
    buckets = buckets_of(occurring, count)
    for bucket in range(count):
        here = np.flatnonzero(buckets == bucket)
        glossary.put_part(bucket, [occurring[at] for at in here.tolist()], held[here])


def _other_forms(lemmas: Sequence[bytes]) -> set[str]:
    """Return the dictionary's forms of these lemmas."""
    texts = (lemma.decode("utf-8", "surrogatepass") for lemma in lemmas)
    return set(itertools.chain.from_iterable(map(forms_of, texts)))
