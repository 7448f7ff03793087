#!/usr/bin/env bash
# Lawful destruction of one volume: what is refused, what is left, and that a kill at any instant can be mended.
#
# usage: disposal.sh WORK [--kills N]        (NIEMPHONG is the program; 7 kills if not told otherwise)
#
# WORK holds what tests/run made: ROLE.key, ROLE.pub, password.txt. The papers go to WORK/papers, for veraPDF.
# The school's year is 2019-2020, so that terms are over; of its records those stay whose form did not change since.
# The rows of the table of terms are marked as read in a copy: as they are, nothing may be destroyed on them.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
work=$(realpath "$1")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python=${JUDGES:-$here/../../target/judges}/venv/bin/python
as_of=${AS_OF:-2026-11-23}
only_here='Ngạc Thị Độc Nhất'
mkdir "$scratch/schemas"
sed 's/status: unverified/status: verified/' "$here/../../schemas/retention.yaml" >"$scratch/schemas/retention.yaml"
read_rows=("$NIEMPHONG" --schemas "$scratch/schemas")
password=(--password-file "$work/password.txt")

"$NIEMPHONG" sample --pupils 12 --seed 8 --school-year 2019-2020 --out "$scratch/export" >/dev/null
grep -rlE '^loai: (hoc_ba|bang_tong_hop)$' "$scratch/export" | xargs rm -f
printf '\nHọc sinh mới về lớp trong tháng Ba: %s.\n' "$only_here" >>"$(find "$scratch/export/chu-nhiem" -name '*.md' | LC_ALL=C sort | head -n 1)"
expect 0 "a school of 2019-2020 is sealed" "$NIEMPHONG" build "$scratch/export" --out "$scratch/whole" \
  --sealed-at 2026-06-12T09:30:00+07:00 --key "$work/hieu_truong.key" "${password[@]}" --role hieu_truong
expect 0 "the clerk signs too" "$NIEMPHONG" sign "$scratch/whole" --key "$work/van_thu.key" "${password[@]}" --role van_thu
expect 0 "a trust file that asks for both" "$NIEMPHONG" trust new --out "$scratch/trust.yaml" --root "$work/so_gddt.key" \
  --add "$work/hieu_truong.pub" "$work/van_thu.pub" --require hieu_truong van_thu --issued 2026-06-01 "${password[@]}"
root=$(printf '%s\n' "$said" | grep -m1 -oE "([0-9a-f]{4} ){15}[0-9a-f]{4}")
trust=(--trust "$scratch/trust.yaml" --trust-root "$root")
known=("${trust[@]}" --as-of "$as_of")
verify() { "$NIEMPHONG" verify "$1" "${known[@]}"; }
expect 0 "the whole archive" verify "$scratch/whole"

# An order of the department holds 2-nam: the same trust file with the order in it, signed again by its root.
mkdir "$scratch/held"
sed 's/^holds: \[\]$/holds:\n  - archive: "ARCHIVE"\n    volume: 2-nam\n    from: 2026-07-01\n    until: open\n    order: "15\/TTr-2026"/' "$scratch/trust.yaml" |
  sed "s,ARCHIVE,$(sed -n 's/^archive: //p' "$scratch/whole/seal/seal.txt")," >"$scratch/held/trust.yaml"
minisign -S -s "$work/so_gddt.key" -m "$scratch/held/trust.yaml" -t 'niemphong-trust version=1' \
  -c 'signature from minisign secret key' <"$work/password.txt" >/dev/null 2>&1
held=(--trust "$scratch/held/trust.yaml" --trust-root "$root")

# What is due.
states() {
  "$@" --format json 2>/dev/null | "$python" -c 'import json,sys; print(*(v["volume"] + "=" + v["state"] for v in json.load(sys.stdin)["volumes"]))'
}
due_is() {
  local what=$1 wanted=$2 found
  shift 2
  found=$(states "$@")
  if [ "$found" = "$wanted" ]; then ok "$what"; else bad "$what" "$found"; fi
}
kept='vinh-vien=permanent 70-nam=kept 50-nam=kept 20-nam=kept 10-nam=kept'
due_is "rows that nobody has read: nothing is proposed" "$kept 5-nam=reached-unverified 2-nam=reached-unverified" \
  "$NIEMPHONG" due "$scratch/whole" --year 2027
