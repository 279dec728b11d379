/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The driver for one file on the disk.
 *
 * The one connection that writes does every commit and every checkpoint;
 * those that read never checkpoint, not even when they close.  Versions
 * of the library before 3.51.3 can lose a commit otherwise, and a reader
 * has no business with the disk anyway.
 */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

#include "store/inside.h"

enum {
	OURS = 0x54494c54,      /* application_id: "TILT" */
	PAGES_OF_A_SAVE = 120 * 1024
};

static const char every_connection[] =
    "PRAGMA busy_timeout = 5000;"
    "PRAGMA trusted_schema = OFF;";

static const char of_readers[] =
    "PRAGMA temp_store = MEMORY;"
    "PRAGMA cache_size = -8000;";

static const char of_writers[] =
    "PRAGMA journal_mode = WAL;"
    "PRAGMA synchronous = FULL;"
    "PRAGMA foreign_keys = ON;"
    "PRAGMA secure_delete = ON;"        /* what was erased leaves the disk */
    "PRAGMA wal_autocheckpoint = 10000;"
    "PRAGMA journal_size_limit = 67108864;"
    "PRAGMA cache_size = -64000;";

static enum trouble_kind
kind_of(int rc)
{
	switch (rc) {
	case SQLITE_CONSTRAINT_UNIQUE:
	case SQLITE_CONSTRAINT_PRIMARYKEY:
	case SQLITE_CONSTRAINT_ROWID:
		return TWICE;
	case SQLITE_CONSTRAINT_FOREIGNKEY:
		return NOWHERE;
	case SQLITE_CONSTRAINT_NOTNULL:
		return LACKING;
	case SQLITE_IOERR_WRITE:        /* a quota, a limit of the process */
		return FULL;
	}
	switch (rc & 0xff) {
	case SQLITE_CONSTRAINT:
		return OFF;
	case SQLITE_FULL:
		return FULL;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return LOCKED;
	case SQLITE_NOTADB:
		return STRANGE;
	}
	return LOST;
}

/* "NOT NULL constraint failed: table.column" */
static void
name_column(struct trouble *t)
{
	const char *dot = strrchr(t->says, '.');

	if (t->kind == LACKING && dot != NULL)
		snprintf(t->column, sizeof(t->column), "%.60s", dot + 1);
}

static bool
trouble(struct store *s, int rc)
{
	struct trouble *t = &s->trouble;

	memset(t, 0, sizeof(*t));
	t->kind = kind_of(rc);
	snprintf(t->says, sizeof(t->says), "%s", sqlite3_errmsg(s->db));
	name_column(t);
	return false;
}

static bool
trouble_said(struct store *s, enum trouble_kind kind, const char *says)
{
	memset(&s->trouble, 0, sizeof(s->trouble));
	s->trouble.kind = kind;
	snprintf(s->trouble.says, sizeof(s->trouble.says), "%s", says);
	return false;
}

static bool
run(struct store *s, const char *sql)
{
	int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK || trouble(s, rc);
}

/* The lock lies on a file beside the data, held as long as it is open:
 * SQLite's own locks come and go with each transaction. */
static bool
lock(struct store *s)
{
	char path[4096];

	if ((size_t)snprintf(path, sizeof(path), "%.*s.lock", (int)s->where.n,
	    s->where.p) >= sizeof(path))
		return trouble_said(s, MISSING, "the path is too long");
	s->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (s->lock < 0)
		return trouble_said(s, errno == ENOENT ? MISSING :
		    errno == ENOSPC ? FULL : LOST, strerror(errno));
	if (flock(s->lock, LOCK_EX | LOCK_NB) == 0)
		return true;
	close(s->lock);
	s->lock = -1;
	return trouble_said(s, errno == EWOULDBLOCK ? LOCKED : LOST,
	    strerror(errno));
}

static bool
pragma_int(struct store *s, const char *sql, int64_t *n)
{
	sqlite3_stmt *stmt;
	int rc = sqlite3_prepare_v2(s->db, sql, -1, &stmt, NULL);

	if (rc == SQLITE_OK) {
		rc = sqlite3_step(stmt);
		*n = rc == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : 0;
		rc = sqlite3_finalize(stmt);
	}
	return rc == SQLITE_OK || trouble(s, rc);
}

