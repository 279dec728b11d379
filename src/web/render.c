/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/render.h"

#include <ctype.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "format/gzip.h"
#include "format/json.h"
#include "format/template.h"
#include "web/admit.h"
#include "web/door.h"
#include "web/spool.h"
#include "web/trouble.h"

extern const struct page worker_page;

enum { PAGE_MOST = 32 << 20, WORTH_PACKING = 1024 };

#define SELF "default-src 'none'; script-src 'self'; style-src 'self'; " \
	"img-src 'self' data:; font-src 'self'; connect-src 'self'; " \
	"manifest-src 'self'; worker-src 'self'; form-action 'self'; " \
	"base-uri 'none'; frame-ancestors 'none'"

static const char *const types[] = {
	[HTML] = "text/html; charset=utf-8",
	[JSON] = "application/json",
	[CSV]  = "text/csv; charset=utf-8",
	[XLSX] = "application/vnd.openxmlformats-officedocument"
	    ".spreadsheetml.sheet",
};

static bool
accepts_gzip(const struct exchange *x)
{
	return request_gzip(head_field(&x->in.head, "Accept-Encoding"));
}

/* ---- headers ---- */

/* Its address opens it, and must not get about. */
static bool
is_link(const struct exchange *x)
{
	return x->page != NULL && x->page->flags & LINK;
}

/* What a browser may do with any page of ours, and with nothing else. */
static void
guard_page(struct exchange *x)
{
	answer_header(x, "Content-Security-Policy", S(SELF));
	answer_header(x, "Referrer-Policy", is_link(x) ? S("no-referrer")
	    : S("same-origin"));
	if (is_link(x))
		answer_header(x, "X-Robots-Tag", S("noindex, nofollow"));
	answer_header(x, "Permissions-Policy", S("camera=(self), "
	    "geolocation=(self), microphone=(), payment=(), usb=()"));
	answer_header(x, "Cross-Origin-Opener-Policy", S("same-origin"));
	if (x->q.secure)
		answer_header(x, "Strict-Transport-Security",
		    S("max-age=31536000"));
}

static void
head_of(struct exchange *x, str type, enum shape shape)
{
	const struct reply *r = &x->reply;
	size_t i;

	answer_header(x, "Content-Type", type);
	answer_header(x, "X-Content-Type-Options", S("nosniff"));
	if (!str_none(r->header.name))
		answer_header(x, str_z(x->arena, r->header.name),
		    r->header.value);
	if (shape == HTML)
		guard_page(x);
	else if (x->page == &worker_page)       /* fetches what it keeps */
		answer_header(x, "Content-Security-Policy",
		    S("default-src 'none'; connect-src 'self'"));
	else if (r->raw.p != NULL || r->file != NULL || r->pour != NULL)
		answer_header(x, "Content-Security-Policy",
		    S("default-src 'none'; sandbox"));
	answer_header(x, "Cache-Control", r->open ? S("public, no-cache") :
	    r->keep ?
	    S("private, max-age=31536000, immutable") :
	    x->failed || is_link(x) ?
	    S("no-store") : S("private, no-cache"));
	answer_header(x, "Vary", r->open ? S("Accept-Encoding") :
	    x->q.suffixed ?
	    S("Accept-Encoding, Accept-Language, Cookie, Authorization") :
	    S("Accept, Accept-Encoding, Accept-Language, Cookie, "
	    "Authorization"));
	for (i = 0; i < r->n_cookies; i++)
		answer_header(x, "Set-Cookie", r->cookies[i]);
	if (r->go.p != NULL)
		answer_header(x, "Location", r->go);
}

/* Letters that cannot end the quoted name of a download. */
static str
clean_name(struct arena *a, str name)
{
	char *p = str_z(a, name);
	size_t i;

	for (i = 0; i < name.n; i++)
		if ((unsigned char)p[i] < 0x20 || (unsigned char)p[i] > 0x7e ||
		    strchr("\"\\/:;%", p[i]) != NULL)
			p[i] = '_';
	return (str){ p, name.n };
}

