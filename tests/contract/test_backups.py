"""What an engine gives back of a backup."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from search.document import Document, public_id
from search.errors import BackupDamaged
from tests.contract.asking import ARTICLES, search, untold

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.engines.interface import Engine

pytestmark = pytest.mark.golden


def test_a_backup_gives_back_the_same_answers(make: Callable[[], Engine], engine: Engine) -> None:
    before = {text: search(engine, text) for text in ("", "port", "président", "pêche")}
    kept = io.BytesIO()
    with engine.draft("current") as draft:
        generation = engine.backup(kept, untold)
        draft.put([Document(key="e", title="Depuis", text="Un port neuf")])
        draft.publish()
    kept.seek(0)
    receipt = engine.restore(kept, untold)
    assert (receipt.documents, receipt.refused) == (4, ())
    assert receipt.generation > generation
    restored = make()
    assert {text: search(restored, text) for text in before} == before
    assert all(finding.sound for finding in restored.verify())


def test_what_was_forgotten_since_a_backup_stays_forgotten(
    make: Callable[[], Engine], engine: Engine
) -> None:
    kept = io.BytesIO()
    engine.backup(kept, untold)
    proof = engine.forget([public_id("a")]).proof
    assert len(proof) == 64
    kept.seek(0)
    receipt = engine.restore(kept, untold)
    assert (receipt.documents, receipt.refused) == (3, ("a",))
    assert search(make(), "Séoul").total == 0
    with make().snapshot() as snapshot:
        assert snapshot.forgot(ARTICLES[0])
        assert not snapshot.forgot(ARTICLES[1])


def test_half_a_backup_changes_nothing(engine: Engine) -> None:
    kept = io.BytesIO()
    engine.backup(kept, untold)
    with pytest.raises(BackupDamaged, match="Rien n’a changé"):
        engine.restore(io.BytesIO(kept.getvalue()[:-9]), untold)
    assert search(engine, "").total == 4
