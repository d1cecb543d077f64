"""What is said of a generation: what made it, what it holds, whether it is sound."""

from __future__ import annotations

import collections
import dataclasses
from typing import TYPE_CHECKING, NewType, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from search.document import DocumentId

GenerationId = NewType("GenerationId", str)

Told: TypeAlias = "Callable[[int, int], object]"
"""Is told how far some work is: what is done, and all of it."""


def say_nothing(done: int, total: int) -> None:
    """Be told, and say nothing."""


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """One stored document's names: public id, key, and the input that held it."""

    id: DocumentId
    key: str
    origin: str


@dataclasses.dataclass(frozen=True, slots=True)
class Receipt:
    """What a publish did.

    Attributes:
        generation: the generation it made live.
        documents: documents in that generation.
        added: documents that were not there before.
        replaced: documents that took the place of one with the same id.
        removed: documents deleted.
        duplicates: documents of the draft dropped because a later one had the same id.
        refused: documents of the draft dropped because they were forgotten earlier.
        proof: of what was forgotten, the SHA-256 of its salted hashes, under which the index keeps
            them; empty where nothing was.
    """

    generation: GenerationId
    documents: int
    added: int = 0
    replaced: int = 0
    removed: int = 0
    duplicates: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    proof: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing `verify` found: a file, whether it is sound, and what is wrong with it."""

    file: str
    sound: bool
    problem: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Provenance:
    """What reading the inputs of a generation left out or took off: how often, and why.

    Counts alone: no input and no article is named, so that nothing of what is forgotten stays here.
    An input that is read again counts again.

    Attributes:
        files: input files read.
        articles: articles read in them.
        undatable: articles kept without a date because theirs could not be read.
        duplicates: articles left out because a later one had the same id.
        skipped: inputs and records left out, by reason (a code: a-z and _).
        leftovers: what was taken off texts, by rule (a code).
    """

    files: int = 0
    articles: int = 0
    undatable: int = 0
    duplicates: int = 0
    skipped: Mapping[str, int] = dataclasses.field(default_factory=dict)
    leftovers: Mapping[str, int] = dataclasses.field(default_factory=dict)

    def __add__(self, other: Provenance) -> Provenance:
        """Return the counts of both."""
        return Provenance(
            self.files + other.files,
            self.articles + other.articles,
            self.undatable + other.undatable,
            self.duplicates + other.duplicates,
            collections.Counter(self.skipped) + collections.Counter(other.skipped),
            collections.Counter(self.leftovers) + collections.Counter(other.leftovers),
        )


NO_PROVENANCE = Provenance()


@dataclasses.dataclass(frozen=True, slots=True)
class Inventory:
    """What a generation holds.

    Attributes:
        documents: live documents.
        segments: number of segments.
        forms: spellings, counted once for each segment that holds them.
        bytes: size on disk.
        undated: documents without a date.
        first, last: ISO dates of the oldest and the newest document, empty if none is dated.
        sources: (source, documents), most used first.
        versions: what built it (format, analysis, dictionary, stemmer).
        provenance: what reading its inputs left out.
    """

    documents: int
    segments: int
    forms: int
    bytes: int
    undated: int
    first: str
    last: str
    sources: tuple[tuple[str, int], ...]
    versions: Mapping[str, str]
    provenance: Provenance = NO_PROVENANCE
