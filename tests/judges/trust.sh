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

# A school's name is no code: a key for it would fit no archive, so no such file is written.
expect 2 "a trust file for a school by its name" "$NIEMPHONG" trust new --out "$scratch/named.yaml" --root "$work/so_gddt.key" \
  --add "$work/hieu_truong.pub" --school "Kim Đồng" --password-file "$work/password.txt"
says "it" "mã trường gồm"
judge "writes none" test ! -e "$scratch/named.yaml"

# A second signature is added later and counts; nothing that was sealed moves.
cp -r "$work/archive" "$scratch/two"
expect 0 "the clerk signs too" "$NIEMPHONG" sign "$scratch/two" --key "$work/van_thu.key" --password-file "$work/password.txt" --role van_thu
expect 0 "both signatures" verify "$scratch/two" --trust "$work/trust.yaml" --trust-root "$root"
# Two years later: the principal has left. Only paper that the department received in time keeps his seal beyond doubt.
then=2028-11-23
trust() { "$NIEMPHONG" trust "$@" --root "$work/so_gddt.key" --password-file "$work/password.txt"; }
later() { "$NIEMPHONG" verify "$work/archive" --as-of $then --trust "$scratch/$1" --trust-root "$root" "${@:2}"; }
id=$(sed -n 's/^archive: //p' "$work/archive/seal/seal.txt")
expect 0 "a successor's key" "$NIEMPHONG" key new --out "$scratch/next" --holder "Người kế nhiệm" --role hieu_truong \
  --password-file "$work/password.txt"
cp "$work"/trust.yaml* "$scratch/"
expect 0 "trust succeed" trust succeed "$scratch/trust.yaml" --out "$scratch/t2.yaml" --issued 2027-09-01 \
  --key "$work/hieu_truong.pub" --successor "$scratch/next.pub" --from 2027-09-01
expect 4 "the principal has left, no paper" later t2.yaml
expect 0 "trust paper-seal" trust paper-seal "$scratch/t2.yaml" --out "$scratch/t3.yaml" --issued 2027-09-02 \
  --archive "$id" --serial 1 --seal "$sealed" --received 2026-06-20
expect 0 "the principal has left, paper came in time" later t3.yaml --min-trust-version 3 --min-serial 1
expect 4 "an older trust file than asked for" later t3.yaml --min-trust-version 4
expect 1 "a lower serial than asked for" later t3.yaml --min-serial 2
expect 4 "a quick look never passes" later t3.yaml --quick
expect 0 "trust rotate-root" trust rotate-root "$scratch/t3.yaml" --out "$scratch/t4.yaml" --issued 2027-09-03 \
  --roots "$work/so_gddt.pub" "$scratch/stranger.pub" --threshold 2
expect 1 "one of two roots has signed" "$NIEMPHONG" trust show "$scratch/t4.yaml" --trust-root "$root"
expect 0 "trust sign" "$NIEMPHONG" trust sign "$scratch/t4.yaml" --root "$scratch/stranger.key" --password-file "$work/password.txt"
expect 0 "both roots have signed" "$NIEMPHONG" trust show "$scratch/t4.yaml" --trust-root "$root"
expect 4 "shown, not compared with paper" "$NIEMPHONG" trust show "$scratch/t4.yaml"
expect 2 "a version is never written over" trust renew "$scratch/t3.yaml" --out "$scratch/t4.yaml" --issued 2027-09-03
expect 2 "a stranger's key is no root" "$NIEMPHONG" trust renew "$scratch/t3.yaml" --out "$scratch/t5.yaml" \
  --issued 2027-09-03 --root "$scratch/stranger.key" --password-file "$work/password.txt"
judge "the reference tool accepts the new version" minisign -V -q -m "$scratch/t3.yaml" -P "$(sed -n 2p "$work/so_gddt.pub")"
judge "signing changed nothing that is sealed" diff <(tree "$work/archive" '\./evidence(/|$)') <(tree "$scratch/two" '\./evidence(/|$)')
closing
