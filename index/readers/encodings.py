"""Bytes turned into text: which of the encodings that French files come in is this one?

French text in a single-byte encoding is practically never valid UTF-8 by accident (an accented
letter would have to be followed by the right sequence of signs), so UTF-8 is tried before anything
a file says of itself.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
_DECLARATION_BYTES = 4096
_DETECTION_BYTES = 200_000
# What charset-normalizer may answer: left to itself it takes short French texts for Turkish.
_FRENCH = ["cp1252", "iso8859_15", "mac_roman", "cp850"]
_FRENCH_LETTERS = re.compile("[a-zàâäçéèêëîïôöùûüÿœæ«»’ ]", re.I)
# Bytes that break UTF-8, per byte of valid multi-byte sequences, for it still to be called UTF-8.
_STRAY_SHARE = 0.2
_STRAY_HANDLER = "manchette-windows"


def _from_windows(error: UnicodeError) -> tuple[str, int]:
    """Read the bytes that are not UTF-8 as Windows-1252: an editor's paste in a UTF-8 page."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


def _decode_by(data: bytes, encoding: str) -> str | None:
    """Return the text if the bytes are wholly of this encoding."""
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _without_bom(data: bytes) -> str | None:
    """Return the text of bytes that begin with a byte order mark."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    return None


def _utf16_without_bom(data: bytes) -> str | None:
    """Return the text if every other byte of the opening is NUL, as in UTF-16 of Latin letters."""
    head = data[:400]
    if len(head) < 4 or head.count(0) < len(head) // 3:
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    return _decode_by(data[: len(data) // 2 * 2], "utf-16-be" if even > odd else "utf-16-le")


def _nearly_utf8(data: bytes) -> str | None:
    """Return the text of UTF-8 with a few stray bytes of Windows-1252."""
    stray = data.decode("utf-8", "replace").count("\ufffd")
    valid = sum(character > "\x7f" for character in data.decode("utf-8", "ignore"))
    if stray > valid * _STRAY_SHARE:
        return None
    # Registered here and not at import: registering is process-wide.
    codecs.register_error("manchette-windows", _from_windows)
    return data.decode("utf-8", _STRAY_HANDLER)


def _detected(data: bytes) -> str:
    """Return the text in the French encoding that charset-normalizer finds most plausible."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_DETECTION_BYTES], cp_isolation=_FRENCH).best()
    encoding = best.encoding if best else "cp1252"
    windows = data.decode("cp1252", "replace")
    detected = data.decode(encoding, "replace")
    # On a few words it can prefer a code page for tables and signs: count French letters.
    windows_letters = len(_FRENCH_LETTERS.findall(windows[:_DETECTION_BYTES]))
    detected_letters = len(_FRENCH_LETTERS.findall(detected[:_DETECTION_BYTES]))
    return detected if detected_letters > windows_letters else windows


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that an HTML or XML opening names, None where it names none we know.

    Latin-1 is read as Windows-1252, as browsers do: pages that declare the one hold the other.
    """
    match = _DECLARED.search(data[:_DECLARATION_BYTES])
    if match is None:
        return None
    try:
        name = codecs.lookup(match.group(1).decode("ascii")).name
    except LookupError:
        return None
    return "cp1252" if name in {"iso8859-1", "ascii"} else name


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text of these bytes; never fails.

    Args:
        data: the whole input, or at least its opening.
        declared: what the input says its encoding is, if it says.
    """
    text = _without_bom(data) or _utf16_without_bom(data) or _decode_by(data, "utf-8")
    if text is None and declared and declared != "utf-8":
        text = _decode_by(data, declared)
    if text is None:
        text = _nearly_utf8(data)
    return _detected(data) if text is None else text


def line_encoding(opening: bytes) -> tuple[str, str]:
    """Return the encoding and the error handler to read a file of lines with.

    Without a byte order mark that is UTF-8 whose strays are read as Windows-1252, byte by byte: a
    file wholly in Windows-1252 comes out right too, and no second pass is needed.
    """
    for bom, encoding in _BOMS:
        if opening.startswith(bom):
            return ("utf-8-sig" if encoding == "utf-8" else encoding[:6]), "replace"
    codecs.register_error(_STRAY_HANDLER, _from_windows)
    return "utf-8", _STRAY_HANDLER
