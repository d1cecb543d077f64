"""A site over articles that try to break out of every format."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from search.document import Document
from search.engines.open import open_engine
from search.searcher import Searcher
from search.settings import Settings
from web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask.testing import FlaskClient

    from search.engines.interface import Engine

TODAY = dt.date(2024, 7, 20)

HOSTILE = (
    Document(
        key="formula",
        title='=HYPERLINK("http://bad.example";"Le port")',
        text="+33 est un indicatif.\n\n@port -1\tUn port d’attache.",
        date=dt.date(2024, 6, 19),
        source="-1+1",
        authors=("@auteur", "\t=Deux"),
        section="＝SOMME(A1)",
        url="javascript:alert(1)",
    ),
    Document(
        key="markup",
        title="Le port <script>alert('é')</script> & <b>le quai</b> ]]>",
        text="Un port.\x00\x0b\x1b[31m\ufffe </summary><entry> &amp; &lt;i&gt; l’été… « œuvre »",
        date=dt.date(2024, 6, 20),
        source="L’Écho <i>des</i> Ports",
        authors=("Zoé <a href='x'>Müller</a>",),
        url="https://echo.example/a?b=1&c=<d>\"'",
        section="Économie & <mer>",
    ),
    Document(
        key="references",
        title=r"Le port {à 50 % \emph{près}} : $100_000 #1 ~ ^ }{",
        text="Un port.\nER  - \nTY  - BOOK\n\n@article{x, title={y}}",
        date=dt.date(2024, 7, 1),
        source="Le Courrier\r\nER  - ",
        authors=("Jeanne and Paul", "Dupont, maire", "Éléonore Ça\nAU  - Intrus"),
        url="https://courrier.example/{a}_b%20c#d e\\f",
    ),
    Document(key="undated", title="Un port sans date", text="Un port."),
)


@pytest.fixture(scope="session")
def hostile_engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("hostile") / "index"
    engine = open_engine(Settings(index=folder, build_processes=1))
    with engine.draft("empty") as draft:
        draft.put(HOSTILE)
        draft.publish()
    return engine


@pytest.fixture
def hostile(hostile_engine: Engine, tmp_path: Path) -> Callable[..., FlaskClient]:
    """Return a client of a site with these settings."""

    def make(**changes: Any) -> FlaskClient:
        settings = Settings(index=tmp_path, **changes)
        searcher = Searcher(hostile_engine, settings, lambda: TODAY)
        return create_app(settings, searcher).test_client()

    return make
