"""Invented articles, the same for the same seed, and an index of all that one may hold."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from search.document import Document, public_id
from search.engines.whoosh_engine.build.budget import Budget
from search.engines.whoosh_engine.engine import WhooshEngine

if TYPE_CHECKING:
    from collections.abc import Iterator

_FUNCTION = "le la les de des un une et à au en dans pour par sur avec mais ou qui que est a été"
_TELLING = """
président présidente présidents coréen coréenne sommet pont maire mairie port pêche pêcheur péché
thon bateau bateaux crue grêle plateau sécheresse eau rivière village villages usine grève ouvrier
ouvrière procès tribunal avocat juge enquête hôpital sage-femme maternité l’école l’État d’accord
aujourd’hui cœur œuvre musée festival orchestre match équipe victoire défaite élection électeurs
vote budget impôt loi sénat député ministre Valmore Brézé Niederwill Séoul Pyongyang Kadhafi Lorne
Montaubray Castagnier 2019 2024 50 km 1 000
"""
TELLING = tuple(_TELLING.split())
WORDS = (*_FUNCTION.split(), *TELLING)
SOURCES = ("Le Courrier de Valmore", "L’Écho des ports", "La Gazette", "")
AUTHORS = ("Ana Ruiz", "Paul Lenoir", "Fatou N’Diaye", "Odile Grange")
SECTIONS = ("Monde", "Culture", "Économie", "")
_NEWEST = dt.date(2024, 6, 19)


def article(number: int, chance: random.Random) -> Document:
    """Return an article that nobody wrote; `unicum` and its number stand in it alone."""
    weights = [1 / (rank + 3) for rank in range(len(WORDS))]
    words = chance.choices(WORDS, weights, k=chance.randint(30, 90))
    paragraphs = [words[at : at + 40] for at in range(0, len(words), 40)]
    text = "\n\n".join(f"{' '.join(one).capitalize()}." for one in paragraphs)
    return Document(
        key=f"article-{number}",
        title=" ".join(chance.choices(TELLING, k=5)).capitalize(),
        text=f"{text} Unicum{number}.",
        date=_NEWEST - dt.timedelta(chance.randrange(2000)) if chance.random() < 0.9 else None,
        source=chance.choice(SOURCES),
        url=f"https://presse.example/{number}",
        authors=tuple(chance.sample(AUTHORS, chance.randrange(3))),
        section=chance.choice(SECTIONS),
        origin=f"/entrées/{number % 7}.jsonl",
    )


def articles(first: int, count: int, seed: int) -> Iterator[Document]:
    """Yield articles numbered from the first one."""
    for number in range(first, first + count):
        yield article(number, random.Random(f"{seed} {number}"))


def engine_over(folder: Path) -> WhooshEngine:
    """Return the engine over an index, building in its own process."""
    return WhooshEngine(folder, Budget(memory=256_000_000, processes=1))


def two_generations(folder: Path, seed: int) -> None:
    """Make an index of two generations, which share a segment, bitmaps and tombstones and each
    hold something of their own."""
    engine = engine_over(folder)
    with engine.draft("empty") as draft:
        draft.put(articles(0, 120, seed))
        draft.publish()
    engine.forget([public_id("article-3")])
    engine.close()  # or what it read would be kept for it
    for number in (1, 2):
        with engine.draft("current") as draft:
            draft.put(articles(120 + 10 * number, 10, seed))
            draft.delete([public_id(f"article-{20 + number}")])
            draft.publish()
    engine.close()


@contextmanager
def scratch() -> Iterator[Path]:
    """Make a folder for a while, in memory where there is room for it: no wait for a disk."""
    memory = Path("/dev/shm")  # noqa: S108 - a name of its own is made in it
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        yield Path(folder)
