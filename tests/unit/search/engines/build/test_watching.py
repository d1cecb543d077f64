"""How far building is, as its files tell."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np

from search.document import Document
from search.engines.open import open_engine
from search.engines.whoosh_engine.build import watching as module
from search.engines.whoosh_engine.build.glossary import Glossary
from search.engines.whoosh_engine.build.runs import RunFolder
from search.engines.whoosh_engine.build.watching import CUTTING, RUNNING, watching, work_done
from search.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_work_is_what_files_say(tmp_path: Path) -> None:
    first, second = RunFolder(tmp_path / "0.run"), RunFolder(tmp_path / "30.run")
    runs = [(first, range(30)), (second, range(30, 40))]
    assert work_done([], runs) == (0, 400)
    glossary = Glossary(tmp_path / "0.glossary")
    glossary.path.mkdir()
    assert work_done([glossary], runs) == (0, 400)
    glossary.folder.append({"lengths": np.zeros(2 * 25, np.uint32)})
    assert work_done([glossary], runs) == (25 * CUTTING, 400)
    first.put({"positions": np.zeros(3)})
    glossary.folder.append({"lengths": np.zeros(2 * 25, np.uint32)})  # ten were replaced
    assert work_done([glossary], runs) == (40 * CUTTING, 400)
    first.put({"lengths": np.zeros(3)})
    assert work_done([glossary], runs) == (40 * CUTTING + 30 * RUNNING, 400)


def test_looking_ends_with_the_block(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.001)
    seen = threading.Event()
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))
        seen.set()

    with watching(list, [(RunFolder(tmp_path), range(1))], tell):
        assert seen.wait(60)
    assert set(told) == {(0, 10)}
    assert not [one for one in threading.enumerate() if one.name == "watching"]


def test_a_publish_tells_how_far_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.0)
    told: list[tuple[int, int]] = []
    engine = open_engine(Settings(index=tmp_path / "index", build_processes=1))
    with engine.draft("empty") as draft:
        draft.put(
            Document(key=str(n), title=f"Titre {n}", text=f"Le mot{n} et le mot{n // 7}. " * 20)
            for n in range(3_000)
        )
        draft.publish(told=lambda done, total: told.append((done, total)))
    assert told
    assert {total for _, total in told} == {30_000}
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert max(done for done, _ in told) >= 3_000 * CUTTING
