"""What one process knew of words, on disk: the numbers of its streams are these.

A process begins another glossary where the memory is too small for all its words.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import numpy as np

from search.engines.whoosh_engine.build.folders import ArrayFolder
from search.engines.whoosh_engine.format.lexicon import OTHERWISE

if TYPE_CHECKING:
    from pathlib import Path

    from search.engines.whoosh_engine.build.known import Known
    from search.engines.whoosh_engine.format.arrays import Array


@dataclasses.dataclass(frozen=True, slots=True)
class Glossary:
    """A glossary on disk: the path of its folder."""

    path: Path

    @property
    def _folder(self) -> ArrayFolder:
        return ArrayFolder(self.path)

    def write(self, known: Known) -> None:
        """Write what is known."""
        self._folder.put(known.arrays())
        for name, lines in known.names().items():
            self._folder.put_lines(name, lines)

    @property
    def forms(self) -> list[str]:
        """The forms, in the order of their numbers."""
        return self._folder.lines("forms")

    @property
    def otherwise(self) -> list[str]:
        """The printings that are neither the form nor the form with a capital."""
        return self._folder.lines("otherwise")

    @property
    def letters(self) -> list[str]:
        """What is elided, nothing first."""
        return self._folder.lines("letters")

    @property
    def ranks(self) -> Array:
        """The rank in the segment of each form (u4), once `rank` was called."""
        return self._folder["ranks"]

    def rank(self, ranks: Array) -> None:
        """Write the rank of each form."""
        self._folder.put({"ranks": ranks})

    def words(self) -> Words:
        """Return the stretches and their parts."""
        names = [field.name for field in dataclasses.fields(Words)]
        return Words(**{name: np.asarray(self._folder[name]) for name in names})


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
