/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/request.h"

#include "base/arena.h"
#include "base/fold.h"
#include "derive/fieldtext.h"
#include "format/json.h"
#include "web/multipart.h"
#include "web/query.h"

enum { JSON_BODY = 2 << 20, PLAIN_MOST = 4 << 20 };

str
request_arg(const struct request *q, const char *name)
{
	return pairs_find(q->args, q->n_args, name);
}

str
request_form(const struct request *q, const char *name)
{
	return pairs_find(q->form, q->n_form, name);
}

str
request_at(const struct request *q, const char *name)
{
	return pairs_find(q->at, q->n_at, name);
}

str
request_back(const struct request *q, str otherwise)
{
	str to = request_form(q, "to");
	size_t i;

	if (to.n < 2 || to.p[0] != '/' || to.p[1] == '/')
		return otherwise;
	for (i = 0; i < to.n; i++)
		if ((unsigned char)to.p[i] <= ' ' || to.p[i] == '\\')
			return otherwise;
	return to;
}

enum method
request_method(str name)
{
	if (str_is(name, "GET") || str_is(name, "HEAD"))
		return GET;
	if (str_is(name, "POST"))
		return POST;
	if (str_is(name, "PUT"))
		return PUT;
	if (str_is(name, "DELETE"))
		return DELETE;
	return 0;
}

/* The q of one item of an Accept header, in thousandths. */
static int
weight(str item, str *what)
{
	str rest = item, piece;
	double q = 1;

	if (!str_cut(&rest, ';', what))
		return 0;
	*what = str_trim(*what);
	while (str_cut(&rest, ';', &piece)) {
		piece = str_trim(piece);
		if (str_same_nocase(str_part(piece, 0, 2), S("q=")) &&
		    !str_real(str_part(piece, 2, piece.n), &q))
			q = 0;
	}
	return q < 0 ? 0 : q > 1 ? 1000 : (int)(q * 1000);
}

static enum shape
shape_of(str type)
{
	static const struct {
		const char *type;
		enum shape  shape;
	} known[] = {
		{ "text/html", HTML }, { "application/xhtml+xml", HTML },
		{ "application/json", JSON }, { "text/csv", CSV },
		{ "application/vnd.openxmlformats-officedocument"
		  ".spreadsheetml.sheet", XLSX },
		{ "text/*", HTML }, { "*/*", HTML }, { "application/*", JSON },
	};
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(*known); i++)
		if (str_same_nocase(type, str_of(known[i].type)))
			return known[i].shape;
	return 0;
}

enum shape
request_shape(str accept)
{
	enum shape shape = HTML, one;
	int best = 0, w;
	str item, what;

	while (str_cut(&accept, ',', &item)) {
		w = weight(item, &what);
		one = shape_of(what);
		if (one != 0 && w > best) {
			best = w;
			shape = one;
		}
	}
	return shape;
}

bool
request_gzip(str accept)
{
	str item, what;
	int w, star = 0;

	while (str_cut(&accept, ',', &item)) {
		w = weight(item, &what);
		if (str_same_nocase(what, S("gzip")))
			return w > 0;
		if (str_is(what, "*"))
			star = w;
	}
	return star > 0;
}

/* The path and the query of a target, which may name scheme and host. */
static void
split_target(str target, struct request *q)
{
	size_t at = str_find(target, S("://"));

	if (target.p[0] != '/') {
		target = str_part(target, at + 3, target.n);
		target = str_part(target, str_find(target, S("/")), target.n);
	}
	at = str_find(target, S("?"));
	q->path = at == 0 ? S("/") : str_part(target, 0, at);
	q->query = str_part(target, at + 1, target.n);
}

static void
read_cookies(const struct head *h, struct request *q)
{
	str cookies = head_field(h, "Cookie");

	q->session = query_cookie(cookies, "tilth");
	q->theme = query_cookie(cookies, "theme");
	q->lang = query_cookie(cookies, "lang");
	q->device = query_cookie(cookies, "device");
	q->pass = query_cookie(cookies, "pass");
	if (q->device.n > 40 || !str_ascii(q->device))
		q->device = (str){ 0 };
	if (q->pass.n != 43)
		q->pass = (str){ 0 };
	if (!str_is(q->theme, "light") && !str_is(q->theme, "dark"))
		q->theme = (str){ 0 };
	if (q->lang.n > 12)
		q->lang = (str){ 0 };
}

/* Spreadsheets ask for a name and a password: the password is a token,
 * and the name says nothing. */
static bool
basic_token(struct arena *a, str said, str *token)
{
	str pair;
	size_t at;

	if (said.n < 7 || !str_same_nocase(str_part(said, 0, 6), S("Basic ")) ||
	    !fieldtext_unbase64(a, str_trim(str_part(said, 6, said.n)), &pair))
		return false;
	at = str_find(pair, S(":tilth_"));
	*token = str_part(pair, at + 1, pair.n);
	return at < pair.n && str_ascii(*token);
}

