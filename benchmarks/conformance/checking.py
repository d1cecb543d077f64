"""Asking an engine all the cases."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING

from benchmarks.conformance.cases import collection
from benchmarks.conformance.interface import CLOSE, OPEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.conformance.cases import Case
    from benchmarks.conformance.interface import Engine, Question


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """Whether an engine passes a case."""

    case: Case
    passed: bool


class Suite:
    """An engine over the suite's collection."""

    def __init__(self, engine: Engine, cases: list[Case], folder: Path) -> None:
        """Index the texts of the cases and the background into a folder."""
        texts = collection(cases)
        self._engine = engine
        self._cases = cases
        self._numbers = {text: number for number, text in enumerate(texts)}
        self.found = functools.cache(self._found)
        engine.index(texts, folder)

    def outcomes(self) -> Iterator[Outcome]:
        """Yield the outcome of each case that the engine can be asked."""
        for case in self._cases:
            if case.expected != "marked" or self._engine.highlights:
                yield Outcome(case, self.passes(case))

    def passes(self, case: Case) -> bool:
        """Tell whether the engine passes a case."""
        found = case.text in self.found(case.question)
        if case.expected != "marked":
            return found == (case.expected == "yes")
        if not found:
            return False
        printed = self._engine.marked(case.question, self._numbers[case.text])
        marked = marked_letters(printed, case.text)
        return case.must <= marked <= case.must | case.may

    def _found(self, question: Question) -> frozenset[str]:
        numbers = self._engine.found(question)
        return frozenset(text for text, number in self._numbers.items() if number in numbers)


def marked_letters(printed: str, text: str) -> set[int]:
    """Return which letters and digits of a text are marked in an excerpt of it, by their number.

    Spaces and signs do not count, so that `[Corée] du [Nord]` may be printed with one mark or two.

    Raises:
        ValueError: it is no excerpt of that text.
    """
    at = text.index(printed.replace(OPEN, "").replace(CLOSE, ""))
    marked, inside = set[int](), False
    for character in printed:
        if character in (OPEN, CLOSE):
            inside = character == OPEN
            continue
        if inside and character.isalnum():
            marked.add(at)
        at += 1
    return marked
