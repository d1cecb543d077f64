"""Stretches: the regular expression finds in each alone what it finds in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.chunks import CHUNK_OR_MARK, SENTENCE_MARKS
from search.analysis.stretches import stretches

NASTY = (
    "abéœÉ1234  ..,,''’ʼ´`\u00ad\u0301\u05b0\u200b\ufeff\u00a0\u202f\u2009×÷ÿ\U0001f600\U00010400漢"
    "_-–\n«»²½٣ﬁ•:\ud800\uffff\0"
)

any_texts = st.lists(st.text(st.characters() | st.sampled_from(NASTY)), min_size=1, max_size=4)
"""Any characters, those that join or part words more often than the others."""


def utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def whole(text: str) -> list[tuple[str, bool]]:
    """Return the chunks of a text, and whether each stands after a sentence mark."""
    return after_marks(CHUNK_OR_MARK.findall(text), marked=True)


def after_marks(found: list[str], marked: bool) -> list[tuple[str, bool]]:
    chunks = []
    for one in found:
        if one not in SENTENCE_MARKS:
            chunks.append((one, marked))
        marked = one in SENTENCE_MARKS
    return chunks


def by_stretches(texts: list[str]) -> list[list[tuple[str, bool]]]:
    """Return the same for some texts, a stretch at a time."""
    found = stretches([utf8(text) for text in texts])
    lists = []
    for number in range(len(texts)):
        items: list[str] = []
        for stretch in range(*found.firsts[number : number + 2].tolist()):
            items += ["."] * bool(found.marked[stretch])
            data = found.data[found.begins[stretch] : found.ends[stretch]]
            items += CHUNK_OR_MARK.findall(data.decode("utf-8", "surrogatepass"))
        lists.append(after_marks(items, marked=True))
    return lists


@given(any_texts)
def test_stretches_hold_the_chunks_of_their_text(texts: list[str]) -> None:
    assert by_stretches(texts) == [whole(text) for text in texts]


@given(any_texts)
def test_characters_are_counted_up_to_each_stretch(texts: list[str]) -> None:
    found = stretches([utf8(text) for text in texts])
    before = found.characters(found.begins).tolist()
    decoded = [found.data[:begin].decode("utf-8", "surrogatepass") for begin in found.begins]
    assert before == [len(text) for text in decoded]


@pytest.mark.parametrize(
    "text",
    [
        "L’O.N.U. a voté. L’après-midi, 1 000,5 € (soit 3.0) le 19.06.2024 !",
        "C.G.T.’s U.S.A.'s a.b.c.d.e A.B fin.Le www.exemple.fr",
        "12 345 678 habitants, 1 23 456, 1 2345, 10\u202f000 et 1.000.000,25",
        "aujourd’hui ’tis l'' d’’é l’\u00adété mot\u00ad \u00ad. \u200b. Le soir × deux ÷ trois",
        "٣.٣ ²,² ½’½ x\u0301’y\u0301 🙂’a 𐐀.𐐀.",
    ],
)
def test_what_joins_a_word_is_inside_a_stretch(text: str) -> None:
    assert by_stretches([text, "", text]) == [whole(text), [], whole(text)]
