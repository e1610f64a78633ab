#!/usr/bin/env bash
# The scan of action.yml: reports beside the workspace, a summary of the job, annotations, and the exit code of the scan.
set -euo pipefail

out="${RUNNER_TEMP:?}/shipworthy"
mkdir -p "$out"
since="${SINCE:-${BASE:-}}"
options=(--quiet)
if [ -n "${ONLY:-}" ]; then options+=(--only "$ONLY"); fi

# A shallow clone has no history to judge, and nothing to compare with.
if [ "$(git -C "$APP" rev-parse --is-shallow-repository 2>/dev/null)" = true ]; then
  echo '::warning title=Shipworthy::The clone is shallow, so what only the history shows stays unproven. Check out with fetch-depth: 0.'
  since=
fi
if [ "$since" = none ]; then since=; fi
# What is newer than this commit counts. Where the branches have met since, that is the commit that both share.
if [ -n "$since" ]; then since=$(git -C "$APP" merge-base "$since" HEAD 2>/dev/null || printf '%s' "$since"); fi

# Results are kept for this job alone: a cache that jobs share could be filled by whoever can start one.
export XDG_CACHE_HOME="$out/cache"
{
  echo "report=$out/report.json"
  echo "sarif=$out/report.sarif"
} >>"${GITHUB_OUTPUT:?}"

code=0
"${ACTION:?}/shipworthy" scan "$APP" "${options[@]}" --fail-on "$FAIL_ON" ${since:+--since "$since"} \
  --format "json=$out/report.json" --format "sarif=$out/report.sarif" --format "markdown=$out/report.md" --format terminal || code=$?
if [ "$code" -gt 1 ]; then exit "$code"; fi

if [ -n "$since" ]; then
  "$ACTION/shipworthy" compare "$since" --app "$APP" "${options[@]}" --fail-on never --format markdown --output "$out/comment.md"
  echo "comment=$out/comment.md" >>"$GITHUB_OUTPUT"
  cat "$out/comment.md" >>"${GITHUB_STEP_SUMMARY:?}"
  printf '\n' >>"$GITHUB_STEP_SUMMARY"
fi
cat "$out/report.md" >>"${GITHUB_STEP_SUMMARY:?}"
exit "$code"
