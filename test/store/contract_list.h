/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* contract_list.h - the lists' half of contract.h, which includes it. */

static int64_t
count(struct bench *b, const struct entity *entity, const struct ask *ask)
{
	int64_t n = -1;

	errors_clear(&b->e);
	return store_count(b->s, entity, ask, &n, &b->e) ? n : -1;
}

/* The titles in the order listed, with a blank behind each. */
static str
titles(struct bench *b, const struct ask *ask, str *token)
{
	struct write w = write_new(b->a, 1 << 16);
	struct cursor *c;
	struct tool t;

	errors_clear(&b->e);
	if (!store_list(b->s, &tool_entity, ask, b->a, &c, &b->e))
		return S("refused");
	while (store_next(c, b->a, &t))
		write_format(&w, "%.*s ", (int)t.title.n, t.title.p);
	if (token != NULL)
		*token = store_token(c, b->a);
	CHECK(store_end(c, &b->e));
	return write_done(&w);
}

static int64_t
with(struct bench *b, const char *field, enum compare how, const char *value)
{
	struct filter f = { field_named(&tool_entity, str_of(field)), how,
	    str_of(value) };
	struct ask ask = { .filters = &f, .n = 1 };
	int64_t n = count(b, &tool_entity, &ask);
	str all = titles(b, &ask, NULL);
	int64_t listed = 0;
	size_t i;

	for (i = 0; i < all.n; i++)
		listed += all.p[i] == ' ';
	CHECK(n < 0 || listed == n);
	return n;
}

/* A Hoe filled by fill(), and a Rake with nothing but its title. */
static void
plant_two(struct bench *b, struct place *p, struct tool *rake, struct tool *hoe)
{
	*p = bench_place(b, "P1");
	*rake = bench_tool(b, p, "Rake");
	CHECK(bench_put(b, &tool_entity, rake));
	*hoe = bench_tool(b, p, "Hoe");
	fill(hoe, rake->row.id, b->a);
	hoe->cost = (struct money){ 125050, "USD" };
	CHECK(bench_put(b, &tool_entity, hoe));
}

static void
filters_of_every_type_find_their_rows(struct arena *a)
{
	struct tool rake, hoe;
	struct place p;
	struct bench b;

	if (!open_bench(&b, a, "filter"))
		return;
	plant_two(&b, &p, &rake, &hoe);
	CHECK(with(&b, "title", IS, "Hoe") == 1);
	CHECK(with(&b, "title", IS_NOT, "Hoe") == 1);
	CHECK(with(&b, "code", IS_NOT, "T-1") == 1);    /* none is not T-1 */
	CHECK(with(&b, "title", HAS, "o") == 1);
	CHECK(with(&b, "about", HAS, "QUOTED") == 1);
	CHECK(with(&b, "about", HAS, "absent") == 0);
	CHECK(with(&b, "called", HAS, "cuoc") == 1);
	CHECK(with(&b, "called", HAS, "vi") == 0);      /* a tag is no word */
	CHECK(with(&b, "kind", IS, "hand") == 1);
	CHECK(with(&b, "uses", HAS, "power") == 1);
	CHECK(with(&b, "uses", HAS, "pow") == 0);
	CHECK(with(&b, "state", IS, "new") == 1);
	CHECK(with(&b, "place", IS, "P1") == 2);
	CHECK(with(&b, "place", IS, "P9") == 0);
	CHECK(with(&b, "place", IS_NOT, "P1") == 0);
	CHECK(with(&b, "parent", IS, id_text(a, rake.row.id).p) == 1);
	CHECK(with(&b, "others", HAS, id_text(a, rake.row.id).p) == 1);
	CHECK(with(&b, "others", HAS, id_text(a, hoe.row.id).p) == 0);
	CHECK(with(&b, "pieces", IS, "0") == 1);
	CHECK(with(&b, "pieces", AT_LEAST, "1") == 0);
	CHECK(with(&b, "pieces", EMPTY, NULL) == 1);
	CHECK(with(&b, "pieces", FILLED, NULL) == 1);
	CHECK(with(&b, "owner", EMPTY, NULL) == 2);
	CHECK(with(&b, "weight", BELOW, "0.2") == 1);
	CHECK(with(&b, "weight", ABOVE, "0.1") == 0);
	CHECK(with(&b, "lent", IS, "no") == 1);
	CHECK(with(&b, "lent", IS, "yes") == 0);
	CHECK(with(&b, "cost", AT_MOST, "1250.50 USD") == 1);
	CHECK(with(&b, "cost", ABOVE, "1 VND") == 0);
	CHECK(with(&b, "bought", ABOVE, "2024-02-28") == 1);
	CHECK(with(&b, "bought", IS, "2024-02-29") == 1);
	CHECK(with(&b, "seen_at", BELOW, "1970-01-01T00:00:00Z") == 1);
	bench_close(&b);
}

