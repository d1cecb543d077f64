"""The forms that a prefix stands for, and those that it leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.document import Document
from search.engines.open import open_engine
from search.engines.whoosh_engine.execute.prefixes import Prefixes
from search.engines.whoosh_engine.format.files import LEXICON
from search.engines.whoosh_engine.format.lexicon import LexiconFile
from search.plan.nodes import And, Not, Phrase, Plan, Prefix
from search.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = ("constitué constitué", "constitution contre constituer", "constitution côté constat cœur")
CONSTIT = Prefix("constit*", "constit")


@pytest.fixture
def lexicons(tmp_path: Path) -> list[LexiconFile]:
    """The lexicons of two segments, the second so large that the first is not folded into it."""
    engine = open_engine(Settings(index=tmp_path, build_processes=1))
    for number, texts in enumerate([TEXTS * 3, TEXTS[1:]]):
        with engine.draft("current" if number else "empty") as draft:
            draft.put(
                Document(key=f"{number}-{at}", title="Titre", text=text)
                for at, text in enumerate(texts)
            )
            draft.publish()
    return [LexiconFile(folder / LEXICON) for folder in sorted((tmp_path / "segments").iterdir())]


def test_most_frequent_forms_first_over_all_segments(lexicons: list[LexiconFile]) -> None:
    assert len(lexicons) == 2
    spelt = Prefixes(lexicons).spelt(CONSTIT)
    assert [(one.form, one.documents) for one in spelt] == [
        ("constitution", 8), ("constituer", 4), ("constitué", 3),
    ]  # fmt: skip
    assert {one.weight for one in spelt} == {1.0}


@pytest.mark.parametrize(
    ("beginning", "forms"),
    [
        ("constitue", {"constituer", "constitué"}),
        ("constitué", {"constitué"}),
        ("cote", {"côté"}),
        ("côt", {"côté"}),
        ("cœu", {"cœur"}),
        ("coe", {"cœur"}),
        ("ôcô", set()),
    ],
)
def test_a_typed_accent_counts(
    lexicons: list[LexiconFile], beginning: str, forms: set[str]
) -> None:
    spelt = Prefixes(lexicons).spelt(Prefix(beginning, beginning))
    assert {one.form for one in spelt} == forms


def test_what_is_over_the_limit_is_said_wherever_the_prefix_stands(
    lexicons: list[LexiconFile],
) -> None:
    prefixes = Prefixes(lexicons, most=2)
    assert [one.form for one in prefixes.spelt(CONSTIT)] == ["constitution", "constituer"]
    root = And((Not(Phrase("constit*", (CONSTIT,))), Prefix("cœu*", "cœu")))
    assert list(prefixes.left_out_of(Plan(root))) == [("constit*", 1)]
