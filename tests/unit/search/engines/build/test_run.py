"""Runs: what the analyser finds word by word, found with arrays."""

from __future__ import annotations

import collections
import dataclasses
import itertools
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis.chunks import CHUNK_OR_MARK, SENTENCE_MARKS
from search.analysis.french import Analyzer, parts_of
from search.analysis.places import CHECKPOINT
from search.analysis.spelling import capitalised
from search.analysis.stretches import stretches
from search.document import Document
from search.engines.whoosh_engine.build.counted import count
from search.engines.whoosh_engine.build.cutting import Batch, Cutter, unpacked
from search.engines.whoosh_engine.build.entries import entries_of, stem_starts
from search.engines.whoosh_engine.build.glossary import Glossary
from search.engines.whoosh_engine.build.known import Known
from search.engines.whoosh_engine.build.run import Places, ranked, sorted_run
from search.engines.whoosh_engine.build.spool import Spool
from search.engines.whoosh_engine.format.columns import FURTHER
from search.engines.whoosh_engine.format.lexicon import CAPITALISED, OTHERWISE
from search.engines.whoosh_engine.format.postings import GAP
from search.engines.whoosh_engine.format.slices import LARGE, MANY, unpack_counts
from search.plan.weights import LEAD_TOKENS

if TYPE_CHECKING:
    from search.engines.whoosh_engine.build.run import Run
    from search.engines.whoosh_engine.format.arrays import Array

FIRST = 7

COUNTED = (
    "printing.occurrences", "printing.inside", "elided.form", "elided.letters", "elided.times"
)  # fmt: skip

printed = st.sampled_from(
    ["le", "Le", "LE", "l’été", "l’Été", "L’ÉTÉ", "pont.", "ponts.", "Pont", "œuvre", "Œuvre"]
)
odd = st.sampled_from(
    ["U.R.S.S.", "«", "1\u00a0000", "19.06.2024", "...", "d’O’Brien", "\u200b", "\u00ad."]
)
long = st.sampled_from(["anticonstitutionnellement", "Anticonstitutionnellement"])
any_words = st.lists(printed | odd | long | st.text(max_size=6), max_size=40).map(" ".join)
documents = st.lists(st.tuples(any_words, any_words), min_size=1, max_size=4)


@dataclasses.dataclass(frozen=True)
class Made:
    """A run, what was counted beside it, and what its numbers stand for."""

    run: Run
    entries: list[bytes]
    starts: Array
    counted: dict[str, Array]
    lengths: list[list[int]]
    steps: list[list[int]]
    names: dict[str, list[str]]


def made_of(articles: list[tuple[str, str]], dropped: int | None = None) -> Made:
    """Cut articles, then sort and count them, one of them left out."""
    with tempfile.TemporaryDirectory() as folder:
        glossary = cut_in(Path(folder), articles)
        count(glossary, np.array([] if dropped is None else [dropped], np.int64))
        held = glossary.counted("held").tolist()
        entries = entries_of([glossary.forms[number] for number in held])
        ordered = sorted(entries)
        ranks = np.zeros(glossary.size, np.uint32)
        ranks[held] = [ordered.index(entry) for entry in entries]
        glossary.rank(ranks)
        starts = stem_starts([entry.split(b"\0")[0] for entry in ordered])
        # Documents may come in any order: here backwards.
        documents = [n for n in reversed(range(len(articles))) if n != dropped]
        numbers, _ = unpacked(glossary.streams(np.array(documents)))
        tokens = ranked(glossary.words(), glossary.ranks, numbers)
        lengths = glossary.lengths[documents]
        owners = np.arange(len(documents), dtype=np.uint32)[::-1]
        run = sorted_run(tokens, Places.of(starts), lengths, owners, FIRST)
        counted = {name: np.array(glossary.counted(name)) for name in COUNTED}
        steps = [one.tolist() for one in glossary.steps(np.arange(len(articles)))]
        names = {"forms": glossary.forms, "otherwise": glossary.otherwise}
        return Made(
            run, ordered, starts, counted, lengths[::-1].tolist(), steps,
            {**names, "letters": glossary.letters},
        )  # fmt: skip


