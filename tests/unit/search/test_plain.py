from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.plain import plain, visible


def test_plain() -> None:
    assert plain("À  l’ÉCOLE\u00a0: çà") == "a l'ecole : ca"


@given(st.text())
def test_any_text_is_made_plain(text: str) -> None:
    assert "  " not in plain(text)


def test_what_moves_a_cursor_is_spelt() -> None:
    assert visible("a\x1b[31m\nb\u202ec\u00a0é’") == "a\\x1b[31m\\nb\\u202ec\u00a0é’"
