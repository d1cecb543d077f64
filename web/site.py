"""What one running site holds, for the views to find."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, cast

from flask import current_app

if TYPE_CHECKING:
    from flask import Flask

    from search.settings import Settings
    from web.admission import AdmittedSearcher
    from web.logs import Log
    from web.nothing_found import NothingFound
    from web.suggested import SuggestedSearch

_NAME = "manchette"


@dataclasses.dataclass(frozen=True, slots=True)
class Site:
    """One site: its settings, its searcher, its logs and its suggested searches."""

    settings: Settings
    searcher: AdmittedSearcher
    log: Log
    suggested: tuple[SuggestedSearch, ...]
    nothing_found: NothingFound


def install(app: Flask, site: Site) -> None:
    """Hand the site to the application's views."""
    app.extensions[_NAME] = site


def site() -> Site:
    """Return the site of the current application."""
    return cast("Site", current_app.extensions[_NAME])
