"""What templates can call: French dates, numbers and marks, and the site's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from search.french import day_in_words, french, listed, number, plural, quoted
from web import links
from web.messages import counts
from web.typography import marked_html, unbroken, unmarked

if TYPE_CHECKING:
    from flask import Flask

    from search.settings import Settings


def register_templating(app: Flask, settings: Settings) -> None:
    """Give the templates their filters and globals."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        articles=counts.articles,
        day=day_in_words,
        host=lambda address: urlsplit(address).netloc.removeprefix("www."),
        listed=lambda items, conjunction: listed(list(items), conjunction),
        marked=lambda text: marked_html(unbroken(text)),
        number=number,
        occurrences=counts.occurrences,
        plural=plural,
        quoted=quoted,
        typeset=french,
        unmarked=unmarked,
    )
    app.jinja_env.globals.update(
        is_web_address=links.is_web_address,
        document_path=links.document_path,
        site_name=settings.site_name,
        noindex=settings.robots == "noindex",
    )
