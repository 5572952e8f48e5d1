"""Commands: options to settings, one call, output, exit status."""