due_is "rows that were read: two volumes are due" "$kept 5-nam=reached 2-nam=reached" "${read_rows[@]}" due "$scratch/whole" --year 2027 "${trust[@]}"
due_is "an order holds one of them" "$kept 5-nam=reached 2-nam=held" "${read_rows[@]}" due "$scratch/whole" --year 2027 "${held[@]}"
expect 4 "a trust file that can't be believed hides orders" "${read_rows[@]}" due "$scratch/whole" --year 2027 --trust "$scratch/trust.yaml" --trust-root "$(printf x | sha256sum | cut -d' ' -f1)"
expect 0 "the list on paper" "${read_rows[@]}" due "$scratch/whole" --year 2027 --print "$scratch/due.pdf"

# Papers are made only for what is due, and never inside the archive.
before=$(tree "$scratch/whole")
prepare() { "${read_rows[@]}" dispose prepare "$scratch/whole" --volume "$1" --school "$scratch/export/truong.yaml" --out "$2" --on "$as_of" "${trust[@]}"; }
expect 1 "papers for a term that runs" prepare 10-nam "$scratch/no"
expect 1 "papers for what is kept for ever" prepare vinh-vien "$scratch/no"
expect 2 "papers for a volume that is not there" prepare 30-nam "$scratch/no"
expect 2 "papers inside the archive" prepare 5-nam "$scratch/whole/papers"
expect 1 "papers on unread rows" "$NIEMPHONG" dispose prepare "$scratch/whole" --volume 5-nam --school "$scratch/export/truong.yaml" --out "$scratch/no"
says "it" R14
expect 1 "papers against an order" "${read_rows[@]}" dispose prepare "$scratch/whole" --volume 2-nam --school "$scratch/export/truong.yaml" --out "$scratch/no" --on "$as_of" "${held[@]}"
says "it" 15/TTr-2026
rm -rf "$work/papers"
expect 0 "papers" prepare 5-nam "$work/papers"
cp "$scratch/due.pdf" "$work/papers/"
judge "seven papers and the file to be filled in" test "$(find "$work/papers" -name '[1-7]-*.pdf' | wc -l)" = 7 -a -f "$work/papers/ho-so-huy.yaml"
named=$(for paper in "$work"/papers/*.pdf; do pdftotext "$paper" - | tr '\n' ' '; done | grep -cF "$only_here")
judge "no paper names a child of the volume" test "$named" = 0

# The school fills the file in.
mkdir "$scratch/case"
file=$scratch/case/ho-so-huy.yaml
"$python" - "$work/papers/ho-so-huy.yaml" "$file" "$as_of" <<'PY'
import re, sys
text = open(sys.argv[1], encoding="utf-8").read()
def put(block, key, value):
    global text
    head, mark, tail = text.partition(f"\n{block}:")
    text = head + mark + re.sub(rf"(\b{key}: )(\"\"|null)", lambda m: m[1] + value, tail, count=1)
for block, values in {
    "to_trinh": {"so": "05/TTr-TH", "ngay": "2026-02-02", "nguoi_ki": "Ngô Thị Lan"},
    "hop": {"so": "07/BB-TH", "ngay": "2026-02-10", "dong_y": 5, "khong_dong_y": 0},
    "quyet_dinh": {"so": "12/QĐ-TH", "ngay": "2026-02-12", "nguoi_ki": "Trần Văn Đức"},
    "huy": {"ngay": sys.argv[3], "nguoi_thuc_hien": "Ngô Thị Lan"},
}.items():
    for key, value in values.items():
        put(block, key, f'"{value}"' if isinstance(value, str) else str(value))
open(sys.argv[2], "w", encoding="utf-8").write(text)
PY
execute() { "${read_rows[@]}" dispose execute "$1" --file "$2" --volume 5-nam "${known[@]}"; }
expect 1 "a file with blanks" execute "$scratch/whole" "$work/papers/ho-so-huy.yaml"
says "it" quyet_dinh.so
expect 0 "the papers, filled in" "${read_rows[@]}" dispose prepare "$scratch/whole" --volume 5-nam --fill "$file" --out "$scratch/filled" --on "$as_of"
judge "they carry the decision's number" bash -c 'pdftotext "$0" - | grep -qF 12/QĐ-TH' "$scratch/filled/6-quyet-dinh-huy.pdf"
expect 1 "without a signature" execute "$scratch/whole" "$file"
says "it" V506
sign() { "$NIEMPHONG" dispose sign "$scratch/whole" --file "$file" --key "$work/$1.key" "${password[@]}" --role "$1"; }
expect 0 "the principal signs" sign hieu_truong
expect 1 "one signature of two" execute "$scratch/whole" "$file"
expect 0 "the clerk signs" sign van_thu
expect 4 "without a trust file" "${read_rows[@]}" dispose execute "$scratch/whole" --file "$file" --volume 5-nam --as-of "$as_of"
expect 2 "another volume's name" "${read_rows[@]}" dispose execute "$scratch/whole" --file "$file" --volume 2-nam "${known[@]}"
expect 2 "on a day that has not come" "${read_rows[@]}" dispose execute "$scratch/whole" --file "$file" --volume 5-nam "${trust[@]}" --as-of 2099-01-01
expect 1 "on rows that nobody has read" "$NIEMPHONG" dispose execute "$scratch/whole" --file "$file" --volume 5-nam "${known[@]}"

# altered FILE SED…: a copy of the case with its file changed.
altered() {
  rm -rf "$scratch/altered" && cp -r "$scratch/case" "$scratch/altered"
  sed -i "$@" "$scratch/altered/ho-so-huy.yaml"
}
altered 's/^ma_niem_phong: .*/ma_niem_phong: "sha256:'"$(printf x | sha256sum | cut -d' ' -f1)"'"/'
expect 1 "another seal" execute "$scratch/whole" "$scratch/altered/ho-so-huy.yaml"
altered "s/\"$as_of\"/\"2025-12-31\"/; s/\"2026-02-1[02]\"/\"2025-12-01\"/" && rm "$scratch"/altered/5-nam.txt*
expect 1 "too early" execute "$scratch/whole" "$scratch/altered/ho-so-huy.yaml"
altered 's/"12\/QĐ-TH"/"13\/QĐ-TH"/'
expect 1 "changed after signing" execute "$scratch/whole" "$scratch/altered/ho-so-huy.yaml"
altered 's/dong_y: 5/dong_y: 0/'
expect 1 "voted down" execute "$scratch/whole" "$scratch/altered/ho-so-huy.yaml"
cp -r "$scratch/whole" "$scratch/damaged"
printf x >>"$scratch/damaged/index.html"
expect 1 "an archive that is not sound" execute "$scratch/damaged" "$file"
judge "nothing was changed by all this" test "$before" = "$(tree "$scratch/whole")"

# A kill at any instant. What is left is sound, or fails by names that lead to this volume; the next run ends it.
mends() {
  local what=$1 code=0
  said=$(verify "$scratch/cut" 2>&1) || code=$?
  case $code in
  0) ok "$what: sound" ;;
  1) if printf '%s' "$said" | grep -E '^  ! ' | grep -vE '^  ! V[0-9]+ (volumes(/5-nam.*)?|disposals/5-nam\.txt.*)$' | grep -q .; then
    bad "$what: verify names something else" "$said"
  else ok "$what: verify names the volume"; fi ;;
  *) bad "$what: exit $code" "$said" ;;
  esac
  expect 0 "$what, run again" execute "$scratch/cut" "$file"
  judge "$what: all of it is gone, the rest is there" test "$done_tree" = "$(tree "$scratch/cut")" -a ! -e "$scratch/.cut.niemphong-huy"
}
cp -r "$scratch/whole" "$scratch/done"
started=$(date +%s%N)
expect 0 "the volume is destroyed" execute "$scratch/done" "$file"
whole=$((($(date +%s%N) - started) / 1000000))
done_tree=$(tree "$scratch/done")
kills=7
[ "${2-}" != --kills ] || kills=$3
RANDOM=7
for ((number = 0; number < kills; number++)); do
  # In permille of the whole, spread evenly and drawn at random within each share.
  at=$(((number * 1000 + RANDOM % 1000) / kills))
  rm -rf "$scratch/cut" && cp -r "$scratch/whole" "$scratch/cut"
  "${read_rows[@]}" dispose execute "$scratch/cut" --file "$file" --volume 5-nam "${known[@]}" >/dev/null 2>&1 </dev/null &
  pid=$!
  sleep "$(printf '%d.%03d' $((whole * at / 1000000)) $((whole * at / 1000 % 1000)))"
  kill -KILL "$pid" 2>/dev/null
  wait "$pid" 2>/dev/null
  mends "killed at $at of 1000"
