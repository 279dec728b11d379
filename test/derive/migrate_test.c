/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of derive/migrate, on SQLite: the rows of the old tables must be
 * there in the new ones, and the new tables must take what the model says.
 */
#include "derive/migrate.h"

#include <libpq-fe.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "planted.h"
#include "suites.h"

/* The planted model with an event that can be altered. */
struct other {
	struct entity        event;
	struct field         fields[40];
	size_t               n;
	const struct entity *all[8];
};

static void
begin(struct other *o)
{
	size_t i;

	memset(o, 0, sizeof *o);
	for (i = 0; planted[i] != NULL; i++)
		o->all[i] = planted[i];
	o->event = planted_event;
	while (planted_event.fields[o->n].name != NULL) {
		o->fields[o->n] = planted_event.fields[o->n];
		o->n++;
	}
	o->event.fields = o->fields;
	o->all[0] = &o->event;
}

static struct field *
at(struct other *o, const char *name)
{
	size_t i;

	for (i = 0; i < o->n; i++)
		if (strcmp(o->fields[i].name, name) == 0)
			return &o->fields[i];
	test_check(0, "there is such a field", __FILE__, __LINE__);
	return o->fields;
}

static void
take_away(struct other *o, const char *name)
{
	struct field *f = at(o, name);

	memmove(f, f + 1, (size_t)(o->fields + o->n - f) * sizeof *f);
	o->n--;
}

static struct migrate_plan
plan(struct arena *a, const struct entity *const *from,
    const struct entity *const *to, enum dialect d)
{
	struct schema is = schema_of(a, from), wanted = schema_of(a, to);
	struct migrate_plan p;

	migrate_plan(a, &is, &wanted, d, &p);
	return p;
}

static bool
says(const struct migrate_plan *p, const char *part)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (strstr(p->steps[i].sentence.p, part) != NULL)
			return true;
	return false;
}

static sqlite3 *
file(struct arena *a)
{
	struct schema s = schema_of(a, planted);
	struct write w = write_new(a, 1 << 20);
	sqlite3 *db = NULL;

	ddl_schema(&s, SQLITE, &w);
	CHECK(sqlite3_open(":memory:", &db) == SQLITE_OK);
	CHECK(sqlite3_exec(db, write_done(&w).p, NULL, NULL, NULL) == SQLITE_OK);
	CHECK(sqlite3_exec(db,
	    "INSERT INTO programme (id, revision, code, title) VALUES (x'01', 1, 'P1', '{}');"
	    "INSERT INTO event (id, revision, programme, title, \"from\", seats, score, cost,"
	    " cost_currency, mode, trainer) VALUES"
	    " (x'21', 1, x'01', 'Wells', '2024-01-01', 12, 0.5, 100, 'USD', 'online', NULL),"
	    " (x'22', 4, x'01', 'Pumps', '2024-02-01', 5000, NULL, NULL, NULL, NULL, NULL)",
	    NULL, NULL, NULL) == SQLITE_OK);
	return db;
}

static bool
runs(sqlite3 *db, const struct migrate_plan *p)
{
	char *why = NULL;
	bool fine = true;
	size_t i;

	sqlite3_exec(db, "PRAGMA foreign_keys = OFF; BEGIN", NULL, NULL, NULL);
	for (i = 0; i < p->n && fine; i++)
		fine = sqlite3_exec(db, p->steps[i].sql.p, NULL, NULL, &why) == SQLITE_OK;
	if (!fine)
		test_check(0, why, p->steps[i - 1].sql.p, 0);
	sqlite3_free(why);
	sqlite3_exec(db, "COMMIT; PRAGMA foreign_keys = ON", NULL, NULL, NULL);
	return fine;
}

