/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The driver for a PostgreSQL server, version 15 or later.
 *
 * Values travel in binary both ways, as the types the server found for
 * the parameters when it prepared the text.  Answers that may be long are
 * fetched piecewise through a cursor that outlives its transaction, so
 * that other statements, also commits, may run in between as they may
 * with a file.
 */
#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libpq-fe.h>

#include "base/late.h"
#include "store/inside.h"

enum {                          /* pg_type.oid, fixed since ever */
	OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_INT2 = 21,
	OID_INT4 = 23, OID_TEXT = 25, OID_JSON = 114, OID_FLOAT4 = 700,
	OID_FLOAT8 = 701, OID_BPCHAR = 1042, OID_VARCHAR = 1043,
	OID_VOID = 2278, OID_UUID = 2950
};

struct pq {                     /* of libpq, loaded when it is needed */
	void (*PQclear)(PGresult *);
	PGconn *(*PQconnectdb)(const char *);
	PGresult *(*PQdescribePrepared)(PGconn *, const char *);
	char *(*PQerrorMessage)(const PGconn *);
	PGresult *(*PQexec)(PGconn *, const char *);
	PGresult *(*PQexecParams)(PGconn *, const char *, int, const Oid *,
	    const char *const *, const int *, const int *, int);
	PGresult *(*PQexecPrepared)(PGconn *, const char *, int,
	    const char *const *, const int *, const int *, int);
	void (*PQfinish)(PGconn *);
	Oid (*PQftype)(const PGresult *, int);
	int (*PQgetisnull)(const PGresult *, int, int);
	int (*PQgetlength)(const PGresult *, int, int);
	char *(*PQgetvalue)(const PGresult *, int, int);
	int (*PQnfields)(const PGresult *);
	int (*PQnparams)(const PGresult *);
	int (*PQntuples)(const PGresult *);
	const char *(*PQparameterStatus)(const PGconn *, const char *);
	Oid (*PQparamtype)(const PGresult *, int);
	PGresult *(*PQprepare)(PGconn *, const char *, const char *, int,
	    const Oid *);
	void (*PQreset)(PGconn *);
	char *(*PQresultErrorField)(const PGresult *, int);
	ExecStatusType (*PQresultStatus)(const PGresult *);
	int (*PQserverVersion)(const PGconn *);
	int (*PQsetClientEncoding)(PGconn *, const char *);
	ConnStatusType (*PQstatus)(const PGconn *);
	PGTransactionStatusType (*PQtransactionStatus)(const PGconn *);
};

#define CALL(name) { #name, offsetof(struct pq, name) }
static const struct late calls[] = {
	CALL(PQclear), CALL(PQconnectdb), CALL(PQdescribePrepared),
	CALL(PQerrorMessage), CALL(PQexec), CALL(PQexecParams),
	CALL(PQexecPrepared), CALL(PQfinish), CALL(PQftype),
	CALL(PQgetisnull), CALL(PQgetlength), CALL(PQgetvalue),
	CALL(PQnfields), CALL(PQnparams), CALL(PQntuples),
	CALL(PQparameterStatus), CALL(PQparamtype), CALL(PQprepare),
	CALL(PQreset), CALL(PQresultErrorField), CALL(PQresultStatus),
	CALL(PQserverVersion), CALL(PQsetClientEncoding), CALL(PQstatus),
	CALL(PQtransactionStatus),
	{ 0 }
};
#undef CALL

enum { PIECE = 2000, OLDEST = 150000 };

struct made {                   /* of a text */
	char  name[16];
	int   n;                /* parameters, and of which types */
	Oid  *types;
};

struct bound {                  /* parameters, ready to be sent */
	const char **at;
	int         *bytes, *binary;
	char        (*room)[40];
};

static enum trouble_kind
kind_of(const char *state)
{
	static const struct {
		const char *state;
		enum trouble_kind kind;
	} kinds[] = {
		{ "23505", TWICE }, { "23503", NOWHERE }, { "23502", LACKING },
		{ "23514", OFF }, { "22", OFF }, { "53100", FULL },
		{ "40P01", LOCKED }, { "40001", LOCKED }, { "55P03", LOCKED },
		{ "57014", LOCKED }, { "3F000", MISSING }, { "42P01", MISSING },
	};
	size_t i;

	for (i = 0; state != NULL && i < sizeof(kinds) / sizeof(*kinds); i++)
		if (strncmp(state, kinds[i].state,
		    strlen(kinds[i].state)) == 0)
			return kinds[i].kind;
	return LOST;
}

