/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Whole files: activities one after the other, and the organisation. */
#include "standard/iati.h"

#include <string.h>

#include "base/arena.h"
#include "base/sort.h"
#include "flow/changed.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/publish.h"
#include "standard/iati_load.h"

/* ---- which ---- */

bool
iati_is_made_up(struct iati *a)
{
	return str_starts(iati_child(a, "reporting-org", "ref"),
	    S("XX-TEMP-"));
}

/* Those that are published with their purpose and reported by nobody else:
 * what was taken in from others is theirs to publish. */
static bool
is_ours(struct ctx *c, const struct iati_site *site,
    const struct programme *p, bool *ours)
{
	struct arena_mark mark = arena_mark(c->arena);
	struct iati_entry e;
	bool fine, theirs = false;

	fine = gather_one(c, &iati_entry_entity, "programme",
	    id_text(c->arena, p->row.id), &e) &&
	    iati_is_theirs(c, site, &e, &theirs);
	*ours = fine && !theirs;
	arena_back(c->arena, mark);
	return fine;
}

static bool
each_published(struct ctx *c, const struct iati_site *site,
    bool (*each)(void *to, const struct programme *), void *to)
{
	struct arena_mark mark;
	struct programme *p;
	size_t i, n;
	bool ours;

	if (!publish_every(c, &p, &n))
		return false;
	for (i = 0; i < n; i++) {
		if (!publish_shows(&p[i], PUBLISH_PURPOSE))
			continue;
		mark = arena_mark(c->arena);
		if (!is_ours(c, site, &p[i], &ours) ||
		    (ours && !each(to, &p[i])))
			return false;
		arena_back(c->arena, mark);
	}
	return true;
}

struct newest {
	struct ctx        *c;
	struct iati_which *w;
	const struct map  *dropped;
};

static bool
note_newest(void *to, const struct programme *p)
{
	struct newest *k = to;
	int64_t at;

	if (!changed_outside(k->c, p->row.id, k->dropped, &at))
		return false;
	if (at > k->w->at)
		k->w->at = at;
	return true;
}

bool
iati_newest(struct ctx *c, const struct iati_site *site,
    struct iati_which *w)
{
	struct newest k = { c, w, site->dropped };
	bool fine;

	w->at = 0;
	fine = w->one != NULL ? note_newest(&k, w->one) : each_published(c,
	    site, note_newest, &k);
	w->at -= w->at % 1000;
	return fine;
}

/* ---- activities ---- */

static void
open_file(struct ctx *c, struct write *w, const char *root, int64_t at)
{
	write_format(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<%s version=\"2.03\" generated-datetime=\"%s\">", root,
	    moment_text(c->arena, at).p);
}

/* Of what is published only the parts that are open (publish.h). */
static bool
is_open(const struct iati *e, unsigned parts)
{
	static const struct { const char *name; unsigned part; } of[] = {
		{ "budget", PUBLISH_MONEY }, { "transaction", PUBLISH_MONEY },
		{ "planned-disbursement", PUBLISH_MONEY },
		{ "capital-spend", PUBLISH_MONEY },
		{ "result", PUBLISH_CHANGE },
		{ "participating-org", PUBLISH_PARTNERS },
	};
	size_t i;

	for (i = 0; i < sizeof(of) / sizeof(of[0]); i++)
		if (str_is(e->name, of[i].name))
			return (parts & of[i].part) != 0;
	return true;
}

/* The standard wants somebody to take part: who reports it does. */
static void
report_alone(struct iati *a, struct iati *e)
{
	struct iati *by = iati_first(a, "reporting-org");

	e->name = S("participating-org");
	e->attr = NULL;
	e->first = by->first;
	iati_set(e, "ref", iati_get(by, "ref"));
	iati_set(e, "type", iati_get(by, "type"));
	iati_set_z(e, "role", "4");
}

/* Nor are partners named beside what they paid or were paid. */
static void
close_sides(struct iati *payment, str reporter)
{
	struct iati **at = &payment->first, *e;

	payment->last = NULL;
	while ((e = *at) != NULL) {
		if (str_among(e->name, "provider-org receiver-org") &&
		    (str_none(reporter) || !str_same(iati_get(e, "ref"),
		    reporter))) {
			*at = e->next;
			continue;
		}
		payment->last = e;
		at = &e->next;
	}
}