static void
read_bearer(struct arena *a, const struct head *h, struct request *q)
{
	str said = head_field(h, "Authorization"), token;

	if (basic_token(a, said, &token)) {
		q->bearer = token;
		q->by_token = true;
		q->session = (str){ 0 };
		return;
	}

	if (said.n > 7 && str_same_nocase(str_part(said, 0, 7), S("Bearer "))) {
		q->bearer = str_trim(str_part(said, 7, said.n));
		q->by_token = true;
		q->session = (str){ 0 };
	}
}

static bool
is_json(str type)
{
	str rest = type, what = { 0 };

	if (!str_cut(&rest, ';', &what))
		return false;
	return str_same_nocase(str_trim(what), S("application/json"));
}

static void
choose_shape(const struct head *h, struct request *q)
{
	str accept = head_field(h, "Accept");

	q->shape = request_shape(accept);
	if (str_none(accept) || str_is(accept, "*/*"))
		q->shape = q->by_token || is_json(q->type) ? JSON : HTML;
}

/* Header texts that end up in trees and history must be UTF-8. */
static str
readable(str s)
{
	return str_utf8(s) ? s : (str){ 0 };
}

bool
request_head(struct arena *a, const struct arrival *in, struct request *q,
    struct errors *e)
{
	const struct head *h = &in->head;
	struct pairs args = { 0 };

	*q = (struct request){ 0 };
	q->method = request_method(h->method);
	q->type = head_field(h, "Content-Type");
	q->host = head_field(h, "Host");
	q->address = in->address;
	q->secure = in->secure;
	q->user_agent = readable(head_field(h, "User-Agent"));
	q->accept_language = readable(head_field(h, "Accept-Language"));
	q->save_data = str_same_nocase(head_field(h, "Save-Data"), S("on"));
	split_target(h->target, q);
	read_cookies(h, q);
	read_bearer(a, h, q);
	choose_shape(h, q);
	if (!query_read(a, q->query, &args, e))
		return false;
	q->args = args.at;
	q->n_args = args.n;
	return true;
}

/* ---- bodies ---- */

/* What a person would have typed: flags as yes and no, numbers in full;
 * lists and objects stay JSON. */
static str
json_value(struct arena *a, const struct node *v)
{
	struct write w = write_new(a, JSON_MOST);

	if (v->kind == N_TEXT)
		return fold_nfc(a, v->text);
	if (v->kind == N_BOOL)
		return v->yes ? S("yes") : S("no");
	if (v->kind == N_COUNT)
		write_int(&w, v->count);
	else if (v->kind == N_REAL)
		write_real(&w, v->real);
	else if (v->kind != N_NONE)
		json_write(&w, v, false);
	return w.n == 0 ? S("") : write_done(&w);
}

static bool
read_json(struct arena *a, struct request *q, struct pairs *p,
    struct errors *e)
{
	struct node *root;
	const struct node *v;

	if (q->body.n > JSON_BODY)
		return fail(e, INVALID, NULL, "A JSON body may have up to %d "
		    "MiB; import what is larger.", JSON_BODY >> 20);
	if (!json_read(a, q->body, &root, e))
		return false;
	if (root->kind != N_OBJECT)
		return fail(e, INVALID, NULL, "The body must be one JSON "
		    "object with the fields as members.");
	if (root->n > QUERY_MOST)
		return fail(e, INVALID, NULL, "More than %d values in one "
		    "form.", QUERY_MOST);
	for (v = root->first; v != NULL; v = v->next)
		pairs_add(a, p, str_of(v->name), json_value(a, v));
	q->json = root;
	return true;
}

static bool
is_type(str type, const char *name)
{
	str rest = type, what;

	return str_cut(&rest, ';', &what) &&
	    str_same_nocase(str_trim(what), str_of(name));
}

static bool
read_parts(struct arena *a, const struct arrival *in, struct request *q,
    struct pairs *p, struct errors *e)
{
	struct uploads *u = NEW(a, struct uploads);

	if (!multipart_read(a, in->body, multipart_boundary(q->type), p, u, e))
		return false;
	q->uploads = u->at;
	q->n_uploads = u->n;
	return true;
}

bool
request_body(struct arena *a, const struct arrival *in, struct request *q,
    struct errors *e)
{
	struct pairs p = { 0 };

	q->body = in->body;
	if (in->body.n == 0)
		return true;
	if (is_json(q->type)) {
		if (!read_json(a, q, &p, e))
			return false;
	} else if (is_type(q->type, "multipart/form-data")) {
		if (!read_parts(a, in, q, &p, e))
			return false;
	} else if (is_type(q->type, "application/x-www-form-urlencoded")) {
		if (in->body.n > PLAIN_MOST)
			return fail(e, INVALID, NULL, "A form may have up to "
			    "%d MiB; send files as files.", PLAIN_MOST >> 20);
		if (!query_read(a, in->body, &p, e))
			return false;
	}
	q->form = p.at;
	q->n_form = p.n;
	return true;
}
