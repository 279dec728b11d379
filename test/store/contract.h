/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * contract.h - what both databases promise, as tests.
 *
 * Included once per database, by a file that says which with ON_POSTGRES
 * and gives the table of tests its name with CONTRACT.
 */
#include <stdio.h>
#include <string.h>

#include "base/write.h"
#include "bench.h"
#include "model/office.h"
#include "store/blob.h"
#include "store/shelf.h"
#include "store/inside.h"
#include "store/query.h"
#include "test.h"

static bool
open_bench(struct bench *b, struct arena *a, const char *name)
{
	return bench_open(b, a, name, ON_POSTGRES);
}

static bool
says(const struct bench *b, enum fault fault, const char *field, const char *text)
{
	const struct error *e = b->e.first;

	if (e == NULL || e->fault != fault || strstr(e->text, text) == NULL ||
	    (field == NULL) != (e->field == NULL) ||
	    (field != NULL && strcmp(e->field, field) != 0)) {
		printf("got: %s %s: %s\n", e ? fault_name(e->fault) : "-",
		    e && e->field ? e->field : "-", e ? e->text : "-");
		return false;
	}
	return true;
}

static void
fill(struct tool *t, struct id other, struct arena *a)
{
	t->parent = other;
	t->code = S("T-1");
	t->about = S("Two\nlines, \"quoted\"");
	t->called = S("{\"en\":\"Hoe\",\"vi\":\"Cu\xe1\xbb\x91" "c\"}");
	t->kind = S("hand");
	t->uses = S("hand;power");
	t->state = S("new");
	t->others = id_text(a, other);
	t->parts = S("[{\"name\":\"blade\"}]");
	t->more = S("{\"a\":1}");
	t->raw = (str){ "\0\1\377", 3 };
	t->owner = S("");
	t->pieces = 0;
	t->seen_at = -1;
	t->weight = 0.1;
	t->lent = NO;
	t->published = YES;
	t->cost = (struct money){ INT64_MIN + 1, "VND" };
	t->bought = day_of(2024, 2, 29);
	t->row.extra = S("{\"colour\":\"red\"}");
}

static void
a_row_comes_back_as_it_was_put(struct arena *a)
{
	const struct field *f;
	struct bench b;
	struct place p;
	struct tool other, t, got;

	if (!open_bench(&b, a, "back"))
		return;
	p = bench_place(&b, "P1");
	other = bench_tool(&b, &p, "Rake");
	CHECK(bench_put(&b, &tool_entity, &other));
	t = bench_tool(&b, &p, "Hoe");
	fill(&t, other.row.id, a);
	CHECK(bench_put(&b, &tool_entity, &t));
	CHECK(!id_none(t.row.id) && t.row.revision == 1);
	CHECK(store_find(b.s, &tool_entity, t.row.id, a, &got, &b.e));
	CHECK(id_same(got.row.id, t.row.id) && got.row.revision == 1);
	CHECK(str_same(got.row.extra, t.row.extra));
	for (f = tool_entity.fields; f->name != NULL; f++)
		CHECK(row_same(f, &got, &t) && !row_none(f, &got));
	CHECK(got.owner.p != NULL && got.owner.n == 0);
	bench_close(&b);
}

static void
what_is_missing_stays_missing(struct arena *a)
{
	const struct field *f;
	struct bench b;
	struct place p;
	struct tool t, got;

	if (!open_bench(&b, a, "missing"))
		return;
	p = bench_place(&b, "P1");
	t = bench_tool(&b, &p, "Hoe");
	CHECK(bench_put(&b, &tool_entity, &t));
	CHECK(store_find(b.s, &tool_entity, t.row.id, a, &got, &b.e));
	for (f = tool_entity.fields; f->name != NULL; f++)
		CHECK(row_none(f, &got) == row_none(f, &t));
	CHECK(got.row.extra.p == NULL);
	bench_close(&b);
}

static void
a_row_that_is_not_there_is_absent(struct arena *a)
{
	struct id none = { { 0 } }, some = { { 1 } };
	struct bench b;
	struct place p;

	if (!open_bench(&b, a, "absent"))
		return;
	CHECK(!store_find(b.s, &place_entity, some, a, &p, &b.e));
	CHECK(says(&b, ABSENT, NULL, "There is no place with this id"));
	errors_clear(&b.e);
	CHECK(!store_find(b.s, &place_entity, none, a, &p, &b.e));
	CHECK(!store_has(b.s, &place_entity, some));
	p = bench_place(&b, "P1");
	CHECK(store_has(b.s, &place_entity, p.row.id));
	CHECK(!store_has(b.s, &tool_entity, p.row.id));
	bench_close(&b);
}

