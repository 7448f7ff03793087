#!/usr/bin/env bash
# templates/html/browse/ma-qr.js is what its head says: decodeQR of the npm package qr, bundled by esbuild. Run by whoever
# changes it; it asks the package registry, so no run of tests/run calls it.
set -euo pipefail
file=$(cd "$(dirname "$0")/../.." && pwd)/templates/html/browse/ma-qr.js
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"private":true,"dependencies":{"qr":"0.7.0","esbuild":"0.28.2"}}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts
digest=$(sha256sum node_modules/qr/decode.js | cut -d' ' -f1)
grep -q "$digest" "$file" || { echo "decode.js has another digest: $digest" && exit 1; }
printf '%s\n' 'import { decodeQR } from "qr/decode.js";' '(window.NIEMPHONG = window.NIEMPHONG || {}).decodeQR = decodeQR;' >entry.mjs
npx esbuild entry.mjs --bundle --minify --format=iife --target=es2020 --legal-comments=none --outfile=made.js 2>/dev/null
cmp made.js <(sed '1,/ \*\/$/d' "$file") && echo "1 passed, 0 failed"
