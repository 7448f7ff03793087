#!/usr/bin/env bash
# Killed at random instants, again and again: what lies there is what was there before or the whole new thing, never a
# half. The same command then succeeds, and nothing is left beside it.
#
# usage: kills.sh WORK SEALED_AT [--kills N] [--seed N] [--only WHAT]…        (NIEMPHONG is the program)
#
# WORK holds what tests/run made: small (an export), hieu_truong.key, van_thu.key, password.txt. N instants for each
# command (5 if not told otherwise): every other one counted from its start, the others from the moment when it begins
# to write; spread evenly, and drawn at random within each share, by the seed.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
work=$(realpath "$1")
sealed_at=$2
shift 2
kills=5
RANDOM=7
only=()
while [ $# -gt 0 ]; do
  case $1 in
  --kills) kills=$2 ;;
  --seed) RANDOM=$2 ;;
  --only) only+=("$2") ;;
  *) sed -n '5,9p' "$0" && exit 2 ;;
  esac
  shift 2
done
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
home=$scratch/home
password=(--password-file "$work/password.txt")
made=(--sealed-at "$sealed_at")
except='\./evidence(/|$)'

# What all of them start from: an archive, a damaged one, and copies.
mkdir "$scratch/given" "$scratch/papers"
# A school of few records: what is in question is the writing.
cp -r "$work/small" "$scratch/export"
grep -rlE '^loai: (hoc_ba|bang_tong_hop|so_dang_bo|thoi_khoa_bieu)$' "$scratch/export" | xargs rm -f
"$NIEMPHONG" key secret --out "$scratch/secret" >/dev/null
made+=(--secret "$scratch/secret")
expect 0 "an archive" "$NIEMPHONG" build "$scratch/export" --out "$scratch/given/a" "${made[@]}" --key "$work/hieu_truong.key" "${password[@]}" --role hieu_truong
whole=$(tree "$scratch/given/a")
cp -r "$scratch/given/a" "$scratch/given/damaged"
find "$scratch/given/damaged" -type f ! -path '*/evidence/*' | LC_ALL=C sort | awk 'NR % 5 == 2' >"$scratch/list"
while read -r file; do printf x >>"$file"; done <"$scratch/list"
awk 'NR % 3 == 0' "$scratch/list" | xargs rm
damaged=$(tree "$scratch/given/damaged")

# now: microseconds since some moment.
now() { local seconds=${EPOCHREALTIME/[.,]/}; echo "$seconds"; }
# pause MICROSECONDS, with no process that takes longer to start than it sleeps.
exec {never}<> <(:)
pause() { read -rt "$(printf '%d.%06d' $(($1 / 1000000)) $(($1 % 1000000)))" -u "$never" _ || true; }
# writes: whether a command has begun to write.
writes() { compgen -G "$home/.*.niemphong-*" >/dev/null; }
until_it_writes() { until writes || ! kill -0 "$1" 2>/dev/null; do pause 500; done; }

# killed NUMBER COMMAND…: kills it at that instant, unless it is faster.
killed() {
  local number=$1 pid rest=$took
  shift
  "$@" >"$scratch/said" 2>&1 </dev/null &
  pid=$!
  if ((number % 2)); then
    until_it_writes "$pid"
    rest=$((took - quiet))
  fi
  pause $((rest * (number * 1000 + RANDOM % 1000) / (kills * 1000)))
  kill -KILL "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
}

