/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Tests of derive/schema and derive/ddl.  What the SQL means is asked of
 * SQLite itself: a table that takes a row it should refuse is wrong,
 * however its text reads.
 */
#include "derive/ddl.h"

#include <sqlite3.h>
#include <string.h>

#include "base/arena.h"
#include "planted.h"
#include "suites.h"
#include "test.h"

static str
ddl_of(struct arena *a, const struct entity *const *all, enum dialect d)
{
	struct write w = write_new(a, 1 << 24);
	struct schema s = schema_of(a, all);

	ddl_schema(&s, d, &w);
	CHECK(!w.over);
	return write_done(&w);
}

static bool
has(str text, const char *part)
{
	return str_find(text, str_of(part)) < text.n;
}

static sqlite3 *
planted_file(struct arena *a)
{
	sqlite3 *db = NULL;
	char *why = NULL;

	CHECK(sqlite3_open(":memory:", &db) == SQLITE_OK);
	sqlite3_exec(db, "PRAGMA foreign_keys = ON", NULL, NULL, NULL);
	CHECK(sqlite3_exec(db, ddl_of(a, planted, SQLITE).p, NULL, NULL,
	    &why) == SQLITE_OK);
	CHECK(why == NULL);
	sqlite3_free(why);
	CHECK(sqlite3_exec(db,
	    "INSERT INTO programme (id, revision, code, title)"
	    " VALUES (x'01', 1, 'P1', '{}'), (x'02', 1, 'P2', '{}')",
	    NULL, NULL, NULL) == SQLITE_OK);
	return db;
}

