# shellcheck shell=bash
# What every judge shares: one printed line per question, and a closing line "N passed, N failed".
# Sourced by bash, never run.

passed=0
failed=0

ok() { passed=$((passed + 1)); printf 'ok    %s\n' "$1"; }

bad() {
  failed=$((failed + 1))
  printf 'FAIL  %s\n' "$1"
  [ -z "${2-}" ] || printf '%s\n' "$2" | head -n 12 | sed 's/^/      /'
}

# judge WHAT COMMAND…: the command must succeed.
judge() {
  local what=$1 out
  shift
  if out=$("$@" 2>&1); then ok "$what"; else bad "$what (exit $?)" "$out"; fi
}

# expect CODE WHAT COMMAND…: the command must end with just this exit code. What it said is left in $said.
expect() {
  local code=$1 what=$2 got=0
  shift 2
  said=$("$@" 2>&1 </dev/null) || got=$?
  if [ "$got" = "$code" ]; then ok "$what: exit $code"; else bad "$what: exit $got instead of $code" "$said"; fi
}

# says WHAT WORD: what the last `expect` printed holds this word.
says() {
  case $said in
  *"$2"*) ok "$1 says “$2”" ;;
  *) bad "$1 does not say “$2”" "$said" ;;
  esac
}

# says_not WHAT WORD
says_not() {
  case $said in
  *"$2"*) bad "$1 says “$2”" "$said" ;;
  *) ok "$1 does not say “$2”" ;;
  esac
}

# The last line of every judge; a judge that asked nothing has failed.
closing() {
  [ $((passed + failed)) -gt 0 ] || bad "nothing was asked"
  printf '%s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
  exit
}

# tree FOLDER [EXCEPT]: path and digest of every file, sorted; folders too, so that an empty one counts.
tree() {
  (cd "$1" && find . -type f -print0 | LC_ALL=C sort -z | xargs -0 -r sha256sum; find . ! -type f | LC_ALL=C sort) |
    if [ -n "${2-}" ]; then grep -v -E "$2"; else cat; fi
}
