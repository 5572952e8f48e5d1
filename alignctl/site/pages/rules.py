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
        Row(((Link(code, path_of(code)),), (rule.title,), _severity(rule), (str(len(found.get(code, []))),)))
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


def _severity(rule: RuleInfo) -> Line:
    if rule.severity in LEVELS:
        return (Badge(LEVELS[rule.severity], TONES[rule.severity]),)
    return ("depends on the case",)


def _page(atlas: Atlas, rule: RuleInfo, found: list[Located]) -> Page:
    params = tuple(Row(((Code(name),), (str(value),))) for name, value in sorted(rule.params.items()))
    fix = blanks(rule.fix)
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
                    ("How urgent", _severity(rule)),
                    ("Runs", (TIERS.get(rule.tier, rule.tier),)),
                    ("Can be excused", ("yes, for a time" if rule.waivable else "no",)),
                    ("Comes from", ("alignctl" if rule.builtin else "this organisation",)),
                )
            ),
        ),
        label="Rule",
        words=f"{rule.name} {rule.code}",
    )


def blanks(template: str) -> str:
    """Return a template with each expression as what it stands for; nothing if its words depend on the case.

    >>> blanks("Name who follows {{ name(this.lastRung) }}, or set {{ size(x) }}.")
    'Name who follows the last rung, or set ….'
    """
    if re.search(r"{{.*\?.*}}", template, flags=re.DOTALL):
        return ""
    return re.sub(r"{{(.*?)}}", lambda blank: _stands_for(blank[1]), template, flags=re.DOTALL)


def _stands_for(expression: str) -> str:
    found = re.search(r"\b(?:this|params)\.(?:\w+\.)*(\w+)", expression)
    return "the " + re.sub(r"(?<=[a-z])[A-Z]", lambda letter: f" {letter[0].lower()}", found[1]) if found else "…"


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
