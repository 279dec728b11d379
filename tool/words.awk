# SPDX-License-Identifier: AGPL-3.0-or-later
#
# words.awk - the English sentences in C: the format of fail(), every text
# behind the first comma of a call whose name ends in _say, and of tables
# the texts that begin with a capital letter, in files that call
# words_say() or behind a comment that ends in 'words:'; there also the
# texts of several small words; and the sections named _ of templates.
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

# Behind n commas of the same call up to its end.
function behind(s, n,   i, c, depth, from) {
	depth = 0
	from = n == 0 ? 1 : 0
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (c == "\"") {
			match(substr(s, i), /^"([^"\\]|\\.)*"/)
			i += RLENGTH - 1
		} else if (c == "(") {
			depth++
		} else if (c == ")" && --depth < 0) {
			return from ? substr(s, from, i - from) : ""
		} else if (c == "," && depth == 0 && --n == 0) {
			from = i + 1
		}
	}
	return ""
}

function print_line(s) {
	gsub(/\\"/, "\"", s)
	gsub(/\\'/, "'", s)
	if (s != "" && s != "%s")
		print s
}

function faults(s) {
	while (match(s, /[^a-z_]fail\(/)) {
		s = substr(s, RSTART + RLENGTH)
		print_line(literals(behind(substr(s, 1, 2000), 3)))
	}
}

function each_text(t, which,   one) {
	while (match(t, /"([^"\\]|\\.)*"/)) {
		one = literals(substr(t, RSTART))
		t = rest
		if (one ~ which && one !~ /^[A-Z][a-z]+(-[A-Z][a-z]+)+$/)
			print_line(one)
	}
}

function said(s) {
	while (match(s, /_say\(/)) {
		s = substr(s, RSTART + RLENGTH)
		each_text(behind(substr(s, 1, 2000), 1), "[A-Za-z]")
	}
}

# A table ends with a brace at the beginning of a line.
function tables(s, begins, which,   at) {
	while (match(s, begins)) {
		s = substr(s, RSTART + RLENGTH)
		at = index(s, "\n};")
		each_text(at > 0 ? substr(s, 1, at) : s, which)
	}
}

# {{#_}}sentence{{/_}} of a template that stands in C.
function sections(s,   at, one) {
	gsub(/"[ \t\n]*"/, "", s)
	while ((at = index(s, "{{#_}}")) > 0) {
		s = substr(s, at + 6)
		at = index(s, "{{/_}}")
		if (at == 0)
			return
		one = substr(s, 1, at - 1)
		if (one !~ /[\n\/*]/)
			print_line(one)
	}
}

function finish() {
	if (all ~ /template_parse\(/)
		sections(all)
	faults(all)
	said(all)
	tables(all, "words:[^*]*\\*/", "^([A-Z]|[a-z]+ [a-z])")
	if (all ~ /words_say\(/)
		tables(all, "\n(static )?const [^;(]*= \\{\n", "^[A-Z][a-z ]")
	all = ""
}

FNR == 1 && NR > 1 { finish() }
{ all = all $0 "\n" }
END { finish() }
