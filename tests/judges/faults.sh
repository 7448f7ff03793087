#!/usr/bin/env bash
# When the machine or the user fails, the program says so, exits with the right code and leaves nothing behind.
#
# usage: faults.sh EXPORT SEALED_AT [--pupils N]      (NIEMPHONG is the program; a small export: it is built many times)
#
# With --pupils, a school of so many is built in 1 GB of memory as well.
# Kills at random instants are kills.sh.
# Runs as root in CI, and root may read and write anything: what a permission must refuse is done as `nobody`.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
export=$(realpath "$1")
sealed_at=$2
pupils=0
[ "${3-}" != --pupils ] || pupils=$4
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

# Permission lost half-way: what can't be cleared now is cleared by the next run.
mkdir "$scratch/lost" && chown 65534 "$scratch/lost" 2>/dev/null
as_nobody "$niemphong" build "$scratch/export" --out "$scratch/lost/a" --sealed-at "$sealed_at" >"$scratch/said" 2>&1 &
builder=$!
until compgen -G "$scratch/lost/.a.*" >/dev/null || ! kill -0 "$builder" 2>/dev/null; do sleep 0.01; done
chmod 555 "$scratch/lost"
code=0
wait "$builder" || code=$?
said=$(cat "$scratch/said")
judge "permission lost during a build: exit $code, and no archive" test "$code" = 3 -a ! -e "$scratch/lost/a"
says "the message" "$scratch/lost"
chmod 755 "$scratch/lost"
expect 0 "permission given back: the same command" as_nobody "$niemphong" build "$scratch/export" --out "$scratch/lost/a" --sealed-at "$sealed_at"
judge "and nothing lies beside the archive" test "$(ls -A "$scratch/lost")" = a

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

# Files that go, shrink or change while verify and check read them: found or not yet read, never a crash, and the next
# run tells.
cp -r "$scratch/out/a" "$scratch/read"
volume=$(find "$scratch/read/volumes" -mindepth 1 -maxdepth 1 | LC_ALL=C sort | head -n 1)
mapfile -t files < <(find "$volume/data" -type f | LC_ALL=C sort)
seen=0
for at in 1 2 3 4 5 6 7 8 9; do
  file=${files[$((${#files[@]} * at / 10))]}
  cp "$file" "$scratch/kept"
  "$niemphong" verify "$scratch/read" --jobs 1 >"$scratch/said" 2>&1 &
  reader=$!
  sleep "0.0$((at * 7))"
  case $((at % 3)) in
  0) rm "$file" ;;
  1) truncate -s 3 "$file" ;;
  *) printf 'khác' >"$file.mới" && mv "$file.mới" "$file" ;;
  esac
  code=0
  wait "$reader" || code=$?
  case $code in
  1 | 3) seen=$((seen + 1)) ;;
  4) ;;
  *) bad "verify while a file changes: exit $code" "$(tail -n 5 "$scratch/said")" ;;
  esac
  if grep -q panicked "$scratch/said"; then bad "verify panics" "$(cat "$scratch/said")"; fi
  expect 1 "verify after file $at changed" "$niemphong" verify "$scratch/read"
  cp "$scratch/kept" "$file"
