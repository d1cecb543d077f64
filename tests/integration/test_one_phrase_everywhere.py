"""A phrase that occurs is one mark in every view: page, article, JSON, terminal, files."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from search.answers import Request
from search.document import Document
from search.engines.open import open_engine
from search.searcher import Searcher
from search.settings import Settings
from web.app import create_app
from web.terminal import print_answer

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "La Corée du Nord répond. Le nord de la Corée attend.\n\nÀ Séoul, la Corée du Nord inquiète."
PHRASE = "« corée du nord »"


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    settings = Settings(index=tmp_path_factory.mktemp("phrase") / "index", build_processes=1)
    engine = open_engine(settings)
    with engine.draft("empty") as draft:
        draft.put([Document(key="a", title="Que veut la Corée du Nord ?", text=TEXT)])
        draft.publish()
    return Searcher(engine, settings)


def test_every_view_agrees(searcher: Searcher, tmp_path: Path) -> None:
    client = create_app(Settings(index=tmp_path), searcher).test_client()
    asked = {"q": PHRASE}
    page = client.get("/search", query_string=asked).text
    marked = re.findall(r"<mark[^>]*>(.*?)</mark>", page)
    assert marked == ["Corée du Nord"] * 3
    assert "3 occurrences" in page
    article = client.get("/documents/a", query_string=asked).text
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", article) == marked
    assert "3 occurrences de «\u00a0corée du nord\u00a0»" in article
    (hit,) = json.loads(client.get("/api/search", query_string=asked).data)["hits"]
    assert re.findall("<mark>(.*?)</mark>", " ".join([hit["title_html"], *hit["snippets"]])) == (
        marked
    )
    assert json.loads(client.get("/api/documents/a", query_string=asked).data)["occurrences"] == 3
    (row,) = client.get("/search.jsonl", query_string=asked).data.splitlines()
    assert json.loads(row)["occurrences"] == 3
    output = io.StringIO()
    print_answer(searcher.answer(Request(text=PHRASE)), Console(file=output, width=200))
    assert output.getvalue().count("*Corée du Nord*") == 3


def test_words_are_counted_one_by_one(searcher: Searcher, tmp_path: Path) -> None:
    client = create_app(Settings(index=tmp_path), searcher).test_client()
    article = client.get("/documents/a?q=nord+corée+séoul").text
    assert "9 occurrences\u00a0: nord\u00a04, corée\u00a04, séoul\u00a01" in article
