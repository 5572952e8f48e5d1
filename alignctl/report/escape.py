"""One escaping function per place that text from documents can reach."""

from __future__ import annotations

import html
import re
import unicodedata

_LINKING = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=//)|(?<=://)|(?<=\bwww)(?=\.)|(?<=\bgh)(?=-\d)", re.IGNORECASE)
"""Where forges make links and mentions of bare text, even of text that is no Markdown link."""
_UNPRINTABLE = {"Cc", "Cf", "Zl", "Zp", "Cs", "Co", "Cn"}


def terminal(text: str) -> str:
    r"""Return one line without control, format or bidi characters; they show as `\u{XX}`.

    >>> terminal("a\x1b[31mb")
    'a\\u{1B}[31mb'
    """
    return "".join(
        f"\\u{{{ord(char):X}}}" if unicodedata.category(char) in _UNPRINTABLE else char for char in _spaced(text)
    )


def workflow_data(text: str) -> str:
    """Return the message of a workflow command: `%`, CR and LF are encoded (GitHub, workflow commands)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def workflow_property(text: str) -> str:
    """Return a property of a workflow command: also `:` and `,` are encoded."""
    return workflow_data(text).replace(":", "%3A").replace(",", "%2C")


def markdown(text: str) -> str:
    r"""Return text that Markdown shows as it is: no markup, HTML, links or mentions; code in backticks stays code.

    >>> markdown("see <b> and @all, `cfo` *wins*")
    'see &lt;b&gt; and @\u200ball, `cfo` \\*wins\\*'
    """
    parts = re.split(r"(`[A-Za-z0-9:._/-]+`)", _spaced(terminal(text)))
    return "".join(part if index % 2 else _plain_markdown(part) for index, part in enumerate(parts))


def _plain_markdown(text: str) -> str:
    escaped = re.sub(r"([\\`*_\[\]{}()#+!|~])", r"\\\1", html.escape(text, quote=False))
    return _LINKING.sub("\u200b", escaped)


def xml(text: str) -> str:
    """Return text for XML content and attributes; characters that XML forbids show as U+FFFD."""
    clean = re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    return html.escape(clean, quote=True)


def _spaced(text: str) -> str:
    return re.sub(r"[\t\r\n]+", " ", text)
