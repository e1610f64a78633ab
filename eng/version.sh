#!/usr/bin/env bash
# The version of what is built, from git: 1.4.0 at the tag v1.4.0, 1.4.1-dev.7 seven commits after it, and without git or a tag what Directory.Build.props says.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

written=$(sed -n 's|.*<Version>\(.*\)</Version>.*|\1|p' Directory.Build.props)
described=$(git describe --tags --long --match 'v[0-9]*.[0-9]*.[0-9]*' 2>/dev/null || true)
if [[ $described =~ ^v([0-9]+)\.([0-9]+)\.([0-9]+)(-[0-9A-Za-z.-]+)?-([0-9]+)-g[0-9a-f]+$ ]]; then
  core="${BASH_REMATCH[1]}.${BASH_REMATCH[2]}" patch=${BASH_REMATCH[3]} pre=${BASH_REMATCH[4]} commits=${BASH_REMATCH[5]}
  if [ "$commits" = 0 ]; then
    printf '%s\n' "$core.$patch$pre"
  elif [ -n "$pre" ]; then
    printf '%s\n' "$core.$patch$pre.dev.$commits"
  else
    printf '%s\n' "$core.$((patch + 1))-dev.$commits"
  fi
else
  printf '%s\n' "$written"
fi
