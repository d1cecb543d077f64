from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.characters import clean, one_line, paragraphs


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        ("un\x00 deux\x07", "un deux"),
        ("l\x92été\x85", "l’été…"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("consé\u00adquence", "conséquence"),
        ("Ã©tÃ© Ã\xa0 Paris", "été à Paris"),
        ("lâ€™Ã©lÃ¨ve", "l’élève"),
        ("seul \ud800 perdu", "seul  perdu"),
        # Nothing broken, nothing changed.
        ("« L’œuvre » — ﬁn… 10\u202f000 \"droit\" 'simple'", None),
        ("ÂME et ÎLE, Ã la carte", None),
    ],
)
def test_clean(given_text: str, expected: str | None) -> None:
    assert clean(given_text) == (given_text if expected is None else expected)


def test_no_break_spaces_survive_and_runs_are_one() -> None:
    assert one_line("  Paris :\u00a0  la \t fin\u00a0!\n ") == "Paris :\u00a0la fin\u00a0!"


def test_paragraphs_by_empty_lines_else_by_lines() -> None:
    assert paragraphs("un\ndeux\n \ntrois\n") == ["un deux", "trois"]
    assert paragraphs("un\ndeux\n") == ["un", "deux"]


@given(st.text())
def test_what_is_kept_can_be_stored_on_one_line(text: str) -> None:
    line = one_line(text)
    line.encode("utf-8")
    assert "\n" not in line
    assert "\x00" not in line
    assert line == line.strip()
    assert "  " not in line
