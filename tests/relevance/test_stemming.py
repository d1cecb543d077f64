"""Stems, elisions and inflections against open lists, whole."""

from __future__ import annotations

import collections
import csv
import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from search.analysis.french import Analyzer
from search.analysis.lemmas import lemmas_of
from search.analysis.stems import snowball

if TYPE_CHECKING:
    from collections.abc import Iterable

pytestmark = pytest.mark.corpus

RECORD = Path(__file__).with_name("inflections.md")
NOUNS = {"NOUN", "ADJ"}
LEAST_NOUNS = 0.97
LEAST_ALL = 0.94
MOST_STRANGERS = 1000


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="session")
def pairs(shared_data: Path) -> list[dict[str, str]]:
    return rows(shared_data / "stemming" / "inflections.tsv")


def test_every_stem_is_that_of_snowball(shared_data: Path) -> None:
    lines = (shared_data / "stemming" / "snowball-fr.tsv").read_text("utf-8").splitlines()
    listed = dict(line.split("\t") for line in lines)
    assert {word: snowball(word) for word in listed} == listed


def test_elisions_are_taken_off(shared_data: Path) -> None:
    analyzer = Analyzer()
    listed = rows(shared_data / "stemming" / "elision.tsv")
    wrong = [row for row in listed if " ".join(analyzer.forms(row["surface"])) != row["expected"]]
    assert [row for row in wrong if row["kind"] != "hard"] == []
    # Names that only a lexicon can tell from an elision: a wish, reported here.
    assert {row["surface"] for row in wrong} == {
        "N'Golo", "N’Djamena", "M'Bappé", "M’bala", "T'Challa",
    }  # fmt: skip


def meeting(some: Iterable[dict[str, str]]) -> float:
    """Return the share of pairs whose form and lemma share a lemma of ours."""
    met = [
        not set(lemmas_of(pair["form"].lower())).isdisjoint(lemmas_of(pair["lemma"].lower()))
        for pair in some
    ]
    return sum(met) / len(met)


def strangers(pairs: Iterable[dict[str, str]]) -> int:
    """Return how many pairs of different lemmas of the list share a lemma of ours."""
    together = collections.defaultdict(set)
    for lemma in {pair["lemma"] for pair in pairs}:
        for ours in lemmas_of(lemma.lower()):
            together[ours].add(lemma)
    return len(
        {pair for lemmas in together.values() for pair in itertools.combinations(sorted(lemmas), 2)}
    )


def table(pairs: list[dict[str, str]]) -> str:
    """Return the recorded table, as measured now."""
    kinds = sorted({pair["pos"] for pair in pairs})
    lines = [
        "# Inflections that meet their lemma",
        "",
        "Share of the pairs of `inflections.tsv` (treebanks and Lefff) whose form and lemma share",
        "a lemma of ours, so that a question with one finds the other. Kept true by",
        "`test_stemming.py`.",
        "",
        "| part of speech | pairs | meet |",
        "|---|---|---|",
    ]
    for kind in kinds:
        some = [pair for pair in pairs if pair["pos"] == kind]
        lines.append(f"| {kind} | {len(some)} | {meeting(some):.2%} |")
    nouns = [pair for pair in pairs if pair["pos"] in NOUNS]
    lines += [
        f"| NOUN and ADJ | {len(nouns)} | {meeting(nouns):.2%} |",
        f"| all | {len(pairs)} | {meeting(pairs):.2%} |",
        "",
        f"Pairs of different lemmas of the list that meet by mistake: {strangers(pairs)}.",
        "",
    ]
    return "\n".join(lines)


def test_inflections_meet_their_lemma(pairs: list[dict[str, str]]) -> None:
    nouns = meeting(pair for pair in pairs if pair["pos"] in NOUNS)
    everything = meeting(pairs)
    assert nouns >= LEAST_NOUNS, f"nouns and adjectives {nouns:.2%}, all {everything:.2%}"
    assert everything >= LEAST_ALL, f"nouns and adjectives {nouns:.2%}, all {everything:.2%}"


def test_different_words_seldom_meet(pairs: list[dict[str, str]]) -> None:
    assert strangers(pairs) <= MOST_STRANGERS, f"{strangers(pairs)} pairs of different lemmas meet"


def test_recorded_table_is_true(pairs: list[dict[str, str]]) -> None:
    assert RECORD.read_text("utf-8") == table(pairs), f"{RECORD.name} should be:\n{table(pairs)}"
