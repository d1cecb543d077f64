"""The texts of the golden questions, indexed by the product, and a plain scan to check it."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from search.document import Document
from search.engines.open import open_engine
from search.plan.resolve import resolve
from search.query.parser import parse
from search.searcher import Request, Searcher
from search.settings import Settings
from tests.oracle.plan_scan import scan_plan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from search.engines.interface import Engine

TODAY = dt.date(2024, 6, 19)

DATA = Path(__file__).resolve().parents[1] / "data"
TABLE = DATA / "french_matches.tsv"
BACKGROUND = DATA / "french_background.txt"
UNTITLED = "…"
"""Articles have a headline; this one has no word that a question could find."""

_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


@dataclasses.dataclass(frozen=True)
class Case:
    """One row of the table: a question, and whether it must find a text."""

    phenomenon: str
    query: str
    text: str
    match: str
    status: str
    note: str


def read_cases() -> list[Case]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    unescaped = [{name: _unescaped(value) for name, value in row.items()} for row in rows]
    return [Case(**row) for row in unescaped]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    cases = read_cases()
    if "case" in metafunc.fixturenames:
        names = [f"{one.query} ~ {one.text}" for one in cases]
        metafunc.parametrize("case", cases, ids=names)
    if "query" in metafunc.fixturenames:
        metafunc.parametrize("query", dict.fromkeys(case.query for case in cases))


class Collection:
    """The golden texts and the background, indexed whole by the product."""

    def __init__(self, folder: Path, texts: Sequence[str]) -> None:
        settings = Settings(
            index=folder, max_page_size=len(texts), max_offset=len(texts), deadline_seconds=60
        )
        self._engine: Engine = open_engine(settings)
        documents = [Document(key=text, title=UNTITLED, text=text) for text in texts]
        with self._engine.draft("empty") as draft:
            draft.put(documents)
            draft.publish()
        self._searcher = Searcher(self._engine, settings)
        self._scanned = dict(zip(texts, scan_plan(documents), strict=True))

    def found(self, query: str) -> set[str]:
        """Return the texts that the product finds."""
        answer = self._searcher.answer(Request(text=query, size=len(self._scanned)))
        assert answer.total == len(answer.hits)
        return {hit.key for hit in answer.hits}

    def scanned(self, query: str) -> set[str]:
        """Return the texts that match the query's plan, read one after the other."""
        with self._engine.snapshot() as snapshot:
            plan = resolve(parse(query)[0], snapshot.lexicon, TODAY).plan
        return {text for text, scanned in self._scanned.items() if scanned.holds(plan.root)}


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    texts = [case.text for case in read_cases()]
    texts += BACKGROUND.read_text(encoding="utf-8").splitlines()
    return Collection(tmp_path_factory.mktemp("golden") / "index", list(dict.fromkeys(texts)))


@pytest.fixture(scope="session")
def all_cases() -> list[Case]:
    return read_cases()


def _unescaped(value: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), value)