static void
a_code_finds_its_row_in_its_own_place(struct arena *a)
{
	struct id nowhere = { { 0 } };
	struct bench b;
	struct place p, q;
	struct tool t, got;

	if (!open_bench(&b, a, "code"))
		return;
	p = bench_place(&b, "P1");
	q = bench_place(&b, "P2");
	t = bench_tool(&b, &p, "Hoe");
	t.code = S("T1");
	CHECK(bench_put(&b, &tool_entity, &t));
	CHECK(store_find_code(b.s, &tool_entity, S("T1"), nowhere, a, &got, &b.e));
	t = bench_tool(&b, &q, "Hoe");
	t.code = S("T1");
	CHECK(bench_put(&b, &tool_entity, &t));
	CHECK(store_find_code(b.s, &tool_entity, S("T1"), q.row.id, a, &got, &b.e));
	CHECK(id_same(got.row.id, t.row.id));
	CHECK(!store_find_code(b.s, &tool_entity, S("T1"), nowhere, a, &got, &b.e));
	CHECK(says(&b, INVALID, "code", "used more than once"));
	errors_clear(&b.e);
	CHECK(!store_find_code(b.s, &tool_entity, S("T2"), p.row.id, a, &got, &b.e));
	CHECK(says(&b, ABSENT, "code", "'T2'"));
	bench_close(&b);
}

static void
a_change_needs_the_revision_it_was_read_at(struct arena *a)
{
	struct bench b;
	struct place p, mine, yours;

	if (!open_bench(&b, a, "revision"))
		return;
	p = mine = yours = bench_place(&b, "P1");
	mine.name = S("Mine");
	CHECK(bench_put(&b, &place_entity, &mine));
	CHECK(mine.row.revision == 2);
	yours.name = S("Yours");
	CHECK(!bench_put(&b, &place_entity, &yours));
	CHECK(says(&b, CONFLICT, "revision", "you have revision 1, it is at 2"));
	CHECK(yours.row.revision == 1);
	CHECK(store_find(b.s, &place_entity, p.row.id, a, &p, &b.e));
	CHECK(str_is(p.name, "Mine"));
	bench_close(&b);
}

static void
a_row_without_changes_is_not_written(struct arena *a)
{
	struct bench b;
	struct place p;
	int64_t before, after;

	if (!open_bench(&b, a, "same"))
		return;
	p = bench_place(&b, "P1");
	CHECK(store_last_change(b.s, &before, &b.e));
	CHECK(bench_put(&b, &place_entity, &p));
	CHECK(p.row.revision == 1);
	CHECK(store_last_change(b.s, &after, &b.e));
	CHECK(before == 1 && after == 1);
	bench_close(&b);
}

static void
a_change_to_a_row_that_went_is_a_conflict(struct arena *a)
{
	struct bench b;
	struct place p;

	if (!open_bench(&b, a, "went"))
		return;
	p = bench_place(&b, "P1");
	CHECK(store_drop(b.s, &place_entity, p.row.id, 1, &b.by, &b.e));
	p.name = S("x");
	CHECK(!bench_put(&b, &place_entity, &p));
	CHECK(says(&b, CONFLICT, NULL, "not there any more"));
	bench_close(&b);
}

static void
a_taken_code_and_a_broken_rule_say_so_beside_their_field(struct arena *a)
{
	struct bench b;
	struct place p, again;
	struct tool t, twice;

	if (!open_bench(&b, a, "taken"))
		return;
	p = again = bench_place(&b, "P1");
	again.row = (struct row){ 0 };
	CHECK(!bench_put(&b, &place_entity, &again));
	CHECK(says(&b, CONFLICT, "code", "The code 'P1' is taken."));
	CHECK(id_none(again.row.id) && again.row.revision == 0);
	again.region = p.row.id;
	CHECK(bench_put(&b, &place_entity, &again));    /* there it is free */
	again.row = (struct row){ 0 };
	CHECK(!bench_put(&b, &place_entity, &again));
	CHECK(says(&b, CONFLICT, "code", "The code 'P1' is taken."));
	t = twice = bench_tool(&b, &p, "Hoe");
	CHECK(bench_put(&b, &tool_entity, &t));
	CHECK(!bench_put(&b, &tool_entity, &twice));
	CHECK(says(&b, CONFLICT, "title", "This place has a tool of that title."));
	twice.row.id = t.row.id;
	twice.title = S("Other");
	CHECK(!bench_put(&b, &tool_entity, &twice));
	CHECK(says(&b, CONFLICT, "id", "with this id already"));
	bench_close(&b);
}