static void
say(struct trouble *t, const char *says)
{
	size_t n;

	snprintf(t->says, sizeof(t->says), "%s", says ? says : "");
	n = strcspn(t->says, "\n");
	t->says[n] = '\0';
}

/* Takes the result with it. */
static bool
trouble(struct store *s, PGresult *r)
{
	struct trouble *t = &s->trouble;
	const char *column, *says;

	memset(t, 0, sizeof(*t));
	t->kind = kind_of(s->pq->PQresultErrorField(r, PG_DIAG_SQLSTATE));
	says = s->pq->PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
	say(t, says != NULL ? says : s->pq->PQerrorMessage(s->db));
	column = s->pq->PQresultErrorField(r, PG_DIAG_COLUMN_NAME);
	if (column != NULL)
		snprintf(t->column, sizeof(t->column), "%.60s", column);
	s->pq->PQclear(r);
	return false;
}

static bool
trouble_said(struct store *s, enum trouble_kind kind, const char *says)
{
	memset(&s->trouble, 0, sizeof(s->trouble));
	s->trouble.kind = kind;
	say(&s->trouble, says);
	return false;
}

static bool
fine(const struct store *s, const PGresult *r)
{
	ExecStatusType status = s->pq->PQresultStatus(r);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
	    status == PGRES_EMPTY_QUERY;
}

static bool
run(struct store *s, const char *sql)
{
	PGresult *r = s->pq->PQexec(s->db, sql);

	if (!fine(s, r))
		return trouble(s, r);
	s->pq->PQclear(r);
	return true;
}

/* ---- opening ---- */

/* Takes "schema=NAME" out of the address, which libpq would not know. */
static str
without_schema(struct arena *a, str where, str *schema)
{
	struct write w = write_new(a, where.n + 1);
	size_t mark = str_find(where, S("?"));
	str rest = str_part(where, mark + 1, where.n), piece;
	bool first = true;

	*schema = (str){ 0 };
	write_str(&w, str_part(where, 0, mark));
	while (rest.p != NULL && str_cut(&rest, '&', &piece)) {
		if (str_starts(piece, S("schema="))) {
			*schema = str_part(piece, 7, piece.n);
			continue;
		}
		write_char(&w, first ? '?' : '&');
		write_str(&w, piece);
		first = false;
	}
	return write_done(&w);
}

static bool
plain_name(str name)
{
	size_t i;

	for (i = 0; i < name.n; i++)
		if (!(name.p[i] >= 'a' && name.p[i] <= 'z') &&
		    !(name.p[i] >= '0' && name.p[i] <= '9') &&
		    name.p[i] != '_')
			return false;
	return name.n > 0 && name.n < 60;
}

static bool
has_schema(struct store *s, str schema)
{
	str sql = str_print(s->work, "SELECT 1 FROM pg_namespace "
	    "WHERE nspname = '%.*s'", (int)schema.n, schema.p);
	PGresult *r = s->pq->PQexec(s->db, sql.p);
	bool has = s->pq->PQntuples(r) == 1;

	s->pq->PQclear(r);
	return has;
}

static bool
choose_schema(struct store *s, str schema, enum store_mode mode)
{
	int n = (int)schema.n;

	if (schema.p == NULL)
		return true;
	if (!plain_name(schema))
		return trouble_said(s, STRANGE, "the name of a schema has "
		    "small letters, digits and _ only");
	if (!has_schema(s, schema)) {
		if (mode != STORE_CREATE)
			return trouble_said(s, MISSING, "no such schema");
		if (!run(s, str_print(s->work, "CREATE SCHEMA \"%.*s\"", n,
		    schema.p).p))
			return false;
	}
	return run(s, str_print(s->work, "SET search_path TO \"%.*s\"", n,
	    schema.p).p);
}

