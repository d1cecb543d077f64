"""Every engine that there is; a new adapter is one more parameter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.engines.open import open_engine
from search.engines.whoosh_engine.build.budget import Budget
from search.engines.whoosh_engine.engine import WhooshEngine
from search.settings import Settings
from tests.contract.asking import ARTICLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from search.engines.interface import Engine


@pytest.fixture(params=["whoosh", "whoosh in blocks"])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Engine]:
    """Open one more engine over the same index, one adapter a parameter."""
    settings = Settings(index=tmp_path / "index")
    budget = Budget(settings.build_memory_bytes, settings.build_processes)
    openings: dict[str, Callable[[], Engine]] = {
        "whoosh": lambda: open_engine(settings),
        "whoosh in blocks": lambda: WhooshEngine(settings.index, budget, block=3),
    }
    return openings[request.param]


@pytest.fixture
def engine(make: Callable[[], Engine]) -> Engine:
    built = make()
    with built.draft("empty") as draft:
        draft.put(ARTICLES)
        draft.publish()
    return built
