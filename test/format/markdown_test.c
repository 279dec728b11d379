/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "test.h"

#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "format/markdown.h"

static str
html(struct arena *a, str text)
{
	struct errors e = { .arena = a };
	struct write w = write_new(a, 4 << 20);

	CHECK(markdown_html(a, text, 1, &w, &e));
	return write_done(&w);
}

static void
usual_marks(struct arena *a)
{
	CHECK(str_is(html(a, S("# One\n\nA **bold** and *slanted* `code`\n"
	    "[word](https://a.example)")),
	    "<h2>One</h2>\n<p>A <strong>bold</strong> and <em>slanted</em> "
	    "<code>code</code> <a href=\"https://a.example\" "
	    "rel=\"noopener nofollow\">word</a></p>\n"));
	CHECK(str_is(html(a, S("- a\n- b\n  1. c\n  2. d\n")),
	    "<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol>\n"
	    "</li></ul>\n"));
	CHECK(str_is(html(a, S("> said\n\n---\n")),
	    "<blockquote><p>said</p></blockquote>\n<hr>\n"));
	CHECK(str_is(html(a, S("1. a\n\n   more\n")),
	    "<ol><li>a<br>more</li></ol>\n"));
}

static void
no_tags(struct arena *a)
{
	CHECK(str_is(html(a, S("<b>x</b> <script>y</script>")),
	    "<p>&lt;b&gt;x&lt;/b&gt; &lt;script&gt;y&lt;/script&gt;</p>\n"));
	CHECK(str_is(html(a, S("<script>\nz\n</script>\n")),
	    "<p>&lt;script&gt;<br>z<br>&lt;/script&gt;</p>\n"));
	CHECK(str_is(html(a, S("[a](javascript:alert(1))")), "<p>a</p>\n"));
	CHECK(str_is(html(a, S("[a](figure:gap/1)")), "<p>a</p>\n"));
	CHECK(str_is(html(a, S("![alt words](https://x.example/p.png)")),
	    "<p>alt words</p>\n"));
}

static void
tables(struct arena *a)
{
	str s = html(a, S("| Year | Amount |\n|------|-------:|\n"
	    "| 2025 | **1,200** |\n| 2026 |"));

	CHECK(str_is(s, "<div class=\"scroll\" tabindex=\"0\" role=\"region\" "
	    "aria-label=\"Year\"><table class=\"dense\"><thead><tr>"
	    "<th scope=\"col\">Year</th>"
	    "<th scope=\"col\" class=\"num\">Amount</th></tr></thead><tbody>"
	    "<tr><th scope=\"row\">2025</th>"
	    "<td class=\"num\"><strong>1,200</strong></td></tr>"
	    "<tr><th scope=\"row\">2026</th><td class=\"num\"></td></tr>"
	    "</tbody></table></div>\n"));
	/* A line with bars and no rule below it stays text. */
	CHECK(str_is(html(a, S("| a | b |\n| c | d |")),
	    "<p>| a | b | | c | d |</p>\n"));
}

static void
own_scheme(struct arena *a)
{
	struct errors e = { .arena = a };
	struct doc *d = doc_new(a, S("T"), S("en"));

	CHECK(markdown_read(d, S("[2.5](figure:gap/7)"), 0, "figure:", &e));
	CHECK(str_is(d->first->run->link, "figure:gap/7"));
	CHECK(str_is(d->first->run->text, "2.5"));
}

static void
limits(struct arena *a)
{
	struct errors e = { .arena = a };
	struct doc *d = doc_new(a, S("T"), S("en"));
	char *p = arena_take(a, MARKDOWN_TEXT + 1, 1);

	memset(p, 'x', MARKDOWN_TEXT + 1);
	CHECK(!markdown_read(d, (str){ p, MARKDOWN_TEXT + 1 }, 0, NULL, &e));
	memset(p, '>', 1000);
	CHECK(!markdown_read(d, (str){ p, 1000 }, 0, NULL, &e));
	CHECK(errors_worst(&e) == INVALID);
}

const struct test markdown_tests[] = {
	{ "headings, manners, lists, quotations and rules are read",
	   usual_marks },
	{ "tags, pictures and links that run script become words", no_tags },
	{ "lines with bars above a rule are a table, its cells with manners",
	   tables },
	{ "a link of the caller's scheme is kept for the caller", own_scheme },
	{ "what is too long or too deep is refused", limits },
	{ 0 }
};
