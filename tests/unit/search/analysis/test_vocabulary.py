"""Which words are French."""

from __future__ import annotations

import pytest

from search.analysis.vocabulary import is_french


@pytest.mark.parametrize(
    "form", ["hippocampe", "démission", "demission", "hélicoptères", "helicopteres", "œuf", "oeuf"]
)
def test_the_dictionary_knows_a_word_with_or_without_its_accents(form: str) -> None:
    assert is_french(form)


@pytest.mark.parametrize("form", ["macorn", "démision", "présidént", "porteparole", "zqxwk", ""])
def test_a_slip_is_no_word(form: str) -> None:
    assert not is_french(form)
