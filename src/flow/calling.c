/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/calling.h"

#include <math.h>
#include <string.h>

#include "base/fold.h"
#include "flow/finance.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "format/json.h"

struct calling_wish
calling_of_call(const struct funding_call *k)
{
	return (struct calling_wish){ k->areas, k->kinds, k->levels,
		k->regions, k->amount_from, k->amount_to };
}

struct calling_wish
calling_of_funder(const struct funder_profile *k)
{
	return (struct calling_wish){ k->areas, k->kinds, k->levels,
		k->regions, k->amount_from, k->amount_to };
}

const char *
calling_state(const struct funding_call *k, struct day today)
{
	if (str_is(k->state, "withdrawn"))
		return "withdrawn";
	if (str_is(k->state, "closed") ||
	    (k->deadline.n != 0 && k->deadline.n < today.n))
		return "closed";
	if (k->opens.n > today.n || (k->opens.n == 0 &&
	    str_is(k->state, "announced")))
		return "announced";
	return "open";
}

/* ---- what they are held to ---- */

static const char *
level_of(str kind)
{
	static const struct {
		const char *kind, *level;
	} of[] = { { "person", "IND" }, { "group", "GRP" },
		{ "organisation", "ORG" }, { "community", "COM" },
		{ "environment", "SYS" } };
	size_t i;

	for (i = 0; i < sizeof(of) / sizeof(of[0]); i++)
		if (str_is(kind, of[i].kind))
			return of[i].level;
	return "";
}

static bool
is_open(const struct gap *g)
{
	return g->gap > 0 && !str_among(g->state, "closed rejected deferred");
}

static bool
kinds_read(struct calling *k, const struct map *at)
{
	struct activity_gap *link;
	struct activity *act;
	const struct map *acts;
	size_t i, n, links, a, g;

	if ((act = gather(k->c, &activity_entity, k->p.row.id, &n)) == NULL ||
	    (link = gather(k->c, &activity_gap_entity, k->p.row.id, &links))
	    == NULL)
		return false;
	acts = gather_index(k->c->arena, act, n, sizeof(*act));
	for (i = 0; i < links; i++) {
		if (!gather_find(at, &link[i].gap, &g) ||
		    !gather_find(acts, &link[i].activity, &a) ||
		    str_is(act[a].state, "cancelled"))
			continue;
		k->kinds[g] = str_none(k->kinds[g]) ? act[a].modality
		    : str_print(k->c->arena, "%.*s %.*s",
		    (int)k->kinds[g].n, k->kinds[g].p,
		    (int)act[a].modality.n, act[a].modality.p);
	}
	return true;
}

static bool
lacks_read(struct calling *k, const struct need *d, const struct map *at)
{
	struct need_table t;
	struct id id;
	size_t i, g;

	if (d == NULL)
		return true;
	if (!need_table(k->c, k->p.row.id, d, NEED_GAP, &t))
		return false;
	for (i = 0; i < t.parts; i++)
		if (id_read(t.part[i].key, &id) && gather_find(at, &id, &g))
			k->lack[g] = t.part[i].sum.need -
			    t.part[i].sum.secured;
	return true;
}

/* In every language it has, or what fits would hang on who reads. */
static bool
name_of(struct ctx *c, struct id dimension, str *name)
{
	struct errors quiet = { .arena = c->arena };
	const struct node *one;
	struct dimension d;
	struct node *tree;

	if (!store_find(c->store, &dimension_entity, dimension, c->arena, &d,
	    &c->errors))
		return false;
	*name = d.title;
	if (!str_starts(d.title, S("{")) ||
	    !json_read(c->arena, d.title, &tree, &quiet))
		return true;
	*name = (str){ 0 };
	for (one = tree->first; one != NULL; one = one->next)
		if (one->kind == N_TEXT)
			*name = str_print(c->arena, "%.*s\n%.*s",
			    (int)name->n, str_none(*name) ? "" : name->p,
			    (int)one->text.n, one->text.p);
	return true;
}

