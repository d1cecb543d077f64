"""The forms of a segment as Whoosh's terms go: bytes, in the order of bytes."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from search.engines.whoosh_engine.format.arrays import read_arrays
from search.engines.whoosh_engine.format.strings import Strings

if TYPE_CHECKING:
    from pathlib import Path


class Words:
    """The forms of one segment, by rank (in byte order) and by number (by stem, then spelling)."""

    def __init__(self, path: Path) -> None:
        """Map a lexicon file.

        Raises:
            IndexDamaged: it is not what its header says.
        """
        arrays = read_arrays(path)
        self._forms = Strings(arrays, "form")
        self._order = arrays["form.order"]
        self._documents = arrays["documents"]
        self._stem_starts = arrays["stem.starts"]

    def __len__(self) -> int:
        """Number of forms, those of the dictionary that the corpus does not hold included."""
        return int(self._order.size)

    def form(self, rank: int) -> bytes:
        """Return a form as UTF-8."""
        return self._forms.raw(self.number(rank))

    def number(self, rank: int) -> int:
        """Return the number of a form."""
        return int(self._order[rank])

    def held(self, number: int) -> bool:
        """Tell whether the corpus holds the form with this number."""
        return bool(self._documents[number])

    def first(self, prefix: bytes) -> int:
        """Return the rank of the first form that is not before these bytes."""
        return bisect.bisect_left(range(len(self)), prefix, key=self.form)

    def find(self, form: bytes) -> int | None:
        """Return the number of a form that the corpus holds, None if it does not."""
        rank = self.first(form)
        if rank == len(self) or self.form(rank) != form:
            return None
        number = self.number(rank)
        return number if self.held(number) else None

    def locate(self, number: int) -> tuple[int, int]:
        """Return the stem of a form and the form's rank in it (its tag)."""
        # A value of the array's own type: with another, NumPy converts the whole array.
        wanted = self._stem_starts.dtype.type(number)
        stem = int(self._stem_starts.searchsorted(wanted, "right")) - 1
        return stem, number - int(self._stem_starts[stem])
