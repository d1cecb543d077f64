"""Questions that nobody would write, asked of the sample.

    python -m tests.fuzz.questions [COUNT [SEED]]

Questions are made of the pieces of the query language and of words of the sample, and mutated:
letters lost, doubled and exchanged, pieces cut and glued. Each must give a tree that prints back, a
plan, and an answer within the limits, or one of the errors that name a limit.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from search.answers import Request
from search.engines.open import open_engine
from search.errors import InvalidRequest, PlanTooCostly
from search.query.parser import parse
from search.query.printer import print_query
from search.searcher import Searcher
from search.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = Path(__file__).resolve().parents[2] / "sample" / "articles"
SEED = 1881
SIGNS = (
    *("ET", "OU", "SAUF", "NOT", "PROCHE", "PROCHE/3", "NEAR/9", "(", ")", "((", "-", "+", "="),
    *('"', "«", "»", "“", "”", "titre:", "texte:", "source:", "auteur:", "rubrique:", "date:"),
    *("depuis:", "avant:", "entre:", "2024", "juin", "2019..2021", "*", "pa*", "il y a", "…", ":"),
)
WORDS = (
    *("présidents", "coreens", "pont", "Valmore", "l’eau", "état", "Etat", "sage-femme", "là"),
    *("papet*", "peche", "péché", "mais", "de", "la", "1 000", "19.06.2024", "œil", "ONU", "zzz"),
    *("porteparole", "Macorn", "St-Étienne", "qu’il", "\u00a0", "é", "\u0301", "\u200b", "\ud800"),
)


def questions(count: int, seed: int = SEED) -> Iterator[str]:
    """Yield questions, the same for the same seed."""
    chance = random.Random(seed)  # no secret is made of it
    for _ in range(count):
        pieces = chance.choices(SIGNS + WORDS * 2, k=chance.randint(0, 9))
        text = "".join(piece + chance.choice((" ", " ", "")) for piece in pieces)
        for _ in range(chance.choice((0, 0, 1, 3))):
            text = _mutated(text, chance)
        yield text


def ask(searcher: Searcher, text: str) -> None:
    """Ask a question; what is wrong with the answer raises."""
    tree, _ = parse(text)
    assert parse(print_query(tree)) == (tree, ()), text
    try:
        answer = searcher.answer(Request(text=text, match="any" if len(text) % 5 == 0 else "all"))
    except (InvalidRequest, PlanTooCostly):
        return
    assert answer.total >= len(answer.hits), text
    assert all(one.total for one in answer.wider), text


def _mutated(text: str, chance: random.Random) -> str:
    if not text:
        return text
    at, other = sorted((chance.randrange(len(text)), chance.randrange(len(text))))
    match chance.randrange(4):
        case 0:
            return text[:at] + text[at + 1 :]
        case 1:
            return text[:at] + text[at] + text[at:]
        case 2:
            return text[:at] + text[other:]
        case _:
            return text[:at] + text[at:other][::-1] + text[other:]


def main(count: int, seed: int) -> None:
    """Index the sample and ask so many questions of it."""
    began = time.process_time()
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"
        manchette = Path(sys.executable).with_name("manchette")
        subprocess.run([manchette, "rebuild", "--index", index, SAMPLE], check=True)
        # What an answer may cost is what is tested, not how busy the machine is.
        settings = Settings(index=index, deadline_seconds=60.0)
        searcher = Searcher(open_engine(settings), settings)
        for number, text in enumerate(questions(count, seed), 1):
            try:
                ask(searcher, text)
            except Exception:
                click.echo(f"Question {number}: {text!r}", err=True)
                raise
    spent = time.process_time() - began
    click.echo(f"{count} questions of seed {seed} answered in {spent:.0f} s of processor time.")


if __name__ == "__main__":
    count, seed = (*map(int, sys.argv[1:]), *(100_000, SEED)[len(sys.argv) - 1 :])
    main(count, seed)
