"""Typing and spelling errors made by a rule, to measure corrections with.

The words are those of at least MIN_LETTERS letters and no digit that occur at least MIN_OCCURRENCES
times in a corpus, each as likely as another. Of a word drawn at random a kind of error gives every
spelling it can; one of them is drawn, and kept if the search has no reading of it (an error that
gives another word of the corpus is no unknown word). So many errors of each kind, from one seed.

| kind | what is done |
|---|---|
| doubled | a double consonant written once, or one between two vowels written twice |
| ending | é, er, ez, ai, ée at the end written as another of them |
| ph | ph for f, f for ph |
| y | y for i, i for y |
| k | qu for k, c (before a, o, u or a consonant) and qu for each other |
| s | s, ss, c (before e, i), ç for each other |
| an | an for en, am for em, and the reverse |
| silent | e, s, t, x or ent dropped from the end, or added |
| h | an h dropped, or added before a vowel that begins the word or after t, r, c |
| o | o for au or eau, and the reverse |
| exchanged | two neighbours exchanged |
| keyboard | a letter replaced by its neighbour on an AZERTY keyboard |
| missing | a letter left out, not the first |
| added | a letter of the alphabet put anywhere but first |
| bare | one slip of letters (exchanged, keyboard, missing) in the word without its accents |
"""

from __future__ import annotations

import random
import re
import string
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

MIN_LETTERS = 4
MIN_OCCURRENCES = 10

_VOWELS = "aeiouyéèêàâîôû"
_KEYS = ("azertyuiop", "qsdfghjklm", "wxcvbn")


class Error(NamedTuple):
    kind: str
    typed: str
    word: str


def swaps(word: str, pairs: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Yield the word with one match of a pattern replaced."""
    for pattern, new in pairs:
        for match in re.finditer(pattern, word):
            yield word[: match.start()] + new + word[match.end() :]


def doubled(word: str) -> Iterator[str]:
    for match in re.finditer(r"([bcdflmnprst])\1", word):
        yield word[: match.start()] + word[match.start() + 1 :]
    for match in re.finditer(rf"(?<=[{_VOWELS}])[cflmnprst](?=[{_VOWELS}])", word):
        yield word[: match.end()] + word[match.start() :]


def ending(word: str) -> Iterator[str]:
    endings = ("é", "er", "ez", "ai", "ée")
    own = next((one for one in sorted(endings, key=len, reverse=True) if word.endswith(one)), None)
    if own:
        yield from (word.removesuffix(own) + one for one in endings if one != own)


def silent(word: str) -> Iterator[str]:
    for one in ("e", "s", "t", "x", "ent"):
        if word.endswith(one):
            yield word.removesuffix(one)
    yield from (word + one for one in ("e", "s", "t") if word[-1] != one)


def dropped_or_added_h(word: str) -> Iterator[str]:
    yield from swaps(word, [(r"h", "")])
    yield from swaps(word, [(rf"^(?=[{_VOWELS}])", "h"), (rf"(?<=[trc])(?=[{_VOWELS}])", "h")])


def exchanged(word: str) -> Iterator[str]:
    for at in range(len(word) - 1):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def keyboard(word: str) -> Iterator[str]:
    for at, letter in enumerate(word):
        row = next((row for row in _KEYS if letter in row), "")
        place = row.find(letter)
        for other in (row[place - 1 : place], row[place + 1 : place + 2]) if row else ():
            if other:
                yield word[:at] + other + word[at + 1 :]


def missing(word: str) -> Iterator[str]:
    yield from (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def added(word: str) -> Iterator[str]:
    for at in range(1, len(word) + 1):
        yield from (word[:at] + letter + word[at:] for letter in string.ascii_lowercase)


def bare(word: str) -> Iterator[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    if plain != word:
        for slip in (exchanged, keyboard, missing):
            yield from slip(plain)


KINDS: Mapping[str, Callable[[str], Iterator[str]]] = {
    "doubled": doubled,
    "ending": ending,
    "ph": lambda word: swaps(word, [("ph", "f"), ("(?<!f)f(?!f)", "ph")]),
    "y": lambda word: swaps(word, [("y", "i"), (r"(?<=.)i", "y")]),
    "k": lambda word: swaps(word, [("qu", "k"), ("k", "c"), (r"c(?=[aourl])", "k"), ("qu", "c")]),
    "s": lambda word: swaps(
        word, [("ss", "s"), ("ss", "c"), (r"c(?=[eiéè])", "s"), (r"c(?=[eiéè])", "ss"), ("ç", "ss"),
               (r"s(?=[eiéè])", "c"), ("ç", "s")]
    ),
    "an": lambda word: swaps(word, [
        (r"an(?=[^aeiouyn])", "en"), (r"en(?=[^aeiouyn])", "an"), (r"am(?=[bp])", "em"),
        (r"em(?=[bp])", "am")]),
    "silent": silent,
    "h": dropped_or_added_h,
    "o": lambda word: swaps(word, [("eau", "o"), ("(?<!e)au", "o"), ("(?<=.)o(?![uin])", "au"),
                                   ("eau", "au")]),
    "exchanged": exchanged,
    "keyboard": keyboard,
    "missing": missing,
    "added": added,
    "bare": bare,
}  # fmt: skip


def make_errors(
    words: Sequence[str], is_unknown: Callable[[str], bool], each: int, seed: int
) -> list[Error]:
    """Return so many errors of each kind over these words, the same for the same seed."""
    rng = random.Random(seed)
    errors: list[Error] = []
    for kind, slips in KINDS.items():
        made: dict[str, Error] = {}
        while len(made) < each:
            word = rng.choice(words)
            typed = sorted({one for one in slips(word) if one != word})
            if typed and is_unknown(one := rng.choice(typed)):
                made.setdefault(word, Error(kind, one, word))
        errors += made.values()
    return errors
