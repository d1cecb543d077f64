"""Documents that wait on disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.document import Document
from search.engines.open import open_engine
from search.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


def test_a_file_that_cannot_be_removed_undoes_no_publish(tmp_path: Path) -> None:
    engine = open_engine(Settings(index=tmp_path))
    with engine.draft("empty") as draft:
        draft.put([Document(key="1", title="Un pont", text="Un pont sur la Lorne.")])
        [spool] = tmp_path.rglob("spool.bin")
        receipt = draft.publish()
        (spool / "in-the-way").mkdir(parents=True)
    with engine.snapshot() as snapshot:
        assert snapshot.generation == receipt.generation
    with engine.draft("current") as draft:
        draft.publish()
    assert not list(tmp_path.rglob("in-the-way"))