/* The name as it is, for those who read RFC 8187. */
static str
coded_name(struct arena *a, str name)
{
	struct write w = write_new(a, 3 * name.n + 1);
	size_t i;

	for (i = 0; i < name.n; i++)
		if (isalnum((unsigned char)name.p[i]) ||
		    strchr("-._", name.p[i]) != NULL)
			write_char(&w, name.p[i]);
		else
			write_format(&w, "%%%02X", (unsigned char)name.p[i]);
	return write_done(&w);
}

static void
attach(struct exchange *x)
{
	str name = x->reply.filename, plain, coded;

	if (name.p == NULL)
		return;
	plain = clean_name(x->arena, name);
	if (str_same(plain, name)) {
		answer_header(x, "Content-Disposition", str_print(x->arena,
		    "attachment; filename=\"%.*s\"", (int)name.n, name.p));
		return;
	}
	coded = coded_name(x->arena, name);
	answer_header(x, "Content-Disposition", str_print(x->arena,
	    "attachment; filename=\"%.*s\"; filename*=UTF-8''%.*s",
	    (int)plain.n, plain.p, (int)coded.n, coded.p));
}

static bool
same_tag(str header, str tag)
{
	str item;

	while (str_cut(&header, ',', &item)) {
		item = str_trim(item);
		if (str_is(item, "*") || str_same(item, tag) ||
		    (item.n + 2 == tag.n &&
		    str_same(item, str_part(tag, 2, tag.n))))
			return true;
	}
	return false;
}

/* A weak tag: the same page packed or not is the same page. */
static void
tag(struct exchange *x)
{
	unsigned char mac[12];
	char text[sizeof(mac) * 2 + 1];
	str t;

	crypto_generichash(mac, sizeof(mac),
	    (const unsigned char *)x->out.body.p, x->out.body.n, NULL, 0);
	sodium_bin2hex(text, sizeof(text), mac, sizeof(mac));
	t = str_print(x->arena, "W/\"%s\"", text);
	answer_header(x, "ETag", t);
	if (same_tag(head_field(&x->in.head, "If-None-Match"), t)) {
		x->out.status = 304;
		x->out.body = S("");
	}
}

static void
pack(struct exchange *x)
{
	str zipped;

	if (x->out.body.n < WORTH_PACKING || !accepts_gzip(x))
		return;
	zipped = gzip_pack(x->arena, x->out.body);
	if (zipped.p == NULL)
		return;
	x->out.body = zipped;
	answer_header(x, "Content-Encoding", S("gzip"));
}

static void
finish(struct exchange *x)
{
	x->made = x->out.body;
	if (x->q.method == GET && x->out.status == 200 && !x->failed)
		tag(x);
	pack(x);
}

/* ---- shapes ---- */

static str
fallback(struct exchange *x)
{
	struct write w = write_new(x->arena, PAGE_MOST);

	json_write(&w, x->tree, true);
	node_text(x->tree, "json", write_done(&w));
	return S("{{> page/top}}<h1>{{title}}</h1><pre>{{json}}</pre>"
	    "{{> page/end}}");
}

static const struct template *
template_of(struct exchange *x)
{
	const char *view = x->reply.view;
	struct template *own;
	const struct template *t;

	if (view == NULL)
		view = x->page == NULL ? NULL : x->page->view;
	t = view == NULL ? NULL : views_find(x->server->views, x->arena,
	    str_of(view));
	if (t != NULL)
		return t;
	if (!template_parse(x->arena, fallback(x), &own, &x->ctx.errors))
		return NULL;
	return own;
}

/* The zone in which a page says its moments: its text `clock`. */
static str
clock_of(const struct node *tree)
{
	const struct node *n = node_find(tree, S("clock"));

	return n == NULL || n->kind != N_TEXT ? (str){ 0 } : n->text;
}

