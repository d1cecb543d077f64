"""BibTeX: references for LaTeX and for reference managers, in UTF-8."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from search.analysis.folding import fold
from web.exports.plain import one_line
from web.links import is_web_address
from web.typography import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from search.articles import Article
    from search.results import Found, Hit

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""Macros that every style defines, and prints in its own language."""

_SPECIAL = str.maketrans(
    {
        # BibTeX counts braces whatever stands before them: none may be left in a text.
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "$&#_%"},
        "\u202f": "\u00a0",  # narrow no-break spaces are unknown to LaTeX's usual encodings
    }
)

_NOT_A_FIRST_AND_LAST_NAME = re.compile(r"\band\b|,", re.I)
_NOT_IN_KEYS = re.compile(r"[^a-z0-9]")
_KEY_ID = 8
"""Characters of the public id that end a key: two of a thousand references hardly ever share
them."""


def bibtex_file(found: Iterable[Found], *, whole: bool) -> Iterator[str]:
    """Yield an entry an article."""
    del whole  # a reference holds no text
    for one in found:
        yield bibtex(one.hit)


def bibtex(article: Hit | Article) -> str:
    """Return the entry of an article."""
    fields = {
        "author": " and ".join(map(_name, article.authors)),
        # In braces of its own, or styles would take the capitals off it.
        "title": f"{{{tex(unmarked(article.title))}}}",
        "journal": tex(article.source),
        "url": _address(article.url),
        "langid": "french",
    }
    written = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    if article.date:
        written[-1:-1] = [
            f"  date = {{{article.date.isoformat()}}}",
            f"  year = {{{article.date.year}}}",
            f"  month = {_MONTHS[article.date.month - 1]}",
        ]
    return "".join([f"@article{{{_key(article)}", *(f",\n{one}" for one in written), "\n}\n\n"])


def tex(text: str) -> str:
    """Return a text on one line, the signs that mean something to TeX escaped."""
    return one_line(text).translate(_SPECIAL)


def _name(author: str) -> str:
    """Return an author; between braces where BibTeX would find two people or a surname in it."""
    name = tex(author)
    return f"{{{name}}}" if _NOT_A_FIRST_AND_LAST_NAME.search(name) else name


def _address(url: str) -> str:
    """Return a web address as `url` fields want it: to the letter, without a brace or a space."""
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~-._") if is_web_address(url) else ""


def _key(article: Hit | Article) -> str:
    """Return what the article is cited by (`delorme2024-bm4jixrz`)."""
    name = article.authors[0].split()[-1:] if article.authors else article.source.split()[-1:]
    letters = _NOT_IN_KEYS.sub("", fold("".join(name)).lower())
    year = article.date.year if article.date else ""
    return f"{letters or 'article'}{year}-{article.id[:_KEY_ID]}"
