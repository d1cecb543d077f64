"""Files whose checksums are right and whose numbers lead elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from search.document import Document
from search.engines.open import open_engine
from search.engines.whoosh_engine.format.arrays import read_arrays, write_arrays
from search.engines.whoosh_engine.segment import Segment
from search.errors import IndexDamaged
from search.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from search.engines.whoosh_engine.format.arrays import Array


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A segment of a few articles."""
    with open_engine(Settings(index=tmp_path)).draft("empty") as draft:
        texts = ("Le pont de la mairie.", "Les ponts et les maires.", "Un navire au port.")
        draft.put(Document(key=text, title=text, text=text, source="Le Phare") for text in texts)
        draft.publish()
    return next((tmp_path / "segments").iterdir())


def forge(file: Path, name: str, change: Callable[[Array], Array]) -> None:
    """Put another array in the place of one."""
    arrays = {one: np.array(array) for one, array in read_arrays(file).items()}
    arrays[name] = change(arrays[name])
    file.unlink()
    write_arrays(file, arrays)


@pytest.mark.parametrize("value", [0, 2**32 - 1])
def test_stems_that_have_more_forms_than_there_are_take_no_memory(folder: Path, value: int) -> None:
    def other(starts: Array) -> Array:
        starts[1::2] = value
        return starts

    forge(folder / "lexicon.bin", "stem.starts", other)
    most = read_arrays(folder / "lexicon.bin")["form.order"].size
    lexicon = Segment(folder, None).lexicon
    forms = ("pont", "ponts", "mairie", "maires", "navire", "port", "le", "les", "un", "au")
    for form in forms:
        try:
            located = lexicon.locate_all((form,))
        except IndexDamaged:
            continue
        assert 0 <= located.size <= most


def test_a_facet_without_a_value_is_damage(folder: Path) -> None:
    forge(folder / "columns.bin", "source.names.starts", lambda starts: starts[:1])
    with pytest.raises(IndexDamaged, match=r"columns\.bin"):
        Segment(folder, None)