static bool
html(struct worker *w, struct exchange *x)
{
	struct views_in in = { x->server->views, x->arena };
	struct template_with with = { views_part, &in,
		worker_local(w, x->ctx.lang, clock_of(x->tree)),
		x->ctx.words };
	struct write out = write_new(x->arena, PAGE_MOST);
	const struct template *t;

	frame_fill(&x->ctx, &x->q, x->page, node_object(x->tree, "frame"));
	node_z(node_object(x->tree, "frame"), "code", x->code);
	t = template_of(x);
	if (t == NULL)
		return false;
	template_render(&out, t, x->tree, &with);
	x->out.body = doors_shut(doors_new(&x->ctx, x->server->pages),
	    write_done(&out));
	if (out.over)
		return fail(&x->ctx.errors, BUSY, NULL, "The page would be "
		    "larger than %d MiB; ask for less.", PAGE_MOST >> 20);
	head_of(x, str_of(types[HTML]), HTML);
	return true;
}

static bool
json(struct exchange *x)
{
	struct write out;

	if (x->reply.more != NULL) {
		if (!rows_json(x, accepts_gzip(x)))
			return false;
	} else {
		out = write_new(x->arena, PAGE_MOST);
		json_write(&out, x->tree, false);
		write_char(&out, '\n');
		x->out.body = write_done(&out);
		if (out.over)
			return fail(&x->ctx.errors, BUSY, NULL, "The answer "
			    "would be larger than %d MiB; ask for less.",
			    PAGE_MOST >> 20);
	}
	head_of(x, str_of(types[JSON]), JSON);
	return true;
}

static bool
table(struct exchange *x, enum shape shape)
{
	bool good = shape == CSV ? rows_csv(x, accepts_gzip(x)) : rows_xlsx(x);

	if (good)
		head_of(x, str_of(types[shape]), shape);
	return good;
}

static void
redirect(struct exchange *x)
{
	const struct reply *r = &x->reply;
	size_t i;

	x->out.status = 303;
	x->out.body = S("");
	answer_header(x, "Location", r->go);
	answer_header(x, "Cache-Control", S("no-store"));
	for (i = 0; i < r->n_cookies; i++)
		answer_header(x, "Set-Cookie", r->cookies[i]);
}

static void
raw(struct exchange *x)
{
	x->out.body = x->reply.raw;
	head_of(x, x->reply.raw_type, JSON);
	attach(x);
	finish(x);
}

static void
close_file(void *of)
{
	close(*(int *)of);
}

/* A file of the server's own, however large. */
static bool
whole_file(struct exchange *x)
{
	int *file = NEW(x->arena, int);
	struct stat st;

	*file = open(x->reply.file, O_RDONLY | O_CLOEXEC);
	if (*file < 0)
		return fail(&x->ctx.errors, ABSENT, NULL,
		    "The file is not there any more.");
	arena_closer(x->arena, close_file, file);
	if (fstat(*file, &st) != 0 || !S_ISREG(st.st_mode))
		return fail(&x->ctx.errors, BROKEN, NULL,
		    "The file cannot be read.");
	x->out.file = *file;
	x->out.size = (uint64_t)st.st_size;
	head_of(x, x->reply.raw_type, JSON);
	return true;
}

/* "Sun, 22 Nov 2026 11:18:31 GMT", as HTTP writes it. */
static str
http_date(struct arena *a, int64_t ms)
{
	static const char *const week[] = { "Mon", "Tue", "Wed", "Thu", "Fri",
		"Sat", "Sun" };
	static const char *const month[] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct day d = moment_day(ms);
	str s = moment_text(a, ms - ms % 1000);
	int y, m, dom;

	day_split(d, &y, &m, &dom);
	return str_print(a, "%s, %02d %s %04d %.8s GMT",
	    week[day_of_week(d) - 1], dom, month[m - 1], y, s.p + 11);
}

static void
head_of_open(struct exchange *x)
{
	answer_header(x, "Access-Control-Allow-Origin", S("*"));
	if (x->reply.modified > 0)
		answer_header(x, "Last-Modified", http_date(x->arena,
		    x->reply.modified));
}

/* Whether the asker has it: by its tag, else by the date we gave. */
static bool
has_it(struct exchange *x)
{
	const struct reply *r = &x->reply;
	str tag = head_field(&x->in.head, "If-None-Match");

	if (!str_none(tag) || r->modified <= 0)
		return r->etag.p != NULL && same_tag(tag, r->etag);
	return str_same(head_field(&x->in.head, "If-Modified-Since"),
	    http_date(x->arena, r->modified));
}

