/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * sheets FILE RATERS - packed sheets straight into the table.
 *
 * Adds RATERS sheets of 40 items on every person of the data file to its
 * rounds, in equal parts by code, as an import would have left them but for
 * the history lines and at a tenth of its price.  They come as the worst of
 * days would have it: the first sheet on everybody, then the second, so that
 * the sheets of one person lie far from each other.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

enum { ITEMS = 40, ROLES = 5, ROUNDS = 8 };

static const char *const roles[ROLES] = {
	"self", "supervisor", "peer", "peer", "external"
};

static const char insert_sql[] =
    "INSERT INTO \"response\" (\"id\", \"revision\", \"round\", \"subject\", "
    "\"rater\", \"rater_role\", \"scores\", \"confidence\", "
    "\"submitted_at\", \"late\", \"source\", \"version\", \"status\") "
    "VALUES (?, 1, ?, ?, ?, ?, ?, ?, 1709280000000, 1, 'web', 1, 'accepted')";

static uint64_t
draw(uint64_t *state)           /* splitmix64 */
{
	uint64_t z = (*state += 0x9e3779b97f4a7c15u);

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static void
must(int rc, sqlite3 *db)
{
	if (rc == SQLITE_OK || rc == SQLITE_DONE || rc == SQLITE_ROW)
		return;
	fprintf(stderr, "sheets: %s\n", sqlite3_errmsg(db));
	exit(1);
}

static void
fill(unsigned char *scores, unsigned char *confidence, uint64_t *state)
{
	uint16_t cell;
	uint64_t r;
	int i;

	for (i = 0; i < ITEMS; i++) {
		r = draw(state);
		cell = (uint16_t)(100 * (1 + r % 3 + (r >> 20) % 3));
		if ((r >> 40) % 1000 < 10)        /* blank, not applicable */
			cell = (uint16_t)(0x8000 + (r >> 50) % 2);
		scores[2 * i] = (unsigned char)(cell & 0xff);
		scores[2 * i + 1] = (unsigned char)(cell >> 8);
		confidence[i] = (unsigned char)(1 + (r >> 60) % 4);
	}
}

/* Version 8, as ids made from names are. */
static void
new_id(unsigned char id[16], uint64_t *state)
{
	uint64_t high = draw(state), low = draw(state);

	memcpy(id, &high, 8);
	memcpy(id + 8, &low, 8);
	id[6] = (unsigned char)(0x80 | (id[6] & 0x0f));
	id[8] = (unsigned char)(0x80 | (id[8] & 0x3f));
}

static void
add(sqlite3 *db, sqlite3_stmt *insert, sqlite3_stmt *person, int rater,
    uint64_t *state)
{
	unsigned char id[16], scores[ITEMS * 2], confidence[ITEMS];
	char name[40];

	new_id(id, state);
	fill(scores, confidence, state);
	snprintf(name, sizeof(name), "%.20s-r%d",
	    (const char *)sqlite3_column_text(person, 1), rater);
	sqlite3_bind_blob(insert, 1, id, 16, SQLITE_STATIC);
	sqlite3_bind_blob(insert, 3, sqlite3_column_blob(person, 0), 16,
	    SQLITE_STATIC);
	sqlite3_bind_text(insert, 4, name, -1, SQLITE_STATIC);
	sqlite3_bind_text(insert, 5, roles[rater % ROLES], -1, SQLITE_STATIC);
	sqlite3_bind_blob(insert, 6, scores, sizeof(scores), SQLITE_STATIC);
	sqlite3_bind_blob(insert, 7, confidence, sizeof(confidence),
	    SQLITE_STATIC);
	must(sqlite3_step(insert), db);
	must(sqlite3_reset(insert), db);
}

static long
read_rounds(sqlite3 *db, unsigned char round[ROUNDS][16])
{
	sqlite3_stmt *all;
	long n = 0;

	must(sqlite3_prepare_v2(db, "SELECT \"id\" FROM \"assessment_round\" "
	    "ORDER BY \"code\"", -1, &all, NULL), db);
	while (n < ROUNDS && sqlite3_step(all) == SQLITE_ROW)
		memcpy(round[n++], sqlite3_column_blob(all, 0), 16);
	sqlite3_finalize(all);
	return n;
}

static void
add_all(sqlite3 *db, long raters)
{
	unsigned char round[ROUNDS][16];
	sqlite3_stmt *insert, *person;
	uint64_t state = 20240301;
	long r, rounds = read_rounds(db, round);

	must(sqlite3_prepare_v2(db, insert_sql, -1, &insert, NULL), db);
	must(sqlite3_prepare_v2(db, "SELECT \"id\", \"code\" FROM \"party\" "
	    "WHERE \"kind\" = 'IND'", -1, &person, NULL), db);
	for (r = 0; r < raters; r++) {
		sqlite3_bind_blob(insert, 2, round[r * rounds / raters], 16,
		    SQLITE_TRANSIENT);
		while (sqlite3_step(person) == SQLITE_ROW)
			add(db, insert, person, (int)r, &state);
		sqlite3_reset(person);
	}
	sqlite3_finalize(person);
	sqlite3_finalize(insert);
}

enum { INDEXES = 32 };

/* An index is made faster from the finished table than row by row. */
static int
drop_indexes(sqlite3 *db, char *again[INDEXES])
{
	sqlite3_stmt *all;
	char drop[INDEXES][200];
	int i, n = 0;

	must(sqlite3_prepare_v2(db, "SELECT \"name\", \"sql\" FROM "
	    "sqlite_master WHERE type = 'index' AND tbl_name = 'response' AND "
	    "\"sql\" IS NOT NULL", -1, &all, NULL), db);
	while (n < INDEXES && sqlite3_step(all) == SQLITE_ROW) {
		snprintf(drop[n], sizeof(drop[n]), "DROP INDEX \"%s\"",
		    (const char *)sqlite3_column_text(all, 0));
		again[n++] = strdup((const char *)sqlite3_column_text(all, 1));
	}
	sqlite3_finalize(all);
	for (i = 0; i < n; i++)
		must(sqlite3_exec(db, drop[i], NULL, NULL, NULL), db);
	return n;
}

static void
make_indexes(sqlite3 *db, char *again[INDEXES], int n)
{
	int i;

	for (i = 0; i < n; i++) {
		must(sqlite3_exec(db, again[i], NULL, NULL, NULL), db);
		free(again[i]);
	}
}

int
main(int n, char **args)
{
	long raters = n == 3 ? strtol(args[2], NULL, 10) : 0;
	char *again[INDEXES];
	sqlite3 *db;
	int indexes;

	if (raters < 1 || raters > 10000) {
		fprintf(stderr, "usage: sheets FILE RATERS\n");
		return 2;
	}
	must(sqlite3_open(args[1], &db), db);
	must(sqlite3_exec(db, "PRAGMA synchronous = OFF; PRAGMA journal_mode = "
	    "OFF; PRAGMA cache_size = -800000; BEGIN", NULL, NULL, NULL), db);
	indexes = drop_indexes(db, again);
	add_all(db, raters);
	make_indexes(db, again, indexes);
	must(sqlite3_exec(db, "COMMIT; PRAGMA journal_mode = WAL", NULL, NULL,
	    NULL), db);
	sqlite3_close(db);
	return 0;
}
