"""What the suite asks of an engine, and what it hands it."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

OPEN, CLOSE = "\x02", "\x03"
"""What engines are told to print around what they mark: no text holds these."""


class Unavailable(Exception):
    """The engine is not on this machine; the message says what is missing."""


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """One word or one quoted phrase of a question."""

    text: str
    quoted: bool = False
    excluded: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """What a reader typed.

    Attributes:
        typed: as typed.
        parts: the same, cut at spaces and quotes as any search box does: what an engine without a
            forgiving parser of its own is asked. All of them are wanted, but for the excluded ones.
    """

    typed: str
    parts: tuple[Part, ...]

    @property
    def wanted(self) -> tuple[Part, ...]:
        """The parts that a text must hold."""
        return tuple(part for part in self.parts if not part.excluded)

    @property
    def excluded(self) -> tuple[Part, ...]:
        """The parts that a text must not hold."""
        return tuple(part for part in self.parts if part.excluded)


class Engine(Protocol):
    """One engine over the suite's texts; each text is a document known by its number.

    Attributes:
        name: as the report has it.
        version: its version, and what was chosen in setting it up.
        highlights: whether it can mark what it found.
    """

    name: str
    version: str
    highlights: bool

    def index(self, texts: Sequence[str], folder: Path) -> None:
        """Index the texts; the folder is empty and goes after `close`."""
        ...

    def found(self, question: Question) -> set[int]:
        """Return the numbers of the texts that the question finds."""
        ...

    def marked(self, question: Question, number: int) -> str:
        """Return a text that was found, `OPEN` and `CLOSE` around what is marked.

        An excerpt will do.
        """
        ...

    def close(self) -> None:
        """End what was started."""
        ...
