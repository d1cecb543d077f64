"""Chooses and opens the engine that the settings ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from search.engines.whoosh_engine.build.budget import Budget
from search.engines.whoosh_engine.engine import WhooshEngine

if TYPE_CHECKING:
    from search.engines.interface import Engine
    from search.settings import Settings


def open_engine(settings: Settings) -> Engine:
    """Return the engine over the index of the settings; the index need not exist yet."""
    budget = Budget(settings.build_memory_bytes, settings.build_processes)
    return WhooshEngine(settings.index, budget)
