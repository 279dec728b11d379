#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# run.sh TILTH [FILE ...] - plays the transcripts of this folder against a
# server of their own, on a free port of this machine and a data file that
# is thrown away.  Ends in 'N passed, N failed'.
set -u
tilth=$1
shift
here=$(cd "$(dirname "$0")" && pwd)
cd "$here/../.."
dir=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$dir"' EXIT
password="a long enough password"
passed=0 failed=0
export TMPDIR="$dir"

add() {
	passed=$((passed + ${1:-0})) failed=$((failed + ${2:-1}))
}

prepare() {
	rm -f "$dir"/t.db*
	printf '%s\n' "$password" >"$dir/password"
	"$tilth" --data "$dir/t.db" init >/dev/null &&
	    "$tilth" --data "$dir/t.db" user add awa --role ADM --email awa@example.org \
	        --password-file "$dir/password" >/dev/null &&
	    "$tilth" --data "$dir/t.db" user role awa --role PM >/dev/null &&
	    "$tilth" --data "$dir/t.db" user add bilal --role DON --email b@example.org \
	        --password-file "$dir/password" >/dev/null
}

# Sets port when the server says where it listens.
start() {
	: >"$dir/log"
	# shellcheck disable=SC2086
	"$tilth" --data "$dir/t.db" serve --listen 127.0.0.1:0 $1 2>>"$dir/log" &
	server=$!
	for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
		port=$(sed -n 's/.*http[s]*:..127.0.0.1:\([0-9]*\) .*/\1/p' "$dir/log" | head -n 1)
		[ -n "$port" ] && return 0
		kill -0 "$server" 2>/dev/null || return 1
		sleep 0.3
	done
	return 1
}

# It must end by itself, cleanly: leaks and races are told by its exit.
stop() {
	kill -TERM "$server"
	wait "$server"
	code=$?
	server=
	if [ $code -eq 0 ] && ! grep -q 'ERROR: \|runtime error' "$dir/log"; then
		add 1 0
	else
		echo "FAILED $1: the server ended with $code"
		tail -n 40 "$dir/log"
		add 0 1
	fi
}

play() {
	options=$(sed -n 's/^options: //p' "$1" | head -n 1)
	if ! prepare || ! start "$options"; then
		echo "FAILED $1: no server"
		cat "$dir/log"
		add 0 1
		return
	fi
	node "$here/talk.mjs" "$port" "$password" "$1" >"$dir/out"
	grep -v '^[0-9]* passed' "$dir/out"
	line=$(tail -n 1 "$dir/out")
	add "$(echo "$line" | sed -n 's/^\([0-9]*\) passed.*/\1/p')" \
	    "$(echo "$line" | sed -n 's/.* \([0-9]*\) failed.*/\1/p')"
	stop "$1"
}

[ $# -gt 0 ] || set -- "$here"/*.txt
for f in "$@"; do
	play "$f"
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