/* A file of ours, or an empty one that may become ours. */
static bool
recognise(struct store *s, enum store_mode mode)
{
	int64_t id = 0, pages = 0;
	char sql[64];

	if (!pragma_int(s, "PRAGMA application_id", &id) ||
	    !pragma_int(s, "PRAGMA page_count", &pages))
		return false;
	if (id == OURS)
		return true;
	if (pages > 0 || mode != STORE_CREATE)
		return trouble_said(s, STRANGE, "it is something else");
	snprintf(sql, sizeof(sql), "PRAGMA application_id = %d", OURS);
	return run(s, sql);
}

/* Whoever may read the folder need not read who said what. */
static bool
make_file(struct store *s, const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return trouble_said(s, errno == ENOENT ? MISSING :
		    errno == ENOSPC ? FULL : LOST, strerror(errno));
	close(fd);
	return true;
}

static bool
sqlite_open(struct store *s, str where, enum store_mode mode)
{
	const char *path = str_z(s->arena, where);
	int flags = SQLITE_OPEN_NOMUTEX | (mode == STORE_READ ?
	    SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
	sqlite3 *db = NULL;
	int rc;

	s->lock = -1;
	if (mode != STORE_CREATE && access(path, F_OK) != 0)
		return trouble_said(s, MISSING, strerror(errno));
	if (mode != STORE_READ && !lock(s))
		return false;
	if (mode == STORE_CREATE && !make_file(s, path))
		return false;
	rc = sqlite3_open_v2(path, &db, flags, NULL);
	s->db = db;
	if (rc != SQLITE_OK)
		return trouble(s, rc);
	sqlite3_extended_result_codes(db, 1);
	sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)NULL);
	if (mode == STORE_READ)
		sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1,
		    (int *)NULL);
	return run(s, every_connection) && recognise(s, mode) &&
	    run(s, mode == STORE_READ ? of_readers : of_writers);
}

/* The file is mapped as far as the library does: readers read nothing
 * twice, and the memory is the machine's.  Not for the tables' own
 * description, of which each connection has made its own already. */
static void
sqlite_ready(struct store *s)
{
	(void)run(s, s->mode == STORE_READ ? "PRAGMA mmap_size = 2147418112" :
	    "PRAGMA mmap_size = 268435456");
}

static void
sqlite_drop(struct store *s, struct text *t)
{
	(void)s;
	sqlite3_finalize(t->made);
	t->made = NULL;
}

static void
sqlite_close(struct store *s)
{
	sqlite3_stmt *stmt;

	while (s->db != NULL &&
	    (stmt = sqlite3_next_stmt(s->db, NULL)) != NULL)
		sqlite3_finalize(stmt);
	sqlite3_close(s->db);
	if (s->lock >= 0)
		close(s->lock);
}

/* $1 is a name to SQLite, not a number: the order of first use counts. */
static void
check_order(sqlite3_stmt *stmt)
{
	const char *name;
	int i, n = sqlite3_bind_parameter_count(stmt);

	for (i = 1; i <= n; i++) {
		name = sqlite3_bind_parameter_name(stmt, i);
		assert(name != NULL && strtol(name + 1, NULL, 10) == i);
	}
}

static bool
prepare(struct store *s, struct text *t, bool keep, sqlite3_stmt **stmt)
{
	int rc = sqlite3_prepare_v3(s->db, t->sql.p, (int)t->sql.n,
	    keep ? SQLITE_PREPARE_PERSISTENT : 0, stmt, NULL);

	if (rc != SQLITE_OK)
		return trouble(s, rc);
	check_order(*stmt);
	return true;
}

