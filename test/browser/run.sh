#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# run.sh TILTH [NAME | /PAGE ...] - opens the pages in Debian's Chromium: a
# server of their own on a free port, a data file that is thrown away.  A
# name is a file of this folder, a page is an address to be judged alone.
# Ends in 'N passed, N failed'.  Needs tool/assets.sh dev.
set -u
tilth=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
dir=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$dir"' EXIT
password="ten thousand furrows"
export TMPDIR="$dir"

die() {
	echo "FAILED: $*"
	[ ! -f "$dir/log" ] || tail -n 40 "$dir/log"
	echo "0 passed, 1 failed"
	exit 1
}

browser=$(command -v chromium || command -v chromium-browser) || {
	echo "skipped: there is no Chromium here"
	echo "0 passed, 0 failed, 1 skipped"
	exit 0
}
printf '%s\n' "$password" >"$dir/password"
t() { "$tilth" --data "$dir/t.db" "$@" >/dev/null; }
t --quiet init || die "no data file"
for who in linh:PM nga:MEL mai:FAC binh:BEN minh:SC sau:SEC mai:MEL bao:PAR \
    rosa:RM fia:FIN rui:RM phi:FIN eva:EVA; do
	t user add "${who%:*}" --role "${who#*:}" --password-file "$dir/password" ||
	    die "no user $who"
done
for who in linh:ADM linh:FAC sau:MEL; do
	t user role "${who%:*}" --role "${who#*:}" || die "no role $who"
done
TILTH_DAYS_AHEAD="$dir/days" "$tilth" --data "$dir/t.db" serve --listen 127.0.0.1:0 2>"$dir/log" &
server=$!
port=
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	port=$(sed -n 's/.*http:..127.0.0.1:\([0-9]*\) .*/\1/p' "$dir/log" | head -n 1)
	[ -z "$port" ] || break
	sleep 0.3
done
[ -n "$port" ] || die "no server"

node "$here/main.mjs" "http://127.0.0.1:$port" linh "$password" "$browser" "$dir/days" "$@" >"$dir/out"
grep -v '^[0-9]* passed' "$dir/out"
line=$(tail -n 1 "$dir/out")
passed=$(echo "$line" | sed -n 's/^\([0-9]*\) passed.*/\1/p')
failed=$(echo "$line" | sed -n 's/.* \([0-9]*\) failed.*/\1/p')
kill -TERM "$server"
wait "$server"
code=$?
server=
if [ $code -ne 0 ] || grep -q 'ERROR: \|runtime error' "$dir/log"; then
	echo "FAILED: the server ended with $code"
	grep -B 3 -A 60 'ERROR: \|runtime error' "$dir/log" | head -n 70
	failed=$((${failed:-0} + 1))
else
	passed=$((${passed:-0} + 1))
fi
echo "${passed:-0} passed, ${failed:-1} failed"
[ "${failed:-1}" = 0 ]
