"""Everything that is said has its English, and the English is well printed."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

import pytest

from tests.catalogue.sentences import extracted, forms, translated

if TYPE_CHECKING:
    from babel.messages.catalog import Message

ENGLISH = [message for message in translated() if message.id]


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_catalogue_holds_what_is_said_and_nothing_else() -> None:
    said = {message.id for message in extracted() if message.id}
    assert {message.id for message in ENGLISH} == said
    assert not translated().obsolete


@pytest.mark.parametrize("message", ENGLISH, ids=lambda message: str(message.id)[:60])
def test_a_sentence_has_its_english(message: Message) -> None:
    french, english = forms(message.id), forms(message.string)
    assert not message.fuzzy
    assert len(english) == len(french)
    assert all(english)
    for source, text in zip(french, english, strict=True):
        assert names(source) == names(text)
        assert source[:1].isspace() == text[:1].isspace()
        assert not re.search(r"['\"«»\u00a0\u202f]| [;:!?]", text), text