static int
bind(sqlite3_stmt *stmt, int i, const struct value *v)
{
	switch (v->kind) {
	case V_NONE:
		return sqlite3_bind_null(stmt, i);
	case V_INT:
		return sqlite3_bind_int64(stmt, i, v->i);
	case V_REAL:
		return sqlite3_bind_double(stmt, i, v->d);
	case V_TEXT:
		return sqlite3_bind_text64(stmt, i, v->t.p, v->t.n,
		    SQLITE_STATIC, SQLITE_UTF8);
	case V_BYTES:
		return sqlite3_bind_blob64(stmt, i, v->t.p, v->t.n,
		    SQLITE_STATIC);
	case V_ID:
		return sqlite3_bind_blob64(stmt, i, v->id.b, sizeof(v->id.b),
		    SQLITE_STATIC);
	}
	return SQLITE_MISUSE;
}

static void
let_go(struct cursor *c)
{
	if (c->own)
		sqlite3_finalize(c->made);
	else {
		sqlite3_reset(c->made);
		c->text->busy = false;
	}
}

static bool
sqlite_ask(struct store *s, struct text *t, const struct value *v, size_t n,
    struct cursor *c)
{
	sqlite3_stmt *stmt = t->made;
	int rc = SQLITE_OK;
	size_t i;

	c->own = t->busy;
	if (c->own || stmt == NULL) {
		if (!prepare(s, t, !c->own, &stmt))
			return false;
		if (!c->own)
			t->made = stmt;
	}
	c->store = s;
	c->text = t;
	c->made = stmt;
	c->at = 0;
	c->trouble.kind = CALM;
	if (!c->own)
		t->busy = true;
	for (i = 0; i < n && rc == SQLITE_OK; i++)
		rc = bind(stmt, (int)i + 1, &v[i]);
	if (rc == SQLITE_OK)
		return true;
	trouble(s, rc);
	let_go(c);
	return false;
}

/* Text too is asked for as bytes: as text it would be copied once more
 * to have a NUL behind it. */
static void
column_bytes(sqlite3_stmt *stmt, int i, enum value_kind kind, struct value *v)
{
	v->kind = kind;
	v->t.p = sqlite3_column_blob(stmt, i);
	v->t.n = (size_t)sqlite3_column_bytes(stmt, i);
	if (v->t.p == NULL)
		v->t.p = "";
}

static void
column(sqlite3_stmt *stmt, int i, struct value *v)
{
	switch (sqlite3_column_type(stmt, i)) {
	case SQLITE_INTEGER:
		v->kind = V_INT;
		v->i = sqlite3_column_int64(stmt, i);
		break;
	case SQLITE_FLOAT:
		v->kind = V_REAL;
		v->d = sqlite3_column_double(stmt, i);
		break;
	case SQLITE_TEXT:
		column_bytes(stmt, i, V_TEXT, v);
		break;
	case SQLITE_BLOB:
		column_bytes(stmt, i, V_BYTES, v);
		if (v->t.n == sizeof(v->id.b))
			memcpy(v->id.b, v->t.p, sizeof(v->id.b));
		break;
	default:
		v->kind = V_NONE;
	}
}

static bool
sqlite_next(struct cursor *c, struct value *columns, size_t n)
{
	sqlite3_stmt *stmt = c->made;
	size_t i;
	int rc;

	if (c->at > 0)          /* to step again would begin anew */
		return false;
	rc = sqlite3_step(stmt);
	if (rc == SQLITE_ROW) {
		assert(n <= (size_t)sqlite3_column_count(stmt));
		for (i = 0; i < n; i++)
			column(stmt, (int)i, &columns[i]);
		return true;
	}
	c->at = 1;
	if (rc != SQLITE_DONE) {
		trouble(c->store, rc);
		c->trouble = c->store->trouble;
	}
	return false;
}

static void
sqlite_end(struct cursor *c)
{
	let_go(c);
}

static bool
sqlite_sound(struct store *s)
{
	return !sqlite3_get_autocommit(s->db);
}

/* The journal still holds pages as they were; emptied at once, unless a
 * reader is in the midst of them. */
static bool
sqlite_wash(struct store *s)
{
	int64_t busy = 1;
	bool ok;

	sqlite3_busy_timeout(s->db, 0);
	ok = pragma_int(s, "PRAGMA wal_checkpoint(TRUNCATE)", &busy) &&
	    busy == 0;
	sqlite3_busy_timeout(s->db, 5000);
	return ok;
}

/* ---- backup ---- */

