# SPDX-License-Identifier: AGPL-3.0-or-later
#
# words.awk - the English sentences in C: those of fail() and words_say(),
# and every text that begins with a capital letter between a comment
# that says "words:" and the end of the table behind it.
# usage: awk -f tool/words.awk FILES; one a line, escapes as in C.

# The literals that begin at s, joined; what follows them stays in rest.
function literals(s,   out, any) {
	out = ""
	any = 0
	while (match(s, /^[ \t\n]*"([^"\\]|\\.)*"/)) {
		piece = substr(s, 1, RLENGTH)
		sub(/^[ \t\n]*"/, "", piece)
		out = out substr(piece, 1, length(piece) - 1)
		s = substr(s, RLENGTH + 1)
		any = 1
	}
	rest = s
	return any ? out : ""
}

# Behind n commas of the same call, or "" where it ends before.
function behind(s, n,   i, c, depth) {
	depth = 0
	for (i = 1; i <= length(s) && n > 0; i++) {
		c = substr(s, i, 1)
		if (c == "\"") {
			match(substr(s, i), /^"([^"\\]|\\.)*"/)
			i += RLENGTH - 1
		} else if (c == "(") {
			depth++
		} else if (c == ")" && --depth < 0) {
			return ""
		} else if (c == "," && depth == 0) {
			n--
		}
	}
	return substr(s, i)
}

function print_line(s) {
	gsub(/\\"/, "\"", s)
	gsub(/\\'/, "'", s)
	if (s != "" && s != "%s")
		print s
}

function calls(s, name, n) {
	while (match(s, "[^a-z_]" name "\\(")) {
		s = substr(s, RSTART + RLENGTH)
		print_line(literals(behind(substr(s, 1, 2000), n)))
	}
}

function tables(s,   at, t) {
	while (match(s, /words:[^*]*\*\//)) {
		s = substr(s, RSTART + RLENGTH)
		at = index(s, "\n};")
		t = at > 0 ? substr(s, 1, at) : s
		while (match(t, /"([^"\\]|\\.)*"/)) {
			piece = literals(substr(t, RSTART))
			t = rest
			if (piece ~ /^[A-Z]/)
				print_line(piece)
		}
	}
}

function finish() {
	calls(all, "fail", 3)
	calls(all, "words_say", 1)
	tables(all)
	all = ""
}

FNR == 1 && NR > 1 { finish() }
{ all = all $0 "\n" }
END { finish() }
