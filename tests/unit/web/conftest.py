from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from search.errors import NoIndex
from search.settings import Settings
from tests.unit.web.fake_searcher import FakeSearcher
from web.app import create_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient


@pytest.fixture
def searcher() -> FakeSearcher:
    return FakeSearcher()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path)


@pytest.fixture
def app(searcher: FakeSearcher, settings: Settings) -> Flask:
    return create_app(settings, searcher)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def make_client(searcher: FakeSearcher, settings: Settings) -> Callable[..., FlaskClient]:
    """Return a client of a site with other settings."""

    def make(**changes: Any) -> FlaskClient:
        changed = settings.model_copy(update=changes)
        return create_app(changed, searcher).test_client()

    return make


@pytest.fixture
def no_index(searcher: FakeSearcher) -> FakeSearcher:
    searcher.broken = NoIndex("Il n’y a pas encore d’index dans ce dossier.")
    return searcher
