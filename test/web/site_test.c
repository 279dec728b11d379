/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Every word of the site map leads somewhere: templates that are there,
 * parts that are known, no page that another hides.
 */
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "test.h"
#include "web/file.h"
#include "web/language.h"
#include "web/page.h"
#include "web/route.h"
#include "web/views.h"

static void
every_page_is_whole(struct arena *a)
{
	const struct page *const *p;

	(void)a;
	for (p = site; *p != NULL; p++) {
		CHECK((*p)->method >= GET && (*p)->method <= DELETE);
		CHECK((*p)->path[0] == '/');
		CHECK((*p)->about != NULL && (*p)->about[0] != '\0');
		CHECK((*p)->run != NULL);
		CHECK((*p)->again == NULL || ((*p)->again->method == GET && (*p)->method != GET));
		CHECK((*p)->prepare == NULL || (*p)->method != GET);
	}
}

static void
every_template_is_there_and_reads(struct arena *a)
{
	struct errors e = { .arena = a };
	const struct page *const *p;
	struct views *v;

	CHECK(views_open(a, NULL, &v, &e));
	for (p = site; *p != NULL; p++)
		if ((*p)->view != NULL && views_find(v, a, str_of((*p)->view)) == NULL) {
			printf("%s: there is no %s\n", (*p)->path, (*p)->view);
			CHECK((*p)->view == NULL);
		}
	CHECK(views_find(v, a, S("page/top")) != NULL);
	CHECK(views_find(v, a, S("page/nonsense")) == NULL);
}

/* An address of this page: an entity's name for {entity}, x for the rest. */
static str
address(struct arena *a, const struct page *p)
{
	struct write w = write_new(a, 200);
	str rest = str_of(p->path + 1), part;

	while (str_cut(&rest, '/', &part)) {
		write_char(&w, '/');
		if (str_is(part, "{entity}"))
			write_z(&w, "organisation");
		else if (part.p[0] == '{')
			write_z(&w, "x");
		else
			write_str(&w, part);
	}
	return w.n == 0 ? S("/") : write_done(&w);
}

static void
every_page_is_reached_by_its_own_address(struct arena *a)
{
	const struct page *const *p;
	const struct page *found;
	struct request q;
	str allow;

	for (p = site; *p != NULL; p++) {
		q = (struct request){ .method = (*p)->method, .shape = HTML,
			.path = address(a, *p) };
		CHECK(route_find(site, a, &q, &found, &allow) == 200);
		if (found != *p)
			printf("%s is hidden by %s\n", (*p)->path, found->path);
		CHECK(found == *p);
	}
}

/* A page refers to static files by their hashed names, and to them only. */
static void
every_static_file_that_is_named_is_there(struct arena *a)
{
	const struct file *v;
	str text, name;
	size_t at, n;

	(void)a;
	for (v = view_files; v->name != NULL; v++) {
		text = (str){ (const char *)v->bytes, v->n };
		while ((at = str_find(text, S("\"/static/"))) < text.n) {
			text = str_part(text, at + 9, text.n);
			n = 0;
			while (n < text.n && strchr("\"#?", text.p[n]) == NULL)
				n++;
			name = str_part(text, 0, n);
			if (file_find(static_files, name) == NULL)
				printf("%s names %.*s\n", v->name, (int)n, name.p);
			CHECK(file_find(static_files, name) != NULL);
		}
	}
}

static void
no_template_has_inline_style_or_script(struct arena *a)
{
	static const char *const bad[] = { " style=", "<style", " onclick=", " onload=",
		" onchange=", " onsubmit=", "javascript:" };
	const struct file *v;
	size_t i;

	(void)a;
	for (v = view_files; v->name != NULL; v++)
		for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
			str text = { (const char *)v->bytes, v->n };

			if (str_find(text, str_of(bad[i])) < text.n)
				printf("%s has %s\n", v->name, bad[i]);
			CHECK(str_find(text, str_of(bad[i])) == text.n);
		}
}

static void
the_language_is_the_nearest_choice(struct arena *a)
{
	struct request q = { 0 };
	const struct words *words;
	const char *lang;

	(void)a;
	language_choose(&q, &lang, &words);
	CHECK(strcmp(lang, "en") == 0 && words == NULL);
	q.accept_language = S("fr, vi-VN;q=0.8, en;q=0.3");
	language_choose(&q, &lang, &words);
	CHECK(strcmp(lang, "vi") == 0 && words != NULL);
	q.accept_language = S("en-GB, vi;q=0.9");
	language_choose(&q, &lang, &words);
	CHECK(strcmp(lang, "en") == 0);
	q.lang = S("vi");
	language_choose(&q, &lang, &words);
	CHECK(strcmp(lang, "vi") == 0);
	q.lang = S("xx");
	language_choose(&q, &lang, &words);
	CHECK(strcmp(lang, "en") == 0);
}

static void
no_log_holds_the_key_of_a_link(struct arena *a)
{
	static const char *const links[] = { "/feed/SECRET/gap.csv?x=1",
		"/mine/SECRET/plan", "/sheet/SECRET", "/entry/SECRET",
		"/calendar/SECRET/mine.ics", "/mine/SECRET/nowhere" };
	const struct page *const *p;
	size_t i;
	str s;

	(void)a;
	for (i = 0; i < sizeof(links) / sizeof(*links); i++) {
		s = route_logged(NULL, str_of(links[i]));
		CHECK(s.n > 1 && str_find(s, S("SECRET")) == s.n);
	}
	for (p = site; *p != NULL; p++)
		if ((*p)->flags & LINK)
			CHECK(str_is(route_logged(*p, S("/a/SECRET")),
			    (*p)->path));
	CHECK(str_is(route_logged(NULL, S("/gap?q=word")), "/gap"));
}

const struct test site_tests[] = {
	{ "no log holds the key of a link", no_log_holds_the_key_of_a_link },
	{ "every page has a method, a path, a sentence and a handler", every_page_is_whole },
	{ "every template that a page names is there and reads",
	   every_template_is_there_and_reads },
	{ "every page is reached by its own address", every_page_is_reached_by_its_own_address },
	{ "every static file that a template names is there",
	   every_static_file_that_is_named_is_there },
	{ "no template has an inline style, script or handler",
	   no_template_has_inline_style_or_script },
	{ "the language is the nearest choice", the_language_is_the_nearest_choice },
	{ 0 }
};
