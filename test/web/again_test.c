/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* A page that is kept shows every change at once, and to nobody else. */
#include "web/again.h"

#include <stdio.h>

#include "../flow/site.h"
#include "flow/kept.h"
#include "test.h"
#include "web/page.h"

static const struct page dear = { .path = "/dear", .flags = DEAR };
static const struct page cheap = { .path = "/cheap" };

static bool
begin(struct site *s, struct arena *a, const char *name)
{
	if (!site_open(s, a, name))
		return false;
	s->c.kept = kept_new(1 << 22);
	return true;
}

/* What was kept is lent to the desk's arena, which goes before the room. */
static void
end(struct site *s, struct arena *lent)
{
	arena_free(lent);
	kept_free(s->c.kept);
	s->c.kept = NULL;
	site_close(s);
}

static struct exchange
asked(struct site *s, struct arena *a)
{
	struct exchange x = { .arena = a, .page = &dear, .ctx = s->c };

	x.ctx.arena = a;
	x.ctx.actor.user = s->me;
	x.ctx.actor.name = S("Linh");
	x.ctx.lang = "en";
	x.q = (struct request){ .method = GET, .path = S("/dear"),
		.query = S("view=one"), .host = S("here"), .theme = S("light"),
		.csrf = S("seat one"), .shape = HTML };
	return x;
}

static void
keep(struct exchange *x)
{
	CHECK(!again_find(x));
	x->made = S("<p>made</p>");
	again_keep(x);
}

/* Asked as somebody else would; the change must not find what was kept. */
#define OTHER(change) do { \
	x = asked(&s, lent); \
	CHECK(again_find(&x)); \
	x = asked(&s, lent); \
	change; \
	CHECK(!again_find(&x)); \
} while (0)

static void
a_page_that_is_kept_goes_to_the_same_session_in_the_same_dress_only(
    struct arena *a)
{
	struct arena *lent = arena_new(0);
	struct exchange x;
	struct site s;

	if (!begin(&s, a, "again1"))
		return;
	x = asked(&s, lent);
	keep(&x);
	x = asked(&s, lent);
	CHECK(again_find(&x));
	CHECK(str_is(x.out.body, "<p>made</p>") && x.out.status == 200);
	OTHER(x.ctx.actor.user = s.other);
	OTHER(x.ctx.actor.name = S("Renamed"));
	OTHER(x.q.csrf = S("seat two"));
	OTHER(x.ctx.lang = "vi");
	OTHER(x.q.theme = S("dark"));
	OTHER(x.q.path = S("/dear/"));
	OTHER(x.q.query = S("view=two"));
	OTHER(x.q.host = S("there"));
	OTHER(x.q.save_data = true);
	OTHER(x.q.secure = true);
	OTHER(x.q.by_token = true);
	OTHER(x.ctx.actor.reads_only = true);
	OTHER(x.q.shape = JSON);
	OTHER(x.q.shape = CSV);
	OTHER(x.ctx.now += (int64_t)24 * 60 * 60 * 1000);
	OTHER(x.page = &cheap);
	/* Two parts that run together are not each other's. */
	OTHER((x.q.path = S("/dearv"), x.q.query = S("iew=one")));
	end(&s, lent);
}

static void
what_is_no_plain_page_is_not_kept(struct arena *a)
{
	struct arena *lent = arena_new(0);
	struct exchange x;
	struct site s;
	int i;

	if (!begin(&s, a, "again2"))
		return;
	for (i = 0; i < 5; i++) {
		x = asked(&s, lent);
		CHECK(!again_find(&x));
		x.made = S("<p>made</p>");
		x.failed = i == 0;
		x.reply.status = i == 1 ? 404 : 0;
		x.reply.n_cookies = i == 2;
		x.reply.go = i == 3 ? S("/elsewhere") : (str){ 0 };
		x.reply.filename = i == 4 ? S("a.csv") : (str){ 0 };
		again_keep(&x);
		x = asked(&s, lent);
		CHECK(!again_find(&x));
	}
	end(&s, lent);
}

static void
a_change_of_any_row_ends_what_was_kept(struct arena *a)
{
	/* Of these nothing stands on such a page. */
	static const char apart[] = "user session token job result_cache";
	struct arena *lent = arena_new(0);
	const struct entity *const *e;
	struct exchange x;
	struct site s;
	size_t n = 0;

	if (!begin(&s, a, "again3"))
		return;
	for (e = entities; *e != NULL; e++) {
		if (str_among(str_of((*e)->name), apart))
			continue;
		site_any(&s, *e, s.one);        /* with all it refers to */
		x = asked(&s, lent);
		keep(&x);
		x = asked(&s, lent);
		CHECK(again_find(&x));
		site_new(&s, *e, s.one);
		x = asked(&s, lent);
		if (again_find(&x))
			printf("%s changes, and the page stays\n", (*e)->name);
		CHECK(x.out.status == 0);
		n++;
	}
	CHECK(n > 100);
	end(&s, lent);
}

const struct test again_tests[] = {
	{ "a page that is kept goes to the same session in the same dress only",
	   a_page_that_is_kept_goes_to_the_same_session_in_the_same_dress_only },
	{ "what is no plain page is not kept",
	   what_is_no_plain_page_is_not_kept },
	{ "a change of any row ends what was kept",
	   a_change_of_any_row_ends_what_was_kept },
	{ 0 }
};
