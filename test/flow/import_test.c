/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Tests of flow/import: what lands, what is refused, and what comes twice. */
#include "flow/import.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "flow/find.h"
#include "model/assess.h"
#include "model/people.h"
#include "site.h"
#include "test.h"

static int64_t
count(struct site *s, const struct entity *e)
{
	int64_t n = -1;

	CHECK(flow_count(&s->c, e, &(struct ask){ 0 }, &n));
	return n;
}

static int64_t
changes(struct site *s)
{
	int64_t n = -1;

	CHECK(store_last_change(s->c.store, &n, &s->c.errors));
	return n;
}

/* A site with nothing in it but its two programmes. */
static bool
open_site(struct site *s, struct arena *a, const char *name)
{
	if (!site_open(s, a, name))
		return false;
	site_system(s);
	return true;
}

/* ---- frameworks ---- */

/* One dimension, two items, of which the second is reversed. */
static const char small[] =
    "{ \"schema\": \"capdev-framework/1\", \"id\": \"tiny\", \"version\": \"%s\","
    " \"title\": \"Tiny\", \"target_group\": \"organisation\","
    " \"scale\": { \"min\": 1, \"max\": 5, \"step\": 1 },"
    " \"aggregation\": { \"raters_to_indicator\": \"median\","
    " \"indicator_to_dimension\": \"mean\", \"min_share_answered\": 0.5 },"
    " \"reverse_scored\": [ \"T2\" ],"
    " \"dimensions\": [ { \"id\": \"D\", \"title\": \"Only\","
    " \"indicators\": [ { \"code\": \"T1\", \"question\": \"%s\" }%s ] } ] }";

static const char second[] = ", { \"code\": \"T2\", \"question\": \"Is it hard?\" }";

static bool
tells(const struct refusal *r, const char *words)
{
	return r != NULL && str_find(r->reason, str_of(words)) < r->reason.n;
}

static struct import_report *
bring(struct site *s, const char *version, const char *question,
    const char *more)
{
	struct import_report *r = import_report_new(s->a);

	CHECK(import_document(&s->c, str_print(s->a, small, version, question,
	    more), r));
	return r;
}

/* Counted in the files themselves: 15 frameworks, 89 dimensions and 272
 * items (indicators_flat.csv has as many lines below its heading). */
static void
all_frameworks_come_in_whole_and_once(struct arena *a)
{
	struct import_report *r;
	struct site s;
	int64_t before;

	if (!open_site(&s, a, "import_bundle"))
		return;
	r = import_report_new(a);
	CHECK(import_bundle(&s.c, r));
	CHECK(count(&s, &framework_entity) == 15);
	CHECK(count(&s, &dimension_entity) == 89);
	CHECK(count(&s, &item_entity) == 272);
	CHECK(r->n[ADDED] == 15 + 89 + 272 && r->n[REFUSED] == 0);
	before = changes(&s);
	r = import_report_new(a);
	CHECK(import_bundle(&s.c, r));
	CHECK(r->n[UNCHANGED] == 15 && r->n[ADDED] == 0);
	CHECK(r->n[CHANGED] == 0 && r->n[REFUSED] == 0);
	CHECK(changes(&s) == before);
	site_close(&s);
}

static void
a_document_lands_with_its_reversed_items(struct arena *a)
{
	struct framework *f;
	struct item *it;
	struct cursor *cursor;
	struct site s;
	int i;

	if (!open_site(&s, a, "import_small"))
		return;
	CHECK(bring(&s, "1", "Is it easy?", second)->n[ADDED] == 4);
	CHECK(store_list(s.c.store, &item_entity, &(struct ask){ 0 }, a,
	    &cursor, &s.c.errors));
	for (i = 0; i < 2; i++) {
		it = arena_take(a, 1, sizeof(*it));
		CHECK(store_next(cursor, a, it));
		CHECK(it->seq == i + 1 && it->is_reverse == (i == 0 ? NO : YES));
	}
	CHECK(store_end(cursor, &s.c.errors));
	f = site_find(&s, &framework_entity, it->framework);
	CHECK(str_is(f->code, "tiny") && str_is(f->target, "ORG"));
	CHECK(f->scale_min == 1 && f->scale_max == 5 && f->min_share == 0.5);
	CHECK(f->is_frozen == YES);
	site_close(&s);
}

