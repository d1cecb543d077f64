from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.engines.whoosh_engine.store.layout import (
    Layout,
    generation_name,
    is_generation,
    temporary_name,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", ["000001", "000012", "999999", "1000000"])
def test_generations_have_one_name(name: str) -> None:
    assert is_generation(name)
    assert generation_name(int(name)) == name


@pytest.mark.parametrize(
    "name",
    ["", "1", "000000", "0000012", "-00001", "00001²", "٠٠٠٠٠١", "000001\n", "../..", "1" * 13],
)
def test_other_names_are_none(name: str) -> None:
    assert not is_generation(name)


def test_generations_are_listed_by_number_and_others_left_out(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    assert layout.listed() == []
    layout.generations.mkdir()
    for name in ("1000000.json", "999999.json", ".new-1", "12.json", "000002.txt", "000003.json"):
        (layout.generations / name).touch()
    assert layout.listed() == ["000003", "999999", "1000000"]


def test_temporary_names_are_fresh() -> None:
    assert temporary_name().startswith(".new-")
    assert temporary_name() != temporary_name()
