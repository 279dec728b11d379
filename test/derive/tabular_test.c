/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/tabular.h"

#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "derive/fieldtext.h"
#include "format/csv.h"
#include "format/xlsx_write.h"
#include "planted.h"
#include "suites.h"

/* A store of a few events, as import sees it. */
struct shelf {
	struct arena *a;
	struct event  v[8];
	size_t        n;
	const char   *refuse;           /* put refuses this title */
};

static bool
find(void *with, struct arena *a, struct id id, str code, struct id within,
    void *row)
{
	struct shelf *s = with;
	size_t i;

	(void)a, (void)within;
	for (i = 0; i < s->n; i++)
		if (id_none(id) ? str_same(s->v[i].code, code) :
		    id_same(s->v[i].row.id, id)) {
			memcpy(row, &s->v[i], sizeof s->v[i]);
			return true;
		}
	return false;
}

static void
hold(struct shelf *s, struct event *to, const struct event *from)
{
	const struct field *f;
	struct errors e = { s->a, NULL };

	*to = *from;                    /* the row's texts go with its record */
	for (f = planted_event.fields; f->name != NULL; f++)
		if (f->kind == K_STR)
			CHECK(fieldtext_read(s->a, f, fieldtext_write(s->a, f,
			    from), to, &e));
}

static bool
put(void *with, enum tabular_fate fate, void *row, struct errors *e)
{
	struct shelf *s = with;
	struct event *v = row;
	size_t i;

	if (s->refuse != NULL && str_is(v->title, s->refuse))
		return fail(e, DENIED, "title", "Not that one.");
	if (fate == TABULAR_ADD) {
		v->row.revision = 1;
		v->row.id.b[15] = (uint8_t)(s->n + 1);
		hold(s, &s->v[s->n++], v);
		return true;
	}
	for (i = 0; i < s->n; i++)
		if (id_same(s->v[i].row.id, v->row.id))
			hold(s, &s->v[i], v);
	return true;
}

static bool
refer(void *with, const struct field *f, str called, struct id *into)
{
	(void)with, (void)f;
	*into = (struct id){ { 9 } };
	return str_is(called, "PRG");
}

static const struct lookup lookup = { .refer = refer };

struct desk {
	struct shelf         shelf;
	struct tabular_doors doors;
	struct tabular       t;
	struct errors        e;
};

static void
open_desk(struct desk *d, struct arena *a, bool dry)
{
	memset(d, 0, sizeof *d);
	d->shelf.a = a;
	d->doors = (struct tabular_doors){ &d->shelf, find, dry ? NULL : put, NULL };
	d->t = (struct tabular){ .arena = a, .entity = &planted_event,
	    .lookup = &lookup, .doors = &d->doors };
	d->e.arena = a;
}

static bool
reads(struct desk *d, const char *csv)
{
	struct sheet *s;

	memset(d->t.n, 0, sizeof d->t.n);
	d->t.n_faults = 0;
	d->t.first = d->t.last = NULL;
	errors_clear(&d->e);
	return sheet_open_bytes(d->t.arena, str_of(csv), NULL, &s, &d->e) &&
	    tabular_read(&d->t, s, &d->e);
}

static bool
counts(const struct desk *d, int64_t add, int64_t change, int64_t same, int64_t refuse)
{
	bool so = d->t.n[TABULAR_ADD] == add && d->t.n[TABULAR_CHANGE] == change &&
	    d->t.n[TABULAR_SAME] == same && d->t.n[TABULAR_REFUSE] == refuse;

	if (!so && d->t.first != NULL)
		test_check(0, str_z(d->shelf.a, d->t.first->reason), "told first", 0);
	return so;
}

static bool
told(const struct tabular_fault *f, size_t line, const char *column, const char *value,
    const char *reason)
{
	bool so = f != NULL && f->line == line && str_is(f->column, column) &&
	    str_is(f->value, value) && strstr(f->reason.p, reason) != NULL;

	if (!so)
		test_check(0, f ? f->reason.p : "(nothing told)", column, (int)(f ? f->line : 0));
	return so;
}

