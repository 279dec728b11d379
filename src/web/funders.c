/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Who might pay: funders with what they want, and their calls. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "flow/calling.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "model/codes.h"
#include "web/entity.h"
#include "web/resources.h"

enum { GAPS_SHOWN = 6 };

struct work {
	struct ctx      *c;
	struct programme p;
	struct pipeline *pipe;
	struct need     *need;
	struct calling   with;
};

static bool
read(struct ctx *c, const struct request *q, struct work *w)
{
	*w = (struct work){ .c = c };
	if (!programme_named(c, q, &w->p) ||
	    !pipeline_of(c, w->p.row.id, &w->pipe))
		return false;
	if (!w->pipe->is_part && !need_of(c, w->p.row.id, w->pipe, &w->need))
		return false;
	return calling_read(c, &w->p, w->pipe, w->need, &w->with);
}

/* ---- what they want ---- */

static void
names_put(struct ctx *c, const struct choices *list, str codes,
    const char *name, struct node *row)
{
	str one;

	(void)node_list(row, name);
	while (str_cut(&codes, ';', &one))
		if (!str_none(str_trim(one)))
			node_text(node_row(row, name), "name", choice_says(c,
			    list, str_trim(one)));
}

static void
wish_put(struct ctx *c, const struct calling_wish *k, struct node *row)
{
	node_text(row, "areas", k->areas);
	names_put(c, &modality_codes, k->kinds, "kinds", row);
	names_put(c, &subject_type_codes, k->levels, "levels", row);
	node_text(row, "regions", k->regions);
	node_money(row, "from", k->from);
	node_money(row, "to", k->to);
	node_bool(row, "has_size", k->from.currency[0] != '\0' ||
	    k->to.currency[0] != '\0');
}

static void
said_put(int said, const char *name, struct node *row)
{
	struct node *o;

	if (said == UNSAID)
		return;
	o = node_object(row, name);
	node_bool(o, "yes", said == YES);
}

static void
fit_put(const struct work *w, const struct calling_wish *k, bool names_gaps,
    struct node *row)
{
	struct node *o = node_object(row, "fit"), *one;
	struct calling_fit f;
	size_t i, shown = 0;

	calling_fit(&w->with, k, &f);
	node_count(o, "gaps", (int64_t)f.gaps);
	node_count(o, "all", (int64_t)w->with.gaps);
	node_money(o, "lack", f.lack);
	node_bool(o, "names_something", f.names_something);
	node_bool(o, "has_gaps", w->with.gaps > 0);
	said_put(f.country, "country", o);
	said_put(f.size, "size", o);
	if (!names_gaps)
		return;
	(void)node_list(o, "some");
	for (i = 0; i < w->with.gaps && shown < GAPS_SHOWN; i++) {
		if (!f.is_fit[i])
			continue;
		one = node_row(o, "some");
		node_text(one, "name", flow_name(w->c, &dimension_entity,
		    w->with.gap[i].dimension));
		node_text(one, "whose", flow_name(w->c, &party_entity,
		    w->with.gap[i].subject));
		node_text(one, "href", entity_href(w->c, &gap_entity,
		    w->with.gap[i].row.id));
		shown++;
	}
	node_count(o, "more", f.gaps > shown ? (int64_t)(f.gaps - shown)
	    : INT64_MIN);
}

/* ---- calls ---- */

static str
funder_href(const struct work *w, struct id party)
{
	return str_print(w->c->arena, "%s%s", resources_href(w->c, &w->p,
	    "/funder/").p, id_text(w->c->arena, party).p);
}

static void
call_put(const struct work *w, const struct funding_call *k,
    struct node *row)
{
	struct day today = moment_day(w->c->now);
	const char *state = calling_state(k, today);
	struct calling_wish wish = calling_of_call(k);
	struct node *is = node_object(row, "is");
	bool open = strcmp(state, "open") == 0;

	node_text(row, "title", k->title);
	node_text(row, "href", entity_href(w->c, &funding_call_entity,
	    k->row.id));
	node_text(row, "funder", flow_name(w->c, &party_entity, k->funder));
	node_text(row, "funder_href", funder_href(w, k->funder));
	node_day(row, "opens", k->opens);
	node_day(row, "deadline", k->deadline);
	node_count(row, "days_left", open && k->deadline.n != 0
	    ? k->deadline.n - today.n : INT64_MIN);
	node_text(row, "link", str_starts(k->link, S("https://")) ||
	    str_starts(k->link, S("http://")) ? k->link : (str){ 0 });
	node_text(row, "eligibility", k->eligibility);
	node_bool(row, "is_open", open);
	node_z(is, "mark", open ? "ok" : strcmp(state, "announced") == 0
	    ? "info" : "none");
	node_text(is, "says", choice_says(w->c, &funding_call_state_codes,
	    str_of(state)));
	if (open && ctx_may(w->c, &opportunity_entity, ADD, w->p.row.id))
		node_text(row, "ask_href", str_print(w->c->arena,
		    "%s?call=%s", resources_href(w->c, &w->p, "/lead").p,
		    id_text(w->c->arena, k->row.id).p));
	wish_put(w->c, &wish, row);
	fit_put(w, &wish, false, row);
}

