"""What one process cut, on disk: its words, and its documents as numbers of them.

Everything grows at its end, a batch of documents at a time. A process begins another glossary
where the memory is too small for all its words.
"""

from __future__ import annotations

import collections
import dataclasses
import itertools
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.build.folders import ArrayFolder
from search.engines.whoosh_engine.format.files import FIELDS
from search.engines.whoosh_engine.format.lexicon import OTHERWISE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from search.engines.whoosh_engine.build.known import Known
    from search.engines.whoosh_engine.format.arrays import Array

_LENGTHS = "lengths"
_BYTES_PER_DOCUMENT = 4 * len(FIELDS)


@dataclasses.dataclass(frozen=True, slots=True)
class Glossary:
    """A glossary on disk: the path of its folder."""

    path: Path

    @property
    def folder(self) -> ArrayFolder:
        """Its files."""
        return ArrayFolder(self.path)

    @property
    def forms(self) -> list[str]:
        """The forms, in the order of their numbers."""
        return self.folder.lines("forms")

    @property
    def otherwise(self) -> list[str]:
        """The printings that are neither the form nor the form with a capital."""
        return self.folder.lines("otherwise")

    @property
    def letters(self) -> list[str]:
        """What is elided, nothing first."""
        return self.folder.lines("letters")

    @property
    def documents(self) -> int:
        """How many documents are cut so far, as its size tells."""
        return self.folder.size(_LENGTHS) // _BYTES_PER_DOCUMENT

    @property
    def records(self) -> Array:
        """Which record of the spool each of its documents is (u4)."""
        return self.folder.grown("records", "<u4")

    @property
    def lengths(self) -> Array:
        """Tokens of each document's title and text (u4, documents by 2)."""
        return self.folder.grown(_LENGTHS, "<u4").reshape(-1, len(FIELDS))

    @property
    def stream(self) -> Array:
        """The stretches of all documents; see `cutting.packed` (u4)."""
        return self.folder.grown("stream", "<u4")

    def streams(self, documents: Array) -> Array:
        """Return the stretches of some documents, titles and texts in turns (u4)."""
        counts = self.folder.grown("stretches", "<u4")
        nothing = np.zeros(0, np.uint32)
        return np.concatenate([nothing, *_pieces(self.stream, counts, documents)])

    def steps(self, documents: Array) -> list[Array]:
        """Return the steps from checkpoint to checkpoint of the text of each of some documents."""
        counts = self.folder.grown("step.counts", "<u4")
        return _pieces(self.folder.grown("step.values", "|u1"), counts, documents)

    def words(self) -> Words:
        """Return the stretches and their parts."""
        kinds = dict.fromkeys(("sizes", "form", "other"), "<u4")
        names = [field.name for field in dataclasses.fields(Words)]
        return Words(*(self.folder.grown(name, kinds.get(name, "|u1")) for name in names))

    def count(self, counted: Mapping[str, Array]) -> None:
        """Write what `counted.count` counted."""
        self.folder.put(counted)

    def counted(self, name: str) -> Array:
        """Return one of the arrays that were counted."""
        return self.folder[name]

    @property
    def size(self) -> int:
        """The number of its last form that occurs, and one."""
        return int(self.counted("held").max(initial=0)) + 1

    @property
    def ranks(self) -> Array:
        """The rank in the segment of each form that occurs (u4), once `rank` was called."""
        return self.folder["ranks"]

    def rank(self, ranks: Array) -> None:
        """Write the rank of each form that occurs, `size` of them with those between."""
        self.folder.put({"ranks": ranks})

    def part(self, number: int) -> tuple[list[str], Array]:
        """Return the forms of a part, as `describing.part_forms` wrote it, and their numbers."""
        forms = self.folder.part("parts", number)
        decoded = [form.decode("utf-8", "surrogatepass") for form in forms]
        return decoded, self.folder[f"parts.{number}"]


class GlossaryWriter:
    """Writes what a process cuts, a batch at a time."""

    def __init__(self, path: Path) -> None:
        """Begin a glossary in a folder that is made."""
        self._folder = ArrayFolder(path)
        self._written: collections.Counter[str] = collections.Counter()
        path.mkdir()

    def add(self, known: Known, documents: Mapping[str, Array]) -> None:
        """Write documents by the names of their arrays, and the words that were not known before.

        How many documents there are is written last: `Glossary.documents` tells what is whole.
        """
        for name, growing in known.arrays().items():
            self._folder.append({name: growing[self._written[name] :]})
            self._written[name] = growing.size
        for name, numbers in known.names().items():
            fresh = itertools.islice(reversed(numbers), len(numbers) - self._written[name])
            self._folder.append_lines(name, reversed(list(fresh)))
            self._written[name] = len(numbers)
        last_named_last = sorted(documents, key=_LENGTHS.__eq__)
        self._folder.append({name: documents[name] for name in last_named_last})


@dataclasses.dataclass(frozen=True, slots=True)
class Words:
    """Stretches and their parts, as `Known` numbers them; see its `Parts`.

    Attributes:
        sizes: number of parts of each stretch.
        form, kind, elided, style, other: one item a part.
    """

    sizes: Array
    form: Array
    kind: Array
    elided: Array
    style: Array
    other: Array

    def others(self, count: int) -> Array:
        """Return the number of the form of each of so many other printings (u4)."""
        forms = np.zeros(count, np.uint32)
        otherwise = self.style == OTHERWISE
        forms[self.other[otherwise]] = self.form[otherwise]
        return forms


def _pieces(values: Array, sizes: Array, chosen: Array) -> list[Array]:
    """Return some of the pieces of an array that holds pieces of these sizes end to end."""
    ends = np.cumsum(sizes, dtype=np.int64)
    begins = (ends - sizes)[chosen].tolist()
    return [values[begin:end] for begin, end in zip(begins, ends[chosen].tolist(), strict=True)]
