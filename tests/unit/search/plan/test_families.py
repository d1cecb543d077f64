"""The forms that resemble a word: for ranking, at a small weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from search.plan import weights
from search.plan.families import family
from search.plan.words import any_inflection, to_the_letter, wider

if TYPE_CHECKING:
    from collections.abc import Callable

    from search.lexicon.interface import Lexicon

TEXTS = (
    "La Corée et le Coréen. Les Coréennes en Corée. Des corps.",
    "Le président, la présidence, un résident. La Corée.",
    "Décorée.",
)


@pytest.fixture(scope="module")
def lexicon(lexicon_of: Callable[..., Lexicon]) -> Lexicon:
    return lexicon_of(*TEXTS)


def forms(lexicon: Lexicon, typed: str) -> dict[str, float]:
    sense = any_inflection(lexicon, typed)
    return {one.form: one.weight for one in family(lexicon, sense)}


def test_likeness_is_of_sequences_of_four_letters(lexicon: Lexicon) -> None:
    # core oree | core oree reen: 2 * 2 / (2 + 3); core … enne nnes: 2 * 2 / (2 + 6)
    assert forms(lexicon, "coree") == pytest.approx(
        {"coréen": weights.FAMILY * 0.8**2, "coréennes": weights.FAMILY * 0.5**2}
    )


def test_forms_that_begin_otherwise_are_of_another_family(lexicon: Lexicon) -> None:
    assert "résident" not in forms(lexicon, "président")


def test_own_forms_are_in_no_family(lexicon: Lexicon) -> None:
    sense = any_inflection(lexicon, "coréen")
    own = {one.form for one in (*sense.spellings, *wider(lexicon, sense))}
    assert own.isdisjoint(forms(lexicon, "coréen"))


def test_short_and_unknown_words_have_none(lexicon: Lexicon) -> None:
    assert forms(lexicon, "la") == {}
    assert family(lexicon, to_the_letter(lexicon, "zébu")) == ()


def test_the_most_alike_come_first(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "FAMILY_FORMS", 1)
    assert set(forms(lexicon, "corée")) == {"coréen"}
