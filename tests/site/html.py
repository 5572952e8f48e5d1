"""HTML for tests: text goes in; headings, links, fragments and elements come out."""

from __future__ import annotations

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "img", "br", "hr", "source", "area", "base", "col", "embed", "track", "wbr"}


class Html(HTMLParser):
    """One page; `unclosed` and `stray` tell whether its elements nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.stray: list[str] = []
        self._open: list[str] = []
        self._heading = False
        self.heading = ""
        self.feed(text)
        self.close()

    @property
    def unclosed(self) -> list[str]:
        return self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)
        self._heading = self._heading or tag == "h1"

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.stray.append(tag)
        self._heading = self._heading and tag != "h1"

    def handle_data(self, data: str) -> None:
        if self._heading:
            self.heading += data

    def values(self, attribute: str) -> list[str]:
        return [attributes[attribute] for _, attributes in self.elements if attribute in attributes]

    def tags(self, name: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag == name]


def heading(text: str) -> str:
    return " ".join(Html(text).heading.split())