/* The answer of one row and one column, "" for NULL, "?" for a fault. */
static const char *
one(struct arena *a, sqlite3 *db, const char *sql)
{
	sqlite3_stmt *q;
	const char *text = "?";

	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
		return sqlite3_errmsg(db);
	if (sqlite3_step(q) == SQLITE_ROW)
		text = sqlite3_column_text(q, 0) == NULL ? "" : str_z(a,
		    str_of((const char *)sqlite3_column_text(q, 0)));
	sqlite3_finalize(q);
	return text;
}

static bool
is(struct arena *a, sqlite3 *db, const char *sql, const char *answer)
{
	const char *got = one(a, db, sql);

	if (strcmp(got, answer) != 0)
		test_check(0, got, answer, 0);
	return strcmp(got, answer) == 0;
}

/* Having run it, nothing is left to do, also by way of the JSON. */
static bool
is_done(struct arena *a, const struct migrate_plan *p,
    const struct entity *const *to, enum dialect d)
{
	struct schema wanted = schema_of(a, to), back;
	struct write w = write_new(a, 1 << 20);
	struct errors e = { a, NULL };
	struct migrate_plan again;

	migrate_write(&p->after, &w);
	if (!migrate_read(a, write_done(&w), &back, &e))
		return false;
	migrate_plan(a, &back, &wanted, d, &again);
	if (again.n > 0)
		test_check(0, again.steps[0].sentence.p, "still to do", 0);
	return again.n == 0;
}

static void
the_same_model_needs_nothing(struct arena *a)
{
	struct migrate_plan p = plan(a, planted, planted, SQLITE);

	CHECK(p.n == 0 && !p.destroys);
	CHECK(is_done(a, &p, planted, SQLITE));
	p = plan(a, entities, entities, POSTGRES);
	CHECK(p.n == 0);
	CHECK(is_done(a, &p, entities, POSTGRES));
}

static void
a_column_comes_without_copying(struct arena *a)
{
	struct other o;
	struct migrate_plan p;
	sqlite3 *db = file(a);

	begin(&o);
	o.fields[o.n++] = (struct field){ "fee", 0, K_INT64, T_COUNT, "Fee",
	    .min = 1, .max = 9, .flags = MUST };
	o.fields[o.n++] = (struct field){ "host", 0, K_ID, T_REF, "Host", .to = "party" };
	p = plan(a, planted, o.all, SQLITE);
	CHECK(!p.destroys && says(&p, "Add the column 'fee' to 'event'."));
	CHECK(!says(&p, "anew"));
	CHECK(runs(db, &p) && is_done(a, &p, o.all, SQLITE));
	CHECK(is(a, db, "SELECT count(*) FROM event WHERE fee IS NULL", "2"));
	CHECK(is(a, db, "SELECT count(*) FROM sqlite_master WHERE name = 'ix_event_host'", "1"));
	/* Its bounds hold for what is written from now on. */
	CHECK(sqlite3_exec(db, "UPDATE event SET fee = 0", NULL, NULL, NULL) != SQLITE_OK);
	CHECK(sqlite3_exec(db, "UPDATE event SET host = x'99'", NULL, NULL, NULL) != SQLITE_OK);
	CHECK(sqlite3_exec(db, "UPDATE event SET fee = 9", NULL, NULL, NULL) == SQLITE_OK);
	sqlite3_close(db);
}

static void
a_column_goes_only_as_destruction(struct arena *a)
{
	struct other o;
	struct migrate_plan p;
	sqlite3 *db = file(a);

	begin(&o);
	take_away(&o, "score");
	p = plan(a, planted, o.all, SQLITE);
	CHECK(p.destroys && says(&p, "Drop the column 'score' of 'event' with all it holds."));
	CHECK(runs(db, &p) && is_done(a, &p, o.all, SQLITE));
	CHECK(is(a, db, "SELECT count(*) FROM pragma_table_info('event') "
	    "WHERE name = 'score'", "0"));
	CHECK(is(a, db, "SELECT title || revision FROM event WHERE id = x'22'", "Pumps4"));
	/* The indexes came along. */
	CHECK(is(a, db, "SELECT count(*) FROM sqlite_master WHERE name ="
	    " 'ux_event_programme_title'", "1"));
	sqlite3_close(db);
}

