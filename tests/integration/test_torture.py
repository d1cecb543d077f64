"""A small size of each torture of the index; `make torture SIZE=full` runs the rest."""

from __future__ import annotations

from tests.torture import damage
from tests.torture.command import SEED


def test_damage_is_named_before_it_changes_an_answer() -> None:
    figures = damage.torture(SEED, 90).figures
    assert figures["refused"]
    assert figures["previous"]