def cut_in(folder: Path, articles: list[tuple[str, str]]) -> Glossary:
    """Cut articles, the first one in a batch of its own."""
    spool = Spool(folder / "spool.bin")
    for number, (title, text) in enumerate(articles):
        spool.add(Document(key=str(number), title=title, text=text))
    spool.flush()
    cutter = Cutter(folder, 1 << 30)
    sizes = spool.sizes_from(0)
    cutter.cut(Batch(spool.path, 0, 0, sizes[:1]))
    if len(articles) > 1:
        cutter.cut(Batch(spool.path, 1, int(sizes[0]), sizes[1:]))
    spool.close()
    return Glossary(folder / "0.glossary")


def placed(articles: list[tuple[str, str]]) -> list[tuple[bytes, int, list[int], int, int]]:
    """Return the postings of articles, from the analyser's tokens."""
    found: dict[tuple[bytes, int], list[int]] = collections.defaultdict(list)
    titles = []
    for number, (title, text) in enumerate(articles):
        forms = Analyzer().forms(title)
        titles.append(len(forms))
        for position, form in enumerate(forms):
            found[entries_of([form])[0], number].append(position)
        for position, form in enumerate(Analyzer().forms(text), len(forms) + GAP):
            found[entries_of([form])[0], number].append(position)
    postings = []
    for (entry, number), positions in found.items():
        size = titles[number]
        in_title = sum(one < size for one in positions)
        in_lead = sum(size + GAP <= one < size + GAP + LEAD_TOKENS for one in positions)
        postings.append((entry, FIRST + number, positions, in_title, in_lead))
    # By stem, then by document, then by form.
    return sorted(postings, key=lambda one: (one[0].split(b"\0")[0], one[1], one[0]))


def unpacked_postings(made: Made) -> list[tuple[bytes, int, list[int], tuple[int, ...]]]:
    """Return the postings of a run: entry, document, positions, counts."""
    run = made.run
    stems = np.repeat(run.stems, np.diff(run.posting_starts))
    forms = (made.starts[stems] + run.tag).tolist()
    counts = np.stack(unpack_counts(run.counts), axis=1).tolist()
    frequencies = (run.counts & LARGE).astype(np.int64)
    frequencies[run.large_at] = run.large_frequency
    ends = np.cumsum(frequencies)
    assert run.positions.size == frequencies.sum() == run.occurrence_starts[-1]
    return [
        (made.entries[form], document, run.positions[end - often : end].tolist(), tuple(count))
        for form, document, often, end, count in zip(
            forms, run.documents.tolist(), frequencies.tolist(), ends.tolist(), counts, strict=True
        )
    ]


def packed_as_stored(
    postings: list[tuple[bytes, int, list[int], int, int]],
) -> list[tuple[bytes, int, list[int], tuple[int, ...]]]:
    """Return postings with the counts that a byte holds."""
    return [
        (entry, document, at, (min(len(at), LARGE), min(title, MANY), min(lead, MANY)))
        for entry, document, at, title, lead in postings
    ]


@given(documents)
@example([("pont " * 20, "pont " * 50)])
def test_postings_are_those_of_the_analyser(articles: list[tuple[str, str]]) -> None:
    made = made_of(articles)
    assert unpacked_postings(made) == packed_as_stored(placed(articles))
    lengths = [[len(Analyzer().forms(field)) for field in article] for article in articles]
    assert made.lengths == lengths


def neighbours_of(made: Made, articles: list[tuple[str, str]]) -> dict[tuple[bytes, int], int]:
    """Return the bits of the words beside each posting's, as docs/format.md has them."""
    mixed = {}
    for rank, entry in enumerate(made.entries):
        stem = int(made.starts.searchsorted(rank, "right")) - 1
        tag = rank - int(made.starts[stem])
        mixed[entry] = (2_654_435_761 * stem + 2_246_822_519 * tag) % 2**32
    bits: dict[tuple[bytes, int], int] = collections.Counter()
    for number, article in enumerate(articles, FIRST):
        for field in article:
            words = entries_of(Analyzer().forms(field))
            for word in words:
                bits[word, number] |= 0
            for one, other in itertools.pairwise(words):
                bits[one, number] |= 1 << (mixed[other] >> 29)
                bits[other, number] |= 1 << ((mixed[one] >> 26) % 8)
    return bits