static const char good[] =
    "programme,code,title,from,seats,cost,cost_currency,topics\n"
    "PRG,E1,Wells,2024-02-29,12,1250.50,USD,law;water\n"
    "PRG,E2,Pumps,2024-03-01,,,,\n";

static void
a_dry_run_counts_and_writes_nothing(struct arena *a)
{
	struct desk d;

	open_desk(&d, a, true);
	CHECK(reads(&d, good) && counts(&d, 2, 0, 0, 0));
	CHECK(d.shelf.n == 0 && d.t.first == NULL);
}

static void
rows_are_added_then_unchanged_then_changed(struct arena *a)
{
	struct desk d;

	open_desk(&d, a, false);
	CHECK(reads(&d, good) && counts(&d, 2, 0, 0, 0));
	CHECK(d.shelf.n == 2 && str_is(d.shelf.v[0].title, "Wells"));
	CHECK(d.shelf.v[0].cost.minor == 125050 && d.shelf.v[0].programme.b[0] == 9);
	CHECK(d.shelf.v[1].seats == INT64_MIN && d.shelf.v[1].cost.currency[0] == 0);
	CHECK(reads(&d, good) && counts(&d, 0, 0, 2, 0));
	CHECK(reads(&d, "code,title\nE2,Better pumps\n") && counts(&d, 0, 1, 0, 0));
	CHECK(str_is(d.shelf.v[1].title, "Better pumps"));
	/* What has no column stays, an empty cell empties. */
	CHECK(d.shelf.v[1].from.n == day_of(2024, 3, 1).n);
	CHECK(reads(&d, "code,seats\nE1,\n") && counts(&d, 0, 1, 0, 0));
	CHECK(d.shelf.v[0].seats == INT64_MIN);
}

static void
headings_may_be_labels(struct arena *a)
{
	struct desk d;

	open_desk(&d, a, true);
	CHECK(reads(&d, "PROGRAMME,Title,first DAY,How it is held,,Opened at\n"
	    "PRG,Wells,2024-01-01,On site,a note,whatever\n"));
	CHECK(counts(&d, 1, 0, 0, 0));
	CHECK(str_is(d.t.passed_over, "Opened at"));    /* KEPT */
}

static void
bad_headings_are_all_told_and_nothing_is_read(struct arena *a)
{
	struct desk d;

	open_desk(&d, a, false);
	CHECK(!reads(&d, "titel,colour,seats,Seats,key\nWells,red,1,2,x\n"));
	CHECK(d.t.n_faults == 4 && d.shelf.n == 0);
	CHECK(told(d.t.first, 1, "titel", "", "'title' is near"));
	CHECK(told(d.t.first->next, 1, "colour", "", "no column 'colour'"));
	CHECK(told(d.t.first->next->next, 1, "Seats", "", "there twice"));
	CHECK(told(d.t.last, 1, "key", "", "no column 'key'"));
	CHECK(errors_text(&d.e, NULL) != NULL);
	CHECK(!reads(&d, "title\nWells\n"));
	CHECK(told(d.t.first, 1, "programme", "", "The column 'programme' is missing."));
	CHECK(!reads(&d, "code,cost_currency\nE1,USD\n"));
	CHECK(told(d.t.first, 1, "cost", "", "missing"));
	CHECK(!reads(&d, ""));
}

