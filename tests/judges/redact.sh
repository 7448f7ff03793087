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
  if python3 "$here/redact.py" "$work/archive" "$work/$audience" "$audience" >"$work/said" 2>&1; then
    ok "$audience: $(tail -n 1 "$work/said"); $(sed -n 's/^ok *\([0-9]* values must be nowhere\).*/\1/p' "$work/said")"
  else
    bad "$audience: what the copy must lack" "$(grep -v '^ok ' "$work/said")"
  fi
done

# A copy is nobody's next seal: not of the school's chain, and not of its paper.
expect 1 "a chain of archive and copy" "$NIEMPHONG" verify "$work/archive" --chain "$work/inspector" "${trust[@]}"
says "it" V604
says_not "it" V603

# The same again gives the same bytes; the seal of one copy is not that of the next.
expect 0 "the same copy again" "$NIEMPHONG" redact "$work/archive" --for inspector --out "$work/again" \
  --sealed-at 2026-07-01T08:00:00+07:00 --jobs 1
judge "is the same, byte for byte" test "$(tree "$work/inspector" evidence)" = "$(tree "$work/again" evidence)"
expect 0 "a later copy" "$NIEMPHONG" redact "$work/archive" --for public --out "$work/later" \
  --sealed-at 2026-08-01T08:00:00+07:00 --previous "$work/public" "${sign[@]}"
expect 0 "copies make a chain of their own" "$NIEMPHONG" verify "$work/public" --chain "$work/later" "${trust[@]}"

expect 2 "a copy of a copy" "$NIEMPHONG" redact "$work/inspector" --for public --out "$work/none"
expect 2 "a copy in place of another" "$NIEMPHONG" redact "$work/archive" --for public --out "$work/later"
printf x >>"$(find "$work/archive/volumes" -name '*.json' -path '*hoc-ba*' | head -n 1)"
expect 1 "a copy of an archive that was changed" "$NIEMPHONG" redact "$work/archive" --for public --out "$work/none"
judge "what was refused left nothing" test ! -e "$work/none"
closing