# trial NAME COMMAND…: NAME_fresh prepares $home; NAME_fits says whether what lies there after a kill may lie there;
# NAME_whole whether all is done, and done well. The command may refuse to do again what is done.
trial() {
  local name=$1 number code fits=0 half=0 again=0 began trouble=
  shift
  [ ${#only[@]} -eq 0 ] || [[ " ${only[*]} " == *" $name "* ]] || return 0
  rm -rf "$home" && mkdir "$home" && "${name}_fresh"
  began=$(now)
  "$@" >"$scratch/said" 2>&1 </dev/null &
  until_it_writes $!
  quiet=$(($(now) - began))
  wait $! || bad "$name does not succeed" "$(cat "$scratch/said")"
  took=$(($(now) - began))
  for ((number = 0; number < kills; number++)); do
    rm -rf "$home" && mkdir "$home" && "${name}_fresh"
    killed "$number" "$@"
    if "${name}_whole" 2>/dev/null; then :; else half=$((half + 1)); fi
    if "${name}_fits"; then fits=$((fits + 1)); else trouble+="instant $number: $(left "$home" | head -n 5)"$'\n'; fi
    code=0
    "$@" >"$scratch/said" 2>&1 </dev/null || code=$?
    if "${name}_whole" && { [ "$code" = 0 ] || [ "$code" = 2 ]; }; then
      again=$((again + 1))
    else
      trouble+="instant $number, again: exit $code; $(head -n 3 "$scratch/said"); $(ls -A "$home")"$'\n'
    fi
  done
  if [ "$fits$again" = "$kills$kills" ]; then
    ok "$name: $kills kills in $((took / 1000)) ms ($((quiet / 1000)) before it writes), $half of them before the end; always whole or as before, and then done"
  else
    bad "$name: of $kills kills $fits left what may be left, and $again were made good" "$trouble"
  fi
}
left() { find "$1" -mindepth 1 | LC_ALL=C sort; }
alone() { [ "$(ls -A "$home")" = "$1" ]; }

# build: the target is absent or whole.
built=$(tree "$scratch/given/a" "$except")
build_fresh() { :; }
build_fits() { [ ! -e "$home/a" ] || [ "$(tree "$home/a" "$except")" = "$built" ]; }
build_whole() { alone a && build_fits; }
trial build "$NIEMPHONG" build "$scratch/export" --out "$home/a" "${made[@]}"

# build with a cache that outlives the kill; what is in it may be torn besides, as by a disk that lost its power.
cache_fresh() { :; }
cache_fits() {
  [ ! -d "$home/cache" ] || find "$home/cache" -type f -name '??????*' ! -name '*.TAG' | LC_ALL=C sort | awk 'NR % 7 == 3' | head -n 3 |
    while read -r entry; do truncate -s "$(($(stat -c %s "$entry") * 2 / 3))" "$entry"; done
  build_fits
}
cache_whole() { [ "$(ls -A "$home")" = a$'\n'cache ] && build_fits && [ -z "$(find "$home/cache" -name 'dang-ghi-*')" ]; }
trial cache "$NIEMPHONG" build "$scratch/export" --out "$home/a" "${made[@]}" --cache "$home/cache"

# sign: each signature is absent or whole, and everything else as it was. No two signatures of a key are alike, so
# they are counted, and asked of minisign.
sign_fresh() { cp -r "$scratch/given/a" "$home/a"; }
sign_rest() { tree "$home/a" 'van_thu\.minisig$'; }
sign_good() { # sign_good SIGNED
  local signature=$home/a/evidence/$(basename "$1").van_thu.minisig
  [ ! -e "$signature" ] || minisign -V -q -p "$work/van_thu.pub" -m "$home/a/$1" -x "$signature"
}
sign_fits() { [ "$(sign_rest)" = "$whole" ] && sign_good seal/seal.txt && sign_good evidence/bien-ban.pdf; }
sign_whole() { alone a && sign_fits && [ "$(find "$home/a" -name '*.van_thu.minisig' | wc -l)" = 2 ]; }
trial sign "$NIEMPHONG" sign "$home/a" --key "$work/van_thu.key" "${password[@]}" --role van_thu

# redact: the copy is absent or whole.
"$NIEMPHONG" redact "$scratch/given/a" --for public --out "$scratch/given/public" --sealed-at "$sealed_at" >/dev/null 2>&1
public=$(tree "$scratch/given/public" "$except")
redact_fresh() { :; }
redact_fits() { [ ! -e "$home/b" ] || [ "$(tree "$home/b" "$except")" = "$public" ]; }
redact_whole() { alone b && redact_fits; }
trial redact "$NIEMPHONG" redact "$scratch/given/a" --for public --out "$home/b" --sealed-at "$sealed_at"

# copy, with parity: each of the two is absent or whole.
"$NIEMPHONG" copy "$scratch/given/a" "$scratch/given/usb" --parity 10 --papers "$scratch/papers" >/dev/null 2>&1
parity=$(sha256sum <"$scratch/given/usb.chan-le")
copy_fresh() { :; }
copy_fits() {
  { [ ! -e "$home/usb" ] || [ "$(tree "$home/usb")" = "$whole" ]; } &&
    { [ ! -e "$home/usb.chan-le" ] || [ "$(sha256sum <"$home/usb.chan-le")" = "$parity" ]; }
}
copy_whole() { alone usb$'\n'usb.chan-le && copy_fits && [ -z "$(find "$scratch/papers" -name '.*')" ]; }
trial copy "$NIEMPHONG" copy "$scratch/given/a" "$home/usb" --parity 10 --papers "$scratch/papers"

# copy, encrypted and with parity: both or none.
age-keygen -o "$scratch/opener.txt" 2>/dev/null
encrypt_fresh() { :; }
encrypt_opens() { "$NIEMPHONG" verify "$home/a.tar.age" --identity "$scratch/opener.txt" >/dev/null 2>&1; [ $? = 4 ]; }
encrypt_fits() { [ ! -e "$home/a.tar.age" ] || encrypt_opens; }
encrypt_whole() { alone a.tar.age$'\n'a.tar.age.chan-le && encrypt_fits && [ -z "$(find "$scratch/papers" -name '.*')" ]; }
trial encrypt "$NIEMPHONG" copy "$scratch/given/a" "$home/a.tar.age" --encrypt --recipient "$(age-keygen -y "$scratch/opener.txt")" --parity 10 --papers "$scratch/papers"

# repair: each file is sound, or as damaged as it was, or moved aside.
repair_fresh() { cp -r "$scratch/given/damaged" "$home/a"; }
repair_fits() { [ -z "$(comm -23 <(tree "$home/a" | sort) <(sort -u <<<"$whole"$'\n'"$damaged"))" ]; }
repair_whole() { [ "$(tree "$home/a")" = "$whole" ] && [ -z "$(find "$home" -maxdepth 1 ! -path "$home" ! -name a ! -name 'hong-a*')" ]; }
trial repair "$NIEMPHONG" repair "$home/a" --from "$scratch/given/a"

# repair of an encrypted copy by its parity: the file is there at any instant, as it was or mended.
"$NIEMPHONG" copy "$scratch/given/a" "$scratch/given/locked.tar.age" --encrypt --recipient "$(age-keygen -y "$scratch/opener.txt")" --parity 10 --papers "$scratch/papers" >/dev/null 2>&1
locked=$(sha256sum <"$scratch/given/locked.tar.age")
cp "$scratch/given/locked.tar.age" "$scratch/given/rotten.tar.age"
printf 'rot' | dd of="$scratch/given/rotten.tar.age" bs=1 seek=5000 conv=notrunc status=none
rotten=$(sha256sum <"$scratch/given/rotten.tar.age")
mend_fresh() { cp "$scratch/given/rotten.tar.age" "$home/a.tar.age"; }
mend_is() { [ "$(sha256sum <"$home/a.tar.age")" = "$1" ]; }
mend_fits() { mend_is "$rotten" || mend_is "$locked"; }
mend_whole() { mend_is "$locked" && [ -z "$(find "$home" -maxdepth 1 ! -path "$home" ! -name a.tar.age ! -name 'hong-a.tar.age*')" ]; }
trial mend "$NIEMPHONG" repair "$home/a.tar.age" --parity "$scratch/given/locked.tar.age.chan-le"
closing