/* Those one may apply to, then those to come; the rest counted, or of one
 * funder shown too. */
static bool
calls_put(const struct work *w, struct id funder, struct node *out)
{
	struct day today = moment_day(w->c->now);
	static const char *const order[] = { "open", "announced", "closed",
		"withdrawn" };
	const struct funding_call *k;
	size_t i, j, n, over = 0, open = 0;

	(void)node_list(out, "calls");
	k = id_none(funder) ? every(w->c, &funding_call_entity,
	    (struct id){ { 0 } }, &n) : every_by(w->c, &funding_call_entity,
	    "funder", funder, &n);
	if (k == NULL)
		return false;
	for (j = 0; j < 4; j++)
		for (i = 0; i < n; i++) {
			if (strcmp(calling_state(&k[i], today), order[j]) != 0)
				continue;
			open += j == 0;
			if (j > 1 && id_none(funder))
				over++;
			else
				call_put(w, &k[i], node_row(out, "calls"));
		}
	node_bool(out, "has_calls", node_list(out, "calls")->n > 0);
	node_count(out, "open_n", (int64_t)open);
	node_count(out, "over_n", over == 0 ? INT64_MIN : (int64_t)over);
	node_bool(out, "may_add_call", ctx_may(w->c, &funding_call_entity,
	    ADD, w->p.row.id));
	return true;
}

/* ---- funders ---- */

struct known {
	struct id                    party;
	str                          name;
	const struct funder_profile *profile;
	struct money                 signed_sum, open_sum;
	size_t                       asked;
};

struct knowing {
	struct known *all;
	size_t        n, room;
	struct map   *at;
	struct ctx   *c;
};

static struct known *
know(struct knowing *k, struct id party)
{
	size_t *at;

	if (id_none(party))
		return NULL;
	at = map_at(k->at, id_text(k->c->arena, party), k->n);
	if (*at == k->n) {
		k->all = arena_more(k->c->arena, k->all, k->n, &k->room,
		    sizeof(*k->all));
		k->all[k->n++] = (struct known){ .party = party,
			.name = flow_name(k->c, &party_entity, party) };
	}
	return &k->all[*at];
}

static void
know_asked(struct knowing *k, const struct pipeline *pipe)
{
	const struct pipeline_item *x;
	struct known *f;
	size_t i;

	for (i = 0; i < pipe->n; i++) {
		x = &pipe->item[i];
		if ((f = know(k, x->row.donor)) == NULL)
			continue;
		f->asked++;
		if (x->base.currency[0] == '\0')
			continue;
		if (x->is_secured)
			(void)money_add(&f->signed_sum, x->base);
		else if (x->column != PIPELINE_ASIDE)
			(void)money_add(&f->open_sum, x->base);
	}
}

