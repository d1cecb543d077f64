"""Whether every spelling of a name finds the others (`names/variants.tsv`)."""

from __future__ import annotations

import collections
import csv
from typing import TYPE_CHECKING

import pytest

from search.answers import Request
from search.document import Document
from search.engines.open import open_engine
from search.searcher import Searcher
from search.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.corpus

LEAST = 0.90


@pytest.fixture(scope="module")
def groups(shared_data: Path) -> dict[str, list[str]]:
    found = collections.defaultdict(list)
    with (shared_data / "names" / "variants.tsv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found[row["group"]].append(row["variant"])
    return found


def test_groups_meet(groups: dict[str, list[str]], tmp_path: Path) -> None:
    settings = Settings(index=tmp_path, build_processes=1)
    engine = open_engine(settings)
    documents = (
        Document(key=variant, title="", text=f"Le reportage sur {variant} est paru hier.")
        for variants in groups.values()
        for variant in variants
    )
    with engine.draft("empty") as draft:
        draft.put(documents)
        draft.publish()
    searcher = Searcher(engine, settings)
    apart = []
    for variants in groups.values():
        for variant in variants:
            answer = searcher.answer(Request(text=variant, size=50))
            missed = set(variants) - {hit.key for hit in answer.hits}
            if missed:
                apart.append((variants[0], variant, sorted(missed)))
    meeting = 1 - len({name for name, *_ in apart}) / len(groups)
    assert meeting >= LEAST, "\n".join(map(str, apart))
