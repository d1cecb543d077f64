"""What exports are called."""

from __future__ import annotations

from web.language import say


def feed_title(query: str, site_name: str) -> str:
    """Return the title of the feed of a search."""
    return f"{query or say('Tous les articles')} – {site_name}"