static bool
copy_pages(struct store *s, sqlite3 *from, sqlite3 *to, const char **why)
{
	sqlite3_backup *b = sqlite3_backup_init(to, "main", from, "main");
	int rc = SQLITE_ERROR;

	if (b != NULL) {
		/* All in one step is one read transaction: writers go on in
		 * the journal and the copy is of one moment. */
		do
			rc = sqlite3_backup_step(b, -1);
		while (rc == SQLITE_BUSY || rc == SQLITE_LOCKED);
		rc = sqlite3_backup_finish(b);
	}
	*why = rc == SQLITE_FULL ? "the disk is full" :
	    str_print(s->work, "%s", sqlite3_errmsg(to)).p;
	return rc == SQLITE_OK;
}

static int
say_ok(void *ok, int n, char **columns, char **names)
{
	(void)names;
	*(bool *)ok = n == 1 && strcmp(columns[0], "ok") == 0;
	return 0;
}

/* One plain file, whole and readable, without a journal beside it. */
static bool
verify(sqlite3 *to, const char **why)
{
	bool ok = false;

	*why = "the copy does not read back";
	return sqlite3_exec(to, "PRAGMA journal_mode = DELETE", NULL, NULL,
	        NULL) == SQLITE_OK &&
	    sqlite3_exec(to, "PRAGMA quick_check(1)", say_ok, &ok, NULL) ==
	        SQLITE_OK && ok;
}

static bool
sync_path(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

static bool
sync_folder_of(struct arena *a, str path)
{
	size_t n = path.n;

	while (n > 0 && path.p[n - 1] != '/')
		n--;
	return sync_path(n == 0 ? "." : str_z(a, str_part(path, 0, n)));
}

static bool
copy_to(struct store *s, const char *part, const char **why)
{
	sqlite3 *from = NULL, *to = NULL;
	bool ok;

	*why = "it cannot be opened";
	ok = sqlite3_open_v2(str_z(s->work, s->where), &from,
	    SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK;
	if (from != NULL) {
		sqlite3_db_config(from, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1,
		    (int *)NULL);
		sqlite3_busy_timeout(from, 5000);
	}
	ok = ok && sqlite3_open_v2(part, &to, SQLITE_OPEN_READWRITE |
	    SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK;
	ok = ok && copy_pages(s, from, to, why) && verify(to, why);
	sqlite3_close(to);
	sqlite3_close(from);
	return ok;
}

static bool
sqlite_backup(struct store *s, str to, struct errors *e)
{
	const char *path = str_z(s->work, to);
	str part = str_print(s->work, "%s.part", path);
	const char *why = "";
	int fd;

	if (access(path, F_OK) == 0)
		return fail(e, INVALID, "to", "There is a file %s already; a "
		    "backup overwrites nothing.", path);
	fd = open(part.p, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail(e, INVALID, "to", "The backup cannot be written "
		    "to %s: %s.", path, strerror(errno));
	close(fd);
	if (!copy_to(s, part.p, &why)) {
		unlink(part.p);
		return fail(e, BROKEN, NULL, "The backup to %s failed: %s.",
		    path, why);
	}
	if (!sync_path(part.p) || rename(part.p, path) != 0 ||
	    !sync_folder_of(s->work, to))
		return fail(e, BROKEN, NULL, "The backup to %s failed: %s.",
		    path, strerror(errno));
	return true;
}

const struct driver sqlite_driver = {
	.scheme = "sqlite",
	.dialect = SQLITE,
	.open = sqlite_open,
	.ready = sqlite_ready,
	.close = sqlite_close,
	.run = run,
	.ask = sqlite_ask,
	.next = sqlite_next,
	.end = sqlite_end,
	.sound = sqlite_sound,
	.drop = sqlite_drop,
	.wash = sqlite_wash,
	.backup = sqlite_backup,
};

/* The library's count of its own memory costs a lock on every page; and
 * where a save can be taken back to, it keeps pages as they were in pieces
 * of this size, or, for a writer without a limit, of a kilobyte each. */
void
store_start(void)
{
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, PAGES_OF_A_SAVE);
	sqlite3_initialize();
}
