"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# A loaded machine is slow, and slowness is no wrong answer: the benchmarks measure time.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
