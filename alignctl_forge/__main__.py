"""`python -I -m alignctl_forge github|gitlab`: a CI job's environment goes in, the gate's exit status comes out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence

from alignctl_forge import github, gitlab
from alignctl_forge.errors import ForgeError

CANNOT_CHECK = 2
FORGES: Mapping[str, tuple[Callable[[Mapping[str, str]], int], Callable[[str], str]]] = {
    "github": (github.run, github.error),
    "gitlab": (gitlab.run, gitlab.error),
}


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run the gate for one forge; whatever goes wrong on the way is never a pass."""
    if len(arguments) != 1 or arguments[0] not in FORGES:
        sys.stderr.write("Usage: python -I -m alignctl_forge github|gitlab\n")
        return CANNOT_CHECK
    run, shown = FORGES[arguments[0]]
    try:
        return run(environment)
    except ForgeError as error:
        message = str(error)
    except Exception as error:  # noqa: BLE001 - an answer that nobody foresaw must not open the gate
        message = f"The forge's data were not understood ({type(error).__name__}: {error}). Nothing was judged."
    print(shown(message), flush=True)  # noqa: T201 - the log of the job
    return CANNOT_CHECK


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