static void
a_reference_that_leads_nowhere_is_refused_on_its_field(struct arena *a)
{
	struct id nobody = { { 9, 9 } };
	struct bench b;
	struct place p;
	struct tool t;
	struct loan l;
	struct cat dog;

	if (!open_bench(&b, a, "nowhere"))
		return;
	p = bench_place(&b, "P1");
	t = bench_tool(&b, &p, "Hoe");
	t.parent = nobody;
	CHECK(!bench_put(&b, &tool_entity, &t));
	CHECK(says(&b, INVALID, "parent", "There is no tool with this id."));
	t.parent = (struct id){ { 0 } };
	t.others = id_text(a, nobody);
	CHECK(!bench_put(&b, &tool_entity, &t));
	CHECK(says(&b, INVALID, "others", "There is no tool with this id."));
	t.others = (str){ 0 };
	CHECK(bench_put(&b, &tool_entity, &t));
	row_blank(&dog_entity, &dog);
	dog.name = S("Rex");
	CHECK(bench_put(&b, &dog_entity, &dog));
	row_blank(&loan_entity, &l);
	l.tool = t.row.id;
	l.cat = dog.row.id;
	CHECK(!bench_put(&b, &loan_entity, &l));
	CHECK(says(&b, INVALID, "cat", "There is no cat with this id."));
	bench_close(&b);
}

static void
what_must_be_filled_and_what_is_out_of_bounds_is_refused(struct arena *a)
{
	struct bench b;
	struct place p;
	struct tool t;

	if (!open_bench(&b, a, "bounds"))
		return;
	p = bench_place(&b, "P1");
	t = bench_tool(&b, &p, "Hoe");
	t.title = (str){ 0 };
	CHECK(!bench_put(&b, &tool_entity, &t));
	CHECK(says(&b, INVALID, "title", "Title must be filled."));
	t.title = S("Hoe");
	t.pieces = -1;
	CHECK(!bench_put(&b, &tool_entity, &t));
	CHECK(says(&b, INVALID, NULL, "out of its bounds"));
	bench_close(&b);
}

static void
members_of_a_family_share_a_table_and_are_told_apart(struct arena *a)
{
	struct ask ask = { .search = S("thomas grey") };
	struct being any;
	struct bench b;
	struct cat cat, got;
	int64_t n;

	if (!open_bench(&b, a, "family"))
		return;
	row_blank(&cat_entity, &cat);
	cat.name = S("Tom");
	cat.colour = S("grey");
	CHECK(bench_put(&b, &cat_entity, &cat));
	CHECK(store_find(b.s, &cat_entity, cat.row.id, a, &got, &b.e));
	CHECK(str_is(got.colour, "grey"));
	CHECK(!store_find(b.s, &dog_entity, cat.row.id, a, &got, &b.e));
	CHECK(store_find(b.s, &being_entity, cat.row.id, a, &any, &b.e));
	CHECK(str_is(any.kind, "CAT") && str_is(any.name, "Tom"));
	any.name = S("Thomas");
	CHECK(bench_put(&b, &being_entity, &any));
	CHECK(store_find(b.s, &cat_entity, cat.row.id, a, &got, &b.e));
	CHECK(str_is(got.name, "Thomas") && str_is(got.colour, "grey"));
	CHECK(store_count(b.s, &being_entity, &ask, &n, &b.e) && n == 1);
	bench_close(&b);
}

static void
a_row_others_refer_to_stays_and_says_who(struct arena *a)
{
	struct bench b;
	struct place p;
	struct tool t, other;
	struct loan l;

	if (!open_bench(&b, a, "refer"))
		return;
	p = bench_place(&b, "P1");
	t = bench_tool(&b, &p, "Hoe");
	CHECK(bench_put(&b, &tool_entity, &t));
	other = bench_tool(&b, &p, "Rake");
	other.others = id_text(a, t.row.id);
	CHECK(bench_put(&b, &tool_entity, &other));
	errors_clear(&b.e);
	CHECK(!store_drop(b.s, &place_entity, p.row.id, 1, &b.by, &b.e));
	CHECK(says(&b, CONFLICT, NULL, "2 tools refer to this place."));
	errors_clear(&b.e);
	CHECK(!store_drop(b.s, &tool_entity, t.row.id, 1, &b.by, &b.e));
	CHECK(says(&b, CONFLICT, NULL, "1 tool refers to this tool."));
	row_blank(&loan_entity, &l);
	l.tool = other.row.id;
	CHECK(bench_put(&b, &loan_entity, &l));
	CHECK(!store_drop(b.s, &tool_entity, other.row.id, 1, &b.by, &b.e));
	CHECK(says(&b, CONFLICT, NULL, "1 loan refers to this tool."));
	errors_clear(&b.e);
	CHECK(!store_drop(b.s, &loan_entity, l.row.id, 7, &b.by, &b.e));
	CHECK(says(&b, CONFLICT, "revision", "changed meanwhile"));
	CHECK(store_drop(b.s, &loan_entity, l.row.id, 1, &b.by, &b.e));
	CHECK(store_drop(b.s, &tool_entity, other.row.id, 1, &b.by, &b.e));
	CHECK(!store_has(b.s, &tool_entity, other.row.id));
	bench_close(&b);
}