static void
each_refusal_has_line_column_value_and_reason(struct arena *a)
{
	struct desk d;

	open_desk(&d, a, false);
	d.shelf.refuse = "Forbidden";
	CHECK(reads(&d, "programme,title,from,seats\n"
	    "PRG,Wells,2/1/2024,a dozen\n"
	    "PRG,,2024-01-01,0\n"
	    "NOPE,\"Two\nlines\",2024-01-01,1\n"
	    "PRG,Fine,2024-01-01,1\n"
	    "PRG,Forbidden,2024-01-01,1\n"
	    "PRG,Long,2024-01-01,1,extra\n"));
	CHECK(counts(&d, 1, 0, 0, 5));
	CHECK(told(d.t.first, 2, "from", "2/1/2024", "year first"));
	CHECK(told(d.t.first->next, 2, "seats", "a dozen", "not a number"));
	CHECK(told(d.t.first->next->next, 3, "title", "", "Title is missing."));
	CHECK(told(d.t.first->next->next->next, 3, "seats", "0", "at least 1"));
	CHECK(told(d.t.first->next->next->next->next, 4, "programme", "NOPE", "'NOPE'"));
	/* The record of line 4 has a line end in it. */
	CHECK(told(d.t.first->next->next->next->next->next, 7, "title", "Forbidden",
	    "Not that one."));
	CHECK(told(d.t.last, 8, "", "", "5 cells, the headings are 4"));
	CHECK(d.t.n_faults == 7);
}

static void
a_row_twice_in_one_file_is_refused_dry_or_not(struct arena *a)
{
	static const char twice[] = "programme,code,title,from\n"
	    "PRG,E1,Wells,2024-01-01\nPRG,E1,Pumps,2024-01-01\n";
	struct desk d;

	open_desk(&d, a, true);
	CHECK(reads(&d, twice) && counts(&d, 1, 0, 0, 1));
	CHECK(told(d.t.first, 3, "code", "E1", "The row of line 2 is here again."));
	open_desk(&d, a, false);
	CHECK(reads(&d, twice) && counts(&d, 1, 0, 0, 1));
	CHECK(str_is(d.shelf.v[0].title, "Wells"));
}

static void
a_revision_that_moved_is_refused(struct arena *a)
{
	struct desk d;

	open_desk(&d, a, false);
	CHECK(reads(&d, good));
	d.shelf.v[0].row.revision = 5;
	CHECK(reads(&d, "code,revision,title\nE1,4,New\n") && counts(&d, 0, 0, 0, 1));
	CHECK(told(d.t.first, 2, "revision", "4", "now it is 5"));
	CHECK(reads(&d, "code,revision,title\nE1,5,New\n") && counts(&d, 0, 1, 0, 0));
}

static void
new_rows_begin_with_what_is_given(struct arena *a)
{
	struct event base;
	struct desk d;

	open_desk(&d, a, false);
	row_blank(&planted_event, &base);
	base.programme = (struct id){ { 5 } };
	d.t.base = &base;
	CHECK(reads(&d, "title,from\nWells,2024-01-01\n") && counts(&d, 1, 0, 0, 0));
	CHECK(d.shelf.v[0].programme.b[0] == 5);
}

static void
the_list_of_faults_ends_but_the_count_does_not(struct arena *a)
{
	struct write w = write_new(a, 1 << 20);
	struct node *n = node_new(a);
	struct desk d;
	int i;

	write_z(&w, "programme,title,from\n");
	for (i = 0; i < 1200; i++)
		write_z(&w, "PRG,,2024-01-01\n");
	open_desk(&d, a, true);
	CHECK(reads(&d, write_done(&w).p) && counts(&d, 0, 0, 0, 1200));
	CHECK(d.t.n_faults == 1200 && d.t.last->line == 1001);
	tabular_report(&d.t, n);
	CHECK(node_find(n, S("refuse"))->count == 1200);
	CHECK(node_find(n, S("told"))->n == TABULAR_TOLD);
}

static str
csv_of(struct arena *a, const struct event *v, size_t n)
{
	const struct tabular_column *c;
	struct write w = write_new(a, 1 << 20);
	size_t columns, i, j;

	c = tabular_columns(a, NULL, &planted_event, &columns);
	for (i = 0; i < columns; i++)
		csv_write_field(&w, c[i].heading, i == 0);
	csv_end_row(&w);
	for (j = 0; j < n; j++) {
		for (i = 0; i < columns; i++)
			csv_write_field(&w, tabular_cell(a, &c[i], &v[j]), i == 0);
		csv_end_row(&w);
	}
	return write_done(&w);
}

