#!/usr/bin/env bash
# Trust comes from outside: only the right key, named by a trust file whose root is known from paper, gives ĐẠT.
#
# usage: trust.sh WORK EXPORT SEALED_AT        (NIEMPHONG is the program)
#
# WORK holds what tests/run made: archive/, trust.yaml, fingerprint.txt, ROLE.key, ROLE.pub, password.txt.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
work=$(realpath "$1")
export=$(realpath "$2")
sealed_at=$3
root=$(cat "$work/fingerprint.txt")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
sealed="sha256:$(sha256sum <"$work/archive/seal/seal.txt" | cut -d' ' -f1)"
verify() { "$NIEMPHONG" verify "$@" --as-of "${AS_OF:-2026-11-23}"; }

# not_passed WHAT COMMAND…: any exit code of the contract but 0, and no word that says otherwise.
not_passed() {
  local what=$1 code=0
  shift
  said=$("$@" 2>&1 </dev/null) || code=$?
  case $code in
  1 | 2 | 3 | 4)
    if printf '%s' "$said" | sed 's/KHÔNG ĐẠT//g' | grep -qw ĐẠT; then
      bad "$what: exit $code, yet it says ĐẠT" "$said"
    else
      ok "$what: exit $code"
    fi
    ;;
  *) bad "$what: exit $code" "$said" ;;
  esac
}

expect 0 "the digest on paper is the seal's" verify "$work/archive" --trust "$work/trust.yaml" --trust-root "$root" --expect-seal "$sealed"
expect 1 "the digest on paper is another" verify "$work/archive" --trust "$work/trust.yaml" --trust-root "$root" \
  --expect-seal "sha256:$(printf x | sha256sum | cut -d' ' -f1)"
not_passed "a trust file without its root's fingerprint" verify "$work/archive" --trust "$work/trust.yaml"
not_passed "another root's fingerprint" verify "$work/archive" --trust "$work/trust.yaml" \
  --trust-root "$(printf x | sha256sum | cut -d' ' -f1)"
not_passed "no trust, but the right digest from paper" verify "$work/archive" --expect-seal "$sealed"

mkdir "$scratch/trust"
cp "$work"/trust.yaml* "$scratch/trust/"
sed -i '0,/Người giữ hieu_truong/s//Người khác/' "$scratch/trust/trust.yaml"
judge "control: the trust file was changed" bash -c '! cmp -s "$0" "$1"' "$work/trust.yaml" "$scratch/trust/trust.yaml"
not_passed "a changed trust file" verify "$work/archive" --trust "$scratch/trust/trust.yaml" --trust-root "$root"
rm "$scratch/trust/trust.yaml.minisig" && cp "$work/trust.yaml" "$scratch/trust/"
not_passed "a trust file without its signature" verify "$work/archive" --trust "$scratch/trust/trust.yaml" --trust-root "$root"

# A stranger makes a key under the principal's name and role, and seals the same export with it.
expect 0 "a stranger's key" "$NIEMPHONG" key new --out "$scratch/stranger" --holder "Người giữ hieu_truong" \
  --role hieu_truong --password-file "$work/password.txt"
expect 0 "a stranger's seal" "$NIEMPHONG" build "$export" --out "$scratch/forged" --sealed-at "$sealed_at" \
  --key "$scratch/stranger.key" --password-file "$work/password.txt" --role hieu_truong
not_passed "a stranger's seal, with the school's trust file" verify "$scratch/forged" --trust "$work/trust.yaml" --trust-root "$root"
expect 4 "a stranger's seal, without trust" verify "$scratch/forged"

# The right person, in a role that the key was not made for.
cp -r "$scratch/forged" "$scratch/role"
rm -f "$scratch"/role/evidence/*.minisig
"$NIEMPHONG" sign "$scratch/role" --key "$work/hieu_truong.key" --password-file "$work/password.txt" --role van_thu >/dev/null 2>&1
not_passed "the principal's key signs as clerk" verify "$scratch/role" --trust "$work/trust.yaml" --trust-root "$root"

# A second signature is added later and counts; nothing that was sealed moves.
cp -r "$work/archive" "$scratch/two"
expect 0 "the clerk signs too" "$NIEMPHONG" sign "$scratch/two" --key "$work/van_thu.key" --password-file "$work/password.txt" --role van_thu
expect 0 "both signatures" verify "$scratch/two" --trust "$work/trust.yaml" --trust-root "$root"
judge "signing changed nothing that is sealed" diff <(tree "$work/archive" '\./evidence(/|$)') <(tree "$scratch/two" '\./evidence(/|$)')
closing
