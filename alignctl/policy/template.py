"""Text with `{{ CEL }}` in it goes in; a template comes out that fills itself in for one fact."""

from __future__ import annotations

import re
from dataclasses import dataclass

from alignctl.errors import PolicyError
from alignctl.policy.cel import NUMBER, TEXT, Compiler, Program, Scope, Where

HOLE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Template:
    """Text and programs in turn, in the order in which they are written."""

    parts: tuple[str | Program, ...]

    def fill(self, scope: Scope) -> str:
        """Return the text for one fact; raises PolicyError if an expression cannot be evaluated."""
        return "".join(part if isinstance(part, str) else part.say(scope) for part in self.parts)


def compile_template(text: str, compiler: Compiler, where: Where) -> Template:
    """Compile the expressions of a text.

    Raises:
        PolicyError: an expression does not compile to text or a whole number, or `{{` is not closed.

    """
    pieces = HOLE.split(text)
    if any("{{" in words or "}}" in words for words in pieces[::2]):
        raise PolicyError("A `{{` or `}}` has no partner.", where=where())
    return Template(
        tuple(
            compiler.compile(piece.strip(), where, (TEXT, NUMBER)) if number % 2 else piece
            for number, piece in enumerate(pieces)
            if piece
        )
    )