static void
close_parts(struct iati *a, unsigned parts)
{
	str reporter = iati_child(a, "reporting-org", "ref");
	struct iati **at = &a->first, *e;
	bool alone = false;

	while ((e = *at) != NULL) {
		if (!is_open(e, parts) && !alone &&
		    str_is(e->name, "participating-org")) {
			report_alone(a, e);
			alone = true;
		} else if (!is_open(e, parts)) {
			*at = e->next;
			continue;
		}
		if (!(parts & PUBLISH_PARTNERS))
			close_sides(e, reporter);
		a->last = e;
		at = &e->next;
	}
}

/* A programme that is not published is not told as the parent of one that
 * is. */
static bool
close_parent(struct ctx *c, const struct iati_site *site,
    const struct programme *p, struct iati *a)
{
	struct ctx s = ctx_as_program(c);
	struct programme parent;
	struct iati **at, *e;
	str ref;

	if (id_none(p->parent))
		return true;
	if (!flow_find(&s, &programme_entity, p->parent, &parent) ||
	    !iati_identify(&s, site, &parent, &ref)) {
		c->errors = s.errors;
		return false;
	}
	if (publish_shows(&parent, PUBLISH_PURPOSE))
		return true;
	for (at = &a->first, a->last = NULL; (e = *at) != NULL;) {
		if (str_is(e->name, "related-activity") &&
		    str_same(iati_get(e, "ref"), ref)) {
			*at = e->next;
			continue;
		}
		a->last = e;
		at = &e->next;
	}
	return true;
}

/* What keeps it from everybody, that more than its rows decides. */
static bool
is_kept_back(struct ctx *c, const struct iati_site *site,
    const struct programme *p, const char **why)
{
	bool ours;

	*why = NULL;
	if (!publish_shows(p, PUBLISH_PURPOSE)) {
		*why = words_say(c->words, "The purpose is not among the parts "
		    "that are open: nothing of the programme is published.");
		return true;
	}
	if (!is_ours(c, site, p, &ours))
		return false;
	if (!ours)
		*why = words_say(c->words, "Another organisation reports this "
		    "programme and publishes it: from here it is not "
		    "published again.");
	return true;
}

static const char *
rule_broken(struct ctx *c, struct iati *a)
{
	struct iati_faults f = { 0 };
	const struct iati_fault *at;

	if (iati_is_made_up(a))
		return words_say(c->words, "Nobody with an IATI reference "
		    "reports the programme yet: choose the reporting "
		    "organisation, or let an administrator set iati_ref.");
	iati_check(c, a, &f);
	for (at = f.first; at != NULL; at = at->next)
		if (at->grade >= IATI_RULE)
			return str_print(c->arena, "%s (%.*s)", at->says,
			    (int)at->path.n, at->path.p).p;
	return NULL;
}

/* As everybody may see it; NULL: not at all, and why. */
static bool
make_told(struct ctx *c, const struct iati_site *site,
    const struct programme *p, struct iati **out, const char **why)
{
	*out = NULL;
	if (!is_kept_back(c, site, p, why))
		return false;
	if (*why != NULL)
		return true;
	if (!iati_make_clean(c, site, p, out))
		return false;
	close_parts(*out, publish_parts(p));
	if (!close_parent(c, site, p, *out))
		return false;
	*why = rule_broken(c, *out);
	if (*why != NULL)
		*out = NULL;
	return true;
}

bool
iati_told(struct ctx *c, const struct iati_site *site,
    const struct programme *p, struct iati **out)
{
	const char *why;

	return make_told(c, site, p, out, &why);
}

bool
iati_left_out(struct ctx *c, const struct iati_site *site,
    const struct programme *p, const char **why)
{
	struct iati *a;

	return make_told(c, site, p, &a, why);
}

bool
iati_is_told(struct ctx *c, const struct iati_site *site,
    const struct programme *p, bool *is)
{
	const char *why = NULL;
	bool fine = iati_left_out(c, site, p, &why);

	*is = fine && why == NULL;
	return fine;
}

