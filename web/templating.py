"""What templates can call: sentences, dates, numbers, marks, and the site's own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from web import language, links
from web.messages import counts
from web.reader_language import other_language
from web.typography import printed_html, unmarked

if TYPE_CHECKING:
    from flask import Flask

    from search.settings import Settings


def register_templating(app: Flask, settings: Settings) -> None:
    """Give the templates their filters and globals."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        articles=counts.articles,
        articles_alone=counts.articles_alone,
        day=language.day_in_words,
        host=lambda address: urlsplit(address).netloc.removeprefix("www."),
        listed=lambda items, conjunction: language.listed(list(items), conjunction),
        marked=printed_html,
        number=language.number,
        occurrences=counts.occurrences,
        quoted=language.quoted,
        unmarked=unmarked,
    )
    app.jinja_env.globals.update(
        say=_say,
        say_count=_say_count,
        language=language.language,
        other_language=other_language,
        language_pairs=links.language_pairs,
        in_language=links.in_language,
        is_web_address=links.is_web_address,
        document_path=links.document_path,
        in_french=_in_french,
        site_name=settings.site_name,
        noindex=settings.robots == "noindex",
    )


def _in_french() -> Markup:
    """Return the attribute of what newspapers wrote, where the page is in another language."""
    return Markup() if language.language().code == "fr" else Markup(' lang="fr"')


def _say(sentence: str, **parameters: object) -> Markup:
    """Say a sentence on a page: our own words as they are, the parameters escaped."""
    return Markup(language.say(sentence, **_escaped(parameters)))  # noqa: S704 - escaped


def _say_count(count: int, one: str, several: str, **parameters: object) -> Markup:
    """Say the sentence that a count wants on a page."""
    said = language.say_count(count, one, several, **_escaped(parameters))
    return Markup(said)  # noqa: S704 - escaped


def _escaped(parameters: dict[str, object]) -> dict[str, Markup]:
    return {name: escape(value) for name, value in parameters.items()}