static void
a_filter_that_cannot_be_read_says_so(struct arena *a)
{
	struct bench b;

	if (!open_bench(&b, a, "unread"))
		return;
	CHECK(with(&b, "pieces", IS, "many") == -1);
	CHECK(says(&b, INVALID, "pieces", "'many' is not a whole number."));
	CHECK(with(&b, "bought", IS, "2023-02-29") == -1);
	CHECK(says(&b, INVALID, "bought", "is not a day"));
	CHECK(with(&b, "cost", IS, "12") == -1);
	CHECK(with(&b, "lent", IS, "perhaps") == -1);
	CHECK(with(&b, "parent", BELOW, "x") == -1);
	CHECK(with(&b, "raw", IS, "x") == -1);
	CHECK(with(&b, "pieces", HAS, "1") == -1);
	bench_close(&b);
}

static void
search_finds_all_words_without_their_marks(struct arena *a)
{
	struct ask ask = { .search = S("DA cuoc") };
	struct bench b;
	struct place p;
	struct tool t;

	if (!open_bench(&b, a, "search"))
		return;
	p = bench_place(&b, "P1");
	t = bench_tool(&b, &p, "\xc4\x90\xc3\xa0 N\xe1\xba\xb5ng");     /* Đà Nẵng */
	t.called = S("{\"en\":\"Hoe\",\"vi\":\"C\xc3\xa1i cu\xe1\xbb\x91" "c\"}");
	CHECK(bench_put(&b, &tool_entity, &t));
	t = bench_tool(&b, &p, "Rake");
	CHECK(bench_put(&b, &tool_entity, &t));
	CHECK(count(&b, &tool_entity, &ask) == 1);
	ask.search = S("da rake");
	CHECK(count(&b, &tool_entity, &ask) == 0);
	t.title = S("Da rake");
	CHECK(bench_put(&b, &tool_entity, &t));
	CHECK(count(&b, &tool_entity, &ask) == 1);
	ask.search = S("%");
	CHECK(count(&b, &tool_entity, &ask) == 0);
	ask.search = S("  ");
	CHECK(count(&b, &tool_entity, &ask) == 2);
	CHECK(count(&b, &loan_entity, &(struct ask){ .search = S("x") }) == -1);
	CHECK(says(&b, INVALID, "search", "Loans cannot be searched."));
	bench_close(&b);
}

/* 50 tools; pieces 0..4 ten times each, a fifth of them without. */
static void
plant_many(struct bench *b)
{
	struct place p = bench_place(b, "P1");
	struct tool t;
	int i;

	CHECK(store_begin(b->s, true, &b->e));
	for (i = 0; i < 50; i++) {
		t = bench_tool(b, &p, str_print(b->a, "t%02d", i * 7 % 50).p);
		if (i % 5 != 4)
			t.pieces = i % 4;
		t.weight = i / 10 / 3.0;
		CHECK(bench_put(b, &tool_entity, &t));
	}
	CHECK(store_commit(b->s, &b->e));
}

static void
walk(struct bench *b, const char *sort, bool falling)
{
	struct ask all = { .falling = falling,
	    .sort = sort ? field_named(&tool_entity, str_of(sort)) : NULL };
	struct ask ask = all;
	struct write w = write_new(b->a, 1 << 16);
	int pages = 0;
	str page;

	ask.limit = 7;
	do {
		page = titles(b, &ask, &ask.after);
		write_str(&w, page);
	} while (page.n > 0 && ++pages < 20);
	CHECK(pages == 8);      /* 7 of 7, and 1 */
	CHECK(str_same(write_done(&w), titles(b, &all, NULL)));
}

