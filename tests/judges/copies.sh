#!/usr/bin/env bash
# Copies and repair when things really go wrong: a medium that is too small, rot in all places. Kills are kills.sh.
#
# usage: copies.sh ARCHIVE        (NIEMPHONG is the program; a small archive, because it is copied many times)
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
archive=$(realpath "$1")
scratch=$(mktemp -d)
mounted=()
cleanup() {
  for at in ${mounted[@]+"${mounted[@]}"}; do umount "$at" 2>/dev/null || umount -l "$at"; done
  rm -rf "$scratch"
}
trap cleanup EXIT
mkdir "$scratch/papers" "$scratch/media"
cp -r "$archive" "$scratch/a"
whole=$(tree "$scratch/a")
copy() { "$NIEMPHONG" copy "$scratch/a" "$@" --papers "$scratch/papers"; }
same() { test "$(tree "$1")" = "$whole"; }

expect 0 "copy to two media" copy "$scratch/media/usb" "$scratch/media/disk" --by "Trần Thị Hoa" --medium USB-1 --medium HD-2
judge "the first copy is the archive, file for file" same "$scratch/media/usb"
judge "the second copy is the archive, file for file" same "$scratch/media/disk"
judge "backup log and minutes are there" test "$(find "$scratch/papers" -name '*sao-luu.*' | wc -l)" = 2
expect 2 "copy onto a copy" copy "$scratch/media/usb"
judge "it is untouched" same "$scratch/media/usb"

# A medium that is too small does not spoil the other one.
mkdir "$scratch/small"
if mount -t tmpfs -o "size=$(($(du -sk "$scratch/a" | cut -f1) / 2))k" tmpfs "$scratch/small" 2>/dev/null; then
  mounted+=("$scratch/small")
  expect 3 "one medium too small" copy "$scratch/small/usb" "$scratch/media/third"
  says "the message" "$scratch/small/usb"
  judge "the other copy is whole" same "$scratch/media/third"
  judge "nothing is left on the small one" test -z "$(ls -A "$scratch/small")"
else
  echo "note  no mount is allowed here: no medium was too small"
fi

# Rot: some files here, others there, none in all three places.
rot() { # rot FOLDER START: every ninth file from START on loses its middle byte or is gone
  find "$1" -type f ! -path '*/evidence/*' | LC_ALL=C sort | awk -v start="$2" 'NR % 9 == start' | while read -r file; do
    case $((RANDOM % 3)) in
    0) rm "$file" ;;
    1) printf 'x' | dd of="$file" bs=1 seek=$(($(stat -c %s "$file") / 2)) conv=notrunc status=none ;;
    *) truncate -s "$(($(stat -c %s "$file") / 2))" "$file" ;;
    esac
  done
}
rot "$scratch/a" 1
rot "$scratch/media/usb" 2
rot "$scratch/media/disk" 3
expect 0 "repair from two copies that have suffered too" \
  "$NIEMPHONG" repair "$scratch/a" --from "$scratch/media/usb" "$scratch/media/disk"
judge "the archive is what it was, file for file" same "$scratch/a"
judge "the damaged files were kept" test -d "$scratch/hong-a"
expect 1 "copy of an archive that has suffered" env -C "$scratch" "$NIEMPHONG" copy media/usb "$scratch/media/fourth"

# A file that nobody has: it is named, and the rest is mended.
for place in "$scratch/a" "$scratch/media/usb" "$scratch/media/disk"; do echo rot >"$place/index.html"; done
rm -rf "$scratch/a/browse"
expect 1 "repair when one file is lost everywhere" "$NIEMPHONG" repair "$scratch/a" --from "$scratch/media/usb" "$scratch/media/disk"
says "it" "index.html"
judge "the rest came back" test -d "$scratch/a/browse"

# Parity: with no other copy, as much comes back as was promised, and no more is claimed.
cp -r "$archive" "$scratch/p"
expect 0 "copy with parity" "$NIEMPHONG" copy "$scratch/p" "$scratch/q" --parity 20 --papers "$scratch/papers"
whole=$(tree "$scratch/q")
find "$scratch/q" -type f ! -path '*/evidence/*' | LC_ALL=C sort | awk 'NR % 17 == 5' | while read -r file; do
  truncate -s "$(($(stat -c %s "$file") - 1))" "$file"
done
rm "$scratch/q/index.html" "$scratch/q/evidence/bien-ban.pdf"
expect 0 "repair from parity alone" "$NIEMPHONG" repair "$scratch/q" --parity "$scratch/q.chan-le"
judge "the archive is what it was, file for file" same "$scratch/q"
rm -rf "$scratch/q/volumes"
expect 1 "repair when far more is lost than the parity holds" "$NIEMPHONG" repair "$scratch/q" --parity "$scratch/q.chan-le"
printf 'x' | dd of="$scratch/q.chan-le" conv=notrunc status=none && truncate -s -99 "$scratch/q.chan-le"
expect 3 "repair from a parity file that has lost both its lists" "$NIEMPHONG" repair "$scratch/q" --parity "$scratch/q.chan-le"
says "it, in Vietnamese" "cả hai danh sách khối trong tệp đều hỏng"
judge "nothing but the archive, its parity and the damaged files lies there" \
  test -z "$(find "$scratch" -maxdepth 1 -name '.*' ! -path "$scratch")"

