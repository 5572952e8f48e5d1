"""`python -m alignctl` does what `alignctl` does."""

from alignctl.cli import main

main()
