/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* IATI: how ready a programme is, its file, and the files for everybody. */
#include "standard/iati.h"

#include "base/arena.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/publish.h"
#include "web/certificates.h"
#include "web/resources.h"

enum { FILE_MOST = 64 << 20, AT_ONCE = 20 };

/* ---- how ready ---- */

static void
points_put(const struct iati_ready *r, struct node *out)
{
	struct node *row;
	size_t i;

	(void)node_list(out, "grave");
	(void)node_list(out, "light");
	for (i = 0; i < r->n; i++) {
		row = node_row(out, r->point[i].grade >= IATI_RULE ? "grave"
		    : "light");
		node_z(row, "says", r->point[i].says);
		node_z(row, "href", r->point[i].href);
	}
	node_count(out, "rules", (int64_t)r->rules);
	node_bool(out, "is_ready", r->rules == 0);
	node_bool(out, "has_light", r->n > r->rules);
}

/* What the file holds, counted in the file. */
static bool
counts_put(struct ctx *c, const struct iati_site *by,
    const struct programme *p, struct node *out)
{
	static const struct { const char *element, *name; } parts[] = {
		{ "participating-org", "Organisations" },
		{ "sector", "Sectors" }, { "budget", "Budgets" },
		{ "transaction", "Transactions" },
		{ "document-link", "Documents" }, { "result", "Results" },
	};
	struct iati *a;
	struct node *row;
	size_t i;

	if (!iati_make(c, by, p, &a))
		return false;
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		row = node_row(out, "parts");
		node_z(row, "name", say(c, parts[i].name));
		node_count(row, "n", (int64_t)iati_count(a,
		    parts[i].element));
	}
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct programme p;
	struct iati_site by;
	struct iati_ready r;
	bool is_told;
	str href;

	(void)reply;
	if (!programme_named(c, q, &p) ||
	    !iati_site(c, site_address(c, q), &by) ||
	    !iati_ready(c, &by, &p, &r) || !iati_is_told(c, &by, &p,
	    &is_told) || !counts_put(c, &by, &p, out))
		return false;
	resources_head(c, &p, "/iati", out);
	points_put(&r, out);
	href = programme_href(c, &p);
	node_text(out, "identifier", r.identifier);
	node_bool(out, "is_published", publish_parts(&p) != 0);
	node_bool(out, "is_served", is_told);
	node_text(out, "file_href", str_print(c->arena, "%.*s/iati/file",
	    (int)href.n, href.p));
	node_text(out, "served_href", str_print(c->arena, "/iati/%.*s.xml",
	    (int)p.code.n, p.code.p));
	node_text(out, "served_at", str_print(c->arena, "%.*s/iati/%.*s.xml",
	    (int)by.base.n, by.base.p, (int)p.code.n, p.code.p));
	node_bool(out, "has_organisation", !str_none(by.ref));
	node_bool(out, "may_import", ctx_admin(c) || ctx_holds(c, "PM",
	    (struct id){ { 0 } }));
	node_z(out, "entry_href", r.entry_href);
	return true;
}

