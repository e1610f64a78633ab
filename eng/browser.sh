#!/usr/bin/env bash
# Prints where a Chromium, Chrome or Edge is that the tests may drive, and installs Debian's chromium where there is none and that is allowed. Ends with 1, saying
# why, when there is none: the tests that need one are then left out.
set -uo pipefail

for name in chromium chromium-browser google-chrome google-chrome-stable microsoft-edge; do
  command -v "$name" && exit
done
without() { printf 'The report is not opened in a browser here: %s. Install one: apt-get install chromium\n' "$1"; exit 1; }
command -v apt-get >/dev/null || without 'there is none, and this is no Debian'
as=()
if [ "$(id -u)" != 0 ]; then
  sudo -n true 2>/dev/null || without 'there is none, and only an administrator may install one'
  as=(sudo -n)
fi
export DEBIAN_FRONTEND=noninteractive
install() { "${as[@]}" timeout 300 apt-get install -y -q --no-install-recommends chromium >/dev/null 2>&1; }
install || { "${as[@]}" timeout 120 apt-get update -q >/dev/null 2>&1; install; }
command -v chromium || without 'none could be installed'
