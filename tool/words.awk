# SPDX-License-Identifier: AGPL-3.0-or-later
#
# words.awk - the English sentences in C: the format of fail(), every text
# behind the first comma of a call whose name is or ends in say, the texts of
# tables behind a comment that ends in 'words:', and what else looks like
# one: see finish(); and the sections named _ of templates.
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

# Up to the first comma that is in no text and no brackets.
function argument(s,   i, c, depth) {
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		if (c == "\"") {
			match(substr(s, i), /^"([^"\\]|\\.)*"/)
			i += RLENGTH - 1
		} else if (c == "(") {
			depth++
		} else if (c == ")") {
			depth--
		} else if (c == "," && depth == 0) {
			return substr(s, 1, i - 1)
		}
	}
	return s
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
		format = behind(substr(s, 1, 2000), 3)
		if ((text = literals(format)) != "")
			print_line(text)
		else    # one of two
			each_text(argument(format), " ")
	}
}

function each_text(t, which,   one) {
	while (match(t, /"([^"\\]|\\.)*"/)) {
		one = literals(substr(t, RSTART))
		t = rest
		if (one ~ which && one !~ /^[A-Z][a-z]+(-[A-Z][a-z]+)+$/ && \
		    one !~ /^(Allow|Bearer|Cookie|Edm\.[A-Za-z]+|English|Figure|Location|Vary)$/)
			print_line(one)
	}
}

function said(s,   plain) {
	while (match(s, /[^a-z]say\(/)) {
		plain = substr(s, RSTART, 1) != "_"
		s = substr(s, RSTART + RLENGTH)
		each_text(behind(substr(s, 1, 2000), 1), \
		    plain ? "[A-Z]|[a-z] " : "[A-Za-z]")
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

# The whole of a file without its comments and lines of the preprocessor.
function code(s,   out, at) {
	out = ""
	gsub(/\n#include[^\n]*/, "", s)
	gsub(/'"'/, "", s)
	while (match(s, /"([^"\\]|\\.)*"|\/\*/)) {
		if (substr(s, RSTART, 1) == "\"") {
			out = out substr(s, 1, RSTART + RLENGTH - 1)
			s = substr(s, RSTART + RLENGTH)
			continue
		}
		out = out substr(s, 1, RSTART - 1)
		s = substr(s, RSTART + 2)
		at = index(s, "*/")
		s = at > 0 ? substr(s, at + 2) : ""
	}
	return out s
}

# In a file that says words: each text that begins like one. Elsewhere:
# whole sentences, which others may say. Names of HTTP and OData are neither.
function finish() {
	if (all ~ /template_parse\(/)
		sections(all)
	faults(all)
	said(all)
	tables(all, "words:[^*]*\\*/", "^([A-Z]|[a-z]+ [a-z])")
	each_text(code(all), all ~ /[^a-z]say\(/ ? "^[A-Z]([a-z]+([ ,.:;]|$)| [a-z])" : \
	    "^[A-Z][^\n]* [^\n]*[.]$")
	all = ""
}

FNR == 1 && NR > 1 { finish() }
{ all = all $0 "\n" }
END { finish() }