/* ---- transactions ---- */

static void
what_is_taken_back_leaves_no_row_and_no_gap(struct arena *a)
{
	struct bench b;
	struct place p;
	int64_t last;

	if (!open_bench(&b, a, "undo"))
		return;
	CHECK(store_begin(b.s, true, &b.e));
	p = bench_place(&b, "P1");
	store_undo(b.s);
	CHECK(!store_has(b.s, &place_entity, p.row.id));
	store_undo(b.s);                /* nothing is left to take back */
	CHECK(store_begin(b.s, true, &b.e));
	bench_place(&b, "P2");
	CHECK(store_save(b.s, &b.e));
	bench_place(&b, "P3");
	CHECK(store_save(b.s, &b.e));
	bench_place(&b, "P4");
	CHECK(store_release(b.s, &b.e));
	store_back(b.s);
	bench_place(&b, "P5");
	CHECK(store_commit(b.s, &b.e));
	CHECK(store_last_change(b.s, &last, &b.e));
	CHECK(last == 2);
	CHECK(store_check(b.s, &b.e));
	bench_close(&b);
}

static void
a_refused_row_spoils_nothing_before_or_after_it(struct arena *a)
{
	struct id nowhere = { { 0 } };
	struct bench b;
	struct place p, bad;

	if (!open_bench(&b, a, "refused"))
		return;
	CHECK(store_begin(b.s, true, &b.e));
	p = bad = bench_place(&b, "P1");
	bad.row = (struct row){ 0 };
	CHECK(!bench_put(&b, &place_entity, &bad));
	CHECK(says(&b, CONFLICT, "code", "taken"));
	bench_place(&b, "P2");
	CHECK(store_commit(b.s, &b.e));
	CHECK(store_has(b.s, &place_entity, p.row.id));
	CHECK(store_find_code(b.s, &place_entity, S("P2"), nowhere, a, &p, &b.e));
	errors_clear(&b.e);
	CHECK(store_check(b.s, &b.e));
	bench_close(&b);
}

static void
a_reader_sees_the_last_commit_only(struct arena *a)
{
	struct bench b;
	struct place p;
	struct store *r;

	if (!open_bench(&b, a, "reader"))
		return;
	r = bench_again(&b, STORE_READ);
	CHECK(r != NULL);
	CHECK(store_begin(b.s, true, &b.e));
	p = bench_place(&b, "P1");
	CHECK(!store_has(r, &place_entity, p.row.id));
	CHECK(store_commit(b.s, &b.e));
	CHECK(store_has(r, &place_entity, p.row.id));
	CHECK(store_begin(r, false, &b.e));
	CHECK(store_has(r, &place_entity, p.row.id));
	CHECK(store_drop(b.s, &place_entity, p.row.id, 1, &b.by, &b.e));
	CHECK(store_has(r, &place_entity, p.row.id));
	CHECK(store_commit(r, &b.e));
	CHECK(!store_has(r, &place_entity, p.row.id));
	store_close(r);
	bench_close(&b);
}

/* ---- history ---- */

static size_t
lines(struct bench *b, struct id row, struct change *out, size_t room)
{
	struct cursor *c;
	size_t n = 0;

	CHECK(store_history(b->s, NULL, row, 0, 0, b->a, &c, &b->e));
	while (n < room && store_change(c, b->a, &out[n]))
		n++;
	CHECK(store_end(c, &b->e));
	return n;
}

