#!/usr/bin/env bash
# When the machine or the user fails, the program says so, exits with the right code and leaves nothing behind.
#
# usage: faults.sh EXPORT SEALED_AT        (NIEMPHONG is the program; a small export, because it is built many times)
#
# Runs as root in CI, and root may read and write anything: what a permission must refuse is done as `nobody`.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
export=$(realpath "$1")
sealed_at=$2
scratch=$(mktemp -d)
chmod 755 "$scratch"
mounted=()
cleanup() {
  for at in ${mounted[@]+"${mounted[@]}"}; do umount "$at" 2>/dev/null || umount -l "$at"; done
  rm -rf "$scratch"
}
trap cleanup EXIT
cp "$NIEMPHONG" "$scratch/niemphong" # where nobody can reach it
niemphong=$scratch/niemphong
cp -r "$export" "$scratch/export"
chmod -R a+rX "$scratch/export"

as_nobody() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups env HOME=/nonexistent "$@"; else "$@"; fi
}
build() { "$niemphong" build "$1" --out "$2" --sealed-at "$sealed_at"; }
left() { find "$1" -mindepth 1 | LC_ALL=C sort; }
nothing_left() { judge "$1: nothing left behind" test -z "$(left "$2")"; }
export -f build
export niemphong sealed_at

mkdir "$scratch/out" && chmod 777 "$scratch/out"

# An unreadable file in the export: could not complete, and the file is named.
unreadable=$(find "$scratch/export" -name '*.yaml' | LC_ALL=C sort | tail -n 1)
chmod 000 "$unreadable"
expect 3 "check, one file unreadable" as_nobody "$niemphong" check "$scratch/export"
says "the message" "$(basename "$unreadable")"
expect 3 "build, one file unreadable" as_nobody "$niemphong" build "$scratch/export" --out "$scratch/out/a" --sealed-at "$sealed_at"
says "the message" "$(basename "$unreadable")"
says_not "the message" "panicked"
nothing_left "unreadable file" "$scratch/out"
chmod 644 "$unreadable"

# A folder that may not be written.
mkdir "$scratch/locked" && chmod 555 "$scratch/locked"
expect 3 "build into a folder that may not be written" as_nobody "$niemphong" build "$scratch/export" --out "$scratch/locked/a" --sealed-at "$sealed_at"
says "the message" "$scratch/locked"
nothing_left "folder that may not be written" "$scratch/locked"

# A read-only medium.
mkdir "$scratch/ro"
if mount -t tmpfs -o ro,size=1m tmpfs "$scratch/ro" 2>/dev/null; then
  mounted+=("$scratch/ro")
  expect 3 "build onto a read-only medium" build "$scratch/export" "$scratch/ro/a"
  says "the message" "$scratch/ro"
  nothing_left "read-only medium" "$scratch/ro"
else
  echo "note  no mount is allowed here: the read-only medium was the folder above"
fi

# A target that exists is never touched, be it an archive, a file, or an empty folder with something in it.
expect 0 "build" build "$scratch/export" "$scratch/out/a"
before=$(tree "$scratch/out")
expect 2 "build onto an archive that exists" build "$scratch/export" "$scratch/out/a"
says "the message" "$scratch/out/a"
judge "the archive that existed is untouched, nothing beside it" test "$before" = "$(tree "$scratch/out")"
echo mine >"$scratch/out/b"
expect 2 "build onto a file that exists" build "$scratch/export" "$scratch/out/b"
judge "the file that existed is untouched" test "$(cat "$scratch/out/b")" = mine
rm "$scratch/out/b"

# A full disk, at three sizes so that it fills up early, half-way and near the end.
full_disk() {
  expect 3 "build onto a full disk ($2 kB)" build "$scratch/export" "$1/a"
  says "the message" "$1"
  says_not "the message" "panicked"
  nothing_left "full disk ($2 kB)" "$1"
}
mkdir "$scratch/small"
needed=$(du -sk "$scratch/out/a" | cut -f1)
for size in 16 $((needed / 2)) $((needed * 9 / 10)); do
  if mount -t tmpfs -o "size=${size}k" tmpfs "$scratch/small" 2>/dev/null; then
    mounted+=("$scratch/small")
    full_disk "$scratch/small" "$size"
    umount "$scratch/small" && unset 'mounted[-1]'
  elif [ -d /dev/shm ] && [ "$(df --output=size /dev/shm | tail -n 1)" -lt 1048576 ]; then
    # No mount allowed: the machine's own small memory disk, filled up but for this much.
    mkdir -p "/dev/shm/niemphong.$$"
    free=$(df --output=avail /dev/shm | tail -n 1)
    fallocate -l "$((free - size))k" "/dev/shm/filler.$$"
    full_disk "/dev/shm/niemphong.$$" "$size"
    rm -rf "/dev/shm/filler.$$" "/dev/shm/niemphong.$$"
  else
    bad "a full disk of $size kB could not be made: no mount allowed, /dev/shm too large"
  fi
done