static bool
put_activity(struct ctx *c, struct iati_run *r, const struct programme *p,
    struct write *w)
{
	struct iati *a;

	if (!ctx_goes_on(c, NULL, (int64_t)r->next, (int64_t)r->n) ||
	    !(r->strict ? iati_told : iati_make)(c, &r->site, p, &a))
		return false;
	if (a == NULL)
		return true;
	iati_write(w, a, 1);
	r->written++;
	return true;
}

bool
iati_begin(struct ctx *c, const struct iati_site *site,
    const struct iati_which *which, struct iati_run *r)
{
	struct programme *all;

	*r = (struct iati_run){ .site = *site, .at = which->at,
		.p = which->one, .n = 1, .strict = which->one == NULL ||
		which->strict };
	if (which->one != NULL)
		return true;
	if (!publish_every(c, &all, &r->n))
		return false;
	r->p = all;
	return true;
}

bool
iati_more(struct ctx *c, struct iati_run *r, struct write *w, bool *more)
{
	struct arena_mark mark;
	bool fine = true;

	if (r->next == 0)
		open_file(c, w, "iati-activities", r->at);
	*more = r->next < r->n;
	if (*more) {
		mark = arena_mark(c->arena);
		fine = put_activity(c, r, &r->p[r->next++], w);
		if (fine && w->arena != c->arena)
			arena_back(c->arena, mark);
	} else {
		write_z(w, "\n</iati-activities>\n");
		r->next++;
	}
	return fine && (!w->over || fail(&c->errors, NO_ROOM, NULL,
	    "The file could not be written to its end."));
}

bool
iati_export(struct ctx *c, const struct iati_site *site,
    const struct iati_which *which, struct write *w, int64_t *n)
{
	struct iati_run r;
	bool more = true;

	if (!iati_begin(c, site, which, &r))
		return false;
	while (more)
		if (!iati_more(c, &r, w, &more))
			return false;
	*n = r.written;
	return true;
}

/* ---- the organisation: sums over its activities ---- */

enum { COUNTRY = 1, TOTAL, SPENT };

struct amount {
	int          kind;
	str          country, status;
	struct day   from, to;
	struct money sum;
};

struct sums {
	struct ctx             *c;
	const struct iati_site *site;
	struct arena  *keep;
	struct amount *of;
	size_t         n, room;
	str            currency;
};

static int
in_order(const void *one, const void *other, const void *with)
{
	const struct amount *a = one, *b = other;
	int order = str_order(a->country, b->country);

	(void)with;
	if (order != 0)
		return order;
	if (a->from.n != b->from.n)
		return a->from.n < b->from.n ? -1 : 1;
	if (a->to.n != b->to.n)
		return a->to.n < b->to.n ? -1 : 1;
	order = str_order(a->status, b->status);
	return order != 0 ? order : strcmp(a->sum.currency, b->sum.currency);
}

static void
add_amount(struct sums *s, const struct amount *a)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (s->of[i].kind == a->kind &&
		    in_order(&s->of[i], a, NULL) == 0 &&
		    money_add(&s->of[i].sum, a->sum))
			return;
	s->of = arena_more(s->keep, s->of, s->n, &s->room, sizeof(*s->of));
	s->of[s->n] = *a;
	s->of[s->n].country = str_copy(s->keep, a->country);
	s->of[s->n++].status = str_copy(s->keep, a->status);
}

static bool
value_in(struct iati *of, struct money *m)
{
	struct iati *v = iati_first(of, "value");

	return v != NULL && iati_amount(v->text, str_z(v->arena, iati_get(v,
	    "currency")), m);
}

static void
add_budgets(struct sums *s, struct iati *a)
{
	struct amount m = { .kind = TOTAL };
	struct iati *b;
	str country = iati_count(a, "recipient-country") == 1 &&
	    iati_count(a, "recipient-region") == 0 ? iati_child(a,
	    "recipient-country", "code") : (str){ 0 };

	for (b = iati_first(a, "budget"); b != NULL; b = iati_next(b)) {
		if (!value_in(b, &m.sum) || !iati_day(iati_child(b,
		    "period-start", "iso-date"), &m.from) || !iati_day(
		    iati_child(b, "period-end", "iso-date"), &m.to))
			continue;
		m.status = iati_get(b, "status");
		m.kind = TOTAL;
		m.country = (str){ 0 };
		add_amount(s, &m);
		m.kind = COUNTRY;
		m.country = country;
		if (!str_none(country))
			add_amount(s, &m);
	}
}

