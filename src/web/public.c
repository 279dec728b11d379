/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What strangers read of a programme. */
#include "web/public.h"

#include <math.h>

#include "base/arena.h"
#include "flow/find.h"
#include "format/html.h"
#include "standard/iati.h"
#include "web/certificates.h"
#include "web/place.h"
#include "web/programme.h"

const str public_columns[PUBLIC_COLUMNS] = {
	{ "part", 4 }, { "subject", 7 }, { "figure", 6 }, { "value", 5 },
	{ "unit", 4 }
};

str
public_href(struct ctx *c, const struct programme *p)
{
	return str_print(c->arena, "/public%s", programme_href(c, p).p +
	    sizeof("/programme") - 1);
}

bool
public_is_file(const struct request *q)
{
	return str_is(request_arg(q, "file"), "1");
}

/* ---- open data ---- */

struct node *
public_row(struct node *out, const char *part, str subject,
    const char *figure, const char *unit)
{
	struct node *row = node_row(out, "rows");

	node_z(row, "part", part);
	node_text(row, "subject", subject);
	node_z(row, "figure", figure);
	node_z(row, "unit", unit);
	return row;
}

void
public_real(struct node *out, const char *part, str subject,
    const char *figure, double x, const char *unit)
{
	node_real(public_row(out, part, subject, figure, unit), "value", x,
	    -1);
}

void
public_money(struct node *out, const char *part, str subject,
    const char *figure, struct money m)
{
	struct node *row = public_row(out, part, subject, figure,
	    str_z(out->arena, str_of(m.currency)));

	node_text(row, "value", money_text(out->arena, m));
}

str
public_count(struct ctx *c, int64_t n, enum small is)
{
	if (is == SMALL_FEWER)
		return str_of(say(c, "fewer than 5"));
	if (is == SMALL_KEPT)
		return str_of(say(c, "not shown"));
	return n == INT64_MIN ? (str){ 0 } : str_print(c->arena, "%lld",
	    (long long)n);
}

static void
count_put(struct ctx *c, struct node *out, const char *figure, int64_t n,
    enum small is)
{
	struct node *row = public_row(out, "people", (str){ 0 }, figure,
	    "persons");

	if (is == SMALL_TOLD)
		node_count(row, "value", n);
	else
		node_text(row, "value", public_count(c, n, is));
}

/* ---- the head ---- */

static bool
spots_clean(struct ctx *c, struct outline *o)
{
	struct outline_spot *spot = NEWS(c->arena, struct outline_spot,
	    o->spots + 1);
	struct ctx s = *c;
	struct publish_names *names;
	bool fine;
	size_t i;

	if (o->spots == 0)
		return true;
	s.arena = arena_new(0);
	fine = publish_names(&s, o->p.row.id, &names);
	for (i = 0; fine && i < o->spots; i++) {
		spot[i] = o->spot[i];
		spot[i].name = str_copy(c->arena, publish_text(&s, names,
		    o->spot[i].name, NULL));
	}
	c->errors = s.errors;
	arena_free(s.arena);
	o->spot = spot;
	return fine;
}

bool
public_outline(struct ctx *c, const struct outline *o,
    const struct outline **out)
{
	struct outline *own = NEW(c->arena, struct outline);

	*own = *o;
	*out = own;
	return publish_title(c, &o->p, &own->p.title) && spots_clean(c, own);
}

static void
people_put(struct ctx *c, const struct outline *o, struct node *out)
{
	int64_t part[2] = { o->women, o->people - o->women };
	enum small is[2], whole;

	whole = small_judge(part, 2, o->people, is);
	node_text(out, "people", public_count(c, o->people, whole));
	node_real(out, "women", o->people > 0 && whole == SMALL_TOLD &&
	    is[0] == SMALL_TOLD && is[1] == SMALL_TOLD
	    ? 100 * (double)o->women / (double)o->people : NAN, 0);
	count_put(c, out, "trained", o->people, whole);
	count_put(c, out, "women", o->women, is[0]);
}

static void
head_put(struct ctx *c, const struct outline *o, unsigned parts,
    struct node *out)
{
	const struct programme *p = &o->p;

	node_text(out, "title", programme_title(c, p));
	node_text(out, "code", p->code);
	node_text(out, "href", public_href(c, p));
	programme_stage(c, p->stage, out);
	node_day(out, "starts", p->start_actual.n != 0 ? p->start_actual
	    : p->start_planned);
	node_day(out, "ends", p->end_actual.n != 0 ? p->end_actual
	    : p->end_planned);
	node_bool(out, "has_change", parts & PUBLISH_CHANGE);
	(void)node_list(out, "rows");
	if (!(parts & PUBLISH_CHANGE))
		return;
	people_put(c, o, out);
	node_count(out, "gaps", (int64_t)o->gaps);
	node_count(out, "closed", o->reassessed > 0 ? (int64_t)o->closed
	    : INT64_MIN);
	node_real(out, "closed_percent", o->reassessed > 0
	    ? 100 * outline_closed(o) : NAN, 0);
	public_real(out, "gaps", (str){ 0 }, "opened", (double)o->gaps, "");
	public_real(out, "gaps", (str){ 0 }, "measured_again",
	    (double)o->reassessed, "");
	public_real(out, "gaps", (str){ 0 }, "closed", o->reassessed > 0
	    ? (double)o->closed : NAN, "");
}

