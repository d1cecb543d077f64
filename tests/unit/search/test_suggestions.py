"""What is suggested to a reader who types: which titles, and what looking for them may cost."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from search import suggestions
from search.document import Document
from search.engines.matching import Deadline
from search.engines.open import open_engine
from search.query.tree import Prefix, Word
from search.settings import Settings
from search.suggestions import MOST, Suggestions, being_typed, suggested

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.query.tree import Node

TITLES = [
    ("Le pont des Tanneurs s’effondre", 1),
    ("Pont des Tanneurs : onze jours de procès", 9),
    ("Les ponts du département", 4),
    ("L’hôpital ferme", 2),
    ("Élections : le préfet répond", 3),
    *((f"Météo du {day}", day) for day in range(1, 9)),
    *(("Météo marine", day) for day in range(10, 16)),
]
TODAY = dt.date(2024, 7, 1)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Suggestions]:
    folder = tmp_path_factory.mktemp("suggestions") / "index"
    engine = open_engine(Settings(index=folder, build_processes=1))
    with engine.draft("empty") as draft:
        draft.put(
            Document(
                key=str(number),
                title=title,
                text="Un pont, un préfet, un procès et la météo.",
                date=dt.date(2024, 6, day),
                source="Le Courrier",
            )
            for number, (title, day) in enumerate(TITLES)
        )
        draft.publish()

    def asking(text: str) -> Suggestions:
        with engine.snapshot() as snapshot:
            return suggested(text, snapshot, TODAY, Deadline(60))

    return asking


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("", ()),
        ("pont", (Prefix("pont"),)),
        ("pont ", (Word("pont"),)),
        ("pont tan", (Word("pont"), Prefix("tan"))),
        ("pont ta", (Word("pont"),)),
        ("po", ()),
        ("l'h", ()),
        ("l'hôp", (Prefix("l'hôp"),)),
        ("pont -tan", ()),
        ("titre:pont", ()),
        ("« pont des", (Word("pont"), Prefix("des"))),
        ("=pont", ()),
        ("date:2024", ()),
        ("pont OU tan", ()),
        ("…", ()),
    ],
)
def test_titles_are_looked_for_by_words_alone(text: str, nodes: tuple[Node, ...]) -> None:
    assert being_typed(text) == nodes


def test_titles_hold_every_word_newest_first(ask: Callable[[str], Suggestions]) -> None:
    found = ask("tanneurs pon").titles
    assert [one.title for one in found] == [TITLES[1][0], TITLES[0][0]]
    assert (found[0].date, found[0].source) == (dt.date(2024, 6, 9), "Le Courrier")
    assert [one.title for one in ask("pont").titles] == [TITLES[n][0] for n in (1, 2, 0)]
    assert [one.title for one in ask("hopi").titles] == ["L’hôpital ferme"]
    assert ask("préfet tanneurs").titles == ()


def test_words_are_completed_beside(ask: Callable[[str], Suggestions]) -> None:
    assert [one.text for one in ask("le préf").completions] == ["le préfet"]
    assert ask("préfet ").completions == ()
    assert ask("préfet ").titles[0].title == "Élections : le préfet répond"


def test_a_title_is_shown_once_and_a_few_are(ask: Callable[[str], Suggestions]) -> None:
    found = [one.title for one in ask("météo").titles]
    assert found == ["Météo marine", "Météo du 8", "Météo du 7", "Météo du 6"]
    assert len(found) == MOST


def test_a_beginning_that_costs_too_much_has_no_titles(
    ask: Callable[[str], Suggestions], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestions, "POSTINGS", 18)
    assert ask("météo").titles == ()
    assert ask("météo").completions
    assert ask("marin").titles
