"""The headline: which of the spellings an input gives is the one the newspaper printed?

An export often repeats the headline with other quotes, a page gives it in its JSON-LD, its h1, its
`og:title` (sometimes another one, for social networks) and its `<title>` (with the site's name).
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TYPOGRAPHIC = "«»“”’…–—\u00a0\u202f"
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s")
_LONGEST_FIRST_LINE = 80
# Between a headline and the site's name or section.
_SUFFIX_SIGN = re.compile(r"\s+[|–—\-·•:]\s+|\s*\|\s*")
_LONGEST_SUFFIX = 60


def headline_key(text: str) -> str:
    """Return what spellings of one headline share: letters and digits, no case, no accents."""
    decomposed = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    return "".join(c for c in decomposed.casefold() if c.isalnum())


def _typography(text: str) -> tuple[int, int]:
    """Return how carefully a spelling is set: French signs it holds, straight ones it avoids."""
    straight = text.count('"') + text.count("'") + text.count("...")
    accents = sum(c.isalpha() and c > "\x7f" for c in text)
    return sum(text.count(c) for c in _TYPOGRAPHIC) - straight, accents


def best_spelling(headline: str, others: Iterable[str]) -> str:
    """Return, of the spellings of this headline, the one with typographic signs and accents.

    Args:
        headline: the one that was chosen; kept where others are no better.
        others: candidates; those that are other headlines are passed over.
    """
    key = headline_key(headline)
    same = [headline, *(other for other in others if headline_key(other) == key)]
    return max(same, key=_typography)


def first_line(text: str) -> str:
    """Return a headline for a text without one: its first sentence, cut at a word near 80."""
    sentence = _SENTENCE_END.split(text.strip(), maxsplit=1)[0]
    if len(sentence) <= _LONGEST_FIRST_LINE:
        return sentence
    cut = sentence[: _LONGEST_FIRST_LINE + 1].rsplit(None, 1)[0]
    return cut[:_LONGEST_FIRST_LINE].rstrip(" ,;:–—-«(") + "…"


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
    for sign in signs[-1:]:
        # « - Société - Le Monde »: a section before the site's name; only with the site's name.
        if _is_site(title[sign.end() :], keys):
            return title[: sign.start()].strip()
    if signs and _is_site(title[: signs[0].start()], keys):
        return title[signs[0].end() :].strip()
    return title.strip()


def choose_headline(
    structured: Iterable[str], headings: Sequence[str], titles: Sequence[str]
) -> str:
    """Return the headline of a page.

    Args:
        structured: headlines of the article's JSON-LD, best first.
        headings: texts of the page's h1 (or microdata headline), in order.
        titles: `og:title`, `twitter:title`, `<title>`, site names taken off.

    A heading counts only if something confirms it or nothing else is there: the h1 of many pages
    is the newspaper's name or the section. The JSON-LD headline may be cut at 110 signs, as search
    engines ask: a heading that begins with it is the whole of it.
    """
    candidates = [text for text in (*structured, *headings, *titles) if headline_key(text)]
    for text in structured:
        if key := headline_key(text):
            longer = [h for h in headings if len(key) > 60 and headline_key(h).startswith(key)]
            return best_spelling(longer[0] if longer else text, candidates)
    titles = [title for title in titles if headline_key(title)]
    for heading in headings:
        key = headline_key(heading)
        if len(key) > 3 and any(_confirms(key, headline_key(title)) for title in titles):
            return best_spelling(heading, candidates)
    if titles:
        return best_spelling(titles[0], candidates)
    return best_spelling(candidates[0], candidates) if candidates else ""


def _confirms(heading: str, title: str) -> bool:
    """Tell whether a title is the heading, begins or ends with it; keys of both."""
    if heading == title:
        return True
    return len(heading) >= 15 and (title.startswith(heading) or title.endswith(heading))
