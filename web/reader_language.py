"""The language that an address asks for: the whole of its answer is in it.

Nothing but the address chooses (no cookie, no header), so that a page keeps its language when its
address is sent to somebody, and caches need no `Vary`.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from flask import request

from search.errors import InvalidRequest
from web import query_string
from web.language import LANGUAGES, language, speak
from web.links import DEFAULT_LANGUAGE
from web.messages import problems

if TYPE_CHECKING:
    from flask import Flask, Response

    from web.language import Code

PARAMETER = "lang"


def register_reader_language(app: Flask) -> None:
    """Speak the language of each request, and say which one it was."""
    for make in LANGUAGES.values():  # before the first reader waits for a catalogue
        make()

    @app.before_request
    def choose() -> None:
        # Before anything is checked, so that a refusal is in the reader's language too.
        asked = query_string.first(request.query_string, PARAMETER) or DEFAULT_LANGUAGE
        if asked not in LANGUAGES:
            speak(DEFAULT_LANGUAGE)
            raise InvalidRequest(PARAMETER, problems.wrong_parameter(PARAMETER))
        speak(cast("Code", asked))

    @app.after_request
    def tell(response: Response) -> Response:
        if response.mimetype in {"text/html", "application/json", "application/problem+json"}:
            response.headers["Content-Language"] = language().code
        return response

    @app.teardown_request
    def forget(_: BaseException | None) -> None:
        speak(DEFAULT_LANGUAGE)


@dataclasses.dataclass(frozen=True, slots=True)
class OtherLanguage:
    """Where a page is read in the other language.

    Attributes:
        code: of that language.
        name: what it calls itself.
        url: the page in it.
    """

    code: Code
    name: str
    url: str


def other_language() -> OtherLanguage:
    """Return the way to the page being answered, whatever it is, in the other language."""
    code: Code = "fr" if language().code == "en" else "en"
    kept = query_string.without(request.query_string, PARAMETER)
    stated = "" if code == DEFAULT_LANGUAGE else f"{PARAMETER}={code}"
    question = "&".join(filter(None, (kept, stated)))
    # One slash: a path that begins with two would be the address of another site.
    path = "/" + quote(request.path.lstrip("/"))
    return OtherLanguage(code, LANGUAGES[code]().name, f"{path}?{question}" if question else path)