const struct page iati_page = {
	.method = GET,
	.path   = "/programme/{id}/iati",
	.about  = "What is missing before the programme can be published as "
	    "IATI, and what stays private.",
	.view   = "iati.html",
	.of     = &iati_entry_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- the site's file: what is in it, and what is left out ---- */

static bool
out_put(struct ctx *c, const struct iati_site *by, const struct programme *p,
    struct node *out, size_t *left)
{
	struct ctx s = *c;
	const char *why = NULL;
	struct node *row;
	bool fine;

	s.arena = arena_new(0);         /* of the whole activity */
	fine = iati_left_out(&s, by, p, &why);
	c->errors = s.errors;
	if (why != NULL)
		why = str_copy(c->arena, str_of(why)).p;
	arena_free(s.arena);
	if (!fine)
		return false;
	row = node_row(out, "rows");
	node_text(row, "code", p->code);
	node_text(row, "title", programme_title(c, p));
	node_text(row, "href", str_print(c->arena, "%s/iati",
	    programme_href(c, p).p));
	node_z(row, "why", why);
	*left += why != NULL;
	return true;
}

static bool
show_site(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct programme *p;
	struct iati_site by;
	size_t i, n = 0, left = 0;

	(void)reply;
	node_z(out, "title", say(c, "Published as IATI"));
	(void)node_list(out, "rows");
	p = every(c, &programme_entity, (struct id){ { 0 } }, &n);
	if (p == NULL || !iati_site(c, site_address(c, q), &by))
		return false;
	for (i = 0; i < n; i++)
		if (p[i].published == YES && !out_put(c, &by, &p[i], out,
		    &left))
			return false;
	node_count(out, "told", (int64_t)(node_list(out, "rows")->n - left));
	node_count(out, "left", (int64_t)left);
	node_bool(out, "is_empty", node_list(out, "rows")->n == 0);
	node_bool(out, "has_file", node_list(out, "rows")->n > left);
	node_bool(out, "has_organisation", !str_none(by.ref) &&
	    node_list(out, "rows")->n > left);
	return true;
}

const struct page iati_site_page = {
	.method = GET,
	.path   = "/iati",
	.about  = "Which published programmes are in the site's IATI file, and "
	    "why others are not.",
	.view   = "iati_site.html",
	.of     = &iati_entry_entity,
	.needs  = SEE,
	.run    = show_site,
};

/* ---- its file, for who works on it ---- */

static void
free_arena(void *a)
{
	arena_free(a);
}

/* What is written outlives the tree it is written from. */
static struct arena *
own_arena(struct ctx *c)
{
	struct arena *a = arena_new(0);

	arena_closer(c->arena, free_arena, a);
	return a;
}

static bool
show_file(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct write w = write_new(own_arena(c), FILE_MOST);
	struct iati_which which = { 0 };
	struct iati_site by;
	struct programme p;
	int64_t n;

	(void)out;
	which.one = &p;
	if (!programme_named(c, q, &p) ||
	    !iati_site(c, site_address(c, q), &by) ||
	    !iati_newest(c, &by, &which) ||
	    !iati_export(c, &by, &which, &w, &n))
		return false;
	reply->raw = write_done(&w);
	reply->raw_type = S("application/xml; charset=utf-8");
	reply->filename = str_print(c->arena, "%.*s-iati.xml", (int)p.code.n,
	    p.code.p);
	return true;
}

const struct page iati_file_page = {
	.method = GET,
	.path   = "/programme/{id}/iati/file",
	.about  = "The programme as an IATI 2.03 activity file.",
	.of     = &iati_entry_entity,
	.needs  = SEE,
	.run    = show_file,
};

/* ---- for everybody ---- */

static bool
pour_some(struct ctx *c, void *state, int64_t piece, struct arena *a,
    str *out)
{
	struct write w = write_new(a, FILE_MOST);
	struct iati_run *r = state;
	bool more = true;
	int i;

	(void)piece;
	*out = (str){ 0 };
	if (r->next > r->n)
		return true;
	for (i = 0; i < AT_ONCE && more; i++)
		if (!iati_more(c, r, &w, &more))
			return false;
	*out = write_done(&w);
	return true;
}

static void
stamp_put(struct ctx *c, const struct iati_stamp *s, const char *which,
    struct reply *reply)
{
	reply->modified = s->at;
	reply->etag = str_print(c->arena, "\"%s%s\"", s->digest, which);
}

static bool
pour_activities(struct ctx *c, const struct iati_site *by,
    struct iati_which *which, struct reply *reply)
{
	struct iati_run *r = NEW(c->arena, struct iati_run);
	struct iati_stamp s;

	if (!iati_stamp(c, by, which, &s) || !iati_some(c, s.n))
		return false;
	which->at = s.at;
	if (!iati_begin(c, by, which, r))
		return false;
	reply->pour = pour_some;
	reply->state = r;
	stamp_put(c, &s, "", reply);
	return true;
}

static bool
pour_once(struct ctx *c, void *state, int64_t piece, struct arena *a,
    str *out)
{
	(void)c, (void)a;
	*out = piece == 0 ? *(str *)state : (str){ 0 };
	return true;
}

static bool
pour_organisation(struct ctx *c, const struct iati_site *by,
    struct reply *reply)
{
	struct write w = write_new(c->arena, FILE_MOST);
	struct iati_which which = { 0 };
	str *text = NEW(c->arena, str);
	struct iati_stamp s;

	if (str_none(by->ref))
		return fail(&c->errors, ABSENT, NULL,
		    "There is no such file.");
	if (!iati_stamp(c, by, &which, &s) || !iati_some(c, s.n) ||
	    !iati_organisation(c, by, &w))
		return false;
	*text = write_done(&w);
	reply->pour = pour_once;
	reply->state = text;
	stamp_put(c, &s, "-o", reply);
	return true;
}

/* Of one programme; ABSENT in the same words if it is none for everybody,
 * whether for rules it breaks or because nobody published it. */
static bool
pour_programme(struct ctx *c, const struct iati_site *by, str code,
    struct reply *reply)
{
	struct programme *p = NEW(c->arena, struct programme);
	struct iati_which which = { .one = p, .strict = true };
	bool is_told;

	if (!publish_find(c, code, p) || !iati_is_told(c, by, p, &is_told))
		return false;
	if (!is_told)
		return fail(&c->errors, ABSENT, NULL,
		    "There is no such file.");
	return pour_activities(c, by, &which, reply);
}

static bool
show_open(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	str name = request_at(q, "file");
	struct ctx s = ctx_as_program(c);
	struct iati_which all = { 0 };
	struct iati_site by;
	bool fine;

	(void)out;
	reply->raw_type = S("application/xml; charset=utf-8");
	reply->open = true;
	if (!str_ends(name, S(".xml")))
		return fail(&c->errors, ABSENT, NULL,
		    "There is no such file.");
	fine = iati_site(&s, site_address(c, q), &by);
	if (fine && str_is(name, "activities.xml"))
		fine = pour_activities(&s, &by, &all, reply);
	else if (fine && str_is(name, "organisation.xml"))
		fine = pour_organisation(&s, &by, reply);
	else if (fine)
		fine = pour_programme(&s, &by, str_part(name, 0,
		    name.n - 4), reply);
	c->errors = s.errors;
	return fine;
}

const struct page iati_open_page = {
	.method = GET,
	.path   = "/iati/{file}",
	.about  = "Published programmes as IATI 2.03, for everybody: "
	    "activities.xml, organisation.xml, or one by its code.",
	.run    = show_open,
};
