"""A page as a reader of HTML takes it, which minds every tag."""

from __future__ import annotations

import html.parser
import re

VOID = {"meta", "link", "input", "br", "hr", "img"}


class Outline(html.parser.HTMLParser):
    """Checks that tags are closed in order, and keeps ids, headings, labels and links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.labelled: list[str] = []
        self.inputs: list[str] = []
        self.links: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        assert len(values) == len(attrs), f"<{tag}> repeats an attribute"
        assert not any(name.startswith("on") for name in values)
        assert tag not in {"style", "iframe"}
        if tag == "script":
            assert values["src"].startswith("/static/")
        assert "style" not in values
        if tag not in VOID:
            self.open.append(tag)
        if "id" in values:
            self.ids.append(values["id"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "label":
            self.labelled.append(values["for"])
        if tag == "input" and values["type"] != "hidden":
            self.inputs.append(values["id"])
        if tag == "a":
            self.links.append(values["href"])

    def handle_data(self, data: str) -> None:
        assert not (self.open and self.open[-1] == "script" and data), "no script stands in a page"

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
