"""The number of a department and a seed go in; its name, its subjects and where it stands come out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from random import Random

from benchmarks.company import FUNCTIONS

THINGS = ("pricing", "partners", "events", "tooling", "vendors", "content", "support", "hiring", "quality", "stock")
VERBS = ("Approve", "Choose", "Settle", "Release", "Change", "Plan")
TEAMS = ("north", "south", "east", "west")


@dataclass(frozen=True)
class Department:
    """A department with four teams; `number` counts from 0 and decides its function."""

    number: int
    seed: int

    @cached_property
    def random(self) -> Random:
        """Return the source of what differs between departments: the same numbers for the same seed."""
        return Random(f"{self.seed} {self.number}")  # noqa: S311 - nothing secret is made of it

    @cached_property
    def things(self) -> list[str]:
        """Return the five subjects that it deals with."""
        return self.random.sample(THINGS, 5)

    @property
    def function(self) -> str:
        """Return the function that the department belongs to."""
        return FUNCTIONS[self.number % len(FUNCTIONS)]

    @property
    def name(self) -> str:
        """Return the name of its unit."""
        return f"{self.function}-{self.number:04}"

    @property
    def lead(self) -> str:
        """Return the role that leads it."""
        return f"{self.name}-lead"

    @property
    def rival(self) -> str:
        """Return the metric of another function that one of its metrics harms, in each fifth department."""
        other = self.number - 1
        return f"{FUNCTIONS[other % len(FUNCTIONS)]}-{other:04}-guard" if self.number % 5 == 1 else ""

    def called(self, text: str) -> str:
        """Return a title that tells its objects from those of other departments."""
        return f"{text}, {self.function} {self.number}"
