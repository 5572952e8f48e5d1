"""The former place of `alignctl.words.quantities`."""

from alignctl.words.quantities import *  # noqa: F403
