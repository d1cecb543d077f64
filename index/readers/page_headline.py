"""The headline of a page: which of those it gives is the one the newspaper printed?

A page gives it in its JSON-LD, its h1, its `og:title` (sometimes another one, for social networks)
and its `<title>` (with the site's name).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.readers.headline import best_spelling, headline_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Between a headline and the site's name or section.
_SUFFIX_SIGN = re.compile(r"\s+[|–—\-·•:]\s+|\s*\|\s*")
# Letters and digits from which on a heading says more than a section's name does.
_LONG_KEY = 15
_AKIN = 0.3
_SHORTEST_KEY = 3
_CUT_KEY = 60


def _is_site(part: str, site_keys: Sequence[str]) -> bool:
    """Tell whether this part of a title names the site."""
    key = headline_key(part)
    return any(key and (key == site or (len(key) > 3 and key in site)) for site in site_keys)


def without_site(title: str, sites: Iterable[str]) -> str:
    """Return a page's title without the name of its site, before or after it.

    Args:
        title: from `<title>` or `og:title`.
        sites: what the page calls its site: `og:site_name`, publisher, host.
    """
    keys = [key for site in sites if (key := headline_key(site))]
    signs = list(_SUFFIX_SIGN.finditer(title))
    for sign in signs:
        if _is_site(title[sign.end() :], keys):
            return title[: sign.start()].strip()
    if signs and _is_site(title[: signs[0].start()], keys):
        return title[signs[0].end() :].strip()
    return title.strip()


def choose_headline(
    structured: Iterable[str],
    headings: Sequence[str],
    titles: Sequence[str],
    sites: Sequence[str] = (),
) -> str:
    """Return the headline of a page, empty if it has none.

    Args:
        structured: headlines of the article's JSON-LD, best first.
        headings: texts of the page's h1 (or microdata headline), in order.
        titles: `og:title`, `twitter:title`, `<title>`, site names taken off.
        sites: what the page calls its site.

    A heading counts only if something confirms it or nothing else is there: the h1 of many pages
    is the newspaper's name or the section.
    """
    structured, headings, titles = (
        [text for text in texts if headline_key(text)] for texts in (structured, headings, titles)
    )
    chosen = (
        _structured(structured, headings)
        or _confirmed(headings, titles)
        or _only(headings, titles, sites)
        or next(iter((*titles, *headings)), "")
    )
    return best_spelling(chosen, (*structured, *headings, *titles)) if chosen else ""


def _structured(structured: Sequence[str], headings: Sequence[str]) -> str:
    """Return the JSON-LD headline; a heading that begins with it is the whole of it.

    Search engines ask for it to be cut at 110 signs.
    """
    if not structured:
        return ""
    key = headline_key(structured[0])
    whole = [h for h in headings if len(key) > _CUT_KEY and headline_key(h).startswith(key)]
    return whole[0] if whole else structured[0]


def _confirmed(headings: Sequence[str], titles: Sequence[str]) -> str:
    """Return the first heading that a title repeats."""
    keys = [headline_key(title) for title in titles]
    for heading in headings:
        key = headline_key(heading)
        if len(key) > _SHORTEST_KEY and any(_confirms(key, title) for title in keys):
            return heading
    return ""


def _only(headings: Sequence[str], titles: Sequence[str], sites: Sequence[str]) -> str:
    """Return the one long heading that does not name the site, if no title contradicts it."""
    names = {headline_key(site) for site in sites} - {""}
    keys = {heading: headline_key(heading) for heading in headings}
    long = [h for h, key in keys.items() if len(key) >= _LONG_KEY]
    long = [h for h in long if not any(name in keys[h] for name in names)]
    if len(long) == 1 and (not titles or any(_akin(long[0], title) for title in titles)):
        return long[0]
    return ""


def _confirms(heading: str, title: str) -> bool:
    """Tell whether a title is the heading, begins or ends with it; keys of both."""
    if heading == title:
        return True
    return len(heading) >= _LONG_KEY and (title.startswith(heading) or title.endswith(heading))


def _akin(heading: str, title: str) -> bool:
    """Tell whether two headlines speak of the same: sites write another one for social networks."""
    ours, theirs = (
        {headline_key(w) for w in text.split() if len(w) > 3} for text in (heading, title)
    )
    return bool(ours and theirs) and len(ours & theirs) / min(len(ours), len(theirs)) >= _AKIN


def part_in_text(title: str, paragraphs: Sequence[str]) -> str:
    """Return the part of a `<title>` that the text repeats as a line of its own, else the title.

    That is how the headline is told from the newspaper's name on a page that marks neither.
    """
    signs = [*_SUFFIX_SIGN.finditer(title)]
    parts = [part for s in signs for part in (title[: s.start()].strip(), title[s.end() :].strip())]
    lines = {headline_key(line) for line in paragraphs} - {""}
    if headline_key(title) in lines:
        return title
    return max((part for part in parts if headline_key(part) in lines), key=len, default=title)
