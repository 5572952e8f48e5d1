"""Commands: options to settings, one call, output, exit status."""

from alignctl.cli.boundary import main

__all__ = ["main"]
