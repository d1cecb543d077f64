from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.engines.whoosh_engine.store import check_room
from search.engines.whoosh_engine.store.room import french_size
from search.errors import NotEnoughDisk

if TYPE_CHECKING:
    from pathlib import Path


def test_room_enough_is_no_news(tmp_path: Path) -> None:
    check_room(tmp_path / "absent" / "index", 1)


def test_too_little_room_gives_both_figures(tmp_path: Path) -> None:
    with pytest.raises(NotEnoughDisk, match=r"il faut 1000000000,0 Go, il reste [\d,]+ [GM]o"):
        check_room(tmp_path / "absent" / "index", 10**18)


@pytest.mark.parametrize(
    ("size", "text"),
    [(0, "0 Mo"), (1, "1 Mo"), (950_000_000, "950 Mo"), (12_345_000_000, "12,3 Go")],
)
def test_sizes_are_french(size: int, text: str) -> None:
    assert french_size(size) == text