/* What somebody sent, as he sent it: nothing for other sites to show. */
static void
head_of_poured(struct exchange *x)
{
	head_of(x, x->reply.raw_type, JSON);
	if (x->reply.open)
		head_of_open(x);
	else
		answer_header(x, "Cross-Origin-Resource-Policy",
		    S("same-origin"));
	if (x->reply.etag.p != NULL)
		answer_header(x, "ETag", x->reply.etag);
}

/* The spool lives in the arena of the answer, the pieces in their own. */
static bool
pour_into(struct exchange *x, struct spool *s, struct arena *a)
{
	struct arena_mark mark = arena_mark(a);
	int64_t i;
	str piece;

	for (i = 0;; i++) {
		if (!x->reply.pour(&x->ctx, x->reply.state, i, a, &piece))
			return false;
		if (piece.p == NULL)
			return true;
		if (!spool_put(s, piece.p, piece.n))
			return true;    /* spool_end tells */
		arena_back(a, mark);
	}
}

static bool
pour(struct exchange *x)
{
	const struct reply *r = &x->reply;
	bool packed = r->open && accepts_gzip(x), fine;
	struct spool *s = spool_open(x->arena, 0, UINT64_MAX, packed);
	struct arena *a;

	if (has_it(x)) {
		x->out.status = 304;
		x->out.body = S("");
		head_of_poured(x);
		return true;
	}
	a = arena_new(ANSWER_MEMORY);
	fine = pour_into(x, s, a);
	arena_free(a);
	if (!fine)
		return false;
	if (!spool_end(s, &x->out.body, &x->out.file, &x->out.size))
		return fail(&x->ctx.errors, NO_ROOM, NULL, "The file did not "
		    "fit on the disk of the server.");
	head_of_poured(x);
	if (packed)
		answer_header(x, "Content-Encoding", S("gzip"));
	return true;
}

static bool
shaped(struct worker *w, struct exchange *x)
{
	if (x->reply.file != NULL)
		return whole_file(x);
	if (x->reply.pour != NULL)
		return pour(x);
	switch (x->q.shape) {
	case HTML:
		return html(w, x);
	case JSON:
		return json(x);
	case CSV:
	case XLSX:
		break;
	}
	return table(x, x->q.shape);
}

/* What could not be rendered is said in the plainest way there is. */
static void
give_up(struct exchange *x)
{
	enum fault worst = errors_worst(&x->ctx.errors);
	const char *says = errors_text(&x->ctx.errors, NULL);

	x->failed = true;
	x->out.n = 0;
	x->out.file = -1;
	trouble_plain(x, worst == FINE ? 500 : fault_status(worst),
	    says != NULL ? says : "The page could not be made.");
	x->out.closes = false;
}

void
render_page(struct worker *w, struct exchange *x)
{
	struct reply *r = &x->reply;

	x->out.status = r->status != 0 ? r->status : 200;
	if (r->go.p != NULL && (x->q.shape == HTML || r->status == 0)) {
		redirect(x);
	} else if (r->raw.p != NULL) {
		raw(x);
	} else if (!shaped(w, x)) {
		give_up(x);
	} else {
		attach(x);
		if (x->out.file < 0 && r->more == NULL && r->pour == NULL)
			finish(x);
	}
}

void
render_again(struct exchange *x, str body)
{
	x->out.status = 200;
	x->out.body = body;
	head_of(x, str_of(types[x->q.shape]), x->q.shape);
	finish(x);
}

void
render_static(struct exchange *x, const struct file *f, bool zipped,
    bool for_ever)
{
	x->out.status = 200;
	x->out.body = zipped ? (str){ (const char *)f->zipped, f->n_zipped } :
	    (str){ (const char *)f->bytes, f->n };
	answer_header(x, "Content-Type", str_of(f->type));
	answer_header(x, "X-Content-Type-Options", S("nosniff"));
	answer_header(x, "Cache-Control", for_ever ?
	    S("public, max-age=31536000, immutable") : S("no-cache"));
	if (f->zipped != NULL)
		answer_header(x, "Vary", S("Accept-Encoding"));
	if (zipped)
		answer_header(x, "Content-Encoding", S("gzip"));
}
