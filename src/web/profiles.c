/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The role profiles of a programme: what each needs, and who holds it. */
#include "base/arena.h"
#include "flow/every.h"
#include "model/codes.h"
#include "model/role.h"
#include "model/text.h"
#include "web/entity.h"
#include "web/programme.h"

struct all {
	struct programme           p;
	const struct role_profile *profile;     /* [n] */
	const struct role_level   *level;       /* [levels] */
	const struct role_holder  *holder;      /* [holders] */
	size_t                     n, levels, holders;
};

static bool
find(struct ctx *c, const struct request *q, struct all *a)
{
	if (!programme_named(c, q, &a->p))
		return false;
	a->profile = every(c, &role_profile_entity, a->p.row.id, &a->n);
	a->level = every(c, &role_level_entity, a->p.row.id, &a->levels);
	a->holder = every(c, &role_holder_entity, a->p.row.id, &a->holders);
	return a->profile != NULL && a->level != NULL && a->holder != NULL;
}

static void
profile_put(struct ctx *c, const struct all *a, const struct role_profile *f,
    struct node *row)
{
	struct day today = moment_day(c->now);
	size_t i, levels = 0, holders = 0;

	for (i = 0; i < a->levels; i++)
		levels += id_same(a->level[i].profile, f->row.id);
	for (i = 0; i < a->holders; i++)
		holders += id_same(a->holder[i].profile, f->row.id) &&
		    (a->holder[i].until.n == 0 ||
		    a->holder[i].until.n >= today.n);
	node_text(row, "code", f->code);
	node_text(row, "title", text_in(c->arena, f->title, c->lang));
	node_text(row, "href", entity_href(c, &role_profile_entity,
	    f->row.id));
	node_text(row, "kind", choice_says(c, &role_kind_codes, f->kind));
	node_text(row, "who", choice_says(c, &subject_type_codes,
	    f->subject_type));
	node_text(row, "framework", flow_name(c, &framework_entity,
	    f->framework));
	node_count(row, "levels", (int64_t)levels);
	node_count(row, "holders", (int64_t)holders);
}

/* Those a profile can be made for: what it is meant for says who holds it. */
static bool
frameworks_put(struct ctx *c, struct node *out)
{
	const struct framework *f;
	struct node *row;
	size_t i, n;

	f = every(c, &framework_entity, (struct id){ { 0 } }, &n);
	(void)node_list(out, "frameworks");
	for (i = 0; f != NULL && i < n; i++) {
		row = node_row(out, "frameworks");
		node_id(row, "id", f[i].row.id);
		node_text(row, "name", text_in(c->arena, f[i].title,
		    c->lang));
		node_text(row, "version", f[i].version);
		node_text(row, "target", choice_says(c, &subject_type_codes,
		    f[i].target));
	}
	return f != NULL;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	struct crumb up;
	struct all a;
	size_t i;

	(void)reply;
	if (!find(c, q, &a))
		return false;
	node_z(out, "title", words_say(c->words, "Role profiles"));
	programme_put(c, &a.p, PHASE_ASSESS, out);
	up = (struct crumb){ str_of(say(c, phase_name(PHASE_ASSESS))),
		str_print(c->arena, "%s/assess", str_z(c->arena,
		programme_href(c, &a.p))) };
	crumb_put(out, &up, 1);
	node_bool(out, "may_add", ctx_may(c, &role_profile_entity, ADD,
	    a.p.row.id));
	node_id(out, "programme_id", a.p.row.id);
	node_bool(out, "none", a.n == 0);
	(void)node_list(out, "profiles");
	for (i = 0; i < a.n; i++)
		profile_put(c, &a, &a.profile[i], node_row(out, "profiles"));
	return frameworks_put(c, out);
}

const struct page profiles_page = {
	.method = GET,
	.path   = "/programme/{id}/profiles",
	.about  = "The role profiles of a programme, with how many hold each.",
	.view   = "profiles.html",
	.of     = &role_profile_entity,
	.needs  = SEE,
	.run    = show,
};