static void
history_tells_each_change_in_order(struct arena *a)
{
	struct bench b;
	struct place p;
	struct change h[8];
	struct id user = { { 7 } };

	if (!open_bench(&b, a, "history"))
		return;
	b.by.user = user;
	b.by.reason = S("because");
	p = bench_place(&b, "P1");
	p.name = S("Name");
	b.by.verb = S("rename");
	CHECK(bench_put(&b, &place_entity, &p));
	b.by.verb = (str){ 0 };
	bench_place(&b, "P2");
	CHECK(store_drop(b.s, &place_entity, p.row.id, 2, &b.by, &b.e));
	CHECK(lines(&b, (struct id){ { 0 } }, h, 8) == 4);
	CHECK(h[0].number == 1 && h[3].number == 4);
	CHECK(lines(&b, p.row.id, h, 8) == 3);
	CHECK(str_is(h[0].verb, "add") && str_is(h[1].verb, "rename") &&
	    str_is(h[2].verb, "drop"));
	CHECK(str_is(h[0].entity, "place") && str_is(h[0].source, "test"));
	CHECK(str_is(h[0].reason, "because") && id_same(h[0].user, user));
	CHECK(h[0].at == 1700000000000 && id_same(h[0].row, p.row.id));
	CHECK(h[0].revision == 1 && h[1].revision == 2);
	CHECK(str_is(h[1].fields, "{\"name\":[null,\"Name\"]}"));
	bench_close(&b);
}

static void
history_can_be_followed_from_a_number(struct arena *a)
{
	struct bench b;
	struct cursor *c;
	struct change h;

	if (!open_bench(&b, a, "follow"))
		return;
	bench_place(&b, "P1");
	bench_place(&b, "P2");
	bench_place(&b, "P3");
	CHECK(store_history(b.s, &place_entity, (struct id){ { 0 } }, 1, 1, a, &c,
	    &b.e));
	CHECK(store_change(c, a, &h) && h.number == 2);
	CHECK(!store_change(c, a, &h));
	CHECK(store_end(c, &b.e));
	bench_close(&b);
}

static void
what_is_erased_is_gone_from_row_search_and_history(struct arena *a)
{
	struct ask ask = { .search = S("tom") };
	struct bench b;
	struct cat cat;
	struct change h[4];
	int64_t n;

	if (!open_bench(&b, a, "erase"))
		return;
	row_blank(&cat_entity, &cat);
	cat.name = S("Tom");
	cat.colour = S("grey");
	CHECK(bench_put(&b, &cat_entity, &cat));
	CHECK(store_count(b.s, &being_entity, &ask, &n, &b.e) && n == 1);
	CHECK(store_erase(b.s, &being_entity, cat.row.id, &b.by, &b.e));
	CHECK(store_find(b.s, &cat_entity, cat.row.id, a, &cat, &b.e));
	CHECK(str_is(cat.name, "(erased)") && cat.colour.p == NULL);
	CHECK(cat.row.revision == 2);
	CHECK(store_count(b.s, &being_entity, &ask, &n, &b.e) && n == 0);
	CHECK(lines(&b, cat.row.id, h, 4) == 2);
	CHECK(str_is(h[1].verb, "erase"));
	CHECK(str_find(h[0].fields, S("Tom")) == h[0].fields.n);
	CHECK(str_find(h[1].fields, S("grey")) == h[1].fields.n);
	CHECK(str_find(h[0].fields, S("(erased)")) < h[0].fields.n);
	CHECK(store_check(b.s, &b.e));
	bench_close(&b);
}

/* ---- named queries, checking ---- */

/* The tables of the program itself. */
static bool
open_real(struct bench *b, struct arena *a, const char *name)
{
	if (!open_bench(b, a, name))
		return false;
	store_close(b->s);
	b->where = str_print(a, ON_POSTGRES ? "%s_real" : "%s.real",
	    b->where.p);
	CHECK(store_open(&b->s, b->where, STORE_CREATE, &b->e));
	return b->s != NULL;
}

static void
every_named_query_is_understood(struct arena *a)
{
	struct value none[8] = { { V_NONE } }, v[40];
	const struct query *q;
	const char *p;
	struct bench b;
	struct store *s;
	struct cursor *c;
	str columns, word;
	size_t n, m;

	if (!open_real(&b, a, "queries"))
		return;
	s = b.s;
	for (q = queries; q->name != NULL; q++) {
		for (n = 0, p = q->sql; *p != '\0'; p++)
			if (p[0] == '$' && (size_t)(p[1] - '0') > n)
				n = (size_t)(p[1] - '0');
		columns = str_of(q->columns);
		for (m = 0; str_cut(&columns, ' ', &word); m++)
			;
		CHECK(store_query(s, q->name, none, n, a, &c, &b.e));
		while (store_answer(c, v, m))
			;
		CHECK(store_end(c, &b.e));
	}
	bench_close(&b);
}

