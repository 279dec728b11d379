/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * page.h - what a page is.
 *
 * A page makes a tree from a request; HTML, JSON, CSV and XLSX are
 * renderers of that tree, so the web page and the API are one handler.
 * No HTML, no SQL and no permission test in a handler: flow/ asks.
 * web/site.c lists every page.
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include "base/node.h"
#include "base/pair.h"
#include "flow/ctx.h"

enum method { GET = 1, POST, PUT, DELETE };

enum shape { HTML = 1, JSON, CSV, XLSX };

struct upload {                     /* a file in a multipart form */
	str name, filename, type;
	str bytes;                  /* all of them; large ones are mapped */
};

struct request {
	enum method method;
	enum shape  shape;
	str  path, query;           /* as sent: raw; the path without its
	                             * ".json", the query without "?" */
	const struct pair *args;    /* [n_args] of the query */
	size_t n_args;
	const struct pair *form;    /* [n_form] of the body, form or JSON */
	size_t n_form;
	const struct upload *uploads;
	size_t n_uploads;
	str  body, type;            /* raw body and its media type */
	struct pair at[4];                /* the {parts} of the path */
	size_t n_at;
	const struct entity *entity;    /* of /{entity}/...: what it named */
	str  session, csrf;         /* cookie token; the form's token of it */
	str  address, user_agent, accept_language, host;
	str  bearer;                /* token of "Authorization: Bearer" */
	str  lang;                  /* chosen on a page (its cookie), or none */
	str  device, pass;          /* cookies of who checks in by himself: the
	                             * browser's number, key of his own page */
	bool secure;                /* came by TLS, or says a trusted proxy */
	bool by_token;              /* bearer token: no CSRF needed */
	bool suffixed;              /* the shape was said by the address */
	const struct node *json;    /* the body, if it is a JSON object */
	bool save_data;
	str  theme;                 /* "light", "dark" or none */
	const struct errors *faults;/* of a refused form that is shown again */
	struct server *server;      /* NULL in tests; for health and metrics */
};

/* The last of that name; none if there is none. */
str request_arg(const struct request *, const char *name);
str request_form(const struct request *, const char *name);
str request_at(const struct request *, const char *name);
/* Where the form's `to` wants to go next, if that is on this site. */
str request_back(const struct request *, str otherwise);

/* What goes back besides the tree. */
struct reply {
	int  status;                /* 0: 200, or of the worst fault */
	str  go;                    /* 303 to this address; for programs: the
	                             * Location beside status and tree */
	str  cookies[4];            /* whole Set-Cookie values */
	size_t n_cookies;
	struct pair header;         /* one more; or none */
	str  raw, raw_type;         /* instead of the tree: a file, an image */
	const char *file;           /* instead of the tree: this file, of type
	                             * raw_type */
	/* Instead of the tree: bytes of type raw_type, piece after piece until
	 * there is no text; etag says when they are others. */
	bool (*pour)(struct ctx *, void *state, int64_t piece, struct arena *,
	    str *);
	str  filename;              /* as an attachment of that name */
	str  etag;                  /* of what is poured; else it is made from
	                             * the bytes */
	bool open;                  /* poured for everybody, also other sites'
	                             * pages: packed, with a date */
	int64_t modified;           /* of what is open: ms */
	bool undo;                  /* what was written is taken back, though
	                             * the answer is shown: a trial */
	bool passing;               /* of this moment: not kept (again.h) */
	bool keep;                  /* may be kept by the browser for a year */
	const char *view;           /* another template than the page's */
	char separator;             /* of CSV for a spreadsheet; 0: a comma */
	const str *columns;         /* [n_columns] of CSV and XLSX; NULL: the
	                             * members of the first row */
	size_t n_columns;
	/* Rows too many for a tree: called by CSV, XLSX and JSON renderers
	 * until it returns false; faults in the ctx. */
	bool (*more)(struct ctx *, void *state, struct arena *,
	    struct node *row);
	void *state;
};

struct page {
	enum method method;
	const char *path;           /* "/programme/{id}/gaps" */
	const char *about;          /* one sentence, for the API document */
	const char *args;           /* what it takes behind "?", for the same:
	                             * "after: the last number;limit: ..." */
	const char *view;           /* template: "gaps.html"; NULL: none */
	const struct entity *of;    /* whose permission it needs; NULL: none */
	unsigned    needs;          /* SEE, ADD ...; 0: open to the public */
	unsigned    flags;
	/* What the row of /{entity}/{id} must allow, which the page asks by
	 * itself; links to it ask it before (door.h).  0: SEE. */
	unsigned    row;
	/* Asked besides `needs`, of the address alone, by the router and by
	 * every link to it.  NULL: nothing more. */
	bool (*may)(struct ctx *, const struct request *);
	/* A form that was refused is shown again by this page (its GET),
	 * which finds what was typed in q->form.  NULL: the error page. */
	const struct page *again;
	/* Unsafe methods run on the write lane, inside its transaction.  The
	 * slow half (a password, a workbook) goes into prepare: it runs on a
	 * reader worker before, without a transaction to write in, and leaves
	 * what it made in reply->state.  NULL: nothing to prepare. */
	bool (*run)(struct ctx *, const struct request *, struct node *,
	    struct reply *);
	bool (*prepare)(struct ctx *, const struct request *, struct node *,
	    struct reply *);
};

enum {                              /* flags of a page */
	SIGNED_IN  = 1,             /* any user, no public */
	NO_CSRF    = 2,             /* sign-in itself, bearer only, health */
	KEYS       = 8,             /* also for who must change his password */
	DEAR       = 32,            /* kept until a row changes (again.h) */
	GUESSED    = 64,            /* a short code opens it: who is wrong too
	                             * often waits (tries.h) */
	LINK       = 16,            /* its address is the key to it: no other
	                             * token; never stored, indexed or told */
	QUICK      = 4              /* a few rows by id: its JSON is answered on
	                             * the socket's own thread, no hand-over */
};

/*
 * What an HTML view finds beside the page's own members:
 *	frame: { lang, dir ("ltr"/"rtl"), language, theme, csrf, here (path
 *	    and query), code, save_data, may_admin, user: { id, name,
 *	    initials }, languages: [ { tag, name, href, here } ],
 *	    programmes: [ { name, href, here } ] }
 *	faults: [ { field, fault, text } ], when there are any
 *	typed: { FIELD: what was typed }, beside faults
 */
void frame_fill(struct ctx *, const struct request *, const struct page *,
         struct node *frame);               /* frame.c */

extern const struct page *const site[];     /* ends with NULL; site.c */

#endif
