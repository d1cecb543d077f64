"""Characters that a stored text may hold, and white space made regular.

Only what no reader can see, or what is plainly broken, is changed: quotes, apostrophes, dashes,
ligatures and no-break spaces stay as they were printed.
"""

from __future__ import annotations

import re

# NUL and the other C0 controls but for tab, line feed and carriage return; DEL; lone surrogates,
# which JSON can spell and UTF-8 cannot; the byte order mark and Unicode's non-characters.
_DROPPED = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufeff\ufffe\uffff]")
_C1 = re.compile("[\x80-\x9f]")
# A UTF-8 lead byte read as Windows-1252 or Latin-1, with what then stands for its second byte.
_MOJIBAKE = re.compile("[ÂÃÅÎâ][\x80-¿ŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# Most texts hold none of these, and one search over them is cheaper than four substitutions.
_SUSPECT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"
)
_RUN = re.compile("[ \t\n\u00a0\u202f]{2,}|[\t\n]")
_NO_BREAK = re.compile("[\u00a0\u202f]")
_EMPTY_LINES = re.compile(r"\n[ \t\u00a0]*\n")
_SOFT_HYPHEN = "\u00ad"


def _printed_c1(match: re.Match[str]) -> str:
    """Return what Windows-1252 prints for a C1 control, nothing where it prints nothing."""
    return bytes([ord(match.group())]).decode("cp1252", "ignore")


def _mend_mojibake(text: str) -> str:
    """Undo UTF-8 read as something else, where that is what happened."""
    # ftfy costs 20 ms to import and most inputs never need it.
    import ftfy

    return "\n".join(ftfy.fix_encoding(line) for line in text.split("\n"))


def clean(text: str) -> str:
    r"""Return the text without what cannot be printed, with `\\n` for every line end."""
    suspect = _SUSPECT.search(text) is not None
    if suspect:
        text = _DROPPED.sub("", text)
    # Before soft hyphens and C1 controls go: in mojibake they are halves of letters.
    if _MOJIBAKE.search(text):
        text = _mend_mojibake(text)
    if not suspect:
        return text
    text = text.replace(_SOFT_HYPHEN, "")
    # U+0085 is "…" in Windows-1252 far more often than a line end: mended first.
    text = _C1.sub(_printed_c1, text)
    return _LINE_ENDS.sub("\n", text)


def _one_blank(match: re.Match[str]) -> str:
    """Return a run of white space as one sign: its no-break space if it has one."""
    no_break = _NO_BREAK.search(match.group())
    return no_break.group() if no_break else " "


def squeezed(text: str) -> str:
    """Return a cleaned text as one line, each run of white space one sign."""
    return _RUN.sub(_one_blank, text).strip()


def one_line(text: str) -> str:
    """Return a text cleaned and as one line.

    A run of white space with a no-break space in it becomes that one no-break space.
    """
    return squeezed(clean(text))


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text that parts them by empty lines, or else by lines."""
    text = clean(text).strip("\n")
    blocks = _EMPTY_LINES.split(text) if _EMPTY_LINES.search(text) else text.split("\n")
    return [paragraph for block in blocks if (paragraph := squeezed(block))]
