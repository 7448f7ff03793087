#!/usr/bin/env bash
# Redacted copies of the sample school: what they lack, what they say, how they verify.
#
# usage: redact.sh WORK
#
# WORK holds the keys and the trust file of the `job` step.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
keys=$1
root=$(cat "$keys/fingerprint.txt")
trust=(--trust "$keys/trust.yaml" --trust-root "$root" --as-of 2026-12-01)
sign=(--key "$keys/hieu_truong.key" --password-file "$keys/password.txt" --role hieu_truong)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

expect 0 "build the archive" "$NIEMPHONG" build "$here/../../sample-data/kim-dong/2025-2026" --out "$work/archive" \
  --sealed-at 2026-06-12T09:30:00+07:00 "${sign[@]}"
for audience in inspector public; do
  expect 0 "a copy: $audience" "$NIEMPHONG" redact "$work/archive" --for "$audience" --out "$work/$audience" \
    --sealed-at 2026-07-01T08:00:00+07:00 "${sign[@]}"
  expect 0 "the $audience copy verifies with the school's key" "$NIEMPHONG" verify "$work/$audience" "${trust[@]}"
  if python3 "$here/redact.py" "$work/archive" "$work/$audience" "$audience" "$keys/small-archive" \
    >"$work/said" 2>&1; then
    ok "$audience: $(tail -n 1 "$work/said"); $(sed -n 's/^ok *\([0-9]* values must be nowhere\).*/\1/p' "$work/said")"
  else
    bad "$audience: what the copy must lack" "$(grep -v '^ok ' "$work/said")"
  fi
done

# The pages of a copy that names no child are whole too.
tools=$(realpath "${JUDGES:-$here/../../target/judges}")
if node "$tools/browser/run.mjs" "$work/public" >"$work/said" 2>&1 </dev/null; then
  ok "the public copy's pages work in Chromium: $(tail -n 1 "$work/said")"
else
  bad "the public copy's pages work in Chromium" "$(grep -v '^ok ' "$work/said")"
fi

# A copy is nobody's next seal: not of the school's chain, and not of its paper.
expect 1 "a chain of archive and copy" "$NIEMPHONG" verify "$work/archive" --chain "$work/inspector" "${trust[@]}"
says "it" V604
says_not "it" V603

# The same again gives the same bytes; the seal of one copy is not that of the next.
expect 0 "the same copy again" "$NIEMPHONG" redact "$work/archive" --for public --out "$work/again" \
  --sealed-at 2026-07-01T08:00:00+07:00 --jobs 1
judge "is the same, byte for byte" test "$(tree "$work/public" evidence)" = "$(tree "$work/again" evidence)"
expect 0 "a later copy" "$NIEMPHONG" redact "$work/archive" --for public --out "$work/later" \
  --sealed-at 2026-08-01T08:00:00+07:00 --previous "$work/public" "${sign[@]}"
expect 0 "copies make a chain of their own" "$NIEMPHONG" verify "$work/public" --chain "$work/later" "${trust[@]}"

# A trust file of this school alone speaks of its archives, and of copies when the department says so.
province=$(sed -n 's|^archive: vn/\([0-9]*\)/\([^/]*\)/.*|\1/\2|p' "$work/archive/seal/seal.txt")
one=(--password-file "$keys/password.txt" --issued 2026-06-01)
expect 0 "a trust file for one school" "$NIEMPHONG" trust new --out "$work/one.yaml" --root "$keys/so_gddt.key" \
  --add "$keys/hieu_truong.pub" --school "$province" "${one[@]}"
known=(--trust-root "$root" --as-of 2026-12-01)
expect 4 "has no policy for its copies" "$NIEMPHONG" verify "$work/public" --trust "$work/one.yaml" "${known[@]}"
says "it" V408
expect 0 "a policy for them, as redact prints it" "$NIEMPHONG" trust policy "$work/one.yaml" --archives "vn/${province%/*}-ck/${province#*/}/*" \
  --require hieu_truong --root "$keys/so_gddt.key" --out "$work/two.yaml" --password-file "$keys/password.txt" --issued 2026-07-01
expect 0 "and they are established" "$NIEMPHONG" verify "$work/public" --trust "$work/two.yaml" "${known[@]}"

# Rules of one's own that hide what an id is made of.
mkdir "$work/rules" && sed 's/ma_hoc_sinh, ngay_sinh, gioi_tinh/ngay_sinh, gioi_tinh/' "$here/../../schemas/redaction.yaml" >"$work/rules/redaction.yaml"
expect 2 "rules under which a record would vanish" "$NIEMPHONG" redact "$work/archive" --for inspector --out "$work/none" --schemas "$work/rules"
says "it" ma_hoc_sinh
expect 2 "a copy of a copy" "$NIEMPHONG" redact "$work/inspector" --for public --out "$work/none"
expect 2 "a copy in place of another" "$NIEMPHONG" redact "$work/archive" --for public --out "$work/later"
printf x >>"$(find "$work/archive/volumes" -name '*.json' -path '*hoc-ba*' | head -n 1)"
expect 1 "a copy of an archive that was changed" "$NIEMPHONG" redact "$work/archive" --for public --out "$work/none"
judge "what was refused left nothing" test ! -e "$work/none"
closing