static void
other_words_under_the_same_version_are_refused(struct arena *a)
{
	struct import_report *r;
	struct site s;
	int64_t before;

	if (!open_site(&s, a, "import_other"))
		return;
	(void)bring(&s, "1", "Is it easy?", second);
	before = changes(&s);
	r = bring(&s, "1", "Is it cheap?", second);
	CHECK(r->n[REFUSED] == 1 && r->n[UNCHANGED] == 0);
	CHECK(r->refusals.n == 1);
	CHECK(str_is(r->refusals.first->column, "version"));
	CHECK(tells(r->refusals.first, "Make a new version"));
	CHECK(tells(r->refusals.first, "'Question' of 'T1'"));
	r = bring(&s, "1", "Is it easy?", "");  /* an item less */
	CHECK(r->n[REFUSED] == 1);
	CHECK(tells(r->refusals.first, "has 2 Items"));
	r = bring(&s, "1", "Is it easy?",
	    ", { \"code\": \"T2\", \"question\": \"Is it hard?\" },"
	    " { \"code\": \"T3\", \"question\": \"Is it new?\" }");
	CHECK(r->n[REFUSED] == 1);              /* an item more */
	CHECK(tells(r->refusals.first, "'T3' is not in it"));
	CHECK(changes(&s) == before);
	r = bring(&s, "2", "Is it cheap?", second);
	CHECK(r->n[ADDED] == 4 && r->n[REFUSED] == 0);
	CHECK(count(&s, &framework_entity) == 2);
	site_close(&s);
}

static void
what_is_no_framework_leaves_nothing_behind(struct arena *a)
{
	static const char *const bad[] = {
		"{}", "[]", "{ \"schema\": \"capdev-framework/2\" }", "{ \"sche",
	};
	struct import_report *r = import_report_new(a);
	struct site s;
	int64_t before;
	size_t i;

	if (!open_site(&s, a, "import_bad"))
		return;
	before = changes(&s);
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		CHECK(!import_document(&s.c, str_of(bad[i]), r));
		CHECK(site_fault(&s) == INVALID);
	}
	CHECK(!import_document(&s.c, str_print(a, small, "1", "Is it?",
	    ", { \"code\": \"T1\", \"question\": \"Again?\" }"), r));
	CHECK(site_fault(&s) != FINE);
	CHECK(!import_path(&s.c, str_print(a, "%s/nowhere",
	    test_scratch()).p, r));
	CHECK(site_fault(&s) == ABSENT);
	CHECK(count(&s, &framework_entity) == 0 && changes(&s) == before);
	site_close(&s);
}

/* ---- a programme ---- */

static void
put(struct arena *a, const char *folder, const char *name, const char *text)
{
	FILE *f = fopen(str_print(a, "%s/%s", folder, name).p, "w");

	CHECK(f != NULL && fputs(text, f) >= 0);
	if (f != NULL)
		CHECK(fclose(f) == 0);
}

static const char *
folder_of(struct arena *a, const char *name)
{
	const char *folder = str_print(a, "%s/%s", test_scratch(), name).p;

	CHECK(mkdir(folder, 0700) == 0);
	put(a, folder, "programme.json", "{ \"code\": \"SMALL\","
	    " \"title\": { \"en\": \"Small\" }, \"country\": \"XX\","
	    " \"kind\": \"programme\", \"start_planned\": \"2024-01-01\","
	    " \"end_planned\": \"2024-12-31\", \"currency\": \"USD\" }");
	put(a, folder, "organisations.csv",
	    "organisation_id,name,type,staff\n"
	    "O1,First,NPO,3\n"
	    "O2,Second,NPO,4\n"
	    "O3,Third,NPO,many\n"
	    "O4,,NPO,5\n");
	put(a, folder, "persons.csv",
	    "person_id,name,sex,organisation_id,note\n"
	    "P1,Ann,F,O1,\n"
	    "P2,Ben,M,O2,\"a note\nof two lines\"\n"
	    "P3,Cal,X?,O2,\n");
	put(a, folder, "surprise.csv", "a,b\n1,2\n");
	return folder;
}

static const struct refusal *
refused_at(const struct told *t, const char *file, int64_t line)
{
	const struct refusal *r;

	for (r = t->first; r != NULL; r = r->next)
		if (str_is(r->file, file) && r->line == line)
			return r;
	return NULL;
}

