#!/usr/bin/env bash
# Year after year, and corrections: each seal names the one before, and what the paper says is what was sealed.
#
# usage: chain.sh WORK        (NIEMPHONG is the program)
#
# WORK holds what tests/run made: small/, small-archive/ (serial 1), trust.yaml, fingerprint.txt, the principal's key.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
work=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
known=(--trust "$work/trust.yaml" --trust-root "$(cat "$work/fingerprint.txt")" --as-of "${AS_OF:-2026-11-23}")
signed=(--key "$work/hieu_truong.key" --password-file "$work/password.txt" --role hieu_truong)
first=$work/small-archive
reason='sai mức đạt được môn Toán của một học sinh lớp 3A'
build() { "$NIEMPHONG" build "$work/small" "$@"; }

# What would break the chain is refused before anything is written.
pupil=$(sed -n 's/^ *ho_ten: *//p' "$work"/small/hoc-ba/*.yaml | tr -d '"' | head -n 1)
expect 2 "a second seal of one year, unexplained" build --out "$scratch/no" --sealed-at 2026-07-01T08:00:00+07:00 --previous "$first"
says "it" "--supersedes"
expect 2 "a correction without a reason" build --out "$scratch/no" --sealed-at 2026-07-01T08:00:00+07:00 --supersedes "$first"
expect 2 "a correction before what it corrects" build --out "$scratch/no" --sealed-at 2026-01-01T08:00:00+07:00 --supersedes "$first" --reason "$reason"
expect 2 "a reason that names a pupil" build --out "$scratch/no" --sealed-at 2026-07-01T08:00:00+07:00 --supersedes "$first" --reason "sai điểm của $pupil"
says "it" "$pupil"
expect 2 "a correction of another school" build --out "$scratch/no" --sealed-at 2026-07-01T08:00:00+07:00 --supersedes "$here/../../src/archive/golden/v1/archive" --reason "$reason"
cp -r "$first" "$scratch/damaged" && rm "$scratch/damaged/index.html"
expect 1 "a correction of an archive that is not sound" build --out "$scratch/no" --sealed-at 2026-07-01T08:00:00+07:00 --supersedes "$scratch/damaged" --reason "$reason"
judge "nothing was written" test ! -e "$scratch/no"

expect 0 "a correction" build --out "$scratch/second" --sealed-at 2026-07-01T08:00:00+07:00 --supersedes "$first" --reason "$reason" "${signed[@]}"
expect 0 "a correction of the correction" build --out "$scratch/third" --sealed-at 2026-08-01T08:00:00+07:00 --supersedes "$scratch/second" --reason "thiếu sổ khen thưởng" "${signed[@]}"
expect 0 "another seal in the second's place" build --out "$scratch/other" --sealed-at 2026-07-02T08:00:00+07:00 --supersedes "$first" --reason "lí do khác" "${signed[@]}"
judge "the second names the first" grep -qx "supersedes: 1 sha256:$(sha256sum <"$first/seal/seal.txt" | cut -d' ' -f1)" "$scratch/second/seal/seal.txt"
judge "the start page says so" grep -qF "$reason" "$scratch/second/index.html"
judge "the minutes say so" bash -c 'pdftotext "$0" - | tr "\n" " " | grep -qF "$1"' "$scratch/second/evidence/bien-ban.pdf" "$reason"

chain() { "$NIEMPHONG" verify --chain "$@" "${known[@]}"; }
expect 0 "the chain, in any order" chain "$scratch/third" "$first" "$scratch/second"
says "it" V607
says "it" "$reason"
expect 1 "a seal is missing" chain "$first" "$scratch/third"
says "it" V601
expect 1 "a seal was replaced" chain "$first" "$scratch/other" "$scratch/third"
says "it" V602
expect 1 "two seals of one serial" chain "$first" "$scratch/second" "$scratch/other"
says "it" V603
expect 0 "the chain's later part" chain "$scratch/second" "$scratch/third"
says "it" V606

# The sealing minutes: one page, the seal inside, its digest in the symbol and in groups of four.
paper=$scratch/second/evidence/bien-ban.pdf
digest=$(sha256sum <"$scratch/second/seal/seal.txt" | cut -d' ' -f1)
judge "the minutes are one page" bash -c 'pdfinfo "$0" | grep -qx "Pages: *1"' "$paper"
(cd "$scratch" && pdfdetach -saveall -o "$scratch" "$paper" 2>/dev/null)
judge "the minutes carry seal.txt" cmp "$scratch/seal.txt" "$scratch/second/seal/seal.txt"
pdftoppm -r 200 -png "$paper" "$scratch/page"
judge "the symbol is the seal's digest" test "$(zbarimg -q --raw "$scratch/page-1.png" 2>/dev/null)" = "sha256:$digest"
groups=$(pdftotext -layout "$paper" - | grep -oE '([0-9a-f]{4} ){7}[0-9a-f]{4}' | head -n 2 | tr '\n' ' ')
for typed in "$groups" "SHA-256: ${groups^^}" "sha256:$digest" "$(sed 's/ /-/g' <<<"$groups")"; do
  expect 0 "typed from paper: ${typed:0:24}…" "$NIEMPHONG" verify "$scratch/second" "${known[@]}" --expect-seal "$typed"
done
expect 1 "another paper" "$NIEMPHONG" verify "$scratch/third" "${known[@]}" --expect-seal "$groups"
says "it" V104
expect 2 "a digit too few" "$NIEMPHONG" verify "$scratch/second" "${known[@]}" --expect-seal "${digest:1}"
# The seal counts what the paper counts.
counts=$(sed -n 's/^volume: .* files=\([0-9]*\) .*/\1/p' "$scratch/second/seal/seal.txt" | tr '\n' ' ')
printed=$(pdftotext -layout "$paper" - | sed -nE 's/^ *(Vĩnh viễn|[0-9]+ năm) .* ([0-9.]+) +[0-9.,]+ [kMG]?B$/\2/p' | tr -d . | tr '\n' ' ')
judge "files on paper ($printed) are files in the seal" test "$counts" = "$printed"
closing
