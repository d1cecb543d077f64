"""Runs: what the analyser finds word by word, found with arrays."""

from __future__ import annotations

import collections
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.chunks import CHUNK_OR_MARK, SENTENCE_MARKS
from search.analysis.french import Analyzer, parts_of
from search.analysis.places import CHECKPOINT
from search.engines.whoosh_engine.build.entries import entry_of
from search.engines.whoosh_engine.build.known import CAPITALISED, OTHERWISE, Known, capitalised
from search.engines.whoosh_engine.build.run import RunBuilder
from search.engines.whoosh_engine.format.postings import GAP, LEAD

if TYPE_CHECKING:
    from search.engines.whoosh_engine.build.run import Run

FIRST = 7

printed = st.sampled_from(
    ["le", "Le", "LE", "l’été", "l’Été", "L’ÉTÉ", "pont.", "ponts.", "Pont", "œuvre", "Œuvre"]
)
odd = st.sampled_from(
    ["U.R.S.S.", "«", "1\u00a0000", "19.06.2024", "...", "d’O’Brien", "\u200b", "\u00ad."]
)
long = st.sampled_from(["anticonstitutionnellement", "Anticonstitutionnellement"])
any_words = st.lists(printed | odd | long | st.text(max_size=6), max_size=40).map(" ".join)
documents = st.lists(st.tuples(any_words, any_words), min_size=1, max_size=4)


def utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def run_of(articles: list[tuple[str, str]], known: Known | None = None) -> Run:
    builder = RunBuilder(Known() if known is None else known, FIRST)
    for title, text in articles:
        builder.add(utf8(title), utf8(text))
    return builder.run()


def placed(articles: list[tuple[str, str]]) -> list[tuple[bytes, int, list[int], int, int]]:
    """Return the postings of articles, from the analyser's tokens."""
    found: dict[tuple[bytes, int], list[int]] = collections.defaultdict(list)
    titles = []
    for number, (title, text) in enumerate(articles):
        forms = Analyzer().forms(title)
        titles.append(len(forms))
        for position, form in enumerate(forms):
            found[entry_of(form), number].append(position)
        for position, form in enumerate(Analyzer().forms(text), len(forms) + GAP):
            found[entry_of(form), number].append(position)
    postings = []
    for (entry, number), positions in found.items():
        size = titles[number]
        in_title = sum(one < size for one in positions)
        in_lead = sum(size + GAP <= one < size + GAP + LEAD for one in positions)
        postings.append((entry, FIRST + number, positions, in_title, in_lead))
    # By stem, then by document, then by form.
    return sorted(postings, key=lambda one: (one[0].split(b"\0")[0], one[1], one[0]))


@given(documents)
def test_postings_are_those_of_the_analyser(articles: list[tuple[str, str]]) -> None:
    run = run_of(articles)
    ends = np.cumsum(run.frequencies, dtype=np.int64)
    postings = [
        (run.entries[form], document, run.positions[end - often : end].tolist(), title, lead)
        for form, document, often, end, title, lead in zip(
            run.form.tolist(), run.documents.tolist(), run.frequencies.tolist(), ends.tolist(),
            run.title.tolist(), run.lead.tolist(), strict=True,
        )
    ]  # fmt: skip
    assert postings == placed(articles)
    lengths = [[len(Analyzer().forms(field)) for field in article] for article in articles]
    assert run.lengths.tolist() == lengths


@given(documents)
def test_printings_are_counted_as_they_stand(articles: list[tuple[str, str]]) -> None:
    expected: collections.Counter[tuple[str, str, str]] = collections.Counter()
    for field in (field for article in articles for field in article):
        initial = True
        for chunk in CHUNK_OR_MARK.findall(field):
            for part in parts_of(chunk):
                printed = chunk[part.start : part.end]
                expected[part.form, printed, "times"] += 1
                expected[part.form, printed, "inside"] += bool(part.start) or not initial
                expected[part.form, part.elided, "elided"] += bool(part.elided)
            initial = chunk in SENTENCE_MARKS
    run = run_of(articles)
    counted = run.counted
    forms = [entry.split(b"\0")[1].decode("utf-8", "surrogatepass") for entry in run.entries]
    otherwise = iter(counted.otherwise)
    got: collections.Counter[tuple[str, str, str]] = collections.Counter()
    for number, style, times, inside in zip(
        counted.form, counted.style, counted.occurrences, counted.inside, strict=True
    ):
        form = forms[number]
        printed = capitalised(form) if style == CAPITALISED else form
        printed = next(otherwise) if style == OTHERWISE else printed
        got[form, printed, "times"] += int(times)
        got[form, printed, "inside"] += int(inside)
    for number, letters, times in zip(
        counted.elided_form, counted.elided_letters, counted.elided_times, strict=True
    ):
        got[forms[number], counted.letters[letters], "elided"] += int(times)
    assert +got == +expected


def test_a_checkpoint_says_where_each_128th_token_is() -> None:
    text = "L’été, le pont de l’Océan mesure 1 000 mètres le 19.06.2024. " * 40
    texts = ["court", text, "", f"— {text}"]
    run = run_of([("Titre", text) for text in texts])
    expected = [[token.start for token in Analyzer().tokens(text)] for text in texts]
    offsets = [starts[CHECKPOINT::CHECKPOINT] for starts in expected]
    assert run.offset_counts.tolist() == [len(one) for one in offsets]
    assert run.offsets.tolist() == [offset for one in offsets for offset in one]


def test_a_second_run_analyses_new_words_only() -> None:
    known = Known()
    article = ("Le pont", "Le pont de l’été, le Pont. Anticonstitutionnellement le pont")
    run_of([article, article], known)
    words = len(known)
    assert words == len({"Le", "pont", "de", "l’été", "le", "Pont", "Anticonstitutionnellement"})
    again = run_of([article, ("Autre", "le pont")], known)
    assert len(known) == words + 1
    assert again.entries == run_of([article, ("Autre", "le pont")]).entries
