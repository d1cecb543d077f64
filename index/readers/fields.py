"""The names that exports give to an article's fields, in French and English, and their values.

Names are compared without case, accents or signs (`Date_publication`, `datePublication`). For one
field the names are tried in the order of the table, so that `published` wins over `created`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from index.readers.article import Clipping
from index.readers.blocks import looks_like_html, paragraphs_of_html
from index.readers.characters import one_line, paragraphs
from index.readers.dates import from_timestamp, parse_date
from search.errors import InvalidInput
from search.plain import plain

if TYPE_CHECKING:
    import datetime as dt

    from index.readers.interface import ReaderOptions

FIELD_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "titre", "headline", "manchette", "name", "intitule", "heading"),
    "text": (
        "text", "texte", "body", "content", "contenu", "articlebody", "article", "corps",
        "fulltext", "plaintext", "bodytext", "contentencoded", "bodyhtml", "contenthtml", "html",
    ),
    "lead": ("description", "summary", "resume", "chapo", "chapeau", "extrait", "excerpt"),
    "date": (
        "date", "datepublished", "published", "publishedat", "datepublication", "datedepublication",
        "publicationdate", "datepubli", "pubdate", "dateparution", "parution", "publishdate",
        "publishedtime", "publishedon", "publie", "publiele", "jour", "created", "createdat",
    ),
    "source": (
        "source", "journal", "publisher", "newspaper", "site", "sitename", "publication", "media",
        "titrejournal", "editeur",
    ),
    "url": ("url", "link", "lien", "permalink", "adresse", "canonicalurl", "uri", "href"),
    "authors": (
        "authors", "author", "auteurs", "auteur", "byline", "signature", "journaliste", "creator",
        "dccreator",
    ),
    "section": ("section", "rubrique", "category", "categorie", "articlesection", "categories"),
    "id": ("id", "identifiant", "identifier", "guid", "docid", "articleid", "uid"),
}  # fmt: skip

_KEY = re.compile("[^a-z0-9]")
_AUTHORS = re.compile(r"\s*[;,/|]\s*|\s+(?:et|and|&|avec)\s+")
_LAST_FIRST = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ’'-]+, [A-ZÀ-Ý][a-zà-ÿ’'-]+")
_INITIAL = re.compile(r"\b[A-ZÀ-Ý]\.$")
_AUTHOR_LABEL = re.compile(
    r"^(?:par|by|de|avec|source|propos recueillis par|auteurs?\s*:)\s+", re.I
)
_NAME_KEYS = ("name", "nom", "title", "label", "value", "#text")
_LONGEST_NAME = 100


def field_key(name: str) -> str:
    """Return what spellings of a field's name share."""
    return _KEY.sub("", plain(name))


def parse_mapping(pairs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the pairs of `--map field=name` options.

    Raises:
        InvalidInput: one is not of that form or names no field of ours.
    """
    mapping = []
    for pair in pairs:
        field, sign, name = pair.partition("=")
        ours = next((k for k, names in FIELD_NAMES.items() if field_key(field) in (k, *names)), "")
        if not sign or not ours or not name.strip():
            fields = ", ".join(key for key in FIELD_NAMES if key != "lead")
            message = f"« {pair} » : attendu champ=nom, où champ est l’un de {fields}."
            raise InvalidInput(message)
        mapping.append((ours, name.strip()))
    return tuple(mapping)


def _text_of(value: object) -> str:
    """Return a field's value as text: an object by its name, a list by its items, a line each."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return next((_text_of(value[key]) for key in _NAME_KEYS if value.get(key)), "")
    if isinstance(value, Sequence):
        return "\n\n".join(filter(None, map(_text_of, value)))
    return ""


def _names_of(byline: str) -> list[str]:
    """Return the names of one line: "Par A, B et C", or "Martin, Jeanne" as catalogues have it."""
    byline = _AUTHOR_LABEL.sub("", byline, count=1)
    if _LAST_FIRST.fullmatch(byline):
        last, first = byline.split(", ")
        return [f"{first} {last}"]
    return [name.strip(" ;:") for name in _AUTHORS.split(byline)]


def author_names(value: object) -> tuple[str, ...]:
    """Return the names of a byline: text, a list, or objects with a name; none twice.

    Addresses, which OpenGraph asks for, are no names.
    """
    lines = filter(None, (one_line(line) for line in _text_of(value).split("\n")))
    names = [name for line in lines if "://" not in line for name in _names_of(line)]
    whole = (name if _INITIAL.search(name) else name.rstrip(".") for name in names)
    return tuple(dict.fromkeys(name for name in whole if 0 < len(name) <= _LONGEST_NAME))


def _date_of(value: object, today: dt.date) -> dt.date | None:
    """Return the day of a field: text, a number of seconds, or an object with either."""
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 99_999_999:
        return from_timestamp(value, today)
    return parse_date(_text_of(value), today)


def text_paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a field that holds text or HTML."""
    return paragraphs_of_html(text) if looks_like_html(text) else paragraphs(text)


def _by_field(record: Mapping[str, object], options: ReaderOptions) -> dict[str, list[object]]:
    """Return the values that a record has for each of our fields, best first."""
    values = {field_key(name): value for name, value in record.items() if value not in (None, "")}
    found = {
        field: [values[name] for name in names if name in values]
        for field, names in FIELD_NAMES.items()
    }
    for field, name in options.field_names:
        if value := values.get(field_key(name)):
            found[field].insert(0, value)
    return found


def names_articles(names: Iterable[str], options: ReaderOptions) -> bool:
    """Tell whether these field names include a headline or a text."""
    known = {*FIELD_NAMES["title"], *FIELD_NAMES["text"], *FIELD_NAMES["lead"]}
    known.update(field_key(name) for ours, name in options.field_names if ours in ("title", "text"))
    return not known.isdisjoint(field_key(name) for name in names)


def clipping_of(
    record: Mapping[str, object], label: str, options: ReaderOptions
) -> Clipping | None:
    """Return the article of a record, None if the record has no field of an article.

    Args:
        record: names and values as the input has them.
        label: which record it is, for a person.
        options: `--map` pairs and the day of the run.
    """
    found = _by_field(record, options)
    first = {field: _text_of(values[0]) if values else "" for field, values in found.items()}
    body = text_paragraphs(first["text"] or first["lead"])
    if not body and not first["title"]:
        return None
    dates = (_date_of(value, options.today) for value in found["date"])
    given = next(filter(None, (one_line(_text_of(value)) for value in found["date"])), "")
    url = one_line(first["url"])
    return Clipping(
        title=" ".join(text_paragraphs(first["title"])),
        paragraphs=body,
        date=next((date for date in dates if date), None),
        lost_date=given,
        source=first["source"],
        url=url if url.lower().startswith(("http://", "https://")) else "",
        authors=author_names(found["authors"][0]) if found["authors"] else (),
        section=first["section"].split("\n")[0],
        identifier=one_line(first["id"]),
        record=label,
    )
