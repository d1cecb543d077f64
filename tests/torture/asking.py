"""All that an index can be asked, so that two of them can be compared to the last letter."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING

from search.answers import Request
from search.engines.keeping import GenerationId
from search.errors import ManchetteError, UnknownDocument
from search.plan.nodes import Filters
from search.searcher import Searcher
from search.settings import Settings
from tests.torture.corpus import engine_over

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from search.engines.interface import Engine

_GAZETTE = Filters(values={"source": ("La Gazette",), "author": ("Ana Ruiz",)})
QUESTIONS = (
    Request(text=""),
    Request(text="présidents coreens"),
    Request(text="pont"),
    Request(text='"le pont" OU sommet', sort="newest"),
    Request(text="peche -thon", page=2, size=5),
    Request(text="vil* PROCHE/9 eau"),
    Request(text="titre:sécheresse source:courrier depuis:2020"),
    Request(text="grêle crue plateau rivière maire", match="any", sort="oldest"),
    Request(text="presidant sagefemme"),
    Request(text="Gaddafi juge avocat tribunal procès enquête"),
    Request(text="unicum25"),
    Request(text="eau", filters=_GAZETTE),
)
NO_GENERATION = GenerationId("")
NAMES = tuple(f"article-{number}" for number in (0, 3, 21, 25, 131, 145))
BEGINNINGS = ("pré", "le sé", "un")


def asks(engine: Engine) -> list[Callable[[], str]]:
    """Return every question, each as a call that returns all of its answer."""
    searcher = Searcher(engine, Settings(deadline_seconds=600))

    def answer(request: Request) -> str:
        whole = searcher.answer(request)
        return repr(dataclasses.replace(whole, took_ms=0.0, generation=NO_GENERATION))

    def article(name: str) -> str:
        try:
            whole = searcher.article(name, Request(text="pont maire"), beside=True)
        except UnknownDocument:
            return "unknown"
        return repr(dataclasses.replace(whole, generation=NO_GENERATION))

    def suggestions(beginning: str) -> str:
        return repr(dataclasses.replace(searcher.suggestions(beginning), generation=NO_GENERATION))

    def stored() -> str:
        with engine.snapshot() as snapshot:
            found = sorted(map(repr, snapshot.documents()))
            entries = sorted(map(repr, snapshot.entries()))
            held = dataclasses.replace(snapshot.inventory(), bytes=0)  # tombstones weigh too
            return repr((found, entries, held))

    return [
        *(functools.partial(answer, one) for one in QUESTIONS),
        *(functools.partial(article, one) for one in NAMES),
        *(functools.partial(suggestions, one) for one in BEGINNINGS),
        stored,
    ]


def answers(engine: Engine) -> list[str]:
    """Return the answer to every question."""
    return [ask() for ask in asks(engine)]


def load(index: Path) -> None:
    """Answer everything once, so that what a process loads for it is there in those it forks."""
    engine = engine_over(index)
    answers(engine)
    list(engine.verify())
    engine.close()


def answered(
    engine: Engine, wanted: tuple[list[str], ...], numbers: Iterable[int]
) -> tuple[set[int], list[ManchetteError]]:
    """Ask some of all questions, by their numbers.

    Returns:
        The lists that answers were found in, -1 among them for an answer that is in none, and the
        errors of questions that were refused.
    """
    found: set[int] = set()
    refused: list[ManchetteError] = []
    every = asks(engine)
    for number in numbers:
        try:
            said = every[number]()
        except ManchetteError as error:
            refused.append(error)
            continue
        found.add(next((n for n, one in enumerate(wanted) if one[number] == said), -1))
    return found, refused
