#!/usr/bin/env bash
# The same export gives the same bytes: other cores, folder, working directory, time zone, language, user settings.
#
# usage: determinism.sh EXPORT SEALED_AT        (NIEMPHONG is the program)
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
export=$(realpath "$1")
sealed_at=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/one" "$scratch/two/năm học 2025" "$scratch/home"

# The export too is copied: its files get other times, another order in the folder, and another mode.
cp -r "$export" "$scratch/two/copied"
find "$scratch/two/copied" -type f -exec touch -d 2001-01-01 {} +

judge "first build, one job" env -C "$scratch/one" TZ=UTC LANG=C LC_ALL=C \
  "$NIEMPHONG" build "$export" --out "$scratch/one/archive" --sealed-at "$sealed_at" --jobs 1
judge "second build: two jobs, other folder, time zone, language, home, umask" \
  env -C "$scratch/two/năm học 2025" TZ=Pacific/Kiritimati LANG=vi_VN.UTF-8 LC_ALL=vi_VN.UTF-8 HOME="$scratch/home" \
  bash -c 'umask 077; exec "$0" "$@"' \
  "$NIEMPHONG" build ../copied --out ./archive --sealed-at "$sealed_at" --jobs 2

one=$scratch/one/archive
two="$scratch/two/năm học 2025/archive"
judge "$(find "$one" -type f | wc -l) files: the same names and bytes outside evidence/" \
  diff <(tree "$one" '\./evidence(/|$)') <(tree "$two" '\./evidence(/|$)')
judge "seal.txt is the same byte for byte" cmp "$one/seal/seal.txt" "$two/seal/seal.txt"
judge "control: the comparison sees one changed byte" bash -c '
  printf x >>"$1/index.html"; . "$2/lib.sh"; ! diff -q <(tree "$1") <(tree "$3") >/dev/null' _ "$two" "$here" "$one"
closing