/* ---- bytes ---- */

static str
hash_of(struct arena *a, char letter)
{
	char *p = arena_take(a, 65, 1);

	memset(p, letter, 64);
	return (str){ p, 64 };
}

static void
bytes_of_any_length_are_kept_once_and_read_in_pieces(struct arena *a)
{
	enum { LONG = 2 * BLOB_PIECE + 5 };
	char *bytes = arena_take(a, LONG, 1);
	int64_t size, n, all;
	struct bench b;
	str piece;

	if (!open_real(&b, a, "blobs"))
		return;
	memset(bytes, 'x', LONG);
	bytes[BLOB_PIECE] = '\0';
	CHECK(blob_size(b.s, hash_of(a, 'a'), &size, &b.e) && size == -1);
	CHECK(store_begin(b.s, true, &b.e));
	CHECK(blob_put(b.s, hash_of(a, 'a'), (str){ bytes, LONG }, &b.e));
	CHECK(blob_put(b.s, hash_of(a, 'a'), (str){ bytes, LONG }, &b.e));
	CHECK(blob_put(b.s, hash_of(a, 'b'), S("one"), &b.e));
	CHECK(store_commit(b.s, &b.e));
	CHECK(blob_size(b.s, hash_of(a, 'a'), &size, &b.e) && size == LONG);
	CHECK(blob_total(b.s, &n, &all, &b.e) && n == 2 && all == LONG + 3);
	CHECK(blob_read(b.s, hash_of(a, 'a'), 1, a, &piece, &b.e));
	CHECK(piece.n == BLOB_PIECE && piece.p[0] == '\0' &&
	    piece.p[1] == 'x');
	CHECK(blob_read(b.s, hash_of(a, 'a'), 2, a, &piece, &b.e));
	CHECK(str_is(piece, "xxxxx"));
	CHECK(blob_read(b.s, hash_of(a, 'a'), 3, a, &piece, &b.e));
	CHECK(piece.p == NULL);
	CHECK(blob_next(b.s, hash_of(a, 'a'), a, &piece, &b.e));
	CHECK(str_same(piece, hash_of(a, 'b')));
	CHECK(blob_next(b.s, piece, a, &piece, &b.e) && piece.p == NULL);
	bench_close(&b);
}

/* Idle at 1,000; swept by who sweeps what was idle before 2,000. */
/* How many there are as of that change, with that stamp. */
static size_t
shelved_at(struct bench *b, struct arena *a, const char *stamp, int64_t at)
{
	struct shelved *all;
	size_t i, n, found = 0;

	CHECK(shelf_read(b->s, S("outline"), str_of(stamp), a, &all, &n,
	    &b->e));
	for (i = 0; i < n; i++)
		found += all[i].at == at;
	return found;
}

static void
what_is_laid_on_the_shelf_is_found_by_who_laid_it_there(struct arena *a)
{
	struct shelved one = { { { 1 } }, 10, { "a\0b", 3 } },
	    two = { { { 2 } }, 12, S("two") }, *all;
	struct bench b;
	size_t n;

	if (!open_real(&b, a, "shelf"))
		return;
	CHECK(store_begin(b.s, true, &b.e));
	CHECK(shelf_put(b.s, S("outline"), S("x"), &one, &b.e));
	CHECK(shelf_put(b.s, S("outline"), S("x"), &two, &b.e));
	CHECK(shelf_put(b.s, S("other"), S("x"), &two, &b.e));
	CHECK(store_commit(b.s, &b.e));
	CHECK(shelf_read(b.s, S("outline"), S("x"), a, &all, &n, &b.e));
	CHECK(n == 2 && all[id_same(all[1].id, one.id)].bytes.n == 3);
	CHECK(shelved_at(&b, a, "y", 10) == 0);
	one.at = 9;     /* of before: the later one stays */
	CHECK(store_begin(b.s, true, &b.e));
	CHECK(shelf_put(b.s, S("outline"), S("y"), &one, &b.e));
	CHECK(shelved_at(&b, a, "x", 10) == 1);
	CHECK(shelf_lift(b.s, S("outline"), 11, 20, &b.e));
	CHECK(shelved_at(&b, a, "x", 10) == 1);
	CHECK(shelved_at(&b, a, "x", 20) == 1);
	CHECK(shelf_drop(b.s, S("outline"), two.id, 20, &b.e));
	CHECK(shelved_at(&b, a, "x", 20) == 1);
	CHECK(shelf_drop(b.s, S("outline"), (struct id){ { 0 } }, 20, &b.e));
	CHECK(shelved_at(&b, a, "x", 10) == 0);
	CHECK(shelved_at(&b, a, "x", 20) == 1);
	CHECK(store_commit(b.s, &b.e));
	bench_close(&b);
}

