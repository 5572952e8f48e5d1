from __future__ import annotations

import re
import unicodedata
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from alignctl.report.escape import markdown, terminal, workflow_data, workflow_property, xml

ANY = st.text(alphabet=st.characters(exclude_categories=["Cs"]))
PIECES = st.sampled_from(["www.", "WWW.a", "GH-1", "#12", "@ana", "https://", "a@b.example", " ", "x"])
HOSTILE = st.one_of(
    ANY,
    st.text(alphabet="\x1b[31m\u202e\r\n\t::%,`<>@*_[]()#|\\!~:/ab"),
    st.lists(PIECES).map("".join),
)


@given(HOSTILE)
def test_nothing_moves_the_cursor_or_turns_text_round(text: str) -> None:
    shown = terminal(text)
    assert not any(unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"} for char in shown)


@given(HOSTILE)
def test_a_message_stays_one_workflow_command(text: str) -> None:
    data = workflow_data(terminal(text))
    assert "\n" not in data
    assert "\r" not in data
    assert re.fullmatch(r"(?:[^%]|%25|%0A|%0D)*", data)


@given(HOSTILE)
def test_a_property_ends_where_it_should(text: str) -> None:
    value = workflow_property(text)
    assert not set(value) & set("\r\n,:")
    assert value.replace("%3A", ":").replace("%2C", ",").replace("%0A", "\n").replace("%0D", "\r").replace(
        "%25", "%"
    ) == (text)


@given(HOSTILE)
def test_markdown_has_no_tags_mentions_or_links(text: str) -> None:
    shown = re.sub(r"`[A-Za-z0-9:._/-]+`", "", markdown(text))
    assert not re.search(r"<|(?<!\\)[\[\]|*_#]|[@#]\w|://|\bwww\.|\bGH-\d", shown, re.IGNORECASE)


@given(HOSTILE)
def test_xml_reads_back_what_it_may_hold(text: str) -> None:
    read = ET.fromstring(f"<a>{xml(text)}</a>").text or ""  # noqa: S314 - our own text
    allowed = re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", text)
    assert read == allowed.replace("\r\n", "\n").replace("\r", "\n")
