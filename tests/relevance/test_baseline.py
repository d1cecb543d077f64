"""The baseline of the relevance bench stems as Lucene does; questions follow their rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.relevance.light_stemmer import light_stem
from benchmarks.relevance.lucene_french import lucene_terms
from benchmarks.relevance.questions import (
    inflected,
    natural_classes,
    remembered_run,
    shortened,
    variants,
)

if TYPE_CHECKING:
    from pathlib import Path

QUESTION = "Qui a élu la maire de Port-Corvin en 2020 ?"


@pytest.mark.corpus
def test_every_light_stem_is_that_of_lucene(shared_data: Path) -> None:
    lines = (shared_data / "stemming" / "lucene-light-fr.tsv").read_text("utf-8").splitlines()
    listed = dict(line.split("\t") for line in lines)
    assert {word: light_stem(word) for word in listed} == listed


def test_terms_are_lucenes() -> None:
    terms = list(lucene_terms("L’été, qu'on l'ait voulu ou non : 14,2 % d'Alsaciennes"))
    assert terms == ["voulu", "non", "14,2", "alsacien"]


def test_classes_of_a_question() -> None:
    assert list(natural_classes(QUESTION)) == ["names", "dates"]
    assert list(natural_classes("que dit « la loi » du monde")) == ["quoted"]


def test_variants_of_a_question() -> None:
    assert inflected(QUESTION) == "Qui a élu la maires de Port-Corvin en 2020 ?"
    assert inflected("les travaux du journal") == "les traval du journaux"
    assert shortened(QUESTION) == "maire Port-Corvin 2020"
    text = "La maire de Port-Corvin a parlé."
    assert remembered_run(QUESTION, text) == "maire de Port-Corvin"
    assert variants(QUESTION, text)["unaccented"] == "Qui a elu la maire de Port-Corvin en 2020 ?"
    assert variants(QUESTION, text)["expression"] == '"maire de Port-Corvin"'
