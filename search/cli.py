"""A command about an index as a whole: `info`."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from search.commands import index_option, reporting
from search.engines.open import open_engine
from search.french import counted, day_in_words, number
from search.settings import settings_for
from search.usage import Command

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from search.engines.keeping import Inventory, Provenance

_MEGA = 1_000_000
_SHOWN_SOURCES = 10


@click.command(cls=Command)
@index_option
def info(folder: Path | None) -> None:
    """Dire ce que contient l’index : articles, dates, sources, versions."""
    with reporting():
        settings = settings_for(folder)
        with open_engine(settings).snapshot() as snapshot:
            held = snapshot.inventory()
    table = Table(show_header=False, box=None, pad_edge=False)
    for name, value in (
        ("Index", str(settings.index)),
        ("Génération", snapshot.generation),
        ("Articles", number(held.documents)),
        ("Dates", _period(held)),
        ("Sans date", number(held.undated)),
        ("Formes distinctes", number(held.forms)),
        ("Segments", number(held.segments)),
        ("Taille", f"{held.bytes / _MEGA:.1f} Mo".replace(".", ",")),
        *_read(held.provenance),
        ("Versions", ", ".join(f"{n} {v}" for n, v in sorted(held.versions.items()))),
    ):
        table.add_row(name, value)
    for name, documents in held.sources[:_SHOWN_SOURCES]:
        table.add_row("Source", f"{name} ({number(documents)})")
    if (more := len(held.sources) - _SHOWN_SOURCES) > 0:
        table.add_row("", f"et {counted(more, 'autre source', 'autres sources')}")
    Console(highlight=False, soft_wrap=True).print(table)


def _read(provenance: Provenance) -> Iterator[tuple[str, str]]:
    """Yield what reading left out, where the index keeps count of it."""
    if provenance.articles:
        yield "Fichiers lus", number(provenance.files)
        yield "Écartés", number(sum(provenance.skipped.values()))
        yield "Restes retirés", number(sum(provenance.leftovers.values()))


def _period(held: Inventory) -> str:
    """Return the first and the last day of the articles."""
    if not held.first or not held.last:
        return "aucune"
    first, last = (day_in_words(dt.date.fromisoformat(day)) for day in (held.first, held.last))
    return f"du {first} au {last}"


COMMANDS: tuple[click.Command, ...] = (info,)