static void
numbers_widen_and_nothing_is_lost(struct arena *a)
{
	struct other o;
	struct migrate_plan p;
	sqlite3 *db = file(a);

	begin(&o);
	at(&o, "seats")->type = T_REAL;
	at(&o, "score")->type = T_TEXT;
	p = plan(a, planted, o.all, SQLITE);
	CHECK(!p.destroys && says(&p, "Turn 'seats' of 'event' from whole numbers into numbers."));
	CHECK(runs(db, &p) && is_done(a, &p, o.all, SQLITE));
	CHECK(is(a, db, "SELECT seats FROM event WHERE id = x'21'", "12.0"));
	CHECK(is(a, db, "SELECT score FROM event WHERE id = x'21'", "0.5"));
	sqlite3_close(db);
}

static void
what_cannot_be_read_as_the_new_type_is_destroyed(struct arena *a)
{
	struct other o;
	struct migrate_plan p;
	sqlite3 *db = file(a);

	begin(&o);
	at(&o, "cost")->type = T_COUNT;         /* minor units are no count */
	at(&o, "trainer")->to = "programme";
	at(&o, "title")->type = T_DAY;
	p = plan(a, planted, o.all, SQLITE);
	CHECK(p.destroys && says(&p, "Empty 'cost' of 'event': what it holds (amounts)"));
	CHECK(says(&p, "references to party) cannot become references to programme"));
	CHECK(says(&p, "Empty 'title'"));
	CHECK(runs(db, &p) && is_done(a, &p, o.all, SQLITE));
	CHECK(is(a, db, "SELECT count(*) FROM event WHERE cost IS NULL", "2"));
	CHECK(is(a, db, "SELECT count(*) FROM event WHERE title IS NULL", "2"));
	begin(&o);
	at(&o, "mode")->type = T_TEXT;          /* a code reads as text */
	at(&o, "from")->type = T_TEXT;          /* and so does a day */
	p = plan(a, planted, o.all, SQLITE);
	CHECK(!p.destroys);
	sqlite3_close(db);
}

static void
rows_that_are_there_are_never_made_impossible(struct arena *a)
{
	struct other o;
	struct migrate_plan p;
	sqlite3 *db = file(a);

	begin(&o);
	at(&o, "seats")->max = 100;             /* 5000 is there */
	at(&o, "seats")->min = 50;              /* and 12 */
	at(&o, "score")->flags |= MUST;         /* NULL is there */
	p = plan(a, planted, o.all, SQLITE);
	CHECK(p.n == 0 && is_done(a, &p, o.all, SQLITE));
	at(&o, "seats")->max = 9000;
	at(&o, "seats")->min = 1;
	at(&o, "from")->flags &= ~(unsigned)MUST;
	p = plan(a, planted, o.all, SQLITE);
	CHECK(!p.destroys && says(&p, "Let 'seats' of 'event' hold"));
	CHECK(runs(db, &p) && is_done(a, &p, o.all, SQLITE));
	CHECK(sqlite3_exec(db, "UPDATE event SET seats = 9000, \"from\" = NULL",
	    NULL, NULL, NULL) == SQLITE_OK);
	CHECK(sqlite3_exec(db, "UPDATE event SET seats = 9001",
	    NULL, NULL, NULL) != SQLITE_OK);
	sqlite3_close(db);
}

static void
tables_come_and_go(struct arena *a)
{
	const struct entity *const fewer[] = { &planted_programme, &planted_party,
	    &planted_person, &planted_organisation, NULL };
	struct migrate_plan p = plan(a, planted, fewer, SQLITE);
	sqlite3 *db = file(a);

	CHECK(p.destroys && p.n == 1);
	CHECK(says(&p, "Drop the table 'event' with all its rows."));
	CHECK(runs(db, &p));
	p = plan(a, fewer, planted, SQLITE);
	CHECK(!p.destroys && says(&p, "Add the table 'event'."));
	CHECK(runs(db, &p) && is_done(a, &p, planted, SQLITE));
	CHECK(is(a, db, "SELECT count(*) FROM event", "0"));
	sqlite3_close(db);
}

