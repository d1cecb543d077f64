"""Fixtures that several rooms of tests share."""

from __future__ import annotations

import gzip
import itertools
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from search.document import Document
from search.engines.open import open_engine
from search.searcher import Searcher
from search.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.lexicon.interface import Lexicon

ROOT = Path(__file__).resolve().parent.parent


# Tests assert outcomes, never how long they took.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

# Nor is a machine that does other things besides to be late; what passes it sets a deadline itself.
os.environ.setdefault("MANCHETTE_DEADLINE_SECONDS", "60")

# What a shell starts in the background ignores Ctrl-C, and so would all that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)


def missing(what: str) -> None:
    """Skip a test that cannot run here, or fail it where everything is required (CI)."""
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(f"REQUIRE_ALL=1, but {what}")
    pytest.skip(what)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The open development data, which lies beside the project and is not part of it."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        missing("the open development data (../shared/data) is not here")
    return folder


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the bundled sample, built by the product's own command."""
    folder = tmp_path_factory.mktemp("sample") / "index"
    run_manchette("rebuild", "--index", str(folder), str(ROOT / "sample" / "articles"))
    return folder


@pytest.fixture(scope="session")
def press_index(
    shared_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Searcher, list[dict[str, str]]]:
    """8,000 real articles indexed whole by the product's own command, and what was indexed."""
    source = shared_data / "press.jsonl.gz"
    folder = tmp_path_factory.mktemp("press") / "index"
    run_manchette("rebuild", "--index", str(folder), str(source))
    with gzip.open(source, "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    settings = Settings(index=folder, deadline_seconds=60)
    return Searcher(open_engine(settings), settings), articles


def run_manchette(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the `manchette` command of this environment; fail the test if it fails."""
    command = [str(Path(sys.executable).with_name("manchette")), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.fail(f"{' '.join(command)}: exit {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done


@pytest.fixture(scope="session")
def lexicon_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Lexicon]:
    """Make the lexicon of texts, or of (title, text) pairs, each a document, by the engine."""
    folder = tmp_path_factory.mktemp("lexicons")
    numbers = itertools.count()

    def build(*texts: str | tuple[str, str]) -> Lexicon:
        pairs = (("", text) if isinstance(text, str) else text for text in texts)
        settings = Settings(index=folder / str(next(numbers)), build_processes=1)
        engine = open_engine(settings)
        with engine.draft("empty") as draft:
            draft.put(Document(key=str(n), title=a, text=b) for n, (a, b) in enumerate(pairs))
            draft.publish()
        with engine.snapshot() as snapshot:
            return snapshot.lexicon

    return build
