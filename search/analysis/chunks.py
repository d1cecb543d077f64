"""The one regular-expression pass that cuts a text into chunks and sentence marks.

A chunk is a run of letters and digits with what may stand inside a word: apostrophes, the full
stops of an acronym, the spaces of a grouped number; or a sign that is read as a word. What a chunk
holds is decided by the filters, once for each distinct chunk.
"""

from __future__ import annotations

import re

APOSTROPHES = "'’ʼ‘＇‛´`"
"""Characters that newspapers use as an apostrophe: U+0027, 2019, 02BC, 2018, FF07, 201B, B4, 60."""

LETTER_APOSTROPHE = "ʼ"
"""The one among them that Unicode takes for a letter."""

INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff"
"""Soft hyphen, zero-width space and joiners, word joiner, byte order mark: printed as nothing."""

COMBINING = (
    "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
)
"""Marks that combine with the letter before them (Latin, Hebrew, Arabic)."""

GROUP_SPACES = " \u00a0\u202f\u2009."
"""What parts the groups of three digits of a number: spaces of four kinds, or a full stop."""

SENTENCE_MARKS = '.!?…:;«»“”"\n•([–—'
"""After one of these a capital letter says nothing about the word."""

READ_SIGNS = {"€": "euros"}
"""Signs that are read as a word, with its form: `50 €` is 50 euros."""

_WORD = rf"[^\W_]+(?:[{INVISIBLE}{COMBINING}]+[^\W_]*)*"
_ACRONYM = r"(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![^\W_]))?"
_GROUPED = rf"\d{{1,3}}(?:[{GROUP_SPACES}]\d{{3}})+(?![^\W_])(?:,\d+)?"
_DECIMAL = r"\d+[.,]\d+(?:\.\d+)*(?![^\W_])"
_UNIT = f"(?:{_ACRONYM}|{_GROUPED}|{_DECIMAL}|{_WORD})"

_PLAIN = r"[a-zA-ZÀ-ÖØ-öø-ÿ]{2,}+(?=[ .,\n])"
"""Most words of a text, found twice as fast; without it the rest would find the same."""

ANY_CHUNK = rf"{_UNIT}(?:[{APOSTROPHES}]{_UNIT})*|[{''.join(READ_SIGNS)}]"
"""The pattern that says what a chunk is."""

CHUNK = re.compile(rf"{_PLAIN}|{ANY_CHUNK}")
"""A chunk alone."""

CHUNK_OR_MARK = re.compile(rf"{CHUNK.pattern}|[{re.escape(SENTENCE_MARKS)}]")
"""A chunk, or one sentence mark."""