static bool
suits(struct store *s)
{
	const char *encoding = s->pq->PQparameterStatus(s->db,
	    "server_encoding");

	if (s->pq->PQserverVersion(s->db) < OLDEST)
		return trouble_said(s, STRANGE, "the server is older than "
		    "PostgreSQL 15");
	if (encoding == NULL || strcmp(encoding, "UTF8") != 0)
		return trouble_said(s, STRANGE, "the database must be made "
		    "with encoding UTF8");
	return true;
}

/* It brings a dozen libraries along that a data file never needs. */
static bool
load(struct store *s)
{
	static const char *const files[] = { SONAME_PQ, NULL };
	struct errors e = { s->arena, NULL, NULL, NULL };

	s->pq = NEW(s->arena, struct pq);
	return late_load(files, calls, s->pq, "PostgreSQL", PACKAGE_PQ, &e) ||
	    trouble_said(s, STRANGE, errors_text(&e, NULL));
}

static bool
postgres_open(struct store *s, str where, enum store_mode mode)
{
	str schema, address = without_schema(s->arena, where, &schema);

	s->lock = -1;
	if (!load(s))
		return false;
	s->db = s->pq->PQconnectdb(str_z(s->arena, address));
	if (s->pq->PQstatus(s->db) != CONNECTION_OK)
		return trouble_said(s, LOST, s->pq->PQerrorMessage(s->db));
	if (!suits(s) || s->pq->PQsetClientEncoding(s->db, "UTF8") != 0)
		return false;
	return run(s, "SET client_min_messages = warning;"
	        "SET synchronous_commit = on") &&
	    choose_schema(s, schema, mode) &&
	    (mode != STORE_READ ||
	        run(s, "SET default_transaction_read_only = on"));
}

static void
postgres_close(struct store *s)
{
	if (s->db != NULL)
		s->pq->PQfinish(s->db);
}

/* ---- texts ---- */

static void
postgres_drop(struct store *s, struct text *t)
{
	struct made *m = t->made;

	if (m != NULL && m->name[0] != '\0')
		s->pq->PQclear(s->pq->PQexec(s->db, str_print(s->work,
		    "DEALLOCATE %s", m->name).p));
	t->made = NULL;
}

static bool
describe(struct store *s, struct made *m, struct arena *a)
{
	PGresult *r = s->pq->PQdescribePrepared(s->db, m->name);
	int i;

	if (!fine(s, r))
		return trouble(s, r);
	m->n = s->pq->PQnparams(r);
	m->types = NEWS(a, Oid, (size_t)m->n + 1);
	for (i = 0; i < m->n; i++)
		m->types[i] = s->pq->PQparamtype(r, i);
	s->pq->PQclear(r);
	return true;
}

static bool
prepare(struct store *s, struct text *t)
{
	struct made *m = NEW(s->arena, struct made);
	PGresult *r;

	snprintf(m->name, sizeof(m->name), "t%d", ++s->named);
	r = s->pq->PQprepare(s->db, m->name, str_z(s->work, t->sql), 0, NULL);
	if (!fine(s, r))
		return trouble(s, r);
	s->pq->PQclear(r);
	if (!describe(s, m, s->arena))
		return false;
	t->made = m;
	return true;
}

/* ---- values out ---- */

static int
put_number(char *to, uint64_t n, int bytes)
{
	int i;

	for (i = 0; i < bytes; i++)
		to[i] = (char)(n >> (8 * (bytes - 1 - i)));
	return bytes;
}

static int
put_int(char *to, Oid type, int64_t n)
{
	double d = (double)n;
	uint64_t bits;

	switch (type) {
	case OID_BOOL:
		return put_number(to, n != 0, 1);
	case OID_INT2:
		return put_number(to, (uint64_t)n, 2);
	case OID_INT4:
		return put_number(to, (uint64_t)n, 4);
	case OID_FLOAT8:
		memcpy(&bits, &d, sizeof(bits));
		return put_number(to, bits, 8);
	case OID_TEXT:
		return snprintf(to, 40, "%" PRId64, n);
	}
	return put_number(to, (uint64_t)n, 8);
}

/* An id for a column of text: as people write it. */
static int
put_id(char *to, Oid type, const struct id *id)
{
	static const char hex[] = "0123456789abcdef";
	int i, n = 0;

	if (type != OID_TEXT && type != OID_VARCHAR) {
		memcpy(to, id->b, sizeof(id->b));
		return sizeof(id->b);
	}
	for (i = 0; i < 16; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			to[n++] = '-';
		to[n++] = hex[id->b[i] >> 4];
		to[n++] = hex[id->b[i] & 15];
	}
	return n;
}

