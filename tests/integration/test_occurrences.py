"""What is marked on a page of results is what analysing the whole articles would mark."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from search.analysis.french import Analyzer
from search.analysis.places import Places
from search.answers import Request
from search.articles import LONGEST
from search.document import Document
from search.engines.matching import Deadline, Want
from search.engines.open import open_engine
from search.engines.whoosh_engine.execute.occurrences import MOST
from search.engines.whoosh_engine.format.arrays import read_arrays, write_arrays
from search.errors import IndexDamaged
from search.marks import Marker, Occurrences, wanted
from search.plan.resolve import resolve
from search.query.parser import parse
from search.searcher import Searcher
from search.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from search.engines.interface import Engine

TODAY = dt.date(2024, 6, 19)
QUESTIONS = (
    "france",
    "le président",
    '"de la"',
    "ville maire ecole",
    "19",
    "-sport",
    "l'état =les",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_marks_are_those_of_the_whole_text(sample_index: Path, question: str) -> None:
    with open_engine(Settings(index=sample_index)).snapshot() as snapshot:
        plan = resolve(parse(question)[0], snapshot.lexicon, TODAY).plan
        matches = snapshot.search(plan, Want(limit=50, occurrences=True), Deadline(60))
        passages = snapshot.passages([match.id for match in matches.top])
    assert matches.top
    marker, analyzer, forms = Marker(plan.words, Analyzer()), Analyzer(), wanted(plan.words)
    for match, passage in zip(matches.top, passages, strict=True):
        document = passage.document
        title = Occurrences(match.title, forms, Places(document.title, (), analyzer))
        text = Occurrences(match.text, forms, Places(document.text, passage.checkpoints, analyzer))
        assert title.marks() == marker.marks(document.title, "title")
        assert text.marks() == marker.marks(document.text, "text")


@pytest.fixture(scope="module")
def long_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of one article of a megabyte."""
    folder = tmp_path_factory.mktemp("long") / "index"
    text = " ".join(f"Le {number}e navire entre au port." for number in range(32_000))
    assert len(text) > 1_000_000
    with engine(folder).draft("empty") as draft:
        draft.put([Document(key="long", title="Au port", text=text)])
        draft.publish()
    return folder


def engine(folder: Path) -> Engine:
    return open_engine(Settings(index=folder, build_processes=1))


@pytest.mark.parametrize("question", ["navire", "31999e navire", '"au port"', "navire port 500e"])
def test_a_page_reads_little_of_a_long_article(long_index: Path, question: str) -> None:
    searcher = Searcher(engine(long_index), Settings())
    [hit] = searcher.answer(Request(text=question)).hits
    assert hit.snippets
    assert searcher.characters_analysed < 10_000


def test_of_an_immense_article_the_beginning_is_shown(long_index: Path) -> None:
    searcher = Searcher(engine(long_index), Settings())
    article = searcher.article("long", Request(text="navire"))
    assert article.cut_short
    assert searcher.characters_analysed < LONGEST + 1_000
    [paragraph] = article.paragraphs
    shown = "".join(span.text for span in paragraph)
    assert len(shown) == LONGEST
    assert article.marks == shown.count("navire") > 0


def test_each_paragraph_holds_its_own_marks(tmp_path: Path) -> None:
    with engine(tmp_path).draft("empty") as draft:
        text = "\n\n".join(["Le pont, ce pont.", "Rien.", "Un grand", "pont"] * 20)
        draft.put([Document(key="a", title="Au port", text=text)])
        draft.publish()
    asked = Request(text='pont OU "grand pont"')
    article = Searcher(engine(tmp_path), Settings()).article("a", asked)
    marked = [[span.text for span in one if span.marked] for one in article.paragraphs]
    assert marked == [["pont", "pont"], [], ["grand"], ["pont"]] * 20
    assert not article.cut_short


def test_of_a_word_that_is_repeated_without_end_the_first_are_looked_at(tmp_path: Path) -> None:
    with engine(tmp_path).draft("empty") as draft:
        text = "Le pont. " * 2_500 + "Un navire unique."
        draft.put([Document(key=str(n), title="Au port", text=f"{text} {n}") for n in range(3)])
        draft.publish()
    with engine(tmp_path).snapshot() as snapshot:
        plan = resolve(parse("pont OU navire")[0], snapshot.lexicon, TODAY).plan
        top = snapshot.search(plan, Want(limit=3, occurrences=True), Deadline(600)).top
    assert [len(match.text) for match in top] == 3 * [MOST + 1]
    for hit in Searcher(engine(tmp_path), Settings()).answer(Request(text="pont navire")).hits:
        marked = {span.text for spans in hit.snippets for span in spans if span.marked}
        assert marked == {"pont", "navire"}


@pytest.mark.parametrize("forged", [0, 3, 10, 254, 255])
def test_forged_checkpoints_mark_nothing_wrong(
    long_index: Path, tmp_path: Path, forged: int
) -> None:
    """Whatever they say, with checksums that are right: damage is said, or the marks are right."""
    folder = tmp_path / "forged"
    shutil.copytree(long_index, folder)
    for file in folder.glob("segments/*/columns.bin"):
        arrays = {name: np.array(array) for name, array in read_arrays(file).items()}
        arrays["step.values"][:] = forged
        file.unlink()
        write_arrays(file, arrays)
    try:
        [hit] = Searcher(engine(folder), Settings()).answer(Request(text="31000e")).hits
    except IndexDamaged:
        return
    assert [s.text for spans in hit.snippets for s in spans if s.marked] == ["31000e"]