done
ok "files that went, shrank or changed while verify read: $seen of 9 noticed at once, all by the next run"
cp -r "$scratch/export" "$scratch/reading"
mapfile -t files < <(find "$scratch/reading" -name '*.yaml' | LC_ALL=C sort)
for at in 1 2 3 4 5 6; do
  file=${files[$((${#files[@]} * at / 7))]}
  cp "$file" "$scratch/kept"
  "$niemphong" check "$scratch/reading" >"$scratch/said" 2>&1 &
  reader=$!
  sleep "0.0$((at * 5))"
  if ((at % 2)); then rm "$file"; else truncate -s "$(($(stat -c %s "$file") / 2))" "$file"; fi
  code=0
  wait "$reader" || code=$?
  if [[ $code =~ ^[013]$ ]] && ! grep -q panicked "$scratch/said"; then
    ok "check while a file goes or shrinks: exit $code"
  else
    bad "check while a file goes or shrinks: exit $code" "$(tail -n 5 "$scratch/said")"
  fi
  cp "$scratch/kept" "$file"
done

# A medium that takes no file so large: the program's limit for one file stands for FAT32's 4 GB (fat32.sh asks the driver whether it is the same).
printf 'câu mật khẩu dài\n' >"$scratch/password"
expect 3 "an encrypted copy larger than the medium takes" bash -c 'trap "" XFSZ; ulimit -f 2048; exec "$@"' _ \
  "$niemphong" copy "$scratch/out/a" "$scratch/big.tar.age" --encrypt --password-file "$scratch/password" --papers "$scratch/big-papers"
says "the message" FAT32
judge "nothing is left of it" test -z "$(find "$scratch" -maxdepth 1 -name '*big.tar.age*')"

# A real medium with exFAT, by a driver that runs as a program, where the machine has it. FAT32 is fat32.sh.
medium() { # medium NAME FOLDER
  expect 0 "$1: an archive is built" build "$scratch/export" "$2/kho"
  judge "$1: it is the same as elsewhere" test "$(tree "$2/kho" '\./evidence(/|$)')" = "$(tree "$scratch/out/a" '\./evidence(/|$)')"
  expect 4 "$1: and verified" "$niemphong" verify "$2/kho"
  expect 0 "$1: a copy and its parity" "$niemphong" copy "$2/kho" "$2/Bản sao" --parity 10 --papers "$scratch/$1-papers"
  judge "$1: nothing else lies there" test "$(ls -A "$2" | LC_ALL=C sort | tr '\n' ' ')" = "Bản sao Bản sao.chan-le kho "
}
mkdir "$scratch/exfat"
if command -v mount.exfat-fuse mkfs.exfat losetup >/dev/null && truncate -s 128M "$scratch/exfat.img" && mkfs.exfat "$scratch/exfat.img" >/dev/null 2>&1 &&
  loop=$(losetup -f --show "$scratch/exfat.img" 2>/dev/null) && mount.exfat-fuse "$loop" "$scratch/exfat" >/dev/null 2>&1; then
  mounted+=("$scratch/exfat")
  medium exFAT "$scratch/exfat"
  expect 3 "exFAT: a name that it does not take" "$niemphong" copy "$scratch/out/a" "$scratch/exfat/kho: 2026" --papers "$scratch/exfat-papers"
  says "the message" '? |'
else
  echo "note  no exFAT driver here: not asked"
fi
[ -z "${loop-}" ] || trap 'cleanup; losetup -d "$loop" 2>/dev/null' EXIT

# A clock that is far off: no seal of a time before the records were, no wrong verdict, and the time that was stated holds.
if command -v faketime >/dev/null; then
  past=(faketime '1970-01-02 00:00:00' "$niemphong")
  future=(faketime '2099-01-02 00:00:00' "$niemphong")
  expect 3 "1970: a build whose time comes from the clock" "${past[@]}" build "$scratch/export" --out "$scratch/out/clock"
  says "the message" 1970-01-02
  expect 0 "1970: a build whose time is stated" "${past[@]}" build "$scratch/export" --out "$scratch/out/clock" --sealed-at "$sealed_at"
  judge "1970: the same bytes" test "$(tree "$scratch/out/clock" '\./evidence(/|$)')" = "$(tree "$scratch/out/a" '\./evidence(/|$)')"
  rm -rf "$scratch/out/clock"
  expect 4 "1970: verify" "${past[@]}" verify "$scratch/out/a"
  says "it" V320
  expect 0 "1970: copy" "${past[@]}" copy "$scratch/out/a" "$scratch/clock-copy" --papers "$scratch/clock-papers"
  says "it" 1970-01-02
  expect 0 "2099: a build whose time comes from the clock" "${future[@]}" build "$scratch/export" --out "$scratch/clock"
  says "it" 2099-01-02
  expect 4 "2099: verify" "${future[@]}" verify "$scratch/out/a"
else
  bad "faketime is missing: no clock was set wrong"
fi

# One gigabyte of memory is enough, whatever the machine has.
expect 0 "build in 1 GB of memory" bash -c 'ulimit -v 1048576; exec "$1" build "$2" --out "$3" --sealed-at "$4"' _ \
  "$niemphong" "$scratch/export" "$scratch/moved/b" "$sealed_at"

if [ "$pupils" -gt 0 ]; then
  "$niemphong" sample --pupils "$pupils" --seed 3 --out "$scratch/large" >/dev/null
  expect 0 "a school of $pupils, built in 1 GB of memory" bash -c 'ulimit -v 1048576; exec "$1" build "$2" --out "$3" --sealed-at "$4"' _ \
    "$niemphong" "$scratch/large" "$scratch/large-archive" "$sealed_at"
  rm -rf "$scratch/large" "$scratch/large-archive"
fi

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

# Interrupted by Ctrl-C at many instants: exit 130 (or done), nothing half-made anywhere. The worse end is kills.sh.
started=$(date +%s%N)
build "$scratch/export" "$scratch/out/timed" >/dev/null 2>&1
whole=$((($(date +%s%N) - started) / 1000000))
rm -rf "$scratch/out/timed"
whole_tree=$(tree "$scratch/out/a" '\./evidence(/|$)')
interrupted=0
for percent in 2 15 35 55 75 90 97 100; do
  delay=$(printf '%d.%03d' $((whole * percent / 100000)) $((whole * percent / 100 % 1000)))
  mkdir "$scratch/cut"
  env --default-signal=INT "$niemphong" build "$scratch/export" --out "$scratch/cut/a" --sealed-at "$sealed_at" >"$scratch/said" 2>&1 </dev/null &
  pid=$!
  sleep "$delay"
  kill -s INT "$pid" 2>/dev/null
  code=0
  wait "$pid" 2>/dev/null || code=$?
  if [ "$code" = 0 ] || [ -e "$scratch/cut/a" ]; then
    if [ "$(tree "$scratch/cut/a" '\./evidence(/|$)')" = "$whole_tree" ]; then
      ok "INT at $percent %: the archive was finished, and is whole"
    else
      bad "INT at $percent %: exit $code, and the target is not a whole archive" "$(left "$scratch/cut" | head)"
    fi
  else
    interrupted=$((interrupted + 1))
    if [ "$code" = 130 ] && [ -z "$(left "$scratch/cut")" ]; then
      ok "INT at $percent %: exit 130, nothing left behind"
    else
      bad "INT at $percent %: exit $code" "$(cat "$scratch/said"; left "$scratch/cut" | head)"
    fi
  fi
  rm -rf "$scratch/cut"
done
judge "$interrupted builds were interrupted half-way" test "$interrupted" -ge 3
closing