static void
add_spent(struct sums *s, struct iati *a)
{
	struct amount m = { .kind = SPENT };
	struct day on;
	struct iati *t;
	int y, month, dom;

	for (t = iati_first(a, "transaction"); t != NULL; t = iati_next(t)) {
		if (!str_among(iati_child(t, "transaction-type", "code"),
		    "3 4") || !value_in(t, &m.sum) || !iati_day(iati_child(t,
		    "transaction-date", "iso-date"), &on))
			continue;
		day_split(on, &y, &month, &dom);
		m.from = day_of(y, 1, 1);
		m.to = day_of(y, 12, 31);
		add_amount(s, &m);
	}
}

static bool
add_activity(void *to, const struct programme *p)
{
	struct sums *s = to;
	struct iati *a;

	if (!iati_told(s->c, s->site, p, &a))
		return false;
	if (a == NULL)
		return true;
	if (str_none(s->currency))
		s->currency = str_copy(s->keep, p->currency);
	add_budgets(s, a);
	add_spent(s, a);
	return true;
}

static void
put_amount(struct iati *up, const char *name, const struct amount *a)
{
	struct iati *e = iati_add(up, name);

	if (a->kind != SPENT)
		iati_set(e, "status", a->status);
	if (a->kind == COUNTRY)
		iati_code(e, "recipient-country", a->country);
	iati_set_day(iati_add(e, "period-start"), "iso-date", a->from);
	iati_set_day(iati_add(e, "period-end"), "iso-date", a->to);
	iati_value(e, a->sum, a->from);
}

static void
put_sums(struct sums *s, struct iati *up, int kind, const char *name)
{
	size_t i;

	sort(s->keep, s->of, s->n, sizeof(*s->of), in_order, NULL);
	for (i = 0; i < s->n; i++)
		if (s->of[i].kind == kind)
			put_amount(up, name, &s->of[i]);
}

static struct iati *
organisation(struct sums *s, const struct iati_site *site, int64_t at)
{
	struct ctx *c = s->c;
	struct iati *o = iati_new(c->arena, "iati-organisation"), *e;
	str name = str_none(site->name) ? site->ref : site->name;

	iati_set(o, "last-updated-datetime", moment_text(c->arena, at));
	iati_set_z(o, "lang", "en");
	iati_set(o, "default-currency", str_none(s->currency) ? S("USD")
	    : s->currency);
	iati_add(o, "organisation-identifier")->text = site->ref;
	iati_says(iati_add(o, "name"), name, NULL);
	e = iati_add(o, "reporting-org");
	iati_set(e, "ref", site->ref);
	iati_set(e, "type", str_none(site->type) ? S("90") : site->type);
	iati_set_z(e, "secondary-reporter", "0");
	iati_says(e, name, NULL);
	put_sums(s, o, TOTAL, "total-budget");
	put_sums(s, o, COUNTRY, "recipient-country-budget");
	put_sums(s, o, SPENT, "total-expenditure");
	return o;
}

bool
iati_organisation(struct ctx *c, const struct iati_site *site,
    struct write *w)
{
	struct sums s = { .c = c, .site = site };
	struct iati_which which = { 0 };
	bool fine;

	if (str_none(site->ref))
		return fail(&c->errors, INVALID, NULL, "The site has no IATI "
		    "reference yet: an administrator sets iati_ref.");
	s.keep = arena_new(0);
	fine = iati_newest(c, site, &which) && each_published(c, site,
	    add_activity, &s);
	if (fine) {
		open_file(c, w, "iati-organisations", which.at);
		iati_write(w, organisation(&s, site, which.at), 1);
		write_z(w, "\n</iati-organisations>\n");
	}
	arena_free(s.keep);
	return fine;
}