static bool
know_all(const struct work *w, struct knowing *k)
{
	const struct funder_profile *profile;
	const struct stakeholder *s;
	struct known *f;
	size_t i, n;

	know_asked(k, w->pipe);
	if ((profile = every(w->c, &funder_profile_entity,
	    (struct id){ { 0 } }, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if ((f = know(k, profile[i].party)) != NULL)
			f->profile = &profile[i];
	if (!ctx_may(w->c, &stakeholder_entity, SEE, w->p.row.id))
		return true;
	if ((s = every(w->c, &stakeholder_entity, w->p.row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (str_is(s[i].role, "FUNDER"))
			(void)know(k, s[i].party);
	return true;
}

static void
known_put(const struct work *w, const struct known *f, struct node *row)
{
	struct calling_wish wish;

	node_text(row, "name", f->name);
	node_text(row, "href", funder_href(w, f->party));
	node_count(row, "asked", (int64_t)f->asked);
	node_money(row, "signed", f->signed_sum);
	node_money(row, "open", f->open_sum);
	node_bool(row, "is_known", f->profile != NULL);
	if (f->profile == NULL)
		return;
	wish = calling_of_funder(f->profile);
	wish_put(w->c, &wish, row);
	fit_put(w, &wish, false, row);
}

static bool
show_all(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct knowing k = { .c = c, .at = map_new(c->arena) };
	struct work w;
	size_t i;

	(void)r;
	if (!read(c, q, &w) || !know_all(&w, &k))
		return false;
	resources_head(c, &w.p, "/resources/funders", out);
	(void)node_list(out, "rows");
	for (i = 0; i < k.n; i++)
		known_put(&w, &k.all[i], node_row(out, "rows"));
	node_bool(out, "none", k.n == 0);
	node_count(out, "funders_n", (int64_t)k.n);
	return calls_put(&w, (struct id){ { 0 } }, out);
}

const struct page resources_funders_page = {
	.method = GET,
	.path   = "/programme/{id}/resources/funders",
	.about  = "Open calls with how they fit the gaps, and funders with "
	    "what they want.",
	.view   = "resources_funders.html",
	.of     = &opportunity_entity,
	.needs  = SEE,
	.run    = show_all,
};

/* ---- one funder ---- */

static bool
profile_put(const struct work *w, struct id party, struct node *out)
{
	const struct funder_profile *k;
	struct calling_wish wish;
	struct node *o;
	size_t n;

	if ((k = every_by(w->c, &funder_profile_entity, "party", party, &n))
	    == NULL)
		return false;
	node_bool(out, "may_add_profile", n == 0 && ctx_may(w->c,
	    &funder_profile_entity, ADD, w->p.row.id));
	node_text(out, "party_id", id_text(w->c->arena, party));
	if (n == 0)
		return true;
	o = node_object(out, "profile");
	wish = calling_of_funder(&k[0]);
	wish_put(w->c, &wish, o);
	fit_put(w, &wish, true, o);
	node_text(o, "interests", k[0].interests);
	node_text(o, "how", k[0].how);
	node_text(o, "cycle", k[0].cycle);
	node_text(o, "contact", k[0].contact);
	node_text(o, "link", str_starts(k[0].link, S("https://")) ||
	    str_starts(k[0].link, S("http://")) ? k[0].link : (str){ 0 });
	node_day(o, "checked_on", k[0].checked_on);
	node_text(o, "href", entity_href(w->c, &funder_profile_entity,
	    k[0].row.id));
	node_bool(o, "may_edit", flow_may(w->c, &funder_profile_entity,
	    &k[0], EDIT));
	return true;
}

static void
asked_put(const struct work *w, struct id party, struct node *out)
{
	const struct pipeline_item *k;
	struct node *row;
	size_t i;

	(void)node_list(out, "asked");
	for (i = 0; i < w->pipe->n; i++) {
		k = &w->pipe->item[i];
		if (!id_same(k->row.donor, party))
			continue;
		row = node_row(out, "asked");
		node_text(row, "title", str_none(k->row.title) ? k->row.code
		    : k->row.title);
		node_text(row, "href", entity_href(w->c,
		    &opportunity_entity, k->row.row.id));
		node_money(row, "amount", k->row.amount);
		node_real(row, "percent", k->chance * 100, 0);
		node_text(row, "stage", choice_says(w->c,
		    &opportunity_stage_codes, k->row.stage));
		node_day(row, "since", k->row.last_change);
	}
	node_bool(out, "has_asked", node_list(out, "asked")->n > 0);
}

static bool
show_one(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct crumb up[2];
	struct id party;
	struct work w;

	(void)r;
	if (!read(c, q, &w))
		return false;
	if (!id_read(request_at(q, "party"), &party) ||
	    !store_has(c->store, &party_entity, party))
		return fail(&c->errors, ABSENT, "party",
		    "There is no such funder.");
	programme_put(c, &w.p, PHASE_RESOURCES, out);
	up[0] = (struct crumb){ str_of(say(c, phase_name(PHASE_RESOURCES))),
		resources_href(c, &w.p, "") };
	up[1] = (struct crumb){ str_of(say(c, "Funders and calls")),
		resources_href(c, &w.p, "/funders") };
	crumb_put(out, up, 2);
	node_text(out, "title", flow_name(c, &party_entity, party));
	node_text(out, "party_href", entity_href(c, &party_entity,
	    party));
	if (ctx_may(c, &transaction_entity, SEE, w.p.row.id))
		node_text(out, "paid_href", str_print(c->arena,
		    "%s/funder/%s", str_z(c->arena, programme_href(c, &w.p)),
		    id_text(c->arena, party).p));
	if (ctx_may(c, &opportunity_entity, ADD, w.p.row.id))
		node_text(out, "lead_href", str_print(c->arena,
		    "%s?donor=%s", resources_href(c, &w.p, "/lead").p,
		    id_text(c->arena, party).p));
	asked_put(&w, party, out);
	return profile_put(&w, party, out) &&
	    calls_put(&w, party, out);
}

const struct page resources_funder_page = {
	.method = GET,
	.path   = "/programme/{id}/resources/funder/{party}",
	.about  = "One funder: what it wants, its calls, what was asked of "
	    "it.",
	.view   = "resources_funder.html",
	.of     = &opportunity_entity,
	.needs  = SEE,
	.run    = show_one,
};