static void
pages_follow_each_other_without_a_row_lost_or_twice(struct arena *a)
{
	static const char *const sorts[] = { NULL, "title", "pieces", "weight",
	    "bought", "cost", "lent", "place", "parent", "state" };
	struct bench b;
	size_t i;

	if (!open_bench(&b, a, "pages"))
		return;
	plant_many(&b);
	for (i = 0; i < sizeof(sorts) / sizeof(*sorts); i++) {
		walk(&b, sorts[i], false);
		walk(&b, sorts[i], true);
	}
	CHECK(str_starts(titles(&b, &(struct ask){ 0 }, NULL), S("t00 t01 t02 ")));
	bench_close(&b);
}

static void
rows_without_a_value_come_last_both_ways(struct arena *a)
{
	struct ask ask = { .sort = field_named(&tool_entity, S("pieces")) };
	struct bench b;
	struct place p;
	struct tool t;

	if (!open_bench(&b, a, "last"))
		return;
	p = bench_place(&b, "P1");
	t = bench_tool(&b, &p, "none");
	CHECK(bench_put(&b, &tool_entity, &t));
	t = bench_tool(&b, &p, "two");
	t.pieces = 2;
	CHECK(bench_put(&b, &tool_entity, &t));
	t = bench_tool(&b, &p, "one");
	t.pieces = 1;
	CHECK(bench_put(&b, &tool_entity, &t));
	CHECK(str_is(titles(&b, &ask, NULL), "one two none "));
	ask.falling = true;
	CHECK(str_is(titles(&b, &ask, NULL), "two one none "));
	ask.sort = field_named(&tool_entity, S("about"));
	CHECK(str_is(titles(&b, &ask, NULL), "refused"));
	CHECK(says(&b, INVALID, "sort", "cannot be sorted by about"));
	bench_close(&b);
}

/* Whatever the language of the server: pages would not follow each other
 * if the order of a statement and of its comparison were two. */
static void
text_is_ordered_by_its_bytes(struct arena *a)
{
	struct ask ask = { .sort = field_named(&tool_entity, S("title")) };
	static const char *const words[] = { "b", "Z", "a", "\xc3\xa9", "A", "a-b", "ab" };
	struct filter above = { ask.sort, ABOVE, S("a") };
	struct bench b;
	struct place p;
	struct tool t;
	size_t i;

	if (!open_bench(&b, a, "bytes"))
		return;
	p = bench_place(&b, "P1");
	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		t = bench_tool(&b, &p, words[i]);
		CHECK(bench_put(&b, &tool_entity, &t));
	}
	CHECK(str_is(titles(&b, &ask, NULL), "A Z a a-b ab b \xc3\xa9 "));
	ask.filters = &above;
	ask.n = 1;
	CHECK(str_is(titles(&b, &ask, NULL), "a-b ab b \xc3\xa9 "));
	bench_close(&b);
}

static void
a_forged_place_in_a_list_is_refused(struct arena *a)
{
	struct ask ask = { .limit = 2 };
	struct bench b;
	str token;
	char *z;

	if (!open_bench(&b, a, "forged"))
		return;
	plant_many(&b);
	titles(&b, &ask, &token);
	ask.after = token;
	CHECK(str_is(titles(&b, &ask, NULL), "t02 t03 "));
	ask.falling = true;
	CHECK(str_is(titles(&b, &ask, NULL), "refused"));
	CHECK(says(&b, INVALID, "after", "not a place in this list"));
	ask.falling = false;
	z = str_z(a, token);
	z[20] = z[20] == '0' ? '1' : '0';
	ask.after = str_of(z);
	CHECK(str_is(titles(&b, &ask, NULL), "refused"));
	ask.after = S("x");
	CHECK(str_is(titles(&b, &ask, NULL), "refused"));
	ask.after = str_part(token, 0, token.n - 1);
	CHECK(str_is(titles(&b, &ask, NULL), "refused"));
	bench_close(&b);
}

