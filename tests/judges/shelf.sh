#!/usr/bin/env bash
# A shelf over several years and schools: what it refuses, and at work from file:// in a browser without a network.
#
# usage: shelf.sh
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
tools=$(realpath "${JUDGES:-$here/../../target/judges}")
sample=$here/../../sample-data/kim-dong
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
stick=$work/stick
mkdir -p "$stick/trường khác" || exit 1

# Two years of one school, whose code changed between them, and a second school made of the second year's archive. A
# shelf verifies nothing, so an edited seal serves.
for year in 2024-2025 2025-2026; do
  expect 0 "build $year" "$NIEMPHONG" build "$sample/$year" --out "$stick/luu-tru-$year" \
    --sealed-at "${year#*-}-06-12T09:30:00+07:00"
done
cp -r "$stick/luu-tru-2025-2026" "$stick/trường khác/kho 1"
sed -i 's/82760123/82760998/; s/Kim Đồng/Lê Lợi/' "$stick/trường khác/kho 1/seal/seal.txt"
sed -i s/82760123/82760998/ "$stick/trường khác/kho 1"/volumes/*/data/tim.js

before=$(tree "$stick")
expect 2 "a shelf inside an archive" "$NIEMPHONG" shelf "$stick" --out "$stick/luu-tru-2024-2025/ke/a"
expect 2 "a shelf in place of an archive" "$NIEMPHONG" shelf "$stick" --out "$stick/luu-tru-2024-2025"
expect 2 "a shelf over no archive" "$NIEMPHONG" shelf "$sample" --out "$work/none"
expect 3 "a shelf over a folder that is not there" "$NIEMPHONG" shelf "$work/nowhere" --out "$work/none"
judge "what was refused left nothing" test "$before" = "$(tree "$stick")" -a ! -e "$work/none"
expect 0 "a shelf beside the archives" "$NIEMPHONG" shelf "$stick" --out "$stick/kệ"
expect 2 "a shelf that is there already" "$NIEMPHONG" shelf "$stick" --out "$stick/kệ"
judge "the archives are as they were" test "$before" = "$(tree "$stick" 'kệ')"
expect 0 "a shelf above the archives, in their folder" "$NIEMPHONG" shelf "$stick" --out "$stick"
judge "its page leads down" grep -q 'href="luu-tru-2024-2025/index.html"' "$stick/index.html"
expect 0 "a shelf in JSON" "$NIEMPHONG" shelf "$stick" --out "$work/ke" --format json
says "it" '"archives":[{"archive":"vn/87/87760123/2024-2025"'
rm -rf "$stick/index.html" "$stick/ke"

vnu=$tools/npm/node_modules/vnu-jar/build/dist/vnu.jar
judge "its page is valid HTML" java -Xss4m -jar "$vnu" --errors-only "$stick/kệ/index.html"
offline=()
unshare -n sh -c 'ip link set lo up' 2>/dev/null && offline=(unshare -n sh -c 'ip link set lo up && exec "$@"' sh)
if ${offline[@]+"${offline[@]}"} node "$tools/browser/shelf.mjs" "$stick" kệ >"$tools/shelf.txt" 2>&1 </dev/null; then
  ok "it works in Chromium and Firefox from file://: $(tail -n 1 "$tools/shelf.txt")"
else
  bad "it works in Chromium and Firefox from file://" "$(grep -v '^ok ' "$tools/shelf.txt")"
fi
closing
