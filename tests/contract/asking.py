"""What is asked of every engine, and of which articles."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from search.document import Document
from search.engines.matching import Deadline, Want
from search.plan.nodes import Filters, Group, Near, Or, Phrase, Prefix, Spelling
from search.plan.resolve import resolve
from search.query.parser import parse

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal

    from search.engines.interface import Engine
    from search.engines.matching import Match, Matches


TODAY = dt.date(2024, 6, 19)


ARTICLES = (
    Document(
        key="a",
        title="Sommet à Séoul",
        text="Le président coréen reçoit la presse. Les présidents se parlent.",
        date=dt.date(2024, 6, 19),
        source="Le Courrier",
        url="https://courrier.example/a",
        authors=("Ana Ruiz", "Paul Lenoir"),
        section="Monde",
        origin="/in/a.txt",
    ),
    Document(
        key="b",
        title="La pêche au thon",
        text="Le port attend les bateaux. La pêche a été bonne.",
        date=dt.date(2024, 6, 20),
        source="La Gazette",
        authors=("Ana Ruiz",),
        section="Économie",
        origin="/in/b.txt",
    ),
    Document(
        key="c",
        title="Le péché du préfet",
        text="Une comédie où le président d’un port s’ennuie.",
        date=dt.date(2023, 12, 31),
        source="Le Courrier",
        section="Culture",
        origin="/in/b.txt",
    ),
    Document(key="d", title="Sans date", text="Un port, une porte-parole, un port encore."),
)


def search(
    engine: Engine,
    text: str,
    want: Want | None = None,
    filters: Filters | None = None,
    match: Literal["all", "any"] = "all",
) -> Matches:
    with engine.snapshot() as snapshot:
        plan = resolve(parse(text)[0], snapshot.lexicon, TODAY, match, filters or Filters()).plan
        return snapshot.search(plan, want or Want(), Deadline(60))


def keys(engine: Engine, matches: Matches) -> list[str]:
    return keys_of(engine, matches.top)


def keys_of(engine: Engine, matches: Sequence[Match]) -> list[str]:
    with engine.snapshot() as snapshot:
        passages = snapshot.passages([match.id for match in matches])
        return [passage.document.key for passage in passages]


def word(*forms: str) -> Group:
    return Group(forms[0], tuple(Spelling(form, 1.0, 1) for form in forms))


def phrase(text: str) -> Phrase:
    return Phrase(text, tuple(word(form).spellings for form in text.split()))


def near(distance: int, *operands: Group | Prefix | Phrase | Or) -> Near:
    return Near("près", operands, distance)


def prefix(beginning: str) -> Prefix:
    return Prefix(f"{beginning}*", beginning)


def untold(_done: int, _total: int) -> None:
    """Tell nobody how far it is."""