static void
every_row_lands_or_is_refused_with_file_line_and_column(struct arena *a)
{
	struct import_report *r = import_report_new(a);
	const struct refusal *why;
	const struct tally *t;
	struct site s;

	if (!open_site(&s, a, "import_rows"))
		return;
	CHECK(import_path(&s.c, folder_of(a, "rows"), r));
	CHECK(str_is(r->programme, "SMALL"));
	CHECK(count(&s, &organisation_entity) == 3);
	CHECK(count(&s, &person_entity) == 2 + 2);      /* and the site's */
	why = refused_at(&r->refusals, "organisations.csv", 5);
	CHECK(why != NULL && str_is(why->column, "name"));
	/* What need not be there does not keep the row out; it is told. */
	why = refused_at(&r->notices, "organisations.csv", 4);
	CHECK(why != NULL && str_is(why->column, "staff"));
	CHECK(tells(why, "many"));
	/* The record before it has two lines: this one begins on line 5. */
	why = refused_at(&r->refusals, "persons.csv", 5);
	CHECK(why != NULL && str_is(why->column, "sex"));
	CHECK(r->refusals.n == 2 && r->n[REFUSED] == 2);
	CHECK(refused_at(&r->notices, "surprise.csv", 0) != NULL);
	for (t = r->files; t != NULL; t = t->next)
		if (str_is(t->file, "organisations.csv"))
			CHECK(t->n[ADDED] == 3 && t->n[REFUSED] == 1);
	site_close(&s);
}

static void
the_same_folder_again_changes_nothing(struct arena *a)
{
	struct import_report *r;
	struct site s;
	const char *folder;
	int64_t before;

	if (!open_site(&s, a, "import_again"))
		return;
	folder = folder_of(a, "again");
	CHECK(import_path(&s.c, folder, import_report_new(a)));
	before = changes(&s);
	r = import_report_new(a);
	CHECK(import_path(&s.c, folder, r));
	CHECK(r->n[ADDED] == 0 && r->n[CHANGED] == 0 && r->n[REFUSED] == 2);
	CHECK(changes(&s) == before);
	/* Set right, the refused row lands; two others have changed. */
	put(a, folder, "organisations.csv",
	    "organisation_id,name,type,staff\n"
	    "O1,First,NPO,30\n"
	    "O2,Second,NPO,4\n"
	    "O3,Third,NPO,7\n"
	    "O4,Fourth,NPO,5\n");
	r = import_report_new(a);
	CHECK(import_path(&s.c, folder, r));
	CHECK(r->n[ADDED] == 1 && r->n[CHANGED] == 2 && r->n[REFUSED] == 1);
	CHECK(count(&s, &organisation_entity) == 4);
	site_close(&s);
}

static void
a_dry_run_leaves_nothing_behind(struct arena *a)
{
	struct import_report *r = import_report_new(a);
	struct site s;
	int64_t before, programmes;

	if (!open_site(&s, a, "import_dry"))
		return;
	before = changes(&s);
	programmes = count(&s, &programme_entity);
	store_undo(s.c.store);          /* the site's own rows go, too */
	CHECK(store_begin(s.c.store, true, &s.c.errors));
	CHECK(import_path(&s.c, folder_of(a, "dry"), r));
	CHECK(r->n[ADDED] > 3 && count(&s, &programme_entity) == 1);
	store_undo(s.c.store);
	CHECK(store_begin(s.c.store, true, &s.c.errors));
	CHECK(count(&s, &programme_entity) == 0 && programmes == 2);
	CHECK(changes(&s) == 0 && before > 0);
	site_close(&s);
}

static void
a_folder_without_its_programme_is_refused_whole(struct arena *a)
{
	struct import_report *r = import_report_new(a);
	const char *folder = str_print(a, "%s/bare", test_scratch()).p;
	struct site s;

	if (!open_site(&s, a, "import_bare"))
		return;
	CHECK(mkdir(folder, 0700) == 0);
	put(a, folder, "organisations.csv", "organisation_id,name\nO1,First\n");
	CHECK(!import_path(&s.c, folder, r));
	CHECK(site_says(&s, "programme.json"));
	CHECK(site_fault(&s) == ABSENT);
	put(a, folder, "programme.json", "{ \"code\": \"X\" }");
	CHECK(!import_path(&s.c, folder, r));
	CHECK(site_fault(&s) == INVALID);
	CHECK(count(&s, &organisation_entity) == 0);
	site_close(&s);
}

const struct test import_tests[] = {
	{ "all frameworks come in whole, and once",
	   all_frameworks_come_in_whole_and_once },
	{ "a document lands with its reversed items",
	   a_document_lands_with_its_reversed_items },
	{ "other words under the same version are refused",
	   other_words_under_the_same_version_are_refused },
	{ "what is no framework leaves nothing behind",
	   what_is_no_framework_leaves_nothing_behind },
	{ "every row lands, or is refused with file, line and column",
	   every_row_lands_or_is_refused_with_file_line_and_column },
	{ "the same folder again changes nothing",
	   the_same_folder_again_changes_nothing },
	{ "a dry run leaves nothing behind", a_dry_run_leaves_nothing_behind },
	{ "a folder without its programme is refused whole",
	   a_folder_without_its_programme_is_refused_whole },
	{ 0 }
};