# Two at once for one target: one of them makes it, the other says why not, and nothing is left beside it.
mkdir "$scratch/twice"
build "$scratch/export" "$scratch/twice/a" >"$scratch/said-1" 2>&1 &
first=$!
build "$scratch/export" "$scratch/twice/a" >"$scratch/said-2" 2>&1 &
second=$!
wait "$first"
codes=$?
wait "$second"
codes="$codes $?"
case $codes in
"0 3" | "3 0" | "0 2" | "2 0") ok "two builds at once: exit codes $codes" ;;
*) bad "two builds at once: exit codes $codes" "$(cat "$scratch/said-1" "$scratch/said-2")" ;;
esac
judge "two builds at once: one whole archive and nothing beside it" \
  test "$(tree "$scratch/twice/a" '\./evidence(/|$)')$(ls -A "$scratch/twice")" = "$(tree "$scratch/out/a" '\./evidence(/|$)')a"

# A file of the export that changes while the build reads it: never an archive that mixes both.
cp -r "$scratch/export" "$scratch/moving"
mkdir "$scratch/moved"
touched=$(find "$scratch/moving" -name '*.yaml' | LC_ALL=C sort | tail -n 1)
(while sleep 0.05; do echo '# đổi' >>"$touched"; done) &
mover=$!
expect 3 "an export that changes while it is read" build "$scratch/moving" "$scratch/moved/a"
kill "$mover" && wait "$mover" 2>/dev/null
says "the message" "$(basename "$touched")"
nothing_left "an export that changes" "$scratch/moved"

# One gigabyte of memory is enough, whatever the machine has.
expect 0 "build in 1 GB of memory" bash -c 'ulimit -v 1048576; exec "$1" build "$2" --out "$3" --sealed-at "$4"' _ \
  "$niemphong" "$scratch/export" "$scratch/moved/b" "$sealed_at"

# Wrong data: findings, no archive.
cp -r "$scratch/export" "$scratch/wrong"
printf '\nkhoa_la: 1\n' >>"$(find "$scratch/wrong" -name '*.yaml' | LC_ALL=C sort | head -n 1)"
expect 1 "build of an export with a finding" build "$scratch/wrong" "$scratch/out/c"
says "the message" "khoa_la"
judge "an export with a finding: no archive, nothing left" test "$before" = "$(tree "$scratch/out")"

# Wrong usage, and an export or archive that isn't there.
expect 2 "an unknown option" "$niemphong" build "$scratch/export" --ouch
expect 2 "no arguments where some are needed" "$niemphong" build
expect 3 "check of a folder that is not there" "$niemphong" check "$scratch/nowhere"
expect 3 "verify of a folder that is not there" "$niemphong" verify "$scratch/nowhere"
says_not "the message" "ĐẠT"

# Interrupted at many instants. SIGINT: exit 130 (or done), nothing half-made anywhere. SIGKILL: the target is absent
# or whole; what lies beside it must not stop the next build.
started=$(date +%s%N)
build "$scratch/export" "$scratch/out/timed" >/dev/null 2>&1
whole=$((($(date +%s%N) - started) / 1000000))
rm -rf "$scratch/out/timed"
whole_tree=$(tree "$scratch/out/a" '\./evidence(/|$)')
interrupted=0
killed=0
for percent in 2 10 25 45 60 75 85 92 96 98 99 100; do
  delay=$(printf '%d.%03d' $((whole * percent / 100000)) $((whole * percent / 100 % 1000)))
  for signal in INT KILL; do
    mkdir "$scratch/cut"
    env --default-signal=INT "$niemphong" build "$scratch/export" --out "$scratch/cut/a" --sealed-at "$sealed_at" >"$scratch/said" 2>&1 </dev/null &
    pid=$!
    sleep "$delay"
    kill -s "$signal" "$pid" 2>/dev/null
    code=0
    wait "$pid" 2>/dev/null || code=$?
    if [ "$code" = 0 ] || [ -e "$scratch/cut/a" ]; then
      if [ "$(tree "$scratch/cut/a" '\./evidence(/|$)')" = "$whole_tree" ]; then
        ok "$signal at $percent %: the archive was finished, and is whole"
      else
        bad "$signal at $percent %: exit $code, and the target is not a whole archive" "$(left "$scratch/cut" | head)"
      fi
    elif [ "$signal" = INT ]; then
      interrupted=$((interrupted + 1))
      if [ "$code" = 130 ] && [ -z "$(left "$scratch/cut")" ]; then
        ok "INT at $percent %: exit 130, nothing left behind"
      else
        bad "INT at $percent %: exit $code" "$(cat "$scratch/said"; left "$scratch/cut" | head)"
      fi
    else
      killed=$((killed + 1))
      ok "KILL at $percent %: no archive"
      if [ "$killed" = 3 ]; then
        expect 0 "after a kill, the next build into the same place" build "$scratch/export" "$scratch/cut/a"
      fi
    fi
    rm -rf "$scratch/cut"
  done
done
judge "$interrupted builds were interrupted and $killed killed half-way" test "$interrupted" -ge 3 -a "$killed" -ge 3
closing
