"""The application: pages for people, JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI

from search.searcher import Searcher
from search.settings import settings_for
from web.admission import AdmittedSearcher
from web.api import api_blueprint
from web.assets import register_assets
from web.errors import register_errors
from web.exports.routes import exports_blueprint
from web.freshness import register_freshness
from web.health import health
from web.logs import register_logs, request_log
from web.metrics import register_metrics
from web.nothing_found import NothingFound
from web.opensearch import opensearch_blueprint
from web.pages import pages
from web.parameters import refusal
from web.query_string import register_query_string
from web.rate import register_rate
from web.reader_language import register_reader_language
from web.refusal import register_refusal
from web.schemas import ProblemJson
from web.security import register_security
from web.site import Site, install
from web.suggested import suggested_searches
from web.templating import register_templating

if TYPE_CHECKING:
    from flask import Flask
    from pydantic import ValidationError

    from search.settings import Settings

VERSION = "0.1.0"


def create_app(settings: Settings | None = None, searcher: Searcher | None = None) -> Flask:
    """Return the application.

    Args:
        settings: read from the environment unless given.
        searcher: opened from the settings unless given.
    """
    settings = settings or settings_for()
    log = request_log()
    site = Site(
        settings=settings,
        searcher=AdmittedSearcher(searcher or open_searcher(settings), settings),
        log=log,
        suggested=suggested_searches(settings.suggested_searches, log),
        nothing_found=NothingFound(settings.nothing_found_log, settings.nothing_found_days, log),
    )
    app = OpenAPI(
        __name__,
        info=Info(title=settings.site_name, version=VERSION),
        static_folder=None,
        doc_ui=False,
        security_schemes={},  # none; left out, it would be written as null
        validation_error_status=400,
        validation_error_model=ProblemJson,
        validation_error_callback=_refuse,
    )
    app.url_map.merge_slashes = False  # an article's key may be an address
    install(app, site)
    register_logs(app, log, settings)
    register_metrics(app, settings, site.searcher.inventory)
    register_security(app, settings)
    register_reader_language(app)
    register_refusal(app, settings.trusted_hosts)
    register_rate(app, settings)
    register_query_string(app)
    register_errors(app)
    register_templating(app, settings)
    register_assets(app)
    register_freshness(app, settings)
    app.register_blueprint(pages)
    app.register_blueprint(health)
    app.register_api(api_blueprint())
    app.register_api(exports_blueprint())
    app.register_api(opensearch_blueprint())
    app.add_url_rule("/openapi.json", "openapi", lambda: app.api_doc)
    return app


def open_searcher(settings: Settings) -> Searcher:
    """Return a searcher on the index of the settings; an index may come later."""
    from search.engines.open import open_engine

    return Searcher(open_engine(settings), settings)


def _refuse(error: ValidationError) -> NoReturn:
    """Hand what pydantic refused to the error handlers, as an error of ours."""
    raise refusal(error) from error
