# SPDX-License-Identifier: AGPL-3.0-or-later
#
# po.awk - the languages of the program, as C.
# usage: LC_ALL=C awk -f tool/po.awk po/*.po > languages.c
#
# Each file is a language: its name is the tag (vi.po, pt-BR.po), and its
# head says '# name: ...' and, if it is not ltr, '# direction: rtl'.
# Fuzzy and empty entries are left out, so that they show in English.
# What is counted has msgid, msgid_plural and msgstr[0], msgstr[1] ..., as many
# as the head's "Plural-Forms: nplurals=3; plural=..." says.
# What could do harm fails the build with file and line: an entry twice,
# {{names}} the English has not, other conversions (%s) than the English.

function refuse(line, what) {
	printf "%s:%d: %s\n", file, line, what > "/dev/stderr"
	bad = 1
}

# The text between the outer quotes, its escapes resolved.
function plain(s,   out, i, c) {
	sub(/^[^"]*"/, "", s)
	if (!sub(/"[ \t]*$/, "", s))
		refuse(FNR, "a quote is missing")
	out = ""
	while ((i = index(s, "\\")) > 0) {
		c = substr(s, i + 1, 1)
		if (index("nt\"\\", c) == 0 || c == "")
			refuse(FNR, "an escape this does not know: \\" c)
		out = out substr(s, 1, i - 1) \
		    (c == "n" ? "\n" : c == "t" ? "\t" : c)
		s = substr(s, i + 2)
	}
	return out s
}

# As a C literal; a question mark is escaped because two of them begin a
# trigraph.
function literal(s,   out, i, c) {
	out = ""
	for (i = 1; i <= length(s); i++) {
		c = substr(s, i, 1)
		out = out (c == "\n" ? "\\n" : c == "\t" ? "\\t" : \
		    index("\"\\?", c) ? "\\" c : c)
	}
	return "\"" out "\""
}

# Every {{name}} of a text, in order of the letters.
function names_in(s,   out, n, i, j, name) {
	n = 0
	while (match(s, /\{\{[^}]*\}\}/)) {
		name = substr(s, RSTART, RLENGTH)
		gsub(/ /, "", name)
		for (i = ++n; i > 1 && found[i - 1] > name; i--)
			found[i] = found[i - 1]
		found[i] = name
		s = substr(s, RSTART + RLENGTH)
	}
	out = ""
	for (j = 1; j <= n; j++)
		if (j == 1 || found[j] != found[j - 1])
			out = out found[j]
	return out
}

# Every conversion of a format, in its order.
function conversions(s,   out, c) {
	out = ""
	gsub(/%%/, "", s)
	while (match(s, /%[-+#0-9.*]*[hlzjt]*[diouxXeEfgGcsp]/)) {
		c = substr(s, RSTART, RLENGTH)
		out = out c
		s = substr(s, RSTART + RLENGTH)
	}
	return out
}

# nplurals and the rule, a C expression of n, of the head of the file.
function plural_rule(head) {
	if (!match(head, /Plural-Forms:[^\n]*/))
		return
	head = substr(head, RSTART, RLENGTH)
	forms = head
	rule = head
	sub(/^.*nplurals *= */, "", forms)
	sub(/[^0-9].*$/, "", forms)
	sub(/^.*plural *= */, "", rule)
	sub(/;.*$/, "", rule)
	if (forms !~ /^[1-6]$/ || rule !~ /^[n0-9 %?:&|=!<>()]+$/)
		refuse(at, "Plural-Forms are not understood: " head)
}

# Both English forms are known; the language has each of its own.
function keep_counted(   i, id_one, one_more, last_form) {
	if (forms == 0)
		refuse(at, "the head has no Plural-Forms")
	last_form = form[forms - 1]
	one_more = ""
	for (i = 0; i < forms; i++) {
		if (form[i] == "")
			refuse(at, "msgstr[" i "] is missing: " id)
		if (conversions(form[i]) != conversions(many))
			refuse(at, "the conversions (%) differ: " many)
		one_more = one_more (i ? ", " : "") literal(form[i])
	}
	counted = counted "\t{ " literal(id) ",\n\t    { " one_more " } },\n"
	id_one = id
	other = form[0]
	has_form = 0
	keep()
	has_id = 1
	id = many
	other = last_form
	if (id != id_one)
		keep()
}

function keep(   i) {
	if (has_form && !fuzzy) {
		keep_counted()
		return
	}
	if (has_id && id == "")
		plural_rule(other)
	if (has_id && id != "" && other != "" && !fuzzy) {
		if (id in known)
			refuse(at, "this sentence stands in line " known[id] \
			    " already: " id)
		else
			key[++n] = id
		known[id] = at
		said[id] = other
		if (names_in(id) != names_in(other))
			refuse(at, "the names in {{ }} differ: " id)
		if (conversions(id) != conversions(other))
			refuse(at, "the conversions (%) differ: " id)
		if (length(id) > 4000 || length(other) > 4000)
			refuse(at, "longer than 4000 bytes: " substr(id, 1, 60))
	}
	for (i in form)
		delete form[i]
	has_id = has_form = fuzzy = 0
	id = other = into = ""
}

# Heap sort by bytes, as strcmp does.
function sift(i, last,   j, top) {
	top = key[i]
	for (; (j = 2 * i) <= last; i = j) {
		if (j < last && (key[j] "") < (key[j + 1] ""))
			j++
		if ((top "") >= (key[j] ""))
			break
		key[i] = key[j]
	}
	key[i] = top
}
function order(   i, t) {
	for (i = int(n / 2); i >= 1; i--)
		sift(i, n)
	for (i = n; i > 1; i--) {
		t = key[1]
		key[1] = key[i]
		key[i] = t
		sift(1, i - 1)
	}
}

function end_of_file(   i, tag, c) {
	keep()
	tag = file
	sub(/^.*\//, "", tag)
	sub(/\.po$/, "", tag)
	c = tag
	gsub(/-/, "_", c)
	if (tag !~ /^[a-z][a-z][a-z]?(-[A-Za-z0-9]+)*$/)
		refuse(1, "the name of the file is not a language tag")
	if (name == "")
		refuse(1, "a line like '# name: Deutsch' is missing")
	order()
	print "\nstatic const struct word " c "_word[] = {"
	for (i = 1; i <= n; i++)
		print "\t{ " literal(key[i]) ",\n\t    " \
		    literal(said[key[i]]) " },"
	print "\t{ 0 }\n};"
	if (forms)
		print "static unsigned\n" c "_form(unsigned long n)\n{\n" \
		    "\t(void)n;\n\treturn (unsigned)(" rule ");\n}\n" \
		    "static const struct word_forms " c "_counted[] = {\n" \
		    counted "\t{ 0 }\n};"
	print "const struct words words_" c " = { \"" tag \
	    "\", " literal(name) ",\n\t" c "_word, " (n + 0) ", " \
	    (rtl ? "true" : "false") ",\n\t" (forms ? c "_counted, " c \
	    "_form };" : "NULL, NULL };")
	list = list "\t&words_" c ",\n"
	externs = externs "extern const struct words words_" c ";\n"
	for (i in known)
		delete known[i]
	for (i in said)
		delete said[i]
	n = rtl = forms = 0
	name = rule = counted = ""
}

BEGIN {
	print "/* SPDX-License-Identifier: AGPL-3.0-or-later */"
	print "/* Made of po/ by tool/po.awk. */"
	print "#include \"base/words.h\""
}
FNR == 1 {
	if (file != "")
		end_of_file()
	file = FILENAME
}
/^# name: / { name = substr($0, 9) }
/^# direction: rtl/ { rtl = 1 }
/^#,.*fuzzy/ {
	if (into == "other")
		keep()
	fuzzy = 1
}
/^#/ || /^[ \t]*$/ { next }
/^msgid[ \t]*"/ {
	if (into == "other")
		keep()
	has_id = 1
	into = "id"
	at = FNR
	id = plain($0)
	next
}
/^msgid_plural[ \t]*"/ {
	into = "many"
	many = plain($0)
	next
}
/^msgstr\[[0-5]\][ \t]*"/ {
	into = "other"
	has_form = substr($0, 8, 1) + 1
	form[has_form - 1] = plain($0)
	next
}
/^msgstr[ \t]*"/ {
	into = "other"
	other = plain($0)
	next
}
/^"/ && into == "id" { id = id plain($0); next }
/^"/ && into == "many" { many = many plain($0); next }
/^"/ && has_form { form[has_form - 1] = form[has_form - 1] plain($0); next }
/^"/ && into == "other" { other = other plain($0); next }
{ refuse(FNR, "neither msgid nor msgstr nor text: " $0) }
END {
	if (file != "")
		end_of_file()
	print "\nconst struct words *const languages[] = {\n" list "\tNULL\n};"
	exit bad
}
