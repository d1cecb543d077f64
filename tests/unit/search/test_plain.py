from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.plain import plain


def test_plain() -> None:
    assert plain("À  l’ÉCOLE\u00a0: çà") == "a l'ecole : ca"


@given(st.text())
def test_any_text_is_made_plain(text: str) -> None:
    assert "  " not in plain(text)
