/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What is still missing before a programme can be published, in words. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/publish.h"
#include "model/plan.h"
#include "standard/iati_load.h"

struct look {
	struct ctx              *c;
	const struct programme  *p;
	struct iati_entry        entry;
	struct iati_ready       *r;
	size_t                   room;
	const char              *to_programme, *to_entry;
};

static void
point(struct look *k, enum iati_grade grade, const char *href,
    const char *says)
{
	struct iati_ready *r = k->r;

	r->point = arena_more(k->c->arena, r->point, r->n, &k->room,
	    sizeof(*r->point));
	r->point[r->n++] = (struct iati_point){ grade, says, href };
	r->rules += grade >= IATI_RULE;
}

static const char *
say(struct look *k, const char *english)
{
	return words_say(k->c->words, english);
}

/* The form where a part of the file is mended; by its first element. */
static const char *
href_of(struct look *k, str kind)
{
	static const struct { const char *element, *list; } lists[] = {
		{ "participating-org", "stakeholder" },
		{ "budget", "budget_line" },
		{ "transaction", "transaction" },
		{ "result/indicator", "indicator" }, { "result", "result" },
	};
	static const char *const of_programme[] = { "title", "description",
		"activity-date", "activity-status", "activity-scope",
		"recipient-country", "collaboration-type",
		"default-flow-type", "default-tied-status", "crs-add",
		"default-aid-type", "@default-currency" };
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (str_starts(kind, str_of(lists[i].element)))
			return !ctx_may(k->c, entity_named(str_of(
			    lists[i].list)), SEE, k->p->row.id) ? NULL :
			    str_print(k->c->arena, "/%s?programme=%.*s",
			    lists[i].list, (int)k->p->code.n,
			    k->p->code.p).p;
	for (i = 0; i < sizeof(of_programme) / sizeof(of_programme[0]); i++)
		if (str_starts(kind, str_of(of_programme[i])))
			return k->to_programme;
	return k->to_entry;
}

static void
links(struct look *k)
{
	struct arena *a = k->c->arena;

	if (flow_may(k->c, &programme_entity, k->p, EDIT))
		k->to_programme = str_print(a, "/programme/%s/edit",
		    id_text(a, k->p->row.id).p).p;
	if (k->entry.row.revision == 0 && ctx_may(k->c, &iati_entry_entity,
	    ADD, k->p->row.id))
		k->to_entry = str_print(a, "/iati_entry/new?programme=%.*s",
		    (int)k->p->code.n, k->p->code.p).p;
	else if (k->entry.row.revision > 0 && flow_may(k->c,
	    &iati_entry_entity, &k->entry, EDIT))
		k->to_entry = str_print(a, "/iati_entry/%s/edit", id_text(a,
		    k->entry.row.id).p).p;
}

static void
of_faults(struct look *k, const struct iati_faults *f)
{
	const struct iati_fault *at;

	for (at = f->first; at != NULL; at = at->next)
		point(k, at->grade, href_of(k, at->kind), str_print(
		    k->c->arena, "%s (%.*s)", at->says, (int)at->path.n,
		    at->path.p).p);
}

static size_t
codes_in(str codes)
{
	str code;
	size_t n = 0;

	while (str_cut(&codes, ';', &code))
		n++;
	return n;
}

/* What is said by default, or could be said better. */
static void
of_programme(struct look *k, const struct iati_site *site, struct iati *a)
{
	const struct programme *p = k->p;
	struct iati *r = iati_first(a, "recipient-region");

	if (iati_is_made_up(a) && id_none(k->entry.reporter))
		point(k, IATI_RULE, k->to_entry, say(k, "Nobody with an IATI "
		    "reference reports the programme yet: choose the "
		    "reporting organisation, or let an administrator set "
		    "iati_ref."));
	else if (iati_is_made_up(a))
		point(k, IATI_RULE, !ctx_may(k->c, &organisation_entity, EDIT,
		    k->p->row.id) ? NULL : str_print(k->c->arena,
		    "/organisation/%s/edit", id_text(k->c->arena,
		    k->entry.reporter).p).p, say(k, "The reporting "
		    "organisation has no IATI identifier of its own yet."));
	if (r != NULL && str_is(iati_get(r, "vocabulary"), "99"))
		point(k, IATI_POINT, k->to_programme, say(k, "The country is "
		    "none of the ISO list: it is told as a region of your "
		    "own."));
	if (str_none(k->entry.sectors) && codes_in(p->dac_sector) > 1)
		point(k, IATI_POINT, k->to_entry, say(k, "The sectors' shares "
		    "are not said: they are told in equal parts."));
	if (str_none(p->scope))
		point(k, IATI_POINT, k->to_programme, say(k, "The geographic "
		    "scope is not said."));
	if (p->start_actual.n == 0 && iati_first(a, "activity-status") != NULL
	    && str_among(iati_child(a, "activity-status", "code"), "2 3 4"))
		point(k, IATI_POINT, k->to_programme, say(k, "The programme "
		    "has begun, and its actual start is not said."));
	if (str_none(p->flow) && str_none(site->flow))
		point(k, IATI_POINT, k->to_programme, say(k, "The type of "
		    "flow is not said."));
	if (str_none(p->tied) && str_none(site->tied))
		point(k, IATI_POINT, k->to_programme, say(k, "Whether the aid "
		    "is tied is not said."));
	if (iati_first(a, "contact-info") == NULL)
		point(k, IATI_POINT, k->to_entry, say(k, "There is no "
		    "address at which the office can be reached."));
	if (str_none(k->entry.locations))
		point(k, IATI_POINT, k->to_entry, say(k, "No place is said "
		    "with its coordinates."));
	if (iati_first(a, "budget") == NULL)
		point(k, IATI_POINT, href_of(k, S("budget")), say(k,
		    "There is no budget."));
	if (iati_first(a, "transaction") == NULL)
		point(k, IATI_POINT, href_of(k, S("transaction")), say(k,
		    "There is no transaction."));
}

