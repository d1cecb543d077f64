"""Arrays that wait on disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from search.engines.whoosh_engine.build.folders import ArrayFolder, save_array


@pytest.mark.parametrize("dtype", ["<u1", "<u4", "<i8", "<f8", "bool"])
@pytest.mark.parametrize("size", [0, 1, 5000])
def test_arrays_are_read_back(tmp_path: Path, dtype: str, size: int) -> None:
    folder = ArrayFolder(tmp_path / "arrays")
    array = (np.arange(2 * size) % 200).astype(dtype)[::2]
    folder.put({"numbers": array})
    again = folder["numbers"]
    assert again.dtype == array.dtype
    assert again.tolist() == array.tolist()


@pytest.mark.parametrize("size", [1, 100, 100_000])
def test_a_full_disk_is_told(size: int) -> None:
    with pytest.raises(OSError, match="No space left"):
        save_array(Path("/dev/full"), np.arange(size))
