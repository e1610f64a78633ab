#!/usr/bin/env bash
# Builds what is released for one platform, into a folder: an archive of the native program, its bill of materials and the .NET tool package.
#
#   eng/package.sh linux-x64 dist
#   eng/package.sh linux-arm64 dist     on x64 too, with Debian's gcc-aarch64-linux-gnu
#
# Paths and times of the machine are kept out of what is built.
set -euo pipefail
platform=${1:?platform: linux-x64 or linux-arm64}
mkdir -p "${2:?folder}"
dist=$(cd "$2" && pwd)
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

version=$(eng/version.sh)
epoch=$(git log -1 --format=%ct 2>/dev/null || printf '946684800')
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH="$epoch"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
umask 022

options=(-c Release -p:Version="$version" -p:ContinuousIntegrationBuild=true -p:RunAnalyzers=false -p:ArtifactsPath="$work/artifacts" --nologo -v quiet)
case $platform in
  linux-x64) ;;
  linux-arm64)
    # The lock files name the packages of linux-x64; versions are exact in any case.
    options+=(-p:LockFolder="$work/locks" -p:RestoreLockedMode=false -p:RuntimeIdentifiers=linux-arm64)
    if [ "$(uname -m)" != aarch64 ]; then
      options+=(-p:CppCompilerAndLinker="$PWD/eng/cross-gcc.sh" -p:ObjCopyName=aarch64-linux-gnu-objcopy)
    fi
    ;;
  *)
    printf 'package.sh: no package is built for %s. Known: linux-x64, linux-arm64\n' "$platform" >&2
    exit 2
    ;;
esac

name="shipworthy-$version-$platform"
folder="$work/$name"
dotnet publish src/Shipworthy.Cli -r "$platform" -o "$folder" "${options[@]}"
rm -f "$folder"/*.pdb "$folder"/*.dbg
cp LICENSE README.md "$folder"

# What the program says of itself. One for another processor says the same, and a managed build says it here.
program=("$folder/shipworthy")
if [ "$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')" != "${platform#linux-}" ]; then
  program=(dotnet "$work/managed/shipworthy.dll")
  dotnet publish src/Shipworthy.Cli -o "$work/managed" -c Release -p:Version="$version" -p:PublishAot=false -p:RunAnalyzers=false \
    -p:LockFolder="$work/managed-locks" -p:RestoreLockedMode=false -p:ArtifactsPath="$work/managed-artifacts" --nologo -v quiet
fi
"${program[@]}" man >"$folder/shipworthy.1"
mkdir "$folder/completions"
for shell in bash zsh fish; do "${program[@]}" completion $shell >"$folder/completions/shipworthy.$shell"; done

tar --sort=name --owner=0 --group=0 --numeric-owner --mode=go=u-w --mtime="@$epoch" --format=ustar -C "$work" -cf - "$name" | gzip -9n >"$dist/$name.tar.gz"
dotnet run eng/sbom.cs -- "$version" "$platform" "$work/artifacts/obj/Shipworthy.Cli/project.assets.json" "$dist/$name.cdx.json"

# The package that `dotnet tool install` takes: one a platform, and one without a platform that leads to them.
dotnet pack src/Shipworthy.Cli -r "$platform" -o "$dist" -p:ToolPackage=true "${options[@]}"
if [ "$platform" = linux-x64 ]; then dotnet pack src/Shipworthy.Cli -o "$dist" -p:ToolPackage=true "${options[@]}"; fi
printf '%s\n' "$name"
