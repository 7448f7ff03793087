#!/usr/bin/env bash
# A stranger checks an archive with three public tools and no software of ours, as README.md says.
#
# usage: by_hand.sh ARCHIVE PUBLIC_KEY TRUST ROOT_PUBLIC_KEY [ROLE]
#
# minisign proves who signed seal.txt; sha256sum that everything seal.txt names is as it was; bagit.py that each volume
# is a whole bag. sha256sum can't see a file that no list names, so the lists are compared with what lies there.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
archive=$(cd "$1" && pwd)
key=$(realpath "$2")
trust=$(realpath "$3")
root=$(realpath "$4")
role=${5-hieu_truong}
tools=${JUDGES:-$here/../../target/judges}
bagit=$(realpath "$tools/venv/bin")/bagit.py
here=$(realpath "$here")
cd "$archive" || exit 2

judge "minisign: seal.txt is signed by the key that was given ($role)" \
  minisign -V -H -q -p "$key" -m seal/seal.txt -x "evidence/seal.txt.$role.minisig"
judge "minisign: so are the sealing minutes" \
  minisign -V -H -q -p "$key" -m evidence/bien-ban.pdf -x "evidence/bien-ban.pdf.$role.minisig"

digest=$(sha256sum <seal/root.sha256 | cut -d' ' -f1)
judge "seal.txt names the digest of seal/root.sha256" grep -qw "$digest" seal/seal.txt
judge "sha256sum: every file outside the volumes" sha256sum --check --strict --quiet seal/root.sha256

listed=$(cut -c67- seal/root.sha256 | LC_ALL=C sort)
found=$(find . -type f ! -path './volumes/*' ! -path './evidence/*' ! -path './disposals/*' \
  ! -path ./seal/seal.txt ! -path ./seal/root.sha256 |
  cut -c3- | LC_ALL=C sort)
judge "no file outside the volumes is missing from the list" diff <(echo "$listed") <(echo "$found")

volumes=0
for volume in volumes/*/; do
  class=$(basename "$volume")
  volumes=$((volumes + 1))
  digest=$(sha256sum <"$volume/tagmanifest-sha256.txt" | cut -d' ' -f1)
  judge "$class: its line in seal.txt names its tagmanifest" grep -q "^volume: $class .*$digest" seal/seal.txt
  judge "$class: sha256sum: tag files" \
    env -C "$volume" sha256sum --check --strict --quiet tagmanifest-sha256.txt
  judge "$class: sha256sum: payload ($(wc -l <"$volume/manifest-sha256.txt") files)" \
    env -C "$volume" sha256sum --check --strict --quiet manifest-sha256.txt
  judge "$class: bagit.py" "$bagit" --validate --quiet "$volume"
done
judge "seal.txt names just these $volumes volumes" test "$(grep -c '^volume: ' seal/seal.txt)" = "$volumes"

judge "the steps of src/archive/README.md, to the letter" env PATH="$(dirname "$bagit"):$PATH" \
  python3 "$here/archive_readme.py" "$archive" "$key" "$trust" "$root"

# The tools must be able to say no: another text under this signature, another key over this text.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
sed '2s/./x/' seal/seal.txt >"$scratch/seal.txt"
expect 1 "control: minisign refuses another seal.txt" \
  minisign -V -H -q -p "$key" -m "$scratch/seal.txt" -x "evidence/seal.txt.$role.minisig"
minisign -G -W -f -p "$scratch/other.pub" -s "$scratch/other.key" >/dev/null 2>&1
expect 1 "control: minisign refuses another key" \
  minisign -V -H -q -p "$scratch/other.pub" -m seal/seal.txt -x "evidence/seal.txt.$role.minisig"
closing
