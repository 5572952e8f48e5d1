"""`python -m alignctl` does what `alignctl` does."""

import sys
from pathlib import Path

# Python puts the current folder first; a `yaml.py` in a repository that is checked must not be imported.
sys.path[:] = [entry for entry in sys.path if entry and Path(entry).resolve() != Path.cwd()]

from alignctl.cli import main  # noqa: E402 - only now is the path safe

main()
