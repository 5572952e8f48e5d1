"""Rules become pages: what is checked, why, how to mend it, and what it finds here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from alignctl.model.finding import Located
from alignctl.model.rule import RuleExample, RuleInfo
from alignctl.site.atlas import Atlas
from alignctl.site.blocks import Block, Bullets, Paragraph, Row, Section, Table, Terms
from alignctl.site.lines import Badge, Code, Line, Link, Strong
from alignctl.site.page import Page
from alignctl.site.pages.common import LEVELS, TONES, crumb, findings_table, paragraphs, prose
from alignctl.words.quantities import capital, count

TIERS = {"core": "for everybody", "strict": "for those who want more", "optional": "only if switched on"}
# What an expression in the words of a mend stands for, where its own name would not do.
STANDS_FOR = {
    "after": "the later one",
    "before": "the earlier one",
    "missing": "those who have not agreed",
    "resource": "of what is short",
    "ruleless": "such a body",
    "to": "what is meant",
    "waiting": "those whom the finding names",
}


def pages(atlas: Atlas) -> Iterator[Page]:
    """Yield the list of rules and the page of each."""
    found: dict[str, list[Located]] = {}
    for located in atlas.standing:
        found.setdefault(located.finding.rule, []).append(located)
    rules = atlas.site.rules
    yield _index(rules, found)
    for code in sorted(rules):
        yield _page(atlas, rules[code], found.get(code, []))


def path_of(code: str) -> str:
    """Return the page of a rule."""
    return f"rules/{code.lower()}.html"


def _index(rules: Mapping[str, RuleInfo], found: Mapping[str, list[Located]]) -> Page:
    rows = tuple(
        Row(((Link(code, path_of(code)),), (rule.title,), (_severity(rule),), _found(found.get(code, []))))
        for code, rule in sorted(rules.items())
    )
    return Page(
        path="rules/index.html",
        title="Rules",
        section="health",
        crumbs=crumb("Health", "health/index.html"),
        heading=(Strong(count(len(rows), "rule")), " that are checked on every change."),
        blocks=(
            Table("Rules", ("Rule", "Says", "How urgent", "Found here"), rows, "No rule was run.", filterable=True),
        ),
        label="Page",
        words="policies checks",
    )


def _found(found: list[Located]) -> Line:
    """Return how many findings there are, marked as the worst of them."""
    return (Badge(str(len(found)), TONES[found[0].finding.severity]),) if found else ("–",)


def _severity(rule: RuleInfo) -> str:
    return LEVELS.get(rule.severity, "depends on the case")


def _page(atlas: Atlas, rule: RuleInfo, found: list[Located]) -> Page:
    params = tuple(Row(((Code(name),), (str(value),))) for name, value in sorted(rule.params.items()))
    fix = blanks(rule.fix, rule.params)
    tail = (
        (Section("params", "Numbers that can be set", (Table("Parameters", ("Name", "Value here"), params),)),)
        if params
        else ()
    )
    return Page(
        path=path_of(rule.code),
        title=f"{rule.code} {rule.title}",
        section="health",
        crumbs=crumb("Rules", "rules/index.html"),
        eyebrow=f"Rule {rule.code}",
        heading=(f"{rule.title.rstrip('.')}.",),
        lead=(f"{count(len(found), 'finding')} here.",) if found else ("Nothing here breaks it.",),
        blocks=(
            Section("why", "Why", paragraphs(rule.why)),
            *((Section("mend", "How to mend it", (Paragraph(prose(atlas, fix, (), others=False)),)),) * bool(fix)),
            *((Section("found", "Found here", (findings_table(atlas, found),)),) * bool(found)),
            *_examples(atlas, rule),
            *tail,
            Terms(
                (
                    ("Name", (Code(rule.name),)),
                    ("How urgent", (_severity(rule),)),
                    ("Runs", (TIERS.get(rule.tier, rule.tier),)),
                    ("Can be excused", ("yes, for a time" if rule.waivable else "no",)),
                    ("Comes from", ("alignctl" if rule.builtin else "this organisation",)),
                )
            ),
        ),
        label="Rule",
        words=f"{rule.name} {rule.code}",
    )


def blanks(template: str, params: Mapping[str, object]) -> str:
    """Return a template with each parameter as its value and each expression as what it stands for.

    It is empty if the words depend on the case.

    >>> blanks("Name {{ name(this.lastRung) }} within {{ params.most }} days, or set {{ size(x) }}.", {"most": 5})
    'Name the last rung within 5 days, or set ….'
    """
    if re.search(r"{{.*\?.*}}", template, flags=re.DOTALL):
        return ""
    return re.sub(r"{{(.*?)}}", lambda blank: _stands_for(blank[1], params), template, flags=re.DOTALL)


def _stands_for(expression: str, params: Mapping[str, object]) -> str:
    found = re.search(r"\b(this|params)\.(\w+)", expression)
    if not found:
        return "…"
    if found[1] == "params" and found[2] in params:
        return str(params[found[2]])
    words = re.sub(r"(?<=[a-z])[A-Z]", lambda letter: f" {letter[0].lower()}", found[2])
    return STANDS_FOR.get(found[2], f"the {words}")


def _examples(atlas: Atlas, rule: RuleInfo) -> Iterator[Block]:
    passing = tuple((capital(example.name),) for example in rule.examples if not example.says)
    failing = tuple(_failing(atlas, example) for example in rule.examples if example.says)
    if passing:
        yield Section("passes", "What passes", (Bullets(passing),))
    if failing:
        yield Section("fails", "What is found", (Bullets(failing),))


def _failing(atlas: Atlas, example: RuleExample) -> Line:
    said = " ".join(dict.fromkeys(filter(None, example.says)))
    return (f"{capital(example.name)}{' – ' if said else ''}", *prose(atlas, said, (), others=False))
