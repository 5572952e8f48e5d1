"""The fact types and the policy files go in, `docs/facts.md` and `docs/rules.md` come out.

Run `python tools/generate_docs.py` after a change of a fact or a policy; the gate fails while they differ.
"""

from __future__ import annotations

from pathlib import Path

from alignctl.model.facts import FACT_KINDS
from alignctl.model.kinds import Policy
from alignctl.policy.library import bundled_shelf
from alignctl.policy.shape import Field, Shape, fact_shape

DOCS = Path(__file__).parent.parent / "docs"
FACTS_HEAD = """\
# Facts

What analyses hand to policies. There is one fact of a kind for each thing named under "one per", and at most one
finding per check and fact. `[T]` is a list; `T?` may be absent: test with `has(this.field)`. References are text,
`kind:name`. Every fact also has `id`, `subjects` and `key`.

This page is generated from `alignctl/model/facts/`.
"""
RULES_HEAD = """\
# Rules

Every rule is one file under `policies/`; this page is generated from them. Tier `core` always runs, `strict` with
`tier: strict` in alignctl.yaml, `optional` when a rule is selected by name.
"""


def facts() -> str:
    """Return the page of the fact kinds."""
    parts = [FACTS_HEAD]
    for name, kind in FACT_KINDS.items():
        first = (kind.__doc__ or "").split("\n")[0]
        shape = fact_shape(kind)
        rows = [f"| `{path}` | {type_} |" for path, type_ in _rows(shape) if path not in {"id", "subjects", "key"}]
        parts.append("\n".join([f"## {name}", "", first, "", "| field | type |", "|---|---|", *rows]) + "\n")
    return "\n".join(parts)


def _rows(shape: Shape, prefix: str = "") -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for field in shape.fields:
        rows.append((prefix + field.name, _type(field)))
        if isinstance(field.type, Shape):
            rows += _rows(field.type, f"{prefix}{field.name}[].")
    return rows


def _type(field: Field) -> str:
    name = field.type.name if isinstance(field.type, Shape) else field.type
    name = f"[{name}]" if field.many else name
    return f"{name}?" if field.optional else name


def rules() -> str:
    """Return the page of the rules."""
    return "\n".join([RULES_HEAD, *(_rule(policy) for policy in bundled_shelf().policies)])


def _rule(policy: Policy) -> str:
    level = policy.severity if policy.severity in {"error", "warning", "info"} else "depends on the case"
    waiver = "" if policy.waivable else ", cannot be waived"
    lines = [f"## {policy.code}", "", f"**{policy.title}** (`{policy.name}`)", ""]
    lines += [f"Tier {policy.tier}, severity {level}{waiver}.", "", policy.why.strip(), ""]
    lines += [
        f"- `{name}`: {value.description or ''} (default {_default(value)})" for name, value in policy.params.items()
    ]
    return "\n".join([*lines, ""]) if policy.params else "\n".join(lines)


def _default(param: object) -> str:
    default, strict = getattr(param, "default", None), getattr(param, "strict", None)
    return f"`{default}`" + (f", strict `{strict}`" if strict is not None else "")


def main() -> None:
    """Write the pages."""
    DOCS.mkdir(exist_ok=True)
    for name, text in (("facts", facts()), ("rules", rules())):
        (DOCS / f"{name}.md").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
