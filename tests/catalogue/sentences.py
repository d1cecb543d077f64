"""The sentences of the site and its English catalogue: `python -m tests.catalogue.sentences`.

Run as a command, it writes what is new into the catalogue, without its English, and takes out what
nobody says any more. The tests compare the two.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from web.language.english import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("search", "web")
METHODS = [
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.xml", "jinja2"),
]
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "say": None,
    "say_count": (2, 3),
    "to_say": None,
    "to_say_count": (1, 2),
    "DeadlineExceeded": None,
    "InvalidRequest": (2,),
    "PlanTooCostly": (2,),
    "UnknownDocument": None,
}
"""What a sentence stands in, and as which arguments if not the first: errors are said too."""
HEADER = """\
# What the site says in English. A msgid is the sentence as it is written in the code, a msgstr what
# is shown, typeset. `make catalogue` brings the list up to date.
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def extracted() -> Catalog:
    """Return the sentences that the code says, without translations."""
    catalogue = Catalog(locale="en", charset="utf-8", fuzzy=False)
    for room in ROOMS:
        for name, line, sentence, comments, context in extract_from_dir(
            ROOT / room, method_map=METHODS, keywords=KEYWORDS
        ):
            where = [(f"{room}/{name}", line)]
            catalogue.add(sentence, None, where, auto_comments=comments, context=context)
    return catalogue


def translated(path: Path = CATALOGUE) -> Catalog:
    """Return the catalogue as it is written, obsolete and fuzzy entries included."""
    with path.open("rb") as file:
        return read_po(file, locale="en")


def update(path: Path = CATALOGUE) -> list[str]:
    """Bring the catalogue up to date with the code; return what lacks its English."""
    catalogue = translated(path)
    catalogue.update(extracted(), no_fuzzy_matching=True)
    with path.open("wb") as file:
        file.write(HEADER.encode())
        write_po(
            file,
            catalogue,
            width=100,
            sort_by_file=True,
            omit_header=True,
            ignore_obsolete=True,
            include_lineno=False,
        )
    said = [message for message in catalogue if message.id]
    return [str(message.id) for message in said if not all(forms(message.string))]


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the forms of a sentence or of its translation: two where it follows a count."""
    return (text,) if isinstance(text, str) else tuple(text or ("",))


if __name__ == "__main__":
    for sentence in update():
        print(f"without English: {sentence}")  # noqa: T201
