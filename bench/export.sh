#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
#
# export - one million persons (quick: a tenth) to CSV, JSON lines and a
# workbook by the command, and to CSV by the server, beside sqlite3 -csv on
# the same query: the same columns in the same order, ids in hex.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/site.sh"

rows=100000
[ -z "$full" ] || rows=1000000
make_site
make_people $rows <<END
PRAGMA journal_mode = WAL;
END
all=$(ask 'SELECT count(*) FROM "party"')
columns=$(ask "SELECT group_concat(iif(type = 'BLOB', 'lower(hex(\"' || name || '\"))',
    '\"' || name || '\"')) FROM pragma_table_info('party') WHERE name <> 'fold'")
query="SELECT $columns FROM \"party\" ORDER BY \"code\", \"id\""

# seconds and MiB of a command, the fastest of three
fastest() {
	for _ in 1 2 3; do "$built/spent" "$@" 2>"$dir/said" || cat "$dir/said" >&2; done |
	    sort -n | head -n 1
}
cat >"$dir/plain.sh" <<'END'
exec sqlite3 -csv "$1" "$2" >"$3"
END
reference=$(fastest sh "$dir/plain.sh" "$data" "$query" "$dir/plain.csv")
for as in csv jsonl xlsx; do
	took=$(fastest "$tilth" --data "$data" --quiet export party --out "$dir/out.$as")
	eval "$as=\$took"
done
[ "$(wc -l <"$dir/out.csv")" -eq $((all + 1)) ] || die "not every row came out"
[ "$(wc -l <"$dir/out.jsonl")" -eq "$all" ] || die "not every row came out"

part() { echo "$1" | awk -v i="$2" '{ print $i }'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
r=$(part "$reference" 1)
told export "CSV: $(part "$csv" 1) s" "sqlite3 -csv: $r s, $all rows" \
    "$(ratio "$r" "$(part "$csv" 1)")" "at least 0.3"
told export "CSV: $(part "$csv" 3) MiB" "of 64 MiB" "$(ratio "$(part "$csv" 3)" 64)" "under 1"
told export "XLSX: $(part "$xlsx" 1) s" "of 60 s for a million rows" \
    "$(ratio "$(part "$xlsx" 1)" "$(ratio $((all * 60)) 1000000)")" "under 1"
told export "XLSX: $(part "$xlsx" 3) MiB" "of 128 MiB" "$(ratio "$(part "$xlsx" 3)" 128)" "under 1"
echo "export    JSON lines: $(part "$jsonl" 1) s, $(part "$jsonl" 3) MiB"

# The same by a browser's way: while it runs and after.
token=$(t user token mel)
serve "$data"
began=$(date +%s.%N)
curl -sf -o "$dir/web.csv" -H "Authorization: Bearer $token" "$at/party.csv"
ended=$(date +%s.%N)
[ "$(wc -l <"$dir/web.csv")" -eq $((all + 1)) ] || die "not every row came over the wire"
took=$(awk -v a="$began" -v b="$ended" 'BEGIN { printf "%.3f", b - a }')
told export "CSV by the server: $took s" "sqlite3 -csv: $r s" "$(ratio "$r" "$took")" "at least 0.3"
peak=$(awk '/^VmHWM/ { print int($2 / 1024) }' "/proc/$server/status")
echo "export    the server's most memory: $peak MiB"
stop "$server"
