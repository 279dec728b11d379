/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * bare FILE TABLE PORT THREADS - the least that can answer with a row.
 *
 * What json_row measures Tilth against: an epoll loop on each thread, a
 * request head taken on trust, one prepared statement for the row of that
 * id, its columns as one JSON object.  No permissions, no types, no names
 * for who asks, no headers beyond the two that HTTP needs.
 *
 *	GET /TABLE/ID.json      the row, or 404
 *
 * Only for this machine, and only for measuring: it checks next to nothing
 * that it is sent.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <sqlite3.h>

enum { HEAD = 8192, BODY = 32768, EVENTS = 256, THREADS = 64 };

struct caller {
	int    socket;
	size_t n;
	char   head[HEAD];
};

struct loop {
	const char   *file, *table;
	int           port, poll, door;
	sqlite3      *db;
	sqlite3_stmt *row;
	size_t        n;                /* of what is written */
	char          body[BODY];
	char          out[BODY + 256];
	pthread_t     thread;
};

static int
end(const char *what, const char *why)
{
	fprintf(stderr, "bare: %s: %s\n", what, why);
	exit(1);
}

/* ---- the row ---- */

static void
open_row(struct loop *l)
{
	char sql[200];

	snprintf(sql, sizeof(sql), "SELECT * FROM \"%s\" WHERE \"id\" = ?",
	    l->table);
	if (sqlite3_open_v2(l->file, &l->db, SQLITE_OPEN_READONLY |
	    SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
	    sqlite3_exec(l->db, "PRAGMA mmap_size = 268435456", NULL, NULL,
	        NULL) != SQLITE_OK ||
	    sqlite3_prepare_v3(l->db, sql, -1, SQLITE_PREPARE_PERSISTENT,
	        &l->row, NULL) != SQLITE_OK)
		end(l->file, sqlite3_errmsg(l->db));
}

static void
put(struct loop *l, const char *text, size_t n)
{
	if (n > BODY - l->n)
		n = BODY - l->n;
	memcpy(l->body + l->n, text, n);
	l->n += n;
}

static void
put_quoted(struct loop *l, const char *text, size_t n)
{
	static const char hex[] = "0123456789abcdef";
	char escape[6] = { '\\', 'u', '0', '0', 0, 0 };
	size_t i, from = 0;
	unsigned char c;

	put(l, "\"", 1);
	for (i = 0; i < n; i++) {
		c = (unsigned char)text[i];
		if (c >= 0x20 && c != '"' && c != '\\')
			continue;
		put(l, text + from, i - from);
		escape[4] = hex[c >> 4];
		escape[5] = hex[c & 15];
		put(l, escape, sizeof(escape));
		from = i + 1;
	}
	put(l, text + from, n - from);
	put(l, "\"", 1);
}

static void
put_bytes(struct loop *l, const unsigned char *p, size_t n)
{
	static const char hex[] = "0123456789abcdef";
	char pair[2];
	size_t i;

	put(l, "\"", 1);
	for (i = 0; i < n; i++) {
		if (n == 16 && (i == 4 || i == 6 || i == 8 || i == 10))
			put(l, "-", 1);
		pair[0] = hex[p[i] >> 4];
		pair[1] = hex[p[i] & 15];
		put(l, pair, 2);
	}
	put(l, "\"", 1);
}

static void
put_column(struct loop *l, int i)
{
	char number[40];
	int n = 0;

	switch (sqlite3_column_type(l->row, i)) {
	case SQLITE_INTEGER:
		n = snprintf(number, sizeof(number), "%lld",
		    (long long)sqlite3_column_int64(l->row, i));
		put(l, number, (size_t)n);
		break;
	case SQLITE_FLOAT:
		n = snprintf(number, sizeof(number), "%.17g",
		    sqlite3_column_double(l->row, i));
		put(l, number, (size_t)n);
		break;
	case SQLITE_TEXT:
		put_quoted(l, (const char *)sqlite3_column_text(l->row, i),
		    (size_t)sqlite3_column_bytes(l->row, i));
		break;
	case SQLITE_BLOB:
		put_bytes(l, sqlite3_column_blob(l->row, i),
		    (size_t)sqlite3_column_bytes(l->row, i));
		break;
	default:
		put(l, "null", 4);
	}
}

static int
digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
read_id(const char *text, unsigned char id[16])
{
	size_t i, n = 0;

	for (i = 0; i < 36; i++) {
		if (text[i] == '-')
			continue;
		if (digit(text[i]) < 0 || n == 32)
			return false;
		id[n / 2] = (unsigned char)(id[n / 2] << 4 | digit(text[i]));
		n++;
	}
	return n == 32;
}

/* The body is the row; false: there is none of that id. */
static bool
write_row(struct loop *l, const char *path)
{
	size_t n = strlen(l->table);
	unsigned char id[16] = { 0 };
	bool there;
	int i;

	l->n = 0;
	if (path[0] != '/' || memcmp(path + 1, l->table, n) != 0 ||
	    !read_id(path + n + 2, id))
		return false;
	sqlite3_bind_blob(l->row, 1, id, sizeof(id), SQLITE_STATIC);
	there = sqlite3_step(l->row) == SQLITE_ROW;
	for (i = 0; there && i < sqlite3_column_count(l->row); i++) {
		put(l, i == 0 ? "{" : ",", 1);
		put_quoted(l, sqlite3_column_name(l->row, i),
		    strlen(sqlite3_column_name(l->row, i)));
		put(l, ":", 1);
		put_column(l, i);
	}
	put(l, "}", there);
	sqlite3_reset(l->row);
	return there;
}

/* ---- requests ---- */

static bool
reply(struct loop *l, struct caller *c)
{
	bool there = write_row(l, c->head + 4);
	int n = snprintf(l->out, 256, "HTTP/1.1 %s\r\n"
	    "Content-Type: application/json\r\nContent-Length: %zu\r\n\r\n",
	    there ? "200 OK" : "404 Not Found", l->n);

	memcpy(l->out + n, l->body, l->n);
	return write(c->socket, l->out, (size_t)n + l->n) ==
	    (ssize_t)((size_t)n + l->n);
}

static void
leave(struct caller *c)
{
	close(c->socket);
	free(c);
}

static void
serve(struct loop *l, struct caller *c)
{
	ssize_t got = read(c->socket, c->head + c->n, HEAD - 1 - c->n);
	size_t used;
	char *stop;

	if (got < 0 && errno == EAGAIN)
		return;
	if (got <= 0) {
		leave(c);
		return;
	}
	c->n += (size_t)got;
	c->head[c->n] = '\0';
	while ((stop = strstr(c->head, "\r\n\r\n")) != NULL) {
		used = (size_t)(stop + 4 - c->head);
		if (used < 64 || !reply(l, c)) {
			leave(c);
			return;
		}
		memmove(c->head, c->head + used, c->n - used + 1);
		c->n -= used;
	}
	if (c->n == HEAD - 1)
		leave(c);
}

static void
greet(struct loop *l)
{
	struct epoll_event e = { .events = EPOLLIN };
	struct caller *c;
	int socket, on = 1;

	while ((socket = accept4(l->door, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
		setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
		c = calloc(1, sizeof(*c));
		if (c == NULL)
			abort();
		c->socket = socket;
		e.data.ptr = c;
		epoll_ctl(l->poll, EPOLL_CTL_ADD, socket, &e);
	}
}

static void
open_door(struct loop *l)
{
	struct sockaddr_in here = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)l->port),
		.sin_addr = { htonl(INADDR_LOOPBACK) } };
	struct epoll_event e = { .events = EPOLLIN };
	int on = 1;

	l->door = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	setsockopt(l->door, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	setsockopt(l->door, SOL_SOCKET, SO_REUSEPORT, &on, sizeof(on));
	if (bind(l->door, (const struct sockaddr *)&here, sizeof(here)) != 0 ||
	    listen(l->door, 1024) != 0)
		end("listen", strerror(errno));
	l->poll = epoll_create1(0);
	e.data.ptr = NULL;
	epoll_ctl(l->poll, EPOLL_CTL_ADD, l->door, &e);
}

static void *
turn(void *of)
{
	struct epoll_event e[EVENTS];
	struct loop *l = of;
	int i, n;

	for (;;) {
		n = epoll_wait(l->poll, e, EVENTS, -1);
		for (i = 0; i < n; i++)
			if (e[i].data.ptr == NULL)
				greet(l);
			else
				serve(l, e[i].data.ptr);
	}
	return NULL;
}

int
main(int n, char **args)
{
	long i, threads = n == 5 ? strtol(args[4], NULL, 10) : 0;
	struct loop *l;

	if (threads < 1 || threads > THREADS)
		return end("usage", "bare FILE TABLE PORT THREADS");
	signal(SIGPIPE, SIG_IGN);
	for (i = 0; i < threads; i++) {
		l = calloc(1, sizeof(*l));
		if (l == NULL)
			abort();
		l->file = args[1];
		l->table = args[2];
		l->port = (int)strtol(args[3], NULL, 10);
		open_row(l);
		open_door(l);
		if (pthread_create(&l->thread, NULL, turn, l) != 0)
			return end("thread", strerror(errno));
	}
	pthread_join(l->thread, NULL);
	return 0;
}
