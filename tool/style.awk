# SPDX-License-Identifier: AGPL-3.0-or-later
#
# style.awk - width, tabs, length of functions, files and headers, banned
# calls.  usage: awk -f tool/style.awk FILES
#
# A line may be 80 columns (tabs are 8), 100 in rows of tables (they begin
# with a brace or a string) and under src/model, test and generated paths.
# A function may be 60 lines, unless it is one switch; const tables may be
# any length.
function width(s,   i, n, c) {
	gsub(/[\200-\277]/, "", s)      # UTF-8: count leading bytes only
	n = 0
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		n = c == "\t" ? n + 8 - n % 8 : n + 1
	}
	return n
}
function says(what) {
	printf "%s:%d: %s\n", FILENAME, FNR, what
	bad = 1
}
function ended() {
	limit = file ~ /\.h$/ ? 200 : 800
	if (lines > limit && file !~ /^(src\/model|test)\//) {
		printf "%s: %d lines; stop at %d\n", file, lines, limit
		bad = 1
	}
}
FNR == 1 {
	if (file != "")
		ended()
	file = FILENAME
	inside = 0
}
{ lines = FNR }
/ +\t/ && !/\*/ { says("a blank before a tab") }
/[ \t]+$/ { says("blanks at the end of the line") }
{
	w = width($0)
	room = FILENAME ~ /^(src\/model|test)\// || /^[ \t]*["{}]/ ? 100 : 80
	if (w > room)
		says(w " columns wide; the room is " room)
}
/[^_a-z](strcpy|strcat|sprintf|strtok|atoi|alloca)\(/ && !/^ \*/ {
	says("a banned call")
}
/^{/ { inside = FNR; switches = 0; name = before }
inside && /^\tswitch \(/ { switches = 1 }
/^}/ && inside {
	if (FNR - inside - 1 > 60 && !switches)
		says("a function of " FNR - inside - 1 " lines")
	inside = 0
}
{ before = $0 }
END {
	ended()
	exit bad
}