static void
search_keys_are_made_again_when_the_fields_change(struct arena *a)
{
	struct migrate_plan p;
	struct other o;

	begin(&o);
	at(&o, "notes")->flags |= SEARCH;
	p = plan(a, planted, o.all, SQLITE);
	CHECK(p.n == 1 && strcmp(p.steps[0].refold, "event") == 0);
	CHECK(is_done(a, &p, o.all, SQLITE));
	begin(&o);
	at(&o, "title")->flags &= ~(unsigned)SEARCH;
	at(&o, "about")->flags &= ~(unsigned)SEARCH;
	p = plan(a, planted, o.all, SQLITE);
	CHECK(!p.destroys && says(&p, "Drop the column 'fold'"));
}

static void
an_index_changes_with_its_rule(struct arena *a)
{
	static const struct rule rules[] = {
		{ ONCE_PER, "title", "", "Titles are unique." }, { 0 } };
	struct migrate_plan p;
	struct other o;
	sqlite3 *db = file(a);

	begin(&o);
	o.event.rules = rules;
	p = plan(a, planted, o.all, SQLITE);
	CHECK(says(&p, "Drop the index 'ux_event_programme_title'."));
	CHECK(says(&p, "Add the index 'ux_event_title'; this fails where two"));
	/* Lists of a programme have theirs already. */
	CHECK(!says(&p, "Add the index 'ix_event_programme"));
	CHECK(runs(db, &p) && is_done(a, &p, o.all, SQLITE));
	sqlite3_close(db);
}

static void
postgres_alters_in_place(struct arena *a)
{
	struct migrate_plan p;
	struct other o;
	str all = S("");
	size_t i;

	begin(&o);
	at(&o, "seats")->type = T_REAL;
	at(&o, "from")->flags &= ~(unsigned)MUST;
	take_away(&o, "score");
	at(&o, "trainer")->to = "programme";
	p = plan(a, planted, o.all, POSTGRES);
	CHECK(is_done(a, &p, o.all, POSTGRES));
	for (i = 0; i < p.n; i++)
		all = str_print(a, "%s%s", all.p, p.steps[i].sql.p);
	CHECK(strstr(all.p, "\"seats\" TYPE double precision "
	    "USING \"seats\"::double precision;") != NULL);
	CHECK(strstr(all.p, "ALTER COLUMN \"from\" DROP NOT NULL;") != NULL);
	CHECK(strstr(all.p, "DROP COLUMN \"score\";") != NULL);
	CHECK(strstr(all.p, "REFERENCES \"programme\" (\"id\")") != NULL);
	/* Its index went with the column. */
	CHECK(strstr(all.p, "CREATE INDEX \"ix_event_trainer\"") != NULL);
	CHECK(!says(&p, "anew"));
}

static bool
sends(PGconn *pg, const char *sql)
{
	PGresult *r = PQexec(pg, sql);
	ExecStatusType is = PQresultStatus(r);
	bool fine = is == PGRES_COMMAND_OK || is == PGRES_TUPLES_OK ||
	    is == PGRES_EMPTY_QUERY;

	if (!fine)
		test_check(0, PQerrorMessage(pg), sql, 0);
	PQclear(r);
	return fine;
}

static void
send_plan(PGconn *pg, const struct migrate_plan *p)
{
	size_t i;

	CHECK(sends(pg, "BEGIN"));
	for (i = 0; i < p->n; i++)
		if (p->steps[i].sql.n > 0)
			CHECK(sends(pg, p->steps[i].sql.p));
	CHECK(sends(pg, "COMMIT"));
}

static void
pass_over(void *to, const char *notice)
{
	(void)to, (void)notice;
}

