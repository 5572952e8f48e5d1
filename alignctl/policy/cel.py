"""Expressions in CEL go in; checked programs come out, which answer for one fact at a time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from cel_expr_python import cel
from google.protobuf import struct_pb2
from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto, FileDescriptorProto
from google.protobuf.descriptor_pool import DescriptorPool

from alignctl.errors import PolicyError
from alignctl.load.suggest import nearest
from alignctl.policy import texts, wording
from alignctl.policy.grammar import parse_expression
from alignctl.policy.loops import COLLECT, WEIGH, weigh_loops
from alignctl.policy.shape import Field, Shape

MAX_SOURCE = 4096  # bytes of one expression
SHOWN = 200  # characters of a failed expression that a message repeats
COMPILE_ERROR = re.compile(r"ERROR: <input>:(-?\d+):(-?\d+): (.*?)(?:\n \||\Z)", re.DOTALL)
UNDEFINED = re.compile(r"undefined field '(\w+)'")
MIXED = re.compile(r"applied to '\((int, double|double, int)\)'")
FIELD_USE = re.compile(r"\bthis\s*\.\s*([A-Za-z_]\w*)")
THIS = re.compile(r"\bthis\b")
TEXT, BOOL, NUMBER = cel.Type.STRING, cel.Type.BOOL, cel.Type.INT
WORDS = cel.Type.List(TEXT)
WEIGHED = (
    *(TEXT, BOOL, NUMBER, cel.Type.DOUBLE, cel.Type.LIST, cel.Type.MAP),
    *(cel.Type.BYTES, cel.Type.UINT, cel.Type.TIMESTAMP, cel.Type.DURATION, cel.Type.NULL),
)
TYPES = {
    "text": FieldDescriptorProto.TYPE_STRING,
    "bool": FieldDescriptorProto.TYPE_BOOL,
    "int": FieldDescriptorProto.TYPE_INT64,
    "num": FieldDescriptorProto.TYPE_DOUBLE,
}
PACKAGE = "alignctl"
Scope = Any  # an activation of the runtime
Where = Callable[[], str]  # tells where an expression is written, once somebody asks


@dataclass(frozen=True, slots=True)
class Program:
    """One checked expression: its `source`, the fields of `this` that it may read (None: all), where it is written."""

    source: str
    fields: frozenset[str] | None
    where: Where = field(repr=False, compare=False)

    def decide(self, scope: Scope) -> bool:
        """Return the truth of an expression that was compiled to a boolean.

        Raises:
            PolicyError: the evaluation failed, for instance on an absent field.

        """
        answer = self._run(scope).value()
        return answer if answer is True or answer is False else self._fail(str(answer))

    def say(self, scope: Scope) -> str:
        """Return the text or whole number of an expression, as text; raises PolicyError like `decide`."""
        value = self._run(scope)
        return self._fail(str(value.value())) if value.type() == cel.Type.ERROR else str(value.value())

    def _run(self, scope: Scope) -> Any:
        texts.renew()
        try:
            return _compiled(self.source).eval(scope)
        except RuntimeError as error:
            self._fail(str(error))

    def _fail(self, problem: str) -> Any:
        reason = re.sub(r"^[A-Z_]+: | \[[A-Z_]+\]$", "", problem)
        much = texts.TOO_MUCH in reason
        fix = "Make shorter ones." if much else "Test a field that may be absent with `has(…)`."
        source = self.source if len(self.source) <= SHOWN else self.source[:SHOWN] + "…"
        raise PolicyError(f"`{source}` cannot be evaluated: {reason}.", where=self.where(), fix=fix)


def open_scope(this: Mapping[str, Any], params: Mapping[str, Any], as_of: str) -> Scope:
    """Return what expressions see while one fact is judged."""
    return _runtime().Activation({"this": this, "params": dict(params), "asOf": as_of})


@dataclass(frozen=True)
class Compiler:
    """Compiles the expressions of one rule about one kind: `this` and `params` have the fields that are looked up.

    Not `checked`: the expressions were checked before, when the policy was proven; this saves most of the start.
    """

    this: Callable[[], Shape]
    params: Callable[[], Shape]
    checked: bool = True

    def compile(self, source: str, where: Where, allowed: Iterable[Any] = (BOOL,)) -> Program:
        """Check an expression against the fields and return it.

        Raises:
            PolicyError: it is too long, does not parse, names what does not exist, or yields another type.

        """
        if len(source.encode()) > MAX_SOURCE:
            raise PolicyError(f"An expression is longer than {MAX_SOURCE} bytes.", where=where())
        if self.checked:
            self._check(source, where, allowed)
        return Program(source, fields_used(source), where)

    def _check(self, source: str, where: Where, allowed: Iterable[Any]) -> None:
        try:
            yields = self._checker.compile(source).return_type()
            parse_expression(source)
            _compiled(source)
        except RuntimeError as error:
            raise self._explain(source, str(error), where) from None
        except ValueError as error:
            raise PolicyError(
                f"An expression does not compile: `{error}` stands where it cannot.", where=where()
            ) from None
        if not any(yields == kind for kind in allowed):
            wanted = " or ".join(kind.name().lower() for kind in allowed)
            raise PolicyError(f"`{source}` yields {yields.name().lower()}, not {wanted}.", where=where())

    @cached_property
    def _checker(self) -> Any:
        shapes = self.this(), self.params()
        variables = {"this": _message(shapes[0]), "params": _message(shapes[1]), "asOf": TEXT}
        return _environment(variables, _pool(shapes))

    def _explain(self, source: str, problem: str, where: Where) -> PolicyError:
        found = COMPILE_ERROR.search(problem)
        if not found:
            return PolicyError(f"An expression does not compile: {problem}", where=where())
        line, column, reason = int(found[1]), int(found[2]), found[3].strip().removesuffix(" [INVALID_ARGUMENT]")
        lines = source.splitlines()
        excerpt = (lines[line - 1], " " * (column - 1) + "^") if 0 < line <= len(lines) else ()
        wrong = UNDEFINED.search(reason)
        message = f"An expression does not compile: {f'there is no field `{wrong[1]}`' if wrong else reason}."
        return PolicyError(message, where=where(), fix=self._suggest(reason), excerpt=excerpt)

    def _suggest(self, reason: str) -> str:
        if MIXED.search(reason):
            return "Write `double(…)` around the whole number."
        wrong = UNDEFINED.search(reason)
        names = [part.name for shape in (self.this(), self.params()) for part in _all_fields(shape)]
        near = nearest(wrong[1], names) if wrong else ""
        return f"Did you mean `{near}`?" if near else ""


def fields_used(source: str) -> frozenset[str] | None:
    """Return the fields of `this` that an expression may read; None if it uses `this` as a whole."""
    named = FIELD_USE.findall(source)
    return frozenset(named) if len(named) == len(THIS.findall(source)) else None


def _all_fields(shape: Shape) -> Iterable[Field]:
    for part in shape.fields:
        yield part
        if isinstance(part.type, Shape):
            yield from _all_fields(part.type)


@cache
def _compiled(source: str) -> Any:
    return _runtime().compile(weigh_loops(source))


@cache
def _runtime() -> Any:
    """Return the environment in which programs run: on plain maps, whatever their fields."""
    variables = {"this": cel.Type.DYN, "params": cel.Type.DYN, "asOf": TEXT}
    same = [((kind,), kind) for kind in WEIGHED]
    return _environment(variables, None, _declare(WEIGH, texts.weigh, *same), _declare(COLLECT, texts.collect, *same))


def _environment(variables: Mapping[str, Any], pool: DescriptorPool | None, *more: Any) -> Any:
    return cel.NewEnv(pool, variables=variables, functions=[*_functions(), *more])


@cache
def _functions() -> tuple[Any, ...]:
    kinds = {"s": TEXT, "i": NUMBER, "l": WORDS}
    numbers = (((cel.Type.DOUBLE,), TEXT), ((NUMBER,), TEXT))
    said = {"pct": wording.say_percent, "days": wording.say_days, "num": wording.say_number}
    return (
        _declare("name", texts.counted(wording.say_name), ((TEXT,), TEXT)),
        _declare("names", texts.counted(wording.say_names), ((WORDS,), TEXT)),
        _declare("list", texts.counted(wording.say_list), ((WORDS,), TEXT)),
        _declare("few", texts.counted(wording.say_few), ((WORDS,), TEXT)),
        *(_declare(name, say, *numbers) for name, say in said.items()),
        *(
            _declare(name, does, *_forms(needs, may, gives, kinds), member=True)
            for name, (does, needs, may, gives) in texts.METHODS.items()
        ),
    )


def _forms(needs: str, may: str, gives: str, kinds: Mapping[str, Any]) -> Iterable[tuple[tuple[Any, ...], Any]]:
    for taken in dict.fromkeys((needs, f"{needs} {may}".strip())):
        yield tuple(kinds[letter] for letter in taken.split()), kinds[gives]


def _declare(name: str, does: Callable[..., Any], *forms: tuple[tuple[Any, ...], Any], member: bool = False) -> Any:
    """Return a function of the runtime; each form is the types that it takes, and that of its result."""
    overloads = [
        cel.Overload(f"{name}_{number}", return_type=gives, parameters=list(takes), is_member=member, impl=does)
        for number, (takes, gives) in enumerate(forms)
    ]
    return cel.FunctionDecl(name, overloads)


def _message(shape: Shape) -> Any:
    return cel.Type(f"{PACKAGE}.{shape.name}")


def _pool(shapes: Iterable[Shape]) -> DescriptorPool:
    """Return descriptors of the messages: they exist only to check names and types."""
    file = FileDescriptorProto(name="alignctl.proto", package=PACKAGE, syntax="proto3")
    file.dependency.append(struct_pb2.DESCRIPTOR.name)
    for shape in shapes:
        _add_message(file, shape)
    pool = DescriptorPool()
    open_part = FileDescriptorProto()
    struct_pb2.DESCRIPTOR.CopyToProto(open_part)
    pool.Add(open_part)
    pool.Add(file)
    return pool


def _add_message(file: FileDescriptorProto, shape: Shape) -> None:
    if any(known.name == shape.name for known in file.message_type):
        return
    message = file.message_type.add(name=shape.name)
    for number, part in enumerate(shape.fields, 1):
        _add_field(message, part, number)
        if isinstance(part.type, Shape):
            _add_message(file, part.type)


def _add_field(message: DescriptorProto, part: Field, number: int) -> None:
    label = FieldDescriptorProto.LABEL_REPEATED if part.many else FieldDescriptorProto.LABEL_OPTIONAL
    added = message.field.add(name=part.name, number=number, label=label)
    if isinstance(part.type, Shape):
        added.type, added.type_name = FieldDescriptorProto.TYPE_MESSAGE, f".{PACKAGE}.{part.type.name}"
    elif part.type == "any":
        added.type, added.type_name = FieldDescriptorProto.TYPE_MESSAGE, ".google.protobuf.Value"
    else:
        added.type = TYPES[part.type]
    if part.optional and not part.many and not isinstance(part.type, Shape):
        added.proto3_optional, added.oneof_index = True, len(message.oneof_decl)
        message.oneof_decl.add(name=f"_{part.name}")
