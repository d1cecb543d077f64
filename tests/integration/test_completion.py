"""What shells complete, asked as they ask it."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import missing

MANCHETTE = Path(sys.executable).with_name("manchette")


def completed(index: Path, *words: str) -> list[str]:
    """Return what bash would offer for the last word of a line."""
    line = ["manchette", *words]
    environment = {
        "_MANCHETTE_COMPLETE": "bash_complete",
        "COMP_WORDS": "\n".join(map(shlex.quote, line)),
        "COMP_CWORD": str(len(words)),
        "MANCHETTE_INDEX": str(index),
    }
    done = subprocess.run(
        [MANCHETTE], capture_output=True, text=True, check=False, env=os.environ | environment
    )
    assert done.stderr == ""
    return [answer.partition(",")[2] for answer in done.stdout.splitlines() if answer]


def test_words_of_the_index_are_completed(sample_index: Path) -> None:
    assert completed(sample_index, "search", "prési")[:2] == ["présidente", "président"]
    assert "présidents" in completed(sample_index, "search", "corée", "presi")
    assert completed(sample_index, "search", "présidents cor")[0].startswith("présidents ")


def test_values_of_facets_are_completed(sample_index: Path) -> None:
    assert completed(sample_index, "search", "--source", "le m") == [
        "Le Matin de l’Aubrière",
        "Le Méridien",
    ]
    assert completed(sample_index, "search", "--source", "gaz") == []
    # Nothing typed is between quotes yet: bash needs them around what has spaces.
    assert completed(sample_index, "search", "--source", "la")[0] == "'La Gazette du Rhin'"
    assert completed(sample_index, "search", "--section", "poli") == ["Politique"]


def test_options_and_commands_are_completed(sample_index: Path) -> None:
    assert {"--source", "--sort", "--size", "--section"} == set(
        completed(sample_index, "search", "--s")
    )
    assert completed(sample_index, "re") == ["rebuild", "restore"]


@pytest.mark.parametrize("index", ["nowhere", "bad"])
def test_without_an_index_nothing_is_completed_and_nothing_is_said(
    index: str, tmp_path: Path
) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "CURRENT").write_text("what?")
    assert completed(tmp_path / index, "search", "prési") == []


def test_bash_takes_the_script() -> None:
    bash = shutil.which("bash")
    if bash is None:
        missing("there is no bash")
    script = f'eval "$(_MANCHETTE_COMPLETE=bash_source {MANCHETTE})" && complete -p manchette'
    done = subprocess.run([bash or "", "-c", script], capture_output=True, text=True, check=False)
    assert "complete" in done.stdout
    assert done.stderr == ""