# Two seals: the program does not guess.
cp -r "$archive" "$scratch/other" && sed -i 's/^sealed-at: 2026-06-12/sealed-at: 2026-06-13/' "$scratch/other/seal/seal.txt"
if ! cmp -s "$archive/seal/seal.txt" "$scratch/other/seal/seal.txt"; then
  expect 2 "repair from a copy with another seal" "$NIEMPHONG" repair "$scratch/a" --from "$scratch/other"
fi

# Encrypted: one file on each medium, for Debian's age as well as for us.
cd "$scratch" || exit 2
cp -r "$here/../../src/archive/golden/v1/archive" kho # a tiny one: only the container is in question here
whole=$(tree kho)
age-keygen -o nguoi-mo.txt 2>/dev/null
age-keygen -o nguoi-khac.txt 2>/dev/null
recipient=$(age-keygen -y nguoi-mo.txt)
printf 'câu mật khẩu dài\n' >mat-khau.txt
printf 'câu mật khẩu khác\n' >mat-khau-khac.txt
mine=(--identity nguoi-mo.txt)
locked() { "$NIEMPHONG" verify "$1" "${@:2}"; }
plain=$("$NIEMPHONG" verify kho 2>&1)
expect 0 "copy --encrypt for a recipient" "$NIEMPHONG" copy kho khoa --encrypt --recipient "$recipient" --papers "$scratch/papers"
container=khoa/kho.tar.age
judge "one file, and nothing beside it" test "$(ls -A khoa)" = kho.tar.age
judge "no name of a file can be read in it" bash -c '! grep -qaF seal/seal.txt "$1"' _ "$container"
judge "the minutes say that it is locked, and for whom" bash -c 'pdftotext "$(find "$1" -name "*.pdf" -newer "$2" | tail -n 1)" - | grep -qwF "$3"' _ "$scratch/papers" mat-khau.txt "$recipient"
mkdir mo && age -d -i nguoi-mo.txt "$container" | tar x -C mo
judge "Debian's age and tar give the archive back, file for file" test "$(tree mo/kho)" = "$whole"
expect 4 "verify reads it where it lies" locked "$container" "${mine[@]}"
judge "and says the same as of the folder" test "$said" = "$plain"
expect 3 "another identity" locked "$container" --identity nguoi-khac.txt
says_not "the message" "KHÔNG ĐẠT"
expect 2 "no identity" locked "$container"
expect 0 "copy --encrypt with a password" "$NIEMPHONG" copy kho mat/kho.tar.age --encrypt --password-file mat-khau.txt --papers "$scratch/papers"
expect 4 "verify with the password" locked mat/kho.tar.age --password-file mat-khau.txt
judge "and says the same as of the folder" test "$said" = "$plain"
expect 3 "another password" locked mat/kho.tar.age --password-file mat-khau-khac.txt
expect 2 "a copy onto a copy" "$NIEMPHONG" copy kho mat/kho.tar.age --encrypt --password-file mat-khau.txt
tar c --sort=name kho | age -r "$recipient" >theirs.age
expect 4 "verify of one that tar and age have made" locked theirs.age "${mine[@]}"
judge "and says the same as of the folder" test "$said" = "$plain"
expect 0 "restore" "$NIEMPHONG" restore "$container" --out ra "${mine[@]}"
judge "it is the archive, file for file" test "$(tree ra)" = "$whole"
expect 2 "restore onto what exists" "$NIEMPHONG" restore "$container" --out ra "${mine[@]}"

