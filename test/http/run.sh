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

prepare() {	# prepare DATA
	data=$1
	printf '%s\n' "$password" >"$dir/password"
	t() { "$tilth" --data "$data" "$@" >"$dir/prepared" 2>&1 || { cat "$dir/prepared"; return 1; }; }
	t init &&
	    t user add awa --role ADM --email awa@example.org --password-file "$dir/password" &&
	    t user role awa --role PM &&
	    t user add bilal --role DON --email b@example.org --password-file "$dir/password" &&
	    t user add chi --role RAT --password-file "$dir/password" &&
	    t user add dao --role PM --password-file "$dir/password" &&
	    t user role dao --role FAC &&
	    READS=$("$tilth" --data "$data" user token awa --only-reads) &&
	    export READS
}

# A demonstration beside, and two people with the roles it takes.
prepare_demonstration() {	# prepare_demonstration FOLDER
	t --quiet import "data/demo/$1" || return 1
	for role in SC SEC BEN FAC MEL FIN EVA PAR; do
		t user role awa --role $role || return 1
	done
	for role in SC MEL EVA BEN; do
		t user role dao --role $role || return 1
	done
}

# A certificate of our own, for as long as the test takes.
certificate() {
	[ -f "$dir/cert.pem" ] || openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 \
	    -nodes -days 2 -subj /CN=localhost -keyout "$dir/key.pem" -out "$dir/cert.pem" \
	    >"$dir/openssl" 2>&1
}

# Sets port when the server says where it listens.
start() {	# start OPTIONS
	: >"$dir/log"
	# shellcheck disable=SC2086
	"$tilth" --data "$data" serve --listen 127.0.0.1:0 $1 2>>"$dir/log" &
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

play() {	# play FILE DATA MORE-OPTIONS
	options="$(sed -n 's/^options: //p' "$1" | head -n 1 | sed "s|{dir}|$dir|g") ${3:-}"
	case $options in
	*--tls*) certificate || { echo "skipped: no openssl to make a certificate"; return; } ;;
	esac
	demonstration=$(sed -n 's/^demonstration: //p' "$1" | head -n 1)
	if ! prepare "$2" || { [ -n "$demonstration" ] &&
	    ! prepare_demonstration "$demonstration"; } || ! start "$options"; then
		echo "FAILED $1: no server"
		cat "$dir/log"
		add 0 1
		return
	fi
	case $options in *--tls*) speaks=tls ;; *) speaks=tcp ;; esac
	node "$here/talk.mjs" "$speaks:$port" "$password" "$1" >"$dir/out"
	grep -v '^[0-9]* passed' "$dir/out"
	line=$(tail -n 1 "$dir/out")
	add "$(echo "$line" | sed -n 's/^\([0-9]*\) passed.*/\1/p')" \
	    "$(echo "$line" | sed -n 's/.* \([0-9]*\) failed.*/\1/p')"
	stop "$1 $3"
}

n=0
on_sqlite() {	# on_sqlite FILE MORE-OPTIONS
	n=$((n + 1))
	play "$1" "$dir/$n.db" "${2:-}"
}

on_postgres() {
	n=$((n + 1))
	play "$1" "$TILTH_PG&schema=http_$$_$n" ""
}

# Many writers, and a server killed under them; KILLS=50 for the long way.
crowd() {
	prepare "$dir/crowd.db" || return
	node "$here/crowd.mjs" "$tilth" "$dir/crowd.db" "$password" "${KILLS:-5}" >"$dir/out"
	grep -v '^[0-9]* passed' "$dir/out"
	line=$(tail -n 1 "$dir/out")
	add "$(echo "$line" | sed -n 's/^\([0-9]*\) passed.*/\1/p')" \
	    "$(echo "$line" | sed -n 's/.* \([0-9]*\) failed.*/\1/p')"
}

# Starts and kills servers of its own.
jobs() {	# jobs DATA
	if ! prepare "$1"; then
		add 0 1
		return
	fi
	node "$here/jobs.mjs" "$tilth" "$1" "$password" "$dir/jobs$n" >"$dir/out"
	grep -v '^[0-9]* passed' "$dir/out"
	line=$(tail -n 1 "$dir/out")
	add "$(echo "$line" | sed -n 's/^\([0-9]*\) passed.*/\1/p')" \
	    "$(echo "$line" | sed -n 's/.* \([0-9]*\) failed.*/\1/p')"
}