static void
what_goes_out_comes_back_unchanged(struct arena *a)
{
	struct desk d;
	struct event *v;
	str csv;

	open_desk(&d, a, false);
	CHECK(reads(&d, good));
	v = &d.shelf.v[0];
	v->row.extra = S("{\"pump\":\"a,b\"}");
	v->notes = S("one\ntwo, \"three\"");
	v->key = S("hush");
	v->title = S("=1+1");           /* no formula, going out */
	v->score = 0.1;
	v->is_open = NO;
	v->steps = S("[{\"step\":\"dig\",\"days\":2}]");
	csv = csv_of(a, d.shelf.v, 2);
	CHECK(str_find(csv, S("hush")) == csv.n);
	CHECK(str_find(csv, S("\"revision\"")) == csv.n);
	CHECK(reads(&d, csv.p) && counts(&d, 0, 0, 2, 0));
}

static void
personal_columns_are_for_who_may_see_them(struct arena *a)
{
	const struct lookup may = { .personal = true };
	const struct tabular_column *c;
	size_t n, i, seen = 0;
	struct desk d;

	c = tabular_columns(a, NULL, &planted_person, &n);
	for (i = 0; i < n; i++)
		seen += str_is(c[i].heading, "email");
	CHECK(seen == 0);
	c = tabular_columns(a, &may, &planted_person, &n);
	for (i = 0; i < n; i++)
		seen += str_is(c[i].heading, "email");
	CHECK(seen == 1);
	open_desk(&d, a, true);
	d.t.entity = &planted_person;
	CHECK(!reads(&d, "name,email\nAwa,awa@x.org\n"));
	CHECK(told(d.t.first, 1, "email", "", "not yours to import"));
}

static void
a_workbook_reads_like_a_csv(struct arena *a)
{
	const struct xlsx_heading heads[] = {
		{ S("programme"), 0 }, { S("title"), 0 }, { S("from"), 0 }, { S("seats"), 0 },
		{ S("is_open"), 0 },
	};
	str path = str_print(a, "%s/derive.xlsx", test_scratch());
	struct xlsx_out *x;
	struct sheet *s;
	struct desk d;

	open_desk(&d, a, false);
	CHECK(xlsx_out_open(a, path.p, S("Events"), heads, 5, &x, &d.e));
	xlsx_out_text(x, S("PRG"));
	xlsx_out_text(x, S("Wells"));
	xlsx_out_day(x, day_of(2024, 2, 29));
	xlsx_out_count(x, 12);
	xlsx_out_bool(x, true);
	xlsx_out_row(x);
	CHECK(xlsx_out_finish(x, NULL, &d.e));
	CHECK(sheet_open(a, path.p, NULL, &s, &d.e));
	CHECK(tabular_read(&d.t, s, &d.e) && counts(&d, 1, 0, 0, 0));
	CHECK(d.shelf.v[0].from.n == day_of(2024, 2, 29).n && d.shelf.v[0].seats == 12);
	CHECK(d.shelf.v[0].is_open == YES);
}

const struct test tabular_tests[] = {
	{ "a dry run counts and writes nothing", a_dry_run_counts_and_writes_nothing },
	{ "rows are added, then unchanged, then changed",
	   rows_are_added_then_unchanged_then_changed },
	{ "headings may be labels", headings_may_be_labels },
	{ "bad headings are all told and nothing is read",
	   bad_headings_are_all_told_and_nothing_is_read },
	{ "each refusal has line, column, value and reason",
	   each_refusal_has_line_column_value_and_reason },
	{ "a row twice in one file is refused, dry or not",
	   a_row_twice_in_one_file_is_refused_dry_or_not },
	{ "a revision that moved is refused", a_revision_that_moved_is_refused },
	{ "new rows begin with what is given", new_rows_begin_with_what_is_given },
	{ "the list of faults ends but the count does not",
	   the_list_of_faults_ends_but_the_count_does_not },
	{ "what goes out comes back unchanged", what_goes_out_comes_back_unchanged },
	{ "personal columns are for who may see them",
	   personal_columns_are_for_who_may_see_them },
	{ "a workbook reads like a CSV", a_workbook_reads_like_a_csv },
	{ 0 }
};