@given(documents)
@example([("pont de", "bois"), ("", "le pont"), ("un pont", ""), ("de", "bois")])
def test_neighbours_are_the_words_beside_in_the_same_field(articles: list[tuple[str, str]]) -> None:
    made = made_of(articles)
    keys = [(entry, document) for entry, document, *_ in unpacked_postings(made)]
    found = dict(zip(keys, made.run.neighbours.tolist(), strict=True))
    assert found == neighbours_of(made, articles)


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
    made = made_of(articles)
    counted, forms, otherwise = made.counted, made.names["forms"], made.names["otherwise"]
    form_of_other = {printed: form for form, printed, _ in expected}
    got: collections.Counter[tuple[str, str, str]] = collections.Counter()
    listed = zip(counted["printing.occurrences"], counted["printing.inside"], strict=True)
    for number, (times, inside) in enumerate(listed):
        if not times:
            continue
        if number >= OTHERWISE * len(forms):
            printed = otherwise[number - OTHERWISE * len(forms)]
            form = form_of_other[printed]
        else:
            form = forms[number // OTHERWISE]
            printed = capitalised(form) if number % OTHERWISE == CAPITALISED else form
        got[form, printed, "times"] += int(times)
        got[form, printed, "inside"] += int(inside)
    for number, letters, times in zip(
        counted["elided.form"], counted["elided.letters"], counted["elided.times"], strict=True
    ):
        got[forms[number], made.names["letters"][letters], "elided"] += int(times)
    assert +got == +expected


def test_steps_lead_to_every_checkpoint() -> None:
    text = "L’été, le pont de l’Océan mesure 1 000 mètres le 19.06.2024. " * 40
    apart = "".join(f"mot{' ' * spaces}" for spaces in range(400))
    exact = f"{'un deux trois quatre cinq six sept huit'.ljust(FURTHER)}neuf"
    texts = ["court", text, "", f"— {text}", apart, exact]
    made = made_of([("Titre", text) for text in texts])
    for text, steps in zip(texts, made.steps, strict=True):
        starts = [token.start for token in Analyzer().tokens(text)]
        reached = [sum(steps[: at + 1]) for at, step in enumerate(steps) if step < FURTHER]
        assert reached == starts[CHECKPOINT::CHECKPOINT]


def test_words_of_a_document_that_was_replaced_are_not_held() -> None:
    articles = [("Le pont", "Le pont de l’été"), ("Seul", "L’Océan seul, le pont SEUL")]
    made = made_of(articles, dropped=1)
    assert made.entries == made_of(articles[:1]).entries
    assert unpacked_postings(made) == packed_as_stored(placed(articles[:1]))
    assert made.counted["printing.occurrences"].sum() == sum(map(sum, made.lengths))
    assert made.counted["elided.times"].sum() == 1


def test_known_words_are_not_analysed_again() -> None:
    known = Known()
    text = "Le pont de l’été, le Pont. Anticonstitutionnellement le pont"
    made_cut([text, text], known)
    words = len(known)
    assert words == len({"Le", "pont", "de", "l’été", "le", "Pont", "Anticonstitutionnellement"})
    made_cut([text, "Autre le pont"], known)
    assert len(known) == words + 1


def test_many_words_keep_their_numbers() -> None:
    """The table grows over and over, and stretches of one place are told apart."""
    known = Known()
    words = [f"mot{number}" for number in range(30_000)]
    for begin in range(0, len(words), 7000):
        made_cut([" ".join(words[begin : begin + 7000])], known)
    assert len(known) == len(words)
    assert made_cut([" ".join(words)], known).tolist() == list(range(1, len(words) + 1))
    assert len(known) == len(words)


def made_cut(texts: list[str], known: Known) -> Array:
    """Return the numbers of the stretches of texts."""
    return known.numbers(stretches([text.encode() for text in texts]))