# Every link that somebody is shown opens for him: roles of the site, and a
# few that are held in the programme alone.
roles() {
	printf '%s\n' "ruong bac thang" >"$dir/password"
	t() { "$tilth" --data "$dir/roles.db" "$@" >"$dir/prepared" 2>&1; }
	if ! { t --quiet init && t import data/demo/a_culture_policy &&
	    t import data/demo/c_ngo_network && t user demo &&
	    t user add pm-here --role PM --programme MAR-CULT --password-file "$dir/password" &&
	    t user add ben-here --role BEN --programme MAR-CULT --password-file "$dir/password" &&
	    t user add par-here --role PAR --programme MAR-CULT --password-file "$dir/password"; }; then
		cat "$dir/prepared"
		add 0 1
		return
	fi
	data="$dir/roles.db"
	start "" || { cat "$dir/log"; add 0 1; return; }
	node "$here/roles.mjs" "$port" "ruong bac thang" pm sc sec ben fac rat exp men par mel eva \
	    fin rm don adm pm-here ben-here par-here >"$dir/out"
	grep -v '^[0-9]* passed' "$dir/out"
	line=$(tail -n 1 "$dir/out")
	add "$(echo "$line" | sed -n 's/^\([0-9]*\) passed.*/\1/p')" \
	    "$(echo "$line" | sed -n 's/.* \([0-9]*\) failed.*/\1/p')"
	node "$here/strangers.mjs" "$port" "ruong bac thang" >"$dir/out"
	grep -v '^[0-9]* passed' "$dir/out"
	line=$(tail -n 1 "$dir/out")
	add "$(echo "$line" | sed -n 's/^\([0-9]*\) passed.*/\1/p')" \
	    "$(echo "$line" | sed -n 's/.* \([0-9]*\) failed.*/\1/p')"
	node "$here/deliveries.mjs" "$port" "ruong bac thang" pm >"$dir/out"
	grep -v '^[0-9]* passed' "$dir/out"
	line=$(tail -n 1 "$dir/out")
	add "$(echo "$line" | sed -n 's/^\([0-9]*\) passed.*/\1/p')" \
	    "$(echo "$line" | sed -n 's/.* \([0-9]*\) failed.*/\1/p')"
	stop roles
}

# Starts servers of its own, and a mail server beside them.
mails() {	# mails DATA
	if [ ! -d node_modules/smtp-server ]; then
		echo "skipped: no mail server from npm (tool/assets.sh dev)"
		return
	fi
	if ! prepare "$1"; then
		add 0 1
		return
	fi
	certificate || :
	node "$here/mail.mjs" "$tilth" "$1" "$password" "$dir" >"$dir/out"
	grep -v '^[0-9]* passed' "$dir/out"
	line=$(tail -n 1 "$dir/out")
	add "$(echo "$line" | sed -n 's/^\([0-9]*\) passed.*/\1/p')" \
	    "$(echo "$line" | sed -n 's/.* \([0-9]*\) failed.*/\1/p')"
}

# A server of its own: hooks.mjs with a listener beside it, changes.mjs.
played() {	# played NAME DATA
	if ! prepare "$2"; then
		add 0 1
		return
	fi
	node "$here/$1.mjs" "$tilth" "$2" "$password" >"$dir/out"
	grep -v '^[0-9]* passed' "$dir/out"
	line=$(tail -n 1 "$dir/out")
	add "$(echo "$line" | sed -n 's/^\([0-9]*\) passed.*/\1/p')" \
	    "$(echo "$line" | sed -n 's/.* \([0-9]*\) failed.*/\1/p')"
}

# A server of its own, and a copy of the public pages.
strangers_read() {	# strangers_read DATA
	if ! prepare "$1"; then
		add 0 1
		return
	fi
	node "$here/public.mjs" "$tilth" "$1" "$password" "$dir" >"$dir/out"
	grep -v '^[0-9]* passed' "$dir/out"
	line=$(tail -n 1 "$dir/out")
	add "$(echo "$line" | sed -n 's/^\([0-9]*\) passed.*/\1/p')" \
	    "$(echo "$line" | sed -n 's/.* \([0-9]*\) failed.*/\1/p')"
}

if [ "${1:-}" = public ]; then
	strangers_read "$dir/public.db"
elif [ "${1:-}" = hooks ]; then
	played hooks "$dir/hooks.db"
elif [ "${1:-}" = changes ]; then
	played changes "$dir/changes.db"
	[ -z "${TILTH_PG:-}" ] || played changes "$TILTH_PG&schema=http_$$_changes"
elif [ "${1:-}" = sums ]; then
	played sums "$dir/sums.db"
elif [ "${1:-}" = delivered ]; then
	played delivered "$dir/delivered.db"
elif [ "${1:-}" = mail ]; then
	mails "$dir/mail.db"
elif [ "${1:-}" = jobs ]; then
	jobs "$dir/jobs.db"
elif [ "${1:-}" = roles ]; then
	roles
elif [ $# -gt 0 ]; then
	for f in "$@"; do
		on_sqlite "$f"
	done
else
	for f in "$here"/*.txt; do
		on_sqlite "$f"
	done
	# Everything in one thread answers the same; so does PostgreSQL.
	for f in api pages import files; do
		on_sqlite "$here/$f.txt" "--workers 0"
		[ -z "${TILTH_PG:-}" ] || on_postgres "$here/$f.txt"
	done
	crowd
	roles
	mails "$dir/mail.db"
	played hooks "$dir/hooks.db"
	played changes "$dir/changes.db"
	played sums "$dir/sums.db"
	played delivered "$dir/delivered.db"
	strangers_read "$dir/public.db"
	jobs "$dir/jobs.db"
	if [ -n "${TILTH_PG:-}" ]; then
		n=$((n + 1))
		jobs "$TILTH_PG&schema=http_$$_$n"
		played changes "$TILTH_PG&schema=http_$$_changes"
	fi
	[ -n "${TILTH_PG:-}" ] || echo "skipped: TILTH_PG names no server; see tool/pg.sh"
fi
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
