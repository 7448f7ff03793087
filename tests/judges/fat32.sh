#!/usr/bin/env bash
# On a stick with FAT32, by Linux's own driver, whatever drivers this machine has: a Linux that runs as a program
# (Debian's user-mode-linux) sees this machine's files and mounts the stick. And the stick is pulled out: that Linux is
# killed at random instants, and with it goes all that it had not yet written, which a kill of the program alone can't show.
#
# usage: fat32.sh EXPORT SEALED_AT [--pulls N] [--seed N]     (NIEMPHONG is the program; a small export)
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/lib.sh"

# ---- within that Linux: this script is called by its first process, see `plug` ----

build() { "$NIEMPHONG" build export --out "$stick/$1" --sealed-at "$(cat sealed-at)"; }
encrypt() { "$NIEMPHONG" copy archive "$stick/$1.tar.age" --encrypt --password-file password --papers "$(mktemp -d)/papers"; }
sign() { "$NIEMPHONG" sign "$stick/$1" --key sign.key --role hieu_truong --password-file password; }
build_and_sign() { build "$1" && sign "$1"; }
copy() { "$NIEMPHONG" copy archive "$stick/$1" --papers "$(mktemp -d)/papers"; }
same() { test "$(tree "$1" '\./evidence(/|$)')" = "$(cat whole)"; }
lies_there() { test "$(ls -A "$stick" | LC_ALL=C sort | tr '\n' ' ')" = "$1 "; }

ask_medium() {
  expect 0 "an archive is built" build kho
  judge "it is the same as elsewhere" same "$stick/kho"
  expect 4 "and verified" "$NIEMPHONG" verify "$stick/kho"
  expect 0 "a copy and its parity" "$NIEMPHONG" copy archive "$stick/Bản sao" --parity 10 --papers papers
  expect 4 "the copy verified" "$NIEMPHONG" verify "$stick/Bản sao"
  expect 0 "an encrypted copy" "$NIEMPHONG" copy archive "$stick/kho.tar.age" --encrypt --password-file password --papers age-papers
  expect 3 "a name that it does not take" "$NIEMPHONG" copy archive "$stick/kho: 2026" --papers other-papers
  says "the message" '? |'
  expect 2 "a name that is there in other letters" build KHO
  judge "nothing else lies there" lies_there "Bản sao Bản sao.chan-le kho kho.tar.age"
  expect 1 "a file of 4 GB" truncate -s 4G "$stick/4GB"
  says "the driver, as the limit that stands for it in faults.sh," "File too large"
}

# Done is done: nothing that the program has told of as done is lost with what the system still held in memory.
ask_done() { # ask_done build|copy|encrypt|build_and_sign
  case $1 in
  encrypt)
    expect 4 "the encrypted copy is whole" "$NIEMPHONG" verify "$stick/kho.tar.age" --password-file password
    judge "nothing else lies there" lies_there kho.tar.age
    return
    ;;
  build_and_sign) judge "the signature is whole" test "$(wc -l <"$stick/kho/evidence/seal.txt.hieu_truong.minisig")" = 4 ;;
  esac
  judge "the archive is whole" same "$stick/kho"
  judge "nothing else lies there" lies_there kho
}

# What is left of a work during which the stick was pulled: all or nothing, and the same work then goes through.
ask_pulled() { # ask_pulled build|copy
  if [ -e "$stick/kho" ]; then
    judge "the archive is there, and whole" same "$stick/kho"
  else
    expect 0 "no archive is there, and the next $1" "$1" kho
    judge "makes it whole" same "$stick/kho"
  fi
  judge "nothing else lies there" lies_there kho
}

if [ "${1-}" = --inside ]; then
  stick=/mnt/stick
  cd "$2" || exit 3
  shift 2
  "$@"
  closing
fi

# ---- on this machine ----

export=$(realpath "$1")
sealed_at=$2
shift 2
pulls=3
RANDOM=11
while [ $# -gt 0 ]; do
  case $1 in
  --pulls) pulls=$2 ;;
  --seed) RANDOM=$2 ;;
  *) sed -n '6p' "$0" && exit 2 ;;
  esac
  shift 2
done
for need in linux.uml mkfs.vfat insmod; do
  command -v "$need" >/dev/null || PATH=$PATH:/usr/sbin command -v "$need" >/dev/null || { bad "$need is missing"; closing; }