static void
purpose_put(const struct public_page *v)
{
	const struct programme *p = &v->o->p;
	struct node *o = node_object(v->out, "purpose");

	node_text(o, "why", publish_text(v->c, v->names, p->purpose_why,
	    v->found));
	node_text(o, "whom", publish_text(v->c, v->names, p->purpose_whom,
	    v->found));
	node_text(o, "what", publish_text(v->c, v->names, p->purpose_what,
	    v->found));
}

static str
link_name(struct ctx *c, const struct outline *o)
{
	return programme_title(c, &o->p);
}

static str
link_href(struct ctx *c, const struct outline *o)
{
	return public_href(c, &o->p);
}

static bool
parts_put(const struct public_page *v, unsigned parts)
{
	if (parts & PUBLISH_PURPOSE)
		purpose_put(v);
	if (parts & PUBLISH_MONEY)
		public_money_put(v);
	return (!(parts & PUBLISH_PARTNERS) || public_partners_put(v)) &&
	    (!(parts & PUBLISH_CHANGE) || public_change_put(v)) &&
	    (!(parts & PUBLISH_LESSONS) || public_lessons_put(v)) &&
	    (!(parts & PUBLISH_POLICY) || public_policy_put(v)) &&
	    (!(parts & PUBLISH_PRACTICES) || public_practices_put(v)) &&
	    (!(parts & PUBLISH_FEEDBACK) || public_feedback_put(v));
}

/* Where its IATI file is served, if it is (iati.c). */
static bool
iati_put(struct ctx *c, const struct request *q, const struct programme *p,
    unsigned parts, struct node *out)
{
	struct write w = write_new(c->arena, 1024);
	struct iati_site by;
	bool is_told;

	if (!(parts & PUBLISH_PURPOSE))
		return true;
	if (!iati_site(c, site_address(c, q), &by) ||
	    !iati_is_told(c, &by, p, &is_told))
		return false;
	write_z(&w, "/iati/");
	html_url_part(&w, p->code);
	write_z(&w, ".xml");
	if (is_told)
		node_text(out, "iati_href", write_done(&w));
	return true;
}

bool
public_put(struct ctx *c, const struct request *q, const struct programme *p,
    unsigned parts, struct node *out)
{
	static const struct place_link link = { link_name, link_href };
	struct ctx system = ctx_as_program(c);
	struct publish_names *names;
	const struct outline *all[1], *o;
	struct outline *whole;
	struct day updated;
	size_t found = 0;
	bool fine;

	fine = publish_updated(&system, &updated) &&
	    outline_of(&system, p->row.id, &whole) &&
	    public_outline(&system, whole, &o) &&
	    publish_names(&system, p->row.id, &names);
	if (fine) {
		struct public_page v = { &system, q, o, names, &found, out };

		all[0] = o;
		head_put(&system, o, parts, out);
		place_put(&system, all, 1, &link, out);
		fine = parts_put(&v, parts) &&
		    iati_put(&system, q, p, parts, out);
	}
	node_day(out, "updated", fine ? updated : (struct day){ 0 });
	node_count(out, "hidden_names", found > 0 ? (int64_t)found
	    : INT64_MIN);
	node_text(out, "say_href", str_print(c->arena, "/say%s",
	    programme_href(c, p).p + sizeof("/programme") - 1));
	c->errors = system.errors;
	return fine;
}

/* ---- the page ---- */

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct programme p;

	r->columns = public_columns;
	r->n_columns = PUBLIC_COLUMNS;
	node_bool(out, "is_file", public_is_file(q));
	if (public_is_file(q) && str_is(request_at(q, "id"), "-")) {
		node_z(out, "title", say(c, "There is no page here"));
		r->status = 404;
		r->view = "public_gone.html";
		return true;
	}
	return publish_find(c, request_at(q, "id"), &p) &&
	    public_put(c, q, &p, publish_parts(&p), out);
}

const struct page public_page = {
	.method = GET,
	.path   = "/public/{id}",
	.about  = "What is published of a programme, for everybody; as CSV and "
	    "JSON its figures.",
	.view   = "public.html",
	.flags  = DEAR,
	.run    = show,
};
