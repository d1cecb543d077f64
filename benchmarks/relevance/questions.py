"""The questions that are asked: a collection's own, and variants made of them by rules.

Classes of a collection's own questions, which may be of several:

- names: a word after the first begins with a capital;
- dates: a month, or a number of four digits from 1000 to 2099;
- long: five content words and more;
- quoted: holds quotation marks.

Variants, each a class of its own, made of every few questions:

- unaccented: without accents, as typed in a hurry;
- inflected: a noun, which is a word of lower-case letters after an article, goes from singular to
  plural or back, by the regular rules of French;
- short: three words, names and numbers before the longest others, in their order;
- quoted words: the longest run of two to four words, content words at both ends, that stands in a
  relevant document just so is put between quotes, as by a reader who remembers it;
- expression: that run alone.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from typing import TYPE_CHECKING, TypeVar

from search.analysis.function_words import function_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from benchmarks.relevance.collection import Collection

ALL = "all questions"
VARIED = 1_500
"""Questions that variants are made of, at most."""

LONG = 5
SHORT = 3

_ASKING = {"combien", "comment", "pourquoi", "quand", "qui", "quel", "est-ce"}
_DATE = re.compile(
    r"\b(?: janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
    r"| 1\d\d\d | 20\d\d )\b",
    re.IGNORECASE | re.VERBOSE,
)
_QUOTES = re.compile(r'["«»“”]')
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_NOUN = re.compile(
    r"""(?<!\w)(?:
      (?P<one> (?i:le|la|un|une|du|au|ce|cet|cette|son|sa|quel|quelle)\s+ | (?i:l)['’] )
      | (?P<many> (?i:les|des|aux|ces|ses|leurs|quels|quelles)\s+ ) )
    (?P<noun>[a-zà-ÿœ]{4,})(?!\w)""",
    re.VERBOSE,
)
_LONGEST_RUN = 4

_Item = TypeVar("_Item")


@dataclasses.dataclass(frozen=True)
class Question:
    """One question.

    Attributes:
        text: as it is typed.
        grades: what answers it.
        classes: what it counts for.
    """

    text: str
    grades: Mapping[str, float]
    classes: tuple[str, ...]


def questions(collection: Collection, most: int | None = None) -> list[Question]:
    """Return a collection's questions, at most so many, evenly chosen, and variants of them."""
    names = _spread(list(collection.questions), most)
    texts = {one.key: f"{one.title}\n{one.text}" for one in collection.documents}
    asked = [
        Question(text, collection.grades[name], (ALL, *natural_classes(text)))
        for name in names
        for text in [collection.questions[name]]
    ]
    for question in _spread(asked, VARIED):
        source = texts.get(max(question.grades, key=question.grades.__getitem__), "")
        for kind, text in variants(question.text, source).items():
            asked.append(Question(text, question.grades, (kind,)))
    return asked


def natural_classes(text: str) -> Iterator[str]:
    """Yield the classes of a question as it was written."""
    words = _WORD.findall(text)
    if any(word[0].isupper() for word in words[1:]):
        yield "names"
    if _DATE.search(text):
        yield "dates"
    if len(_content(text)) >= LONG:
        yield "long"
    if _QUOTES.search(text):
        yield "quoted"


def variants(text: str, document: str) -> dict[str, str]:
    """Return the variants that a question has, by class."""
    run = remembered_run(text, document)
    made = {"unaccented": _unaccented(text), "inflected": inflected(text), "short": shortened(text)}
    if run and not _QUOTES.search(text):
        made["quoted words"] = text.replace(run, f'"{run}"', 1)
        made["expression"] = f'"{run}"'
    return {kind: variant for kind, variant in made.items() if variant and variant != text}


def inflected(text: str) -> str:
    """Return a question with its nouns in the other number."""
    return _NOUN.sub(_in_other_number, text)


def shortened(text: str) -> str:
    """Return the few words that a reader in a hurry would type."""
    content = _content(text)
    first = _WORD.search(text)
    telling = [
        word
        for word in content
        if word[0].isdigit() or (word[0].isupper() and first and word != first[0])
    ]
    others = sorted((word for word in content if word not in telling), key=len, reverse=True)
    kept = [*telling, *others][:SHORT]
    return " ".join(word for word in content if word in kept)


def remembered_run(text: str, document: str) -> str:
    """Return the longest run of words that the document holds just so, if there is one."""
    places = list(_WORD.finditer(text))
    lowered = document.lower()
    for size in range(_LONGEST_RUN, 1, -1):
        for begin in range(len(places) - size + 1):
            first, last = places[begin], places[begin + size - 1]
            run = text[first.start() : last.end()]
            ends = _is_content(first[0]) and _is_content(last[0])
            if ends and not _QUOTES.search(run) and run.lower() in lowered:
                return run
    return ""


def _in_other_number(match: re.Match[str]) -> str:
    if match["one"]:
        return match["one"] + _plural(match["noun"])
    return match["many"] + _singular(match["noun"])


def _plural(word: str) -> str:
    if word[-1] in "sxz":
        return word
    if word.endswith("al"):
        return f"{word[:-1]}ux"
    return f"{word}x" if word.endswith(("au", "eu")) else f"{word}s"


def _singular(word: str) -> str:
    if word.endswith("aux"):
        return word[:-1] if word.endswith("eaux") else f"{word[:-2]}l"
    return word[:-1] if word[-1] in "sx" else word


def _unaccented(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _content(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if _is_content(word)]


def _is_content(word: str) -> bool:
    lowered = word.lower()
    return len(word) > 1 and lowered not in function_words() and lowered not in _ASKING


def _spread(items: Sequence[_Item], most: int | None) -> list[_Item]:
    """Return at most so many items, evenly spread."""
    step = max(1, len(items) // most) if most else 1
    return list(items[::step][:most])