done
# The states that a kill can leave, one by one, whatever the clock hits.
cut() { rm -rf "$scratch/cut" && cp -r "$scratch/whole" "$scratch/cut" && mkdir -p "$scratch/cut/disposals"; }
put() { for name in "$@"; do cp "$scratch/case/$name" "$scratch/cut/disposals/"; done; }
cut && put 5-nam.txt && mkdir "$scratch/.cut.niemphong-huy" && cp "$scratch/case/5-nam.txt" "$scratch/.cut.niemphong-huy/5-nam.txt.van_thu.minisig"
mends "cut after the statement"
cut && put 5-nam.txt 5-nam.txt.hieu_truong.minisig
mends "cut between the signatures"
cut && put 5-nam.txt 5-nam.txt.hieu_truong.minisig 5-nam.txt.van_thu.minisig
mends "cut before the removal"
rm "$scratch"/cut/disposals/5-nam.txt.* 2>/dev/null
cut && put 5-nam.txt 5-nam.txt.hieu_truong.minisig 5-nam.txt.van_thu.minisig && rm "$scratch/cut/volumes/5-nam/manifest-sha256.txt" "$scratch/cut/volumes/5-nam/data/seed.txt"
mends "cut at the beginning of the removal"
cut && put 5-nam.txt 5-nam.txt.hieu_truong.minisig 5-nam.txt.van_thu.minisig && rm "$scratch/cut/volumes/5-nam/manifest-sha256.txt" && find "$scratch/cut/volumes/5-nam" -type f | LC_ALL=C sort | head -n 60 | xargs rm
mends "cut in the middle of the removal"
cut && put 5-nam.txt 5-nam.txt.hieu_truong.minisig 5-nam.txt.van_thu.minisig && find "$scratch/cut/volumes/5-nam" -type f -delete
mends "cut before the empty folders went"
# Half a destruction is no excuse for damage elsewhere.
cut && put 5-nam.txt 5-nam.txt.hieu_truong.minisig 5-nam.txt.van_thu.minisig && printf x >>"$scratch/cut/index.html"
expect 1 "half done, and another file damaged" execute "$scratch/cut" "$file"

# What is left is sound for judges that are not ours, and says nothing of whom the volume named.
expect 0 "what is left" verify "$scratch/done"
says "verify" "đã hủy theo quy định"
expect 0 "what is left, by the second verifier" "$python" "$here/../second-verifier.py" "$scratch/done" "${known[@]}"
judge "minisign believes the statement" minisign -V -q -p "$work/van_thu.pub" -m "$scratch/done/disposals/5-nam.txt" -x "$scratch/done/disposals/5-nam.txt.van_thu.minisig"
judge "the root's list is as it was" env -C "$scratch/done" sha256sum -c --quiet seal/root.sha256
due_is "the list knows it" "$kept 5-nam=destroyed 2-nam=reached" "${read_rows[@]}" due "$scratch/done" --year 2027
counts=$("$python" "$here/nameless.py" "$scratch/whole" "$scratch/done" 5-nam "$only_here")
printf '%s\n' "$counts" | grep -v ' passed, '
passed=$((passed + $(printf '%s\n' "$counts" | grep -c '^ok')))
failed=$((failed + $(printf '%s\n' "$counts" | grep -c '^FAIL')))
closing
