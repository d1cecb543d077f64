"""What was found in a lexicon is found once, and forgotten with it."""

from __future__ import annotations

import copy
import gc
import weakref
from typing import TYPE_CHECKING

from search.lexicon.remembered import remembered

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.lexicon.interface import Lexicon


def documents_of(asked: list[str], most: int = 10) -> Callable[..., int]:
    """Return a function that says how many documents hold a form, and notes each question."""

    @remembered(most)
    def documents(lexicon: Lexicon, form: str, *, times: int = 1) -> int:
        asked.append(form)
        entry = lexicon.entry(form)
        return entry.documents * times if entry else 0

    return documents


def test_a_question_is_answered_once(lexicon_of: Callable[..., Lexicon]) -> None:
    asked: list[str] = []
    documents, lexicon = documents_of(asked), lexicon_of("Le port.", "Un port.")
    assert [documents(lexicon, form) for form in ("port", "mer", "port", "mer")] == [2, 0, 2, 0]
    assert asked == ["port", "mer"]
    assert [documents(lexicon, "port", times=3), documents(lexicon, "port")] == [6, 2]


def test_each_lexicon_has_its_own_answers(lexicon_of: Callable[..., Lexicon]) -> None:
    asked: list[str] = []
    documents = documents_of(asked)
    lexicons = [lexicon_of(*["Un port."] * times) for times in (1, 2)]
    assert [documents(lexicon, "port") for lexicon in lexicons * 2] == [1, 2, 1, 2]
    assert asked == ["port", "port"]


def test_no_more_than_so_many_are_kept(lexicon_of: Callable[..., Lexicon]) -> None:
    asked: list[str] = []
    documents, lexicon = documents_of(asked, most=2), lexicon_of("Un port.")
    for form in ("a", "b", "c", "a", "c"):
        documents(lexicon, form)
    assert asked == ["a", "b", "c", "a"]


def test_a_lexicon_is_let_go_of(lexicon_of: Callable[..., Lexicon]) -> None:
    """One that were kept would keep the files of its generation, which `forget` waits for."""
    documents = documents_of([])
    lexicon = copy.copy(lexicon_of("Un port."))  # the engine holds its own
    documents(lexicon, "port")
    gone = weakref.ref(lexicon)
    del lexicon
    gc.collect()
    assert gone() is None
