"""What the tests of the readers and of ingestion share."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from index.readers.choose import read_input
from index.readers.interface import LostDate, ReaderOptions, Reading, Reason, Removed, Skipped
from search.document import Document

if TYPE_CHECKING:
    from pathlib import Path

TODAY = dt.date(2024, 11, 23)


@dataclasses.dataclass
class Found:
    """What reading one input yielded."""

    readings: list[Reading]

    @property
    def documents(self) -> list[Document]:
        return [r for r in self.readings if isinstance(r, Document)]

    @property
    def document(self) -> Document:
        (document,) = self.documents
        return document

    @property
    def paragraphs(self) -> list[str]:
        return self.document.text.split("\n\n")

    @property
    def skipped(self) -> list[tuple[Reason, str]]:
        return [(r.reason, r.record) for r in self.readings if isinstance(r, Skipped)]

    @property
    def lost_dates(self) -> list[str]:
        return [r.given for r in self.readings if isinstance(r, LostDate)]

    @property
    def removed(self) -> dict[str, int]:
        return {k: v for r in self.readings if isinstance(r, Removed) for k, v in r.counts.items()}


Read = Callable[..., Found]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write an input and read it: `read("a.txt", "…", max_input_bytes=10)`."""

    def write_and_read(name: str, content: str | bytes, **options: object) -> Found:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        asked = ReaderOptions(name=name, today=TODAY, **options)  # type: ignore[arg-type]
        return Found(list(read_input(path, asked)))

    return write_and_read