/* From nothing to the planted model, altered, to nothing and back. */
static void
postgres_takes_every_plan(struct arena *a)
{
	const struct entity *const none[] = { NULL };
	const char *server = getenv("TILTH_PG");
	struct migrate_plan p;
	struct other o;
	PGconn *pg;

	if (server == NULL) {
		test_skip("TILTH_PG names no server; see tool/pg.sh");
		return;
	}
	pg = PQconnectdb(server);
	CHECK(PQstatus(pg) == CONNECTION_OK);
	PQsetNoticeProcessor(pg, pass_over, NULL);
	CHECK(sends(pg, "DROP SCHEMA IF EXISTS derive_migrate CASCADE;"
	    "CREATE SCHEMA derive_migrate; SET search_path TO derive_migrate"));
	p = plan(a, none, planted, POSTGRES);
	send_plan(pg, &p);
	CHECK(sends(pg, "INSERT INTO programme (id, revision, code, title) VALUES"
	    " ('018f0000-0000-7000-8000-000000000001', 1, 'P1', '{}');"
	    "INSERT INTO event (id, revision, programme, title, \"from\", seats, score)"
	    " VALUES ('018f0000-0000-7000-8000-000000000002', 1,"
	    " '018f0000-0000-7000-8000-000000000001', 'Wells', '2024-01-01', 12, 0.5)"));
	begin(&o);
	at(&o, "seats")->type = T_REAL;
	at(&o, "score")->type = T_TEXT;
	at(&o, "taken")->max = 9000;
	at(&o, "from")->flags &= ~(unsigned)MUST;
	at(&o, "trainer")->to = "programme";
	at(&o, "cost")->type = T_COUNT;
	o.fields[o.n++] = (struct field){ "host", 0, K_ID, T_REF, "Host", .to = "party",
	    .flags = MUST };
	p = plan(a, planted, o.all, POSTGRES);
	send_plan(pg, &p);
	CHECK(sends(pg, "DO $$ BEGIN ASSERT (SELECT seats = 12 AND score = '0.5' FROM event);"
	    " END $$"));
	p = plan(a, o.all, none, POSTGRES);
	send_plan(pg, &p);
	p = plan(a, none, entities, POSTGRES);
	send_plan(pg, &p);
	CHECK(sends(pg, "DROP SCHEMA derive_migrate CASCADE"));
	PQfinish(pg);
}

static void
a_document_of_another_kind_is_refused(struct arena *a)
{
	struct errors e = { a, NULL };
	struct schema s;

	CHECK(!migrate_read(a, S("{}"), &s, &e));
	CHECK(!migrate_read(a, S("nonsense"), &s, &e));
	CHECK(!migrate_read(a, S("{\"format\":\"tilth-model/1\",\"tables\":[{\"name\":\"x\","
	    "\"columns\":[{\"name\":\"y\",\"type\":\"cheese\"}]}]}"), &s, &e));
}

const struct test migrate_tests[] = {
	{ "the same model needs nothing", the_same_model_needs_nothing },
	{ "a column comes without copying", a_column_comes_without_copying },
	{ "a column goes only as destruction", a_column_goes_only_as_destruction },
	{ "numbers widen and nothing is lost", numbers_widen_and_nothing_is_lost },
	{ "what cannot be read as the new type is destroyed",
	   what_cannot_be_read_as_the_new_type_is_destroyed },
	{ "rows that are there are never made impossible",
	   rows_that_are_there_are_never_made_impossible },
	{ "tables come and go", tables_come_and_go },
	{ "search keys are made again when the fields change",
	   search_keys_are_made_again_when_the_fields_change },
	{ "an index changes with its rule", an_index_changes_with_its_rule },
	{ "postgres alters in place", postgres_alters_in_place },
	{ "postgres takes every plan", postgres_takes_every_plan },
	{ "a document of another kind is refused", a_document_of_another_kind_is_refused },
	{ 0 }
};