# What may befall such a file: cut off, a byte changed in the head, in the middle, at the end; swapped; a file smuggled in.
size=$(stat -c %s "$container")
spoilt() { # spoilt WHAT COMMAND…: a spoilt copy fails, and restore takes nothing out of it
  cp "$container" hong.age
  "${@:2}"
  expect 1 "$1" locked hong.age "${mine[@]}"
  expect 1 "$1: restore" "$NIEMPHONG" restore hong.age --out khong "${mine[@]}"
  judge "$1: nothing came out" test ! -e khong
}
flip() { printf '\x5a' | dd of=hong.age bs=1 seek="$1" conv=notrunc status=none; }
spoilt "cut off by a byte" truncate -s -1 hong.age
spoilt "cut off in the middle" truncate -s $((size / 2)) hong.age
spoilt "cut off between two pieces" truncate -s $((200 + 65552)) hong.age
spoilt "a byte of the middle changed" flip $((size / 2))
judge "what is whole is still told from what is lost" test "$(locked hong.age "${mine[@]}" | grep -c '^  ! ')" -lt 60
spoilt "the last byte changed" flip $((size - 1))
spoilt "a byte of the head changed" flip 190
smuggle() { cp -r kho lau && echo x >lau/browse/la.html && tar c lau | age -r "$recipient" >hong.age && rm -rf lau; }
spoilt "a file smuggled in" smuggle
twice() { tar c kho kho/index.html | age -r "$recipient" >hong.age; }
spoilt "a file that is there twice" twice
linked() { cp -r kho lau && rm lau/index.html && ln -s browse/bam.js lau/index.html && tar c lau | age -r "$recipient" >hong.age && rm -rf lau; }
spoilt "a link instead of a file" linked
behind() { (tar c kho; head -c 2000 /dev/urandom) | age -r "$recipient" >hong.age; }
spoilt "bytes behind the tar" behind
"$NIEMPHONG" verify mat/kho.tar.age --password-file mat-khau.txt --expect-seal "$(printf x | sha256sum | cut -d' ' -f1)" >/dev/null 2>&1
judge "swapped for the copy of another archive: the seal on paper tells" test $? = 1

# Encrypted and with parity: mended without the password, by whoever finds the medium rotten; no further than promised.
expect 0 "copy --encrypt --parity" "$NIEMPHONG" copy kho chan/kho.tar.age --encrypt --recipient "$recipient" --parity 20 --papers "$scratch/papers"
judge "the copy and its parity, and nothing beside them" test "$(ls -A chan | LC_ALL=C sort | tr '\n' ' ')" = "kho.tar.age kho.tar.age.chan-le "
# As a kill leaves it between the two names.
mv chan/kho.tar.age.chan-le chan/.kho.tar.age.chan-le.niemphong-dang-chep
touch chan/.kho.tar.age.niemphong-khoa chan/.kho.tar.age.chan-le.niemphong-khoa
expect 2 "the same again gives the parity its name, and refuses what is there" "$NIEMPHONG" copy kho chan/kho.tar.age --encrypt --recipient "$recipient" --parity 20 --papers "$scratch/papers"
judge "again the copy and its parity, and nothing beside them" test "$(ls -A chan | LC_ALL=C sort | tr '\n' ' ')" = "kho.tar.age kho.tar.age.chan-le "
judge "no name of a file can be read in the parity" bash -c '! grep -qaF seal/seal.txt chan/kho.tar.age.chan-le'
sound=$(sha256sum <chan/kho.tar.age)
size=$(stat -c %s chan/kho.tar.age)
cp chan/kho.tar.age.chan-le chan-le
for seed in 1 2 3; do
  RANDOM=$seed
  # A seventh of the file in three places, its head among them, and one byte of the parity.
  cp chan-le chan/kho.tar.age.chan-le
  for at in 0 $((RANDOM % 40)) $((50 + RANDOM % 30)); do
    head -c $((size / 21)) /dev/urandom | dd of=chan/kho.tar.age bs=1024 seek=$((size * at / 102400)) conv=notrunc status=none
  done
  printf 'x' | dd of=chan/kho.tar.age.chan-le bs=1 seek=$((RANDOM * 7 % $(stat -c %s chan/kho.tar.age.chan-le))) conv=notrunc status=none
  expect 0 "damage $seed: mended without the key" "$NIEMPHONG" repair chan/kho.tar.age --parity chan/kho.tar.age.chan-le
  judge "damage $seed: the same file again, and the damaged one kept" test "$(sha256sum <chan/kho.tar.age)" = "$sound" -a "$(find chan -path '*/hong-*' -type f | wc -l)" = "$seed"
done
expect 4 "and verify opens it" locked chan/kho.tar.age "${mine[@]}"
truncate -s $((size / 2)) chan/kho.tar.age
expect 1 "half of it lost: more than was promised" "$NIEMPHONG" repair chan/kho.tar.age --parity chan/kho.tar.age.chan-le
judge "it was left as it is" test "$(stat -c %s chan/kho.tar.age)" = $((size / 2))
expect 2 "repair of an encrypted copy from another one" "$NIEMPHONG" repair chan/kho.tar.age --from mat/kho.tar.age

# Gone on with: one of two copies is there, and of the other only its parity is missing.
cp -r kho mot && "$NIEMPHONG" copy mot hai --parity 10 --papers "$scratch/papers" >/dev/null 2>&1
cp -r hai ba && rm hai.chan-le
expect 0 "the same command for two places" "$NIEMPHONG" copy mot hai ba bon --parity 10 --papers "$scratch/papers"
judge "now all of them have their parity" test -f hai.chan-le -a -f ba.chan-le -a -f bon.chan-le
expect 2 "nothing is left to do" "$NIEMPHONG" copy mot hai ba bon --parity 10 --papers "$scratch/papers"
closing
