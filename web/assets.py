"""Our own style sheet, script and icon, at addresses that change with their content.

So browsers keep them for a year, and a new version is seen at once.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Blueprint, abort, send_from_directory

if TYPE_CHECKING:
    from flask import Flask, Response

FOLDER = Path(__file__).parent / "static"
DIGEST_LENGTH = 12
ONE_YEAR = 31_536_000


def register_assets(app: Flask) -> None:
    """Serve the static files and give templates `asset(name)`, the address of one."""
    digests = {path.name: _digest(path) for path in sorted(FOLDER.iterdir()) if path.is_file()}
    blueprint = Blueprint("assets", __name__)

    @blueprint.get("/static/<digest>/<name>")
    def asset(digest: str, name: str) -> Response:
        if name not in digests:
            abort(404)
        response = send_from_directory(FOLDER, name)
        if digest == digests[name]:
            response.headers["Cache-Control"] = f"public, max-age={ONE_YEAR}, immutable"
        else:  # a page older than this version asks: answer, but do not let it be kept
            response.headers["Cache-Control"] = "no-cache"
        return response

    app.register_blueprint(blueprint)
    app.jinja_env.globals["asset"] = lambda name: f"/static/{digests[name]}/{name}"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:DIGEST_LENGTH]