static bool
takes(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static void
a_table_has_the_columns_promised(struct arena *a)
{
	str sql = ddl_of(a, planted, SQLITE);

	CHECK(has(sql, "CREATE TABLE \"event\" (\n\t\"id\" BLOB PRIMARY KEY NOT NULL,\n"
	    "\t\"revision\" INTEGER NOT NULL,\n\t\"extra\" TEXT,\n"));
	CHECK(has(sql, "\"from\" TEXT NOT NULL,"));
	CHECK(has(sql, "\"cost\" INTEGER,\n\t\"cost_currency\" TEXT CONSTRAINT"));
	CHECK(has(sql, "\"fold\" TEXT\n) STRICT, WITHOUT ROWID;"));
	CHECK(has(sql, "\"score\" REAL CONSTRAINT \"ck_event_score\""
	    " CHECK (\"score\" >= 0 AND \"score\" <= 1)"));
	CHECK(has(sql, "\"photo\" BLOB,"));
	/* One table for the family. */
	CHECK(!has(sql, "CREATE TABLE \"person\""));
}

static void
postgres_gets_its_own_types(struct arena *a)
{
	str sql = ddl_of(a, planted, POSTGRES);

	CHECK(has(sql, "\"id\" uuid PRIMARY KEY NOT NULL"));
	CHECK(has(sql, "\"score\" double precision"));
	CHECK(has(sql, "\"photo\" bytea"));
	CHECK(has(sql, "\"opened_at\" bigint"));
	CHECK(!has(sql, "STRICT"));
	CHECK(strcmp(ddl_type(field_named(&planted_event, S("cost")),
	    POSTGRES), "bigint") == 0);
}

static void
references_lead_backwards_but_in_a_ring(struct arena *a)
{
	struct schema s = schema_of(a, planted);
	const struct schema_table *t;
	const struct schema_column *lead, *home;
	str sql = ddl_of(a, planted, POSTGRES);

	/* event needs programme and party, which need each other. */
	CHECK(s.n == 3);
	CHECK(strcmp(s.tables[2].name, "event") == 0);
	t = schema_table(&s, S("programme"));
	lead = schema_column(t, S("lead"));
	t = schema_table(&s, S("party"));
	home = schema_column(t, S("programme"));
	CHECK(lead->late != home->late);
	CHECK(has(sql, "DEFERRABLE INITIALLY IMMEDIATE;"));
	/* A member of a family is referred to in its head's table. */
	t = schema_table(&s, S("event"));
	CHECK(strcmp(schema_column(t, S("trainer"))->to, "party") == 0);
}

static void
a_code_is_unique_within_its_programme_and_without(struct arena *a)
{
	sqlite3 *db = planted_file(a);

	CHECK(takes(db, "INSERT INTO party (id, revision, kind, name, code, programme,"
	    " staff) VALUES (x'11', 1, 'organisation', 'A', 'X', x'01', 3)"));
	CHECK(takes(db, "INSERT INTO party (id, revision, kind, name, code, programme,"
	    " staff) VALUES (x'12', 1, 'organisation', 'A', 'X', x'02', 3)"));
	CHECK(!takes(db, "INSERT INTO party (id, revision, kind, name, code, programme)"
	    " VALUES (x'13', 1, 'person', 'B', 'X', x'01')"));
	CHECK(takes(db, "INSERT INTO party (id, revision, kind, name, code)"
	    " VALUES (x'14', 1, 'person', 'B', 'X')"));
	CHECK(!takes(db, "INSERT INTO party (id, revision, kind, name, code)"
	    " VALUES (x'15', 1, 'person', 'C', 'X')"));
	sqlite3_close(db);
}

static void
in_a_family_a_field_is_needed_by_its_own_kind(struct arena *a)
{
	sqlite3 *db = planted_file(a);

	/* An organisation needs its staff, a person has none ... */
	CHECK(!takes(db, "INSERT INTO party (id, revision, kind, name)"
	    " VALUES (x'11', 1, 'organisation', 'A')"));
	/* ... and can be erased, though its birthday MUST be given. */
	CHECK(takes(db, "INSERT INTO party (id, revision, kind, name)"
	    " VALUES (x'12', 1, 'person', 'B')"));
	CHECK(!takes(db, "INSERT INTO party (id, revision, kind)"
	    " VALUES (x'13', 1, 'person')"));
	/* Two people, one address: refused; a rule of people alone. */
	CHECK(takes(db, "UPDATE party SET email = 'b@x' WHERE id = x'12'"));
	CHECK(!takes(db, "INSERT INTO party (id, revision, kind, name, email)"
	    " VALUES (x'14', 1, 'person', 'C', 'b@x')"));
	CHECK(takes(db, "INSERT INTO party (id, revision, kind, name, staff, email)"
	    " VALUES (x'15', 1, 'organisation', 'C', 1, 'b@x')"));
	sqlite3_close(db);
}

static void
numbers_keep_their_bounds_and_money_its_currency(struct arena *a)
{
	sqlite3 *db = planted_file(a);

	CHECK(takes(db, "INSERT INTO event (id, revision, programme, title, \"from\")"
	    " VALUES (x'21', 1, x'01', 'A', '2024-01-01')"));
	CHECK(takes(db, "UPDATE event SET seats = 1"));
	CHECK(takes(db, "UPDATE event SET seats = 5000"));
	CHECK(!takes(db, "UPDATE event SET seats = 0"));
	CHECK(!takes(db, "UPDATE event SET seats = 5001"));
	CHECK(!takes(db, "UPDATE event SET is_open = 0"));
	CHECK(takes(db, "UPDATE event SET is_open = 2"));
	CHECK(!takes(db, "UPDATE event SET cost = 100"));
	CHECK(takes(db, "UPDATE event SET cost = 100, cost_currency = 'USD'"));
	/* A code the site added itself is not the table's business. */
	CHECK(takes(db, "UPDATE event SET topics = 'site-own'"));
	sqlite3_close(db);
}

static void
a_row_referred_to_cannot_be_dropped(struct arena *a)
{
	sqlite3 *db = planted_file(a);

	CHECK(takes(db, "INSERT INTO event (id, revision, programme, title, \"from\")"
	    " VALUES (x'21', 1, x'01', 'A', '2024-01-01')"));
	CHECK(!takes(db, "DELETE FROM programme WHERE id = x'01'"));
	CHECK(takes(db, "DELETE FROM programme WHERE id = x'02'"));
	CHECK(!takes(db, "UPDATE event SET trainer = x'99'"));
	sqlite3_close(db);
}

static void
each_reference_has_an_index_that_begins_with_it(struct arena *a)
{
	struct schema s = schema_of(a, planted);
	const struct schema_table *t = schema_table(&s, S("event"));
	str sql = ddl_of(a, planted, SQLITE);
	const struct schema_index *x;

	CHECK(has(sql, "CREATE INDEX \"ix_event_trainer\" ON \"event\" (\"trainer\");"));
	/* The order of its lists, in a programme and everywhere. */
	CHECK(has(sql, "\"ix_event_programme_from_id\" ON \"event\" "
	    "(\"programme\", \"from\", \"id\");"));
	CHECK(has(sql, "\"ix_event_from_id\" ON \"event\" (\"from\", \"id\");"));
	CHECK(has(sql, "CREATE INDEX \"ix_event_status\""));
	/* "programme title" leads already. */
	CHECK(!has(sql, "\"ix_event_programme\""));
	x = schema_index(t, S("ux_event_programme_title"));
	CHECK(x != NULL && x->unique);
	CHECK(x != NULL && strcmp(x->field->name, "title") == 0);
	CHECK(x != NULL && strstr(x->says, "of that title") != NULL);
}

static void
a_name_too_long_for_postgres_ends_in_its_hash(struct arena *a)
{
	char one[64], two[64], brief[64];
	const char *t = "a_table_with_a_name_that_runs_on_and_on";

	(void)a;
	schema_name(brief, "ix", "t", "a b");
	CHECK(strcmp(brief, "ix_t_a_b") == 0);
	schema_name(one, "ix", t, "a_column_that_runs_on_1");
	schema_name(two, "ix", t, "a_column_that_runs_on_2");
	CHECK(strlen(one) == 63 && strlen(two) == 63);
	CHECK(strcmp(one, two) != 0);
}

static void
the_tables_of_the_program_are_good_sql(struct arena *a)
{
	struct write w = write_new(a, 1 << 24);
	sqlite3 *db = NULL;
	char *why = NULL;

	ddl_all(SQLITE, &w);
	CHECK(sqlite3_open(":memory:", &db) == SQLITE_OK);
	CHECK(sqlite3_exec(db, write_done(&w).p, NULL, NULL, &why) ==
	    SQLITE_OK);
	CHECK(why == NULL);
	sqlite3_free(why);
	sqlite3_close(db);
}

static void
what_is_scanned_together_has_an_index_that_holds_it(struct arena *a)
{
	str lite = ddl_of(a, entities, SQLITE);
	str large = ddl_of(a, entities, POSTGRES);

	CHECK(has(lite, "(\"round\", \"subject\", \"rater\", "
	    "\"rater_role\", \"version\", \"status\", \"late\", "
	    "\"scores\")"));
	CHECK(has(large, "(\"round\", \"subject\", \"rater\", "
	    "\"rater_role\", \"version\", \"status\", \"late\")"));
}

const struct test ddl_tests[] = {
	{ "a table has the columns promised", a_table_has_the_columns_promised },
	{ "postgres gets its own types", postgres_gets_its_own_types },
	{ "references lead backwards but in a ring", references_lead_backwards_but_in_a_ring },
	{ "a code is unique within its programme and without",
	   a_code_is_unique_within_its_programme_and_without },
	{ "in a family a field is needed by its own kind",
	   in_a_family_a_field_is_needed_by_its_own_kind },
	{ "numbers keep their bounds and money its currency",
	   numbers_keep_their_bounds_and_money_its_currency },
	{ "a row referred to cannot be dropped", a_row_referred_to_cannot_be_dropped },
	{ "each reference has an index that begins with it",
	   each_reference_has_an_index_that_begins_with_it },
	{ "a name too long for postgres ends in its hash",
	   a_name_too_long_for_postgres_ends_in_its_hash },
	{ "what is scanned together has an index that holds it",
	   what_is_scanned_together_has_an_index_that_holds_it },
	{ "the tables of the program are good SQL", the_tables_of_the_program_are_good_sql },
	{ 0 }
};
