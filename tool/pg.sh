#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# pg.sh - a PostgreSQL of one's own for tests, in a folder of one's own.
#
#	eval $(tool/pg.sh start DIR)    starts it and sets TILTH_PG
#	tool/pg.sh stop DIR             stops it and removes the folder
#
# It listens on a Unix socket in DIR and nowhere else, and forgets to
# sync: nothing in it is meant to last.  PostgreSQL refuses to run as root,
# so as root it runs as `postgres` or `nobody`.
set -eu

die() { echo "pg.sh: $*" >&2; exit 1; }

bin() {
	for d in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin; do
		[ -x "$d/initdb" ] && last=$d
	done
	if [ -n "${last:-}" ]; then echo "$last"
	elif command -v initdb >/dev/null; then dirname "$(command -v initdb)"
	else die "PostgreSQL's initdb is not here (apt install postgresql)"
	fi
}

who=$(id -un)
if [ "$(id -u)" = 0 ]; then
	who=postgres
	id "$who" >/dev/null 2>&1 || who=nobody
fi

as() {
	if [ "$(id -u)" = 0 ]; then
		setpriv --reuid="$who" --regid="$(id -g "$who")" --clear-groups \
			env HOME=/ "$@"
	else
		"$@"
	fi
}

make() {
	as "$bin/initdb" -D "$home/data" -U tilth -A trust -E UTF8 \
		--locale=C.UTF-8 --no-sync "$@" >"$dir/log" 2>&1
}

start() {
	dir=$1
	bin=$(bin)
	mkdir -p "$dir"
	dir=$(cd "$dir" && pwd)
	# A socket's path may have 107 bytes, and folders above may be closed
	# to others: both lie in a short folder of their own.
	if [ -f "$dir/home" ]; then
		home=$(cat "$dir/home")
	else
		home=$(mktemp -d /tmp/tilth-pg-XXXXXX)
		echo "$home" >"$dir/home"
		[ "$(id -u)" = 0 ] && chown "$who" "$home"
	fi
	if [ ! -f "$home/data/PG_VERSION" ]; then
		# A language's order, if it can be had, is the harder case.
		make --locale-provider=icu --icu-locale=en-US ||
			{ rm -rf "$home/data"; make; } ||
			{ cat "$dir/log" >&2; die "initdb failed"; }
	fi
	if ! as "$bin/pg_ctl" -D "$home/data" status >/dev/null 2>&1; then
		as "$bin/pg_ctl" -D "$home/data" -w -t 60 -l "$home/log" -o \
			"-k $home -c listen_addresses='' -c fsync=off -c max_connections=40" \
			start >"$dir/log" 2>&1 ||
			{ cat "$dir/log" "$home/log" >&2; die "it does not start"; }
		as "$bin/createdb" -h "$home" -U tilth tilth >>"$dir/log" 2>&1 || true
	fi
	echo "TILTH_PG='postgresql:///tilth?host=$home&user=tilth'; export TILTH_PG;"
}

stop() {
	dir=$1
	[ -f "$dir/home" ] || exit 0
	home=$(cat "$dir/home")
	case $home in
	/tmp/tilth-pg-??????) ;;
	*) die "$dir/home names a folder that is not ours" ;;
	esac
	as "$(bin)/pg_ctl" -D "$home/data" -m immediate stop >/dev/null 2>&1 || true
	rm -rf "$home"
	rm -f "$dir/home" "$dir/log"
}

[ $# = 2 ] || die "usage: pg.sh start|stop DIR"
case $1 in
start) start "$2" ;;
stop) stop "$2" ;;
*) die "usage: pg.sh start|stop DIR" ;;
esac