/* A dimension and a party are named once, however many gaps they have. */
static bool
names_read(struct calling *k)
{
	struct arena *a = k->c->arena;
	struct map *known = map_new(a);
	str *name = NEWS(a, str, k->gaps + 1), key;
	struct party p;
	size_t i, n = 0, *at;

	for (i = 0; i < k->gaps; i++) {
		key = id_text(a, k->gap[i].dimension);
		at = map_at(known, key, n);
		if (*at == n) {
			if (!name_of(k->c, k->gap[i].dimension, &name[n]))
				return false;
			name[n] = fold(a, name[n]);
			n++;
		}
		k->name[i] = name[*at];
		if (!store_find(k->c->store, &party_entity,
		    k->gap[i].subject, a, &p, &k->c->errors))
			return false;
		k->level[i] = level_of(p.kind);
	}
	return true;
}

bool
calling_read(struct ctx *c, const struct programme *p,
    const struct pipeline *pipe, const struct need *d, struct calling *k)
{
	struct arena *a = c->arena;
	const struct map *at;
	struct gap *all;
	size_t i, n;

	*k = (struct calling){ .c = c, .p = *p, .pipe = pipe };
	if (!ctx_may(c, &gap_entity, SEE, p->row.id))
		return true;
	if ((all = gather(c, &gap_entity, p->row.id, &n)) == NULL)
		return false;
	k->gap = NEWS(a, struct gap, n + 1);
	for (i = 0; i < n; i++)
		if (is_open(&all[i]))
			k->gap[k->gaps++] = all[i];
	k->name = NEWS(a, str, n + 1);
	k->kinds = NEWS(a, str, n + 1);
	k->level = NEWS(a, const char *, n + 1);
	k->lack = NEWS(a, int64_t, n + 1);
	at = gather_index(a, k->gap, k->gaps, sizeof(*k->gap));
	return names_read(k) && kinds_read(k, at) && lacks_read(k, d, at);
}

/* ---- the fit ---- */

bool
calling_word_in(struct arena *a, str areas, str folded)
{
	str one;

	while (str_cut(&areas, ';', &one)) {
		one = fold(a, one);
		if (!str_none(one) && str_find(folded, one) < folded.n)
			return true;
	}
	return false;
}

/* Codes with ";" or blanks between. */
static bool
has_code(str codes, str code)
{
	str one;

	while (str_cut(&codes, ';', &one))
		if (str_same_nocase(str_trim(one), code))
			return true;
	return false;
}

static bool
any_code(str codes, str among)
{
	str one;

	while (str_cut(&among, ' ', &one))
		if (has_code(codes, one))
			return true;
	return false;
}

static bool
gap_fits(const struct calling *k, const struct calling_wish *w, size_t i)
{
	return (str_none(w->areas) || calling_word_in(k->c->arena, w->areas,
	    k->name[i])) &&
	    (str_none(w->levels) || has_code(w->levels,
	    str_of(k->level[i]))) &&
	    (str_none(w->kinds) || str_none(k->kinds[i]) ||
	    any_code(w->kinds, k->kinds[i]));
}

/* Whether a grant of its smallest size is not more than is missing. */
static int
size_fits(const struct calling *k, const struct calling_wish *w)
{
	struct money from;

	if (w->from.currency[0] == '\0' || k->pipe->gap.currency[0] == '\0')
		return UNSAID;
	if (!finance_in_base(k->pipe->currency, w->from, (struct money){ 0 },
	    NAN, &from))
		return UNSAID;
	return from.minor <= k->pipe->gap.minor ? YES : NO;
}

void
calling_fit(const struct calling *k, const struct calling_wish *w,
    struct calling_fit *f)
{
	int64_t lack = 0;
	size_t i;

	*f = (struct calling_fit){ .country = UNSAID };
	f->is_fit = NEWS(k->c->arena, bool, k->gaps + 1);
	f->names_something = !str_none(w->areas) || !str_none(w->kinds) ||
	    !str_none(w->levels);
	for (i = 0; i < k->gaps; i++) {
		if (!gap_fits(k, w, i))
			continue;
		f->is_fit[i] = true;
		f->gaps++;
		lack += k->lack[i];
	}
	if (k->pipe->source != PIPELINE_NO_NEED && !k->pipe->is_part) {
		f->lack.minor = lack;
		memcpy(f->lack.currency, k->pipe->currency,
		    sizeof(f->lack.currency));
	}
	if (!str_none(w->regions) && !str_none(k->p.country))
		f->country = has_code(w->regions, k->p.country) ? YES : NO;
	f->size = size_fits(k, w);
}