done
work=$(mktemp -d)
# Ends that Linux at once. It is many processes, and one that was being born may outlive the first stroke.
unplug() { while pkill -KILL -f "init=$work/[i]nit"; do sleep 0.05; done; }
trap 'unplug; rm -rf "$work"' EXIT
cp -r "$export" "$work/export"
echo "$sealed_at" >"$work/sealed-at"
printf 'câu mật khẩu dài\n' >"$work/password"
"$NIEMPHONG" key new --out "$work/sign" --holder "Nguyễn Thị Hoa" --role hieu_truong --password-file "$work/password" >/dev/null
"$NIEMPHONG" build "$export" --out "$work/archive" --sealed-at "$sealed_at" >/dev/null
tree "$work/archive" '\./evidence(/|$)' >"$work/whole"

new_stick() { rm -f "$work/stick.img" "$work/answer" "$work/plugged" && truncate -s 160M "$work/stick.img" && mkfs.vfat -F 32 "$work/stick.img" >/dev/null; }

# plug COMMAND: that Linux, with the stick in, runs the command in bash and ends. What was said lies in $work/answer.
plug() {
  cat >"$work/init" <<INIT
#!/bin/bash
export PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 HOME=/nonexistent TMPDIR=/mnt NIEMPHONG='$NIEMPHONG'
mount -t proc proc /proc && mount -t tmpfs tmpfs /mnt && mkdir /mnt/stick
for module in nls/nls_cp437 nls/nls_iso8859-1 nls/nls_utf8 fat/fat fat/vfat; do
  ! found=\$(ls /usr/lib/uml/modules/*/kernel/fs/\$module.ko 2>/dev/null) || insmod \$found
done
if mount -t vfat -o iocharset=utf8 /dev/ubda /mnt/stick 2>'$work/answer'; then
  : >'$work/plugged'
  ($1) >'$work/answer' 2>&1 </dev/null
  umount /mnt/stick
fi
echo o >/proc/sysrq-trigger
sleep 60
INIT
  chmod +x "$work/init"
  TMPDIR=/dev/shm timeout 900 linux.uml mem=1500M root=/dev/root rootfstype=hostfs rootflags=/ rw "init=$work/init" \
    "ubd0=$work/stick.img" con=null quiet </dev/null >"$work/console" 2>&1 9>&-
}

# answered WHAT: the questions asked within count as asked here.
answered() {
  if ! grep -q '^[0-9]* passed, [0-9]* failed$' "$work/answer" 2>/dev/null; then
    bad "$1: no answer" "$(cat "$work/answer" "$work/console" 2>/dev/null)"
    return
  fi
  sed '$d' "$work/answer" | sed -E "s/^(ok   |FAIL ) /\\1 $1: /"
  passed=$((passed + $(tail -n 1 "$work/answer" | sed 's/ passed.*//')))
  failed=$((failed + $(tail -n 1 "$work/answer" | sed 's/.*, //;s/ failed//')))
}
within() { rm -f "$work/answer" && plug "bash '$here/fat32.sh' --inside '$work' $*"; }

new_stick
judge "a stick with FAT32" test -s "$work/stick.img"
plug true
if [ ! -e "$work/plugged" ]; then
  echo "note  no Linux runs as a program here: the rest is not asked"
  sed 's/^/      /' "$work/console" "$work/answer" 2>/dev/null | tail -n 5
  closing
fi
within ask_medium
answered FAT32

# pull WHAT COMMAND: the command of `within` starts, and as soon as the file that $pull_at names is there, and $pause
# milliseconds later, the stick is pulled.
pull() {
  rm -f "$work/done"
  within "$@" &
  until [ -e "$pull_at" ] || [ -z "$(jobs -rp)" ]; do sleep 0.02; done
  sleep "$(printf '%d.%03d' $((pause / 1000)) $((pause % 1000)))"
  unplug
  wait 2>/dev/null
}

# The stick is pulled as soon as the program says that it is done, and then on the way, by how long a work takes.
for work_of in build copy encrypt build_and_sign; do
  new_stick
  pull_at=$work/done pause=0 pull "$work_of" kho "; : >'$work/done'; sleep 600"
  whole=$((($(date -r "$work/done" +%s%N) - $(date -r "$work/plugged" +%s%N)) / 1000000))
  within ask_done "$work_of"
  answered "$work_of, pulled when it was done"
  case $work_of in encrypt | build_and_sign) continue ;; esac
  for turn in $(seq "$pulls"); do
    # Later instants more often: at first little is written.
    share=$((100 - (100 - (turn - 1) * 100 / pulls) * (RANDOM % 1000) / 1000))
    new_stick
    pull_at=$work/plugged pause=$((whole * share / 100)) pull "$work_of" kho
    within ask_pulled "$work_of"
    answered "$work_of, pulled at $share %"
  done
done
closing