static bool
of_others(struct look *k, const struct iati_site *site)
{
	bool theirs;

	if (!iati_is_theirs(k->c, site, &k->entry, &theirs))
		return false;
	if (theirs)
		point(k, IATI_RULE, k->to_entry, say(k, "Another organisation "
		    "reports this programme and publishes it: from here it is "
		    "not published again."));
	return true;
}

static void
of_draft(struct look *k)
{
	if (publish_waits(k->p))
		point(k, IATI_RULE, k->to_programme, say(k, "This programme "
		    "is a draft: open the programme first, then it can be "
		    "published."));
}

/* What was published leaves some parts closed. */
static void
of_parts(struct look *k)
{
	static const struct { unsigned part; const char *says; } of[] = {
		{ PUBLISH_PURPOSE, "The purpose is not among the parts that "
		    "are open: nothing of the programme is published." },
		{ PUBLISH_MONEY, "The money is not among the parts that are "
		    "open: budgets and transactions stay out of the published "
		    "file." },
		{ PUBLISH_CHANGE, "The change is not among the parts that are "
		    "open: results stay out of the published file." },
		{ PUBLISH_PARTNERS, "The partners are not among the parts "
		    "that are open: they stay out of the published file." },
	};
	const char *href = str_print(k->c->arena, "/programme/%.*s/publish",
	    (int)k->p->code.n, k->p->code.p).p;
	size_t i;

	for (i = 0; i < sizeof(of) / sizeof(of[0]); i++)
		if (publish_parts(k->p) != 0 &&
		    !publish_shows(k->p, of[i].part))
			point(k, IATI_POINT, publish_may(k->c, k->p) ? href
			    : NULL, say(k, of[i].says));
}

/* Rows that the file has no room for as they are. */
static bool
of_results(struct look *k)
{
	struct result *r;
	struct indicator *in;
	size_t i, j, n, m, empty = 0, loose = 0, undated = 0;

	r = gather(k->c, &result_entity, k->p->row.id, &n);
	in = gather(k->c, &indicator_entity, k->p->row.id, &m);
	if (r == NULL || in == NULL)
		return false;
	for (i = 0; i < n; i++) {
		for (j = 0; j < m && !id_same(in[j].result, r[i].row.id); j++)
			;
		empty += j == m;
	}
	for (j = 0; j < m; j++) {
		loose += id_none(in[j].result);
		undated += !isnan(in[j].baseline_value) &&
		    in[j].baseline_date.n == 0;
	}
	if (empty > 0)
		point(k, IATI_POINT, href_of(k, S("result")), str_print(
		    k->c->arena, say(k, "%zu results have no indicator and "
		    "are left out."), empty).p);
	if (loose > 0)
		point(k, IATI_POINT, href_of(k, S("result/indicator")),
		    str_print(k->c->arena, say(k, "%zu indicators belong to "
		    "no result and are left out."), loose).p);
	if (undated > 0)
		point(k, IATI_POINT, href_of(k, S("result/indicator")),
		    str_print(k->c->arena, say(k, "%zu baselines have no "
		    "date: the programme's first year is told."),
		    undated).p);
	return true;
}

static void
gravest_first(struct iati_ready *r)
{
	struct iati_point p;
	size_t i, j;

	for (i = 1; i < r->n; i++) {
		p = r->point[i];
		for (j = i; j > 0 && r->point[j - 1].grade < p.grade; j--)
			r->point[j] = r->point[j - 1];
		r->point[j] = p;
	}
}

bool
iati_ready(struct ctx *c, const struct iati_site *site,
    const struct programme *p, struct iati_ready *r)
{
	struct look k = { .c = c, .p = p, .r = r };
	struct iati_faults f = { 0 };
	struct iati *a;

	*r = (struct iati_ready){ 0 };
	if (!gather_one(c, &iati_entry_entity, "programme", id_text(c->arena,
	    p->row.id), &k.entry) || !iati_make(c, site, p, &a))
		return false;
	links(&k);
	iati_check(c, a, &f);
	of_faults(&k, &f);
	of_programme(&k, site, a);
	of_draft(&k);
	of_parts(&k);
	r->entry_href = k.to_entry;
	r->identifier = iati_text(iati_first(a, "iati-identifier"));
	if (!of_results(&k) || !of_others(&k, site))
		return false;
	gravest_first(r);
	return true;
}