static void
bytes_that_nothing_refers_to_are_swept_after_a_while(struct arena *a)
{
	struct file f;
	struct bench b;
	int64_t n, size;

	if (!open_real(&b, a, "sweep"))
		return;
	row_blank(&file_entity, &f);
	f.name = S("a.txt");
	f.hash = hash_of(a, 'a');
	CHECK(blob_put(b.s, f.hash, S("kept"), &b.e));
	CHECK(blob_put(b.s, hash_of(a, 'b'), S("idle"), &b.e));
	CHECK(bench_put(&b, &file_entity, &f));
	CHECK(blob_sweep(b.s, 1000, 500, 10, &n, &b.e) && n == 0);
	CHECK(blob_sweep(b.s, 3000, 2000, 10, &n, &b.e) && n == 1);
	CHECK(blob_size(b.s, hash_of(a, 'b'), &size, &b.e) && size == -1);
	CHECK(blob_size(b.s, f.hash, &size, &b.e) && size == 4);
	CHECK(store_drop(b.s, &file_entity, f.row.id, 1, &b.by, &b.e));
	CHECK(blob_sweep(b.s, 5000, 4000, 10, &n, &b.e) && n == 0);
	CHECK(blob_put(b.s, f.hash, S("kept"), &b.e));  /* wanted again */
	CHECK(blob_sweep(b.s, 7000, 6000, 10, &n, &b.e) && n == 0);
	CHECK(blob_sweep(b.s, 9000, 8000, 10, &n, &b.e) && n == 1);
	bench_close(&b);
}

static void
a_healthy_store_has_no_findings_and_a_tampered_one_has(struct arena *a)
{
	struct bench b;
	struct place p;

	if (!open_bench(&b, a, "check"))
		return;
	p = bench_place(&b, "P1");
	bench_place(&b, "P2");
	p.name = S("x");
	CHECK(bench_put(&b, &place_entity, &p));
	CHECK(store_check(b.s, &b.e));
	CHECK(bench_tamper(&b, "DELETE FROM \"history\" WHERE \"number\" = 2"));
	CHECK(!store_check(b.s, &b.e));
	CHECK(says(&b, BROKEN, NULL, "History has gaps: 2 lines, but the last is number 3."));
	CHECK(bench_tamper(&b, "DELETE FROM \"place\" WHERE \"code\" = 'P1'"));
	errors_clear(&b.e);
	CHECK(!store_check(b.s, &b.e));
	bench_close(&b);
}

/* ---- migration ---- */

#define F(m) FIELD(struct place, m)
static const struct field renamed_fields[] = {
	{ F(region), T_REF, "Region", .to = "place" },
	{ F(code), T_TEXT, "Code", .flags = MUST | CODE | SEARCH },
	{ "called", offsetof(struct place, name), K_STR, T_TEXT, "Called" },
	{ 0 }
};
#undef F

static const struct entity renamed_place = {
	.name = "place", .label = "Place", .plural = "Places",
	.size = sizeof(struct place), .home = "id", .order = "code",
	.within = "region", .fields = renamed_fields,
};

static void
a_migration_says_what_it_does_and_loses_nothing_unasked(struct arena *a)
{
	const struct entity *const other[] = { &renamed_place, &tool_entity, &being_entity,
	    &cat_entity, &dog_entity, &loan_entity, NULL };
	struct ask ask = { .search = S("p1") };
	struct bench b;
	struct place p;
	struct tool t;
	struct store *s;
	int64_t n;
	str what;

	if (!open_bench(&b, a, "migrate"))
		return;
	p = bench_place(&b, "P1");
	t = bench_tool(&b, &p, "Hoe");
	CHECK(bench_put(&b, &tool_entity, &t));
	store_close(b.s);
	CHECK(!store_open_of(&s, b.where, STORE_WRITE, other, &b.e));
	CHECK(says(&b, CONFLICT, NULL, "tilth migrate"));
	errors_clear(&b.e);
	CHECK(store_open_of(&b.s, b.where, STORE_MIGRATE, other, &b.e));
	CHECK(store_migrate(b.s, true, false, a, &what, &b.e));
	CHECK(str_find(what, S("'name' of 'place'")) < what.n);
	CHECK(str_find(what, S("loses data")) < what.n);
	CHECK(!store_migrate(b.s, false, false, a, &what, &b.e));
	CHECK(says(&b, INVALID, NULL, "nothing was changed"));
	errors_clear(&b.e);
	CHECK(store_migrate(b.s, false, true, a, &what, &b.e));
	CHECK(store_find(b.s, &renamed_place, p.row.id, a, &p, &b.e));
	CHECK(str_is(p.code, "P1"));
	CHECK(store_count(b.s, &renamed_place, &ask, &n, &b.e) && n == 1);
	CHECK(store_has(b.s, &tool_entity, t.row.id));
	CHECK(!store_drop(b.s, &renamed_place, p.row.id, 1, &b.by, &b.e));
	errors_clear(&b.e);
	CHECK(store_migrate(b.s, false, false, a, &what, &b.e) && what.n == 0);
	CHECK(store_check(b.s, &b.e));
	store_close(b.s);
	CHECK(store_open_of(&b.s, b.where, STORE_WRITE, other, &b.e));
	bench_close(&b);
}

