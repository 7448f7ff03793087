#!/usr/bin/env bash
# The pages of an archive: valid HTML, and at work from file:// in a browser without a network.
#
# usage: pages.sh ARCHIVE [EXPORT]
#
# EXPORT is a small sound export; a copy of it is made hostile (tests/browser/hostile.mjs), built and opened too.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"
archive=$(cd "$1" && pwd) || exit
tools=$(realpath "${JUDGES:-$here/../../target/judges}")

# Two pages of every type, by folder, through the Nu HTML checker, which is the W3C's.
mapfile -t pages < <(find "$archive" -name '*.html' -printf '%P\n' | LC_ALL=C sort | awk -F/ '
  { type = $0; sub(/[^\/]*$/, "", type); sub(/^volumes\/[^\/]*/, "volumes", type)
    if (type == "" || type == "browse/" || type == "volumes/data/" || seen[type]++ < 2) print }')
vnu=$tools/npm/node_modules/vnu-jar/build/dist/vnu.jar
judge "${#pages[@]} pages are valid HTML" \
  env -C "$archive" java -Xss4m -jar "$vnu" --errors-only "${pages[@]}"
printf '<!doctype html><html lang="vi"><title>x</title><p><table></p>' >"$tools/wrong.html"
judge "control: the HTML checker says no" bash -c '! java -jar "$0" "$1" 2>/dev/null' "$vnu" "$tools/wrong.html"

# No page asks for anything that is not in the archive, and none carries a script or a style of its own.
judge "no page names a remote address, an inline script or an inline style" bash -c '
  ! grep -rlE --include="*.html" "(src|href|action)=.?(https?:)?//|<style|style=|<script>| on[a-z]+=" "$0"' "$archive"
judge "every page carries its content security policy" bash -c '
  test -z "$(grep -rL --include="*.html" "http-equiv=.Content-Security-Policy" "$0")"' "$archive"

attacked=()
if [ -n "${2:-}" ]; then
  rm -rf "$tools/hostile" "$tools/hostile-archive"
  cp -r "$2" "$tools/hostile" && node "$tools/browser/hostile.mjs" "$tools/hostile"
  expect 0 "an export full of hostile text is built like any other" "$NIEMPHONG" build "$tools/hostile" \
    --out "$tools/hostile-archive" --sealed-at 2026-06-12T09:30:00+07:00
  [ ! -d "$tools/hostile-archive" ] || attacked=(--hostile "$tools/hostile-archive")
fi

# Sheets of this archive and of another, as pictures: clean, worn, altered, without symbols; and symbols made anew.
other=$tools/hostile-archive
[ -d "$other" ] || other=$archive
judge "pictures of sheets are made" "$tools/venv/bin/python" "$here/sheets/pictures.py" "$archive" "$other" "$tools/sheet-pictures"

# A network namespace of its own, so that "offline" is a fact and not a setting, where the machine allows one. Firefox
# is spoken to over the loopback device, which a new namespace has switched off.
offline=()
unshare -n sh -c 'ip link set lo up' 2>/dev/null && offline=(unshare -n sh -c 'ip link set lo up && exec "$@"' sh)
for browser in Chromium:run.mjs Firefox:run-firefox.mjs; do
  said=$tools/browser-${browser%%:*}.txt
  if ${offline[@]+"${offline[@]}"} node "$tools/browser/${browser#*:}" "$archive" ${attacked[@]+"${attacked[@]}"} \
    --sheets "$tools/sheet-pictures" >"$said" 2>&1 </dev/null; then
    ok "the pages work in ${browser%%:*} from file://: $(tail -n 1 "$said")"
  else
    bad "the pages work in ${browser%%:*} from file://" "$(grep -v '^ok ' "$said")"
  fi
done
closing
