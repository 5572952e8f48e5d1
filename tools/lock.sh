#!/usr/bin/env bash
# Writes the two locks from pyproject.toml: exact versions with hashes, for every platform and Python that is supported.
# Needs uv. `tools/lock.sh --upgrade` takes the newest releases; without it, versions stay where they can.
set -euo pipefail
cd "$(dirname "$0")/.."

lock() {  # OUTPUT EXTRA...
  local output=$1
  shift
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-emit-index-url \
    --custom-compile-command "tools/lock.sh" --output-file "$output" pyproject.toml requirements/build.in "$@"
}

lock requirements/runtime.txt "$@"
lock requirements/dev.txt --extra dev "$@"