static void
bind(struct bound *b, int i, Oid type, const struct value *v)
{
	uint64_t bits;

	b->binary[i] = 1;
	b->at[i] = b->room[i];
	switch (v->kind) {
	case V_NONE:
		b->at[i] = NULL;
		b->bytes[i] = 0;
		break;
	case V_INT:
		b->bytes[i] = put_int(b->room[i], type, v->i);
		break;
	case V_REAL:
		memcpy(&bits, &v->d, sizeof(bits));
		b->bytes[i] = put_number(b->room[i], bits, 8);
		break;
	case V_TEXT:
	case V_BYTES:
		b->at[i] = v->t.p;
		b->bytes[i] = (int)v->t.n;
		break;
	case V_ID:
		b->bytes[i] = put_id(b->room[i], type, &v->id);
		break;
	}
}

static struct bound
bind_all(struct arena *a, const struct made *m, const struct value *v,
    size_t n)
{
	struct bound b;
	size_t i;

	assert(n == (size_t)m->n);
	b.at = NEWS(a, const char *, n + 1);
	b.bytes = NEWS(a, int, n + 1);
	b.binary = NEWS(a, int, n + 1);
	b.room = arena_take(a, n + 1, sizeof(*b.room));
	for (i = 0; i < n; i++)
		bind(&b, (int)i, m->types[i], &v[i]);
	return b;
}

/* ---- asking ---- */

/* A server that was started again meanwhile: what was prepared is gone. */
static bool
mend(struct store *s)
{
	struct text *t;
	str schema;

	if (s->pq->PQstatus(s->db) == CONNECTION_OK || s->in ||
	    s->cursors != NULL)
		return true;
	s->pq->PQreset(s->db);
	if (s->pq->PQstatus(s->db) != CONNECTION_OK)
		return trouble_said(s, LOST, s->pq->PQerrorMessage(s->db));
	for (t = s->all; t != NULL; t = t->next)
		t->made = NULL;
	(void)without_schema(s->work, s->where, &schema);
	return choose_schema(s, schema, STORE_READ) && (s->mode != STORE_READ ||
	    run(s, "SET default_transaction_read_only = on"));
}

static bool
declare(struct store *s, struct text *t, const struct made *m,
    const struct bound *b, struct cursor *c)
{
	PGresult *r;
	str sql;

	c->number = ++s->named;
	sql = str_print(s->work, "DECLARE c%d NO SCROLL CURSOR WITH HOLD FOR "
	    "%.*s", c->number, (int)t->sql.n, t->sql.p);
	r = s->pq->PQexecParams(s->db, sql.p, m->n, m->types, b->at, b->bytes,
	    b->binary, 1);
	if (!fine(s, r))
		return trouble(s, r);
	s->pq->PQclear(r);
	return true;
}

static bool
fetch(struct cursor *c)
{
	struct store *s = c->store;
	char sql[64];
	PGresult *r;

	s->pq->PQclear(c->made);
	c->made = NULL;
	c->at = c->n = 0;
	snprintf(sql, sizeof(sql), "FETCH %d FROM c%d", (int)PIECE, c->number);
	r = s->pq->PQexecParams(s->db, sql, 0, NULL, NULL, NULL, NULL, 1);
	if (!fine(s, r))
		return trouble(s, r);
	c->made = r;
	c->n = (size_t)s->pq->PQntuples(r);
	return true;
}

static bool
ask_whole(struct store *s, const struct made *m, const struct bound *b,
    struct cursor *c)
{
	PGresult *r = s->pq->PQexecPrepared(s->db, m->name, m->n, b->at,
	    b->bytes, b->binary, 1);

	if (!fine(s, r))
		return trouble(s, r);
	c->made = r;
	c->n = (size_t)s->pq->PQntuples(r);
	return true;
}

static bool
postgres_ask(struct store *s, struct text *t, const struct value *v, size_t n,
    struct cursor *c)
{
	struct arena_mark mark = arena_mark(s->work);
	struct bound b;
	bool ok;