static void
a_scope_is_any_of_its_homes_own_rows_and_what_is_published(struct arena *a)
{
	struct mine mine[1] = { { 0 } };
	struct scope scope = { 0 };
	struct ask ask = { .scope = &scope };
	struct place p[3];
	struct tool t[3];
	struct loan l;
	struct id homes[3];
	struct bench b;
	int i;

	if (!open_bench(&b, a, "scope"))
		return;
	for (i = 0; i < 3; i++) {
		p[i] = bench_place(&b, str_print(a, "P%d", i).p);
		t[i] = bench_tool(&b, &p[i], str_print(a, "t%d", i).p);
		CHECK(bench_put(&b, &tool_entity, &t[i]));
		row_blank(&loan_entity, &l);
		l.tool = t[i].row.id;
		CHECK(bench_put(&b, &loan_entity, &l));
		homes[i] = p[i].row.id;
	}
	CHECK(count(&b, &tool_entity, &ask) == 0);
	scope.homes = homes;
	scope.n_homes = 1;
	CHECK(count(&b, &place_entity, &ask) == 1);
	CHECK(count(&b, &tool_entity, &ask) == 1);
	CHECK(count(&b, &loan_entity, &ask) == 1);
	CHECK(count(&b, &cat_entity, &ask) == 0);       /* of no place */
	scope.n_homes = 3;
	CHECK(count(&b, &loan_entity, &ask) == 3);
	ask.home = p[2].row.id;
	CHECK(count(&b, &loan_entity, &ask) == 1);
	ask.home = (struct id){ { 0 } };
	scope.n_homes = 1;
	mine[0].field = field_named(&tool_entity, S("place"));
	mine[0].is = p[2].row.id;
	scope.mine = mine;
	scope.n_mine = 1;
	CHECK(str_is(titles(&b, &ask, NULL), "t0 t2 "));
	mine[0].home = p[1].row.id;             /* but t2 is not in there */
	CHECK(str_is(titles(&b, &ask, NULL), "t0 "));
	mine[0].home = p[2].row.id;
	CHECK(str_is(titles(&b, &ask, NULL), "t0 t2 "));
	scope.n_mine = 0;
	scope.published = true;
	CHECK(count(&b, &tool_entity, &ask) == 1);
	t[1].published = YES;
	CHECK(bench_put(&b, &tool_entity, &t[1]));
	CHECK(str_is(titles(&b, &ask, NULL), "t0 t1 "));
	bench_close(&b);
}

static void
rows_can_be_found_and_put_while_a_list_is_open(struct arena *a)
{
	struct ask ask = { .sort = field_named(&tool_entity, S("title")) };
	struct cursor *c, *d;
	struct tool t, again;
	struct bench b;
	int n = 0, m = 0;

	if (!open_bench(&b, a, "open"))
		return;
	plant_many(&b);
	CHECK(store_list(b.s, &tool_entity, &ask, a, &c, &b.e));
	while (store_next(c, a, &t)) {
		CHECK(store_find(b.s, &tool_entity, t.row.id, a, &again, &b.e));
		again.owner = S("me");
		CHECK(bench_put(&b, &tool_entity, &again));
		n++;
	}
	CHECK(store_end(c, &b.e));
	CHECK(n == 50);
	CHECK(store_list(b.s, &tool_entity, &ask, a, &c, &b.e));
	CHECK(store_next(c, a, &t) && str_is(t.title, "t00"));
	CHECK(store_list(b.s, &tool_entity, &ask, a, &d, &b.e));
	while (store_next(d, a, &again))
		m++;
	CHECK(store_end(d, &b.e) && m == 50);
	CHECK(store_next(c, a, &t) && str_is(t.title, "t01"));
	CHECK(store_end(c, &b.e));
	bench_close(&b);
}

static void
a_long_list_is_fetched_piece_by_piece(struct arena *a)
{
	struct arena *small = arena_new(0);
	struct arena_mark mark;
	struct place p;
	struct bench b;
	struct cursor *c;
	int64_t i, n = 0;

	if (!open_bench(&b, a, "long")) {
		arena_free(small);
		return;
	}
	CHECK(store_begin(b.s, true, &b.e));
	for (i = 0; i < 4500; i++) {
		row_blank(&place_entity, &p);
		p.code = str_print(a, "p%lld", (long long)i);
		CHECK(bench_put(&b, &place_entity, &p));
	}
	CHECK(store_commit(b.s, &b.e));
	CHECK(store_list(b.s, &place_entity, &(struct ask){ 0 }, small, &c, &b.e));
	for (mark = arena_mark(small); store_next(c, small, &p); n++)
		arena_back(small, mark);
	CHECK(store_end(c, &b.e) && n == 4500);
	CHECK(arena_used(small) < 100000);
	arena_free(small);
	bench_close(&b);
}
