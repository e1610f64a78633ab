#!/usr/bin/env bash
# The linker of native builds for linux-arm64 on another processor: Debian's gcc takes no --target, since it has one only.
set -euo pipefail
arguments=()
for argument in "$@"; do
  case $argument in
    --target=*) ;;
    *) arguments+=("$argument") ;;
  esac
done
exec aarch64-linux-gnu-gcc "${arguments[@]}"