	c->store = s;
	c->text = t;
	c->made = NULL;
	c->at = c->n = 0;
	c->number = 0;
	c->own = false;
	c->trouble.kind = CALM;
	ok = mend(s) && (t->made != NULL || prepare(s, t));
	if (ok) {
		b = bind_all(s->work, t->made, v, n);
		ok = t->many ? declare(s, t, t->made, &b, c) && fetch(c) :
		    ask_whole(s, t->made, &b, c);
	}
	arena_back(s->work, mark);
	return ok;
}

/* ---- values in ---- */

static uint64_t
get_number(const char *p, int bytes)
{
	uint64_t n = 0;
	int i;

	for (i = 0; i < bytes; i++)
		n = n << 8 | (unsigned char)p[i];
	return n;
}

static void
get_real(const char *p, struct value *v)
{
	uint64_t bits = get_number(p, 8);

	v->kind = V_REAL;
	memcpy(&v->d, &bits, sizeof(v->d));
}

static void
get_bytes(const char *p, int n, enum value_kind kind, struct value *v)
{
	v->kind = kind;
	v->t.p = p;
	v->t.n = (size_t)n;
	if (kind == V_BYTES && n == (int)sizeof(v->id.b))
		memcpy(v->id.b, p, sizeof(v->id.b));
}

static void
column(const struct store *s, const PGresult *r, int row, int i,
    struct value *v)
{
	const char *p = s->pq->PQgetvalue(r, row, i);
	int n = s->pq->PQgetlength(r, row, i);

	v->kind = V_INT;
	if (s->pq->PQgetisnull(r, row, i))
		v->kind = V_NONE;
	else switch (s->pq->PQftype(r, i)) {
	case OID_BOOL:
		v->i = p[0] != 0;
		break;
	case OID_INT2:
		v->i = (int16_t)get_number(p, 2);
		break;
	case OID_INT4:
		v->i = (int32_t)get_number(p, 4);
		break;
	case OID_INT8:
		v->i = (int64_t)get_number(p, 8);
		break;
	case OID_FLOAT8:
		get_real(p, v);
		break;
	case OID_UUID:
	case OID_BYTEA:
		get_bytes(p, n, V_BYTES, v);
		break;
	case OID_VOID:
		v->kind = V_NONE;
		break;
	default:        /* text in its several names; numeric is never asked */
		assert(s->pq->PQftype(r, i) != 1700);
		get_bytes(p, n, V_TEXT, v);
	}
}

static bool
postgres_next(struct cursor *c, struct value *columns, size_t n)
{
	struct store *s = c->store;
	size_t i;

	if (c->made == NULL)
		return false;
	if (c->at == c->n && c->number != 0 && c->n == PIECE && !fetch(c)) {
		c->trouble = s->trouble;
		return false;
	}
	if (c->at == c->n)
		return false;
	assert(n <= (size_t)s->pq->PQnfields(c->made));
	for (i = 0; i < n; i++)
		column(s, c->made, (int)c->at, (int)i, &columns[i]);
	c->at++;
	return true;
}

static void
postgres_end(struct cursor *c)
{
	struct store *s = c->store;
	char sql[32];

	s->pq->PQclear(c->made);
	c->made = NULL;
	if (c->number != 0) {
		snprintf(sql, sizeof(sql), "CLOSE c%d", c->number);
		s->pq->PQclear(s->pq->PQexec(s->db, sql));
	}
}

static bool
postgres_sound(struct store *s)
{
	return s->pq->PQtransactionStatus(s->db) == PQTRANS_INTRANS;
}

static bool
postgres_wash(struct store *s)
{
	(void)s;                /* its vacuum does that in its own time */
	return true;
}

static bool
postgres_backup(struct store *s, str to, struct errors *e)
{
	(void)s, (void)to;
	return fail(e, INVALID, "to", "A PostgreSQL database is saved with "
	    "its own pg_dump, while it is served.");
}

const struct driver postgres_driver = {
	.scheme = "postgres",
	.dialect = POSTGRES,
	.fragile = true,
	.open = postgres_open,
	.close = postgres_close,
	.run = run,
	.ask = postgres_ask,
	.next = postgres_next,
	.end = postgres_end,
	.sound = postgres_sound,
	.drop = postgres_drop,
	.wash = postgres_wash,
	.backup = postgres_backup,
};
