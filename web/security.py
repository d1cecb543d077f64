"""What browsers and robots are told, and what the server refuses before reading it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from flask import Flask, Response

    from search.settings import Settings

MAX_BODY_BYTES = 16_384
"""Nothing is ever sent here: every question stands in its address."""

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "connect-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def register_security(app: Flask, settings: Settings) -> None:
    """Set the limits of a request and the headers of every response."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES
    app.config["TRUSTED_HOSTS"] = _trusted_hosts(settings)
    if proxies := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # Flask's own way to wrap it
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers.update(_HEADERS)
        if settings.robots == "noindex":
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response


def _trusted_hosts(settings: Settings) -> list[str] | None:
    hosts = [host.strip() for host in settings.trusted_hosts.split(",") if host.strip()]
    return hosts or None
