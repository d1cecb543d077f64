# Gunicorn ships no types: what `web.worker` uses of it.
class Request:
    headers: list[tuple[str, str]]
    def force_close(self) -> None: ...