#include "contract_list.h"

const struct test CONTRACT[] = {
	{ "a row comes back as it was put", a_row_comes_back_as_it_was_put },
	{ "what is missing stays missing", what_is_missing_stays_missing },
	{ "a row that is not there is absent", a_row_that_is_not_there_is_absent },
	{ "a code finds its row in its own place", a_code_finds_its_row_in_its_own_place },
	{ "a change needs the revision it was read at",
	   a_change_needs_the_revision_it_was_read_at },
	{ "a row without changes is not written", a_row_without_changes_is_not_written },
	{ "a change to a row that went is a conflict",
	   a_change_to_a_row_that_went_is_a_conflict },
	{ "a taken code and a broken rule say so beside their field",
	   a_taken_code_and_a_broken_rule_say_so_beside_their_field },
	{ "a reference that leads nowhere is refused on its field",
	   a_reference_that_leads_nowhere_is_refused_on_its_field },
	{ "what must be filled and what is out of bounds is refused",
	   what_must_be_filled_and_what_is_out_of_bounds_is_refused },
	{ "members of a family share a table and are told apart",
	   members_of_a_family_share_a_table_and_are_told_apart },
	{ "a row others refer to stays and says who",
	   a_row_others_refer_to_stays_and_says_who },
	{ "what is taken back leaves no row and no gap",
	   what_is_taken_back_leaves_no_row_and_no_gap },
	{ "a refused row spoils nothing before or after it",
	   a_refused_row_spoils_nothing_before_or_after_it },
	{ "a reader sees the last commit only", a_reader_sees_the_last_commit_only },
	{ "history tells each change in order", history_tells_each_change_in_order },
	{ "history can be followed from a number", history_can_be_followed_from_a_number },
	{ "what is erased is gone from row, search and history",
	   what_is_erased_is_gone_from_row_search_and_history },
	{ "every named query is understood", every_named_query_is_understood },
	{ "bytes of any length are kept once and read in pieces",
	   bytes_of_any_length_are_kept_once_and_read_in_pieces },
	{ "what is laid on the shelf is found by who laid it there",
	   what_is_laid_on_the_shelf_is_found_by_who_laid_it_there },
	{ "bytes that nothing refers to are swept after a while",
	   bytes_that_nothing_refers_to_are_swept_after_a_while },
	{ "a healthy store has no findings and a tampered one has",
	   a_healthy_store_has_no_findings_and_a_tampered_one_has },
	{ "a migration says what it does and loses nothing unasked",
	   a_migration_says_what_it_does_and_loses_nothing_unasked },
	{ "filters of every type find their rows", filters_of_every_type_find_their_rows },
	{ "a filter that cannot be read says so", a_filter_that_cannot_be_read_says_so },
	{ "search finds all words without their marks",
	   search_finds_all_words_without_their_marks },
	{ "pages follow each other without a row lost or twice",
	   pages_follow_each_other_without_a_row_lost_or_twice },
	{ "rows without a value come last both ways",
	   rows_without_a_value_come_last_both_ways },
	{ "text is ordered by its bytes", text_is_ordered_by_its_bytes },
	{ "a forged place in a list is refused", a_forged_place_in_a_list_is_refused },
	{ "a scope is any of its homes, own rows and what is published",
	   a_scope_is_any_of_its_homes_own_rows_and_what_is_published },
	{ "rows can be found and put while a list is open",
	   rows_can_be_found_and_put_while_a_list_is_open },
	{ "a long list is fetched piece by piece", a_long_list_is_fetched_piece_by_piece },
	{ 0 }
};
