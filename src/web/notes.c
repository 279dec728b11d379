/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Concept notes of a programme: the list, and drafting one from the plan. */
#include "web/notes.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/planning.h"
#include "flow/save.h"
#include "model/codes.h"
#include "model/machines.h"
#include "model/sustain.h"
#include "model/text.h"
#include "web/ask.h"
#include "web/assist.h"
#include "web/entity.h"
#include "web/gate.h"
#include "web/language.h"
#include "web/options.h"
#include "web/resources.h"

#define HERE "/resources/notes"

enum { FIRST_GAPS = 40 };

bool
notes_named(struct ctx *c, const struct request *q, struct concept_note *k)
{
	return flow_find_text(c, &concept_note_entity, request_at(q, "id"),
	    (struct id){ { 0 } }, k);
}

str
notes_href(struct ctx *c, const struct concept_note *k, const char *below)
{
	return str_print(c->arena, "%s%s", entity_href(c,
	    &concept_note_entity, k->row.id).p, below);
}

bool
notes_head(struct ctx *c, const struct concept_note *k, struct node *out)
{
	struct programme p;
	struct crumb up[2];

	if (!flow_find(c, &programme_entity, k->programme, &p))
		return false;
	programme_put(c, &p, PHASE_RESOURCES, out);
	up[0] = (struct crumb){ str_of(say(c, phase_name(PHASE_RESOURCES))),
		resources_href(c, &p, "") };
	up[1] = (struct crumb){ str_of(say(c, "Concept notes")),
		resources_href(c, &p, "/notes") };
	crumb_put(out, up, 2);
	notes_row(c, k, out);
	node_text(out, "id", id_text(c->arena, k->row.id));
	node_count(out, "revision", k->row.revision);
	return true;
}

void
notes_row(struct ctx *c, const struct concept_note *k, struct node *row)
{
	struct concept_note shown = *k;

	if (str_none(shown.state))
		shown.state = S("draft");
	node_text(row, "title", text_in(c->arena, k->title, c->lang));
	node_text(row, "href", notes_href(c, k, ""));
	node_text(row, "kind", choice_says(c, &note_kind_codes, k->kind));
	node_count(row, "version", k->version);
	node_money(row, "budget", k->budget);
	node_count(row, "months", k->duration);
	node_text(row, "language", k->language);
	node_bool(row, "priority", k->priority == YES);
	node_text(row, "priority_reason", k->priority_reason);
	node_bool(row, "is_published", k->published == YES);
	assist_state_put(c, &concept_note_entity, &shown, row);
}

bool
notes_send(struct ctx *c, const struct request *q, const struct doc *d,
    str name, struct reply *r)
{
	bool docx = str_ends(q->path, S("/docx"));

	if (docx ? !doc_docx(d, &r->raw, &c->errors) :
	    !doc_pdf(d, &r->raw, &c->errors))
		return false;
	r->raw_type = docx ? S("application/vnd.openxmlformats-officedocument."
	    "wordprocessingml.document") : S("application/pdf");
	r->filename = str_print(c->arena, "%.*s.%s", (int)name.n, name.p,
	    docx ? "docx" : "pdf");
	return true;
}

/* ---- the list ---- */

static void
reviews_put(struct ctx *c, const struct concept_note *k,
    const struct note_review *r, size_t n, struct node *row)
{
	struct ctx system = ctx_as_program(c);
	struct node *one;
	size_t i;

	(void)node_list(row, "reviews");
	for (i = 0; i < n; i++) {
		if (!id_same(r[i].note, k->row.id) ||
		    r[i].version != k->version)
			continue;
		one = node_row(row, "reviews");
		node_text(one, "name", flow_name(&system, entity_named(S(
		    "user")), r[i].reviewer));
		node_text(one, "verdict", choice_says(c, &note_verdict_codes,
		    r[i].verdict));
		node_day(one, "due", r[i].due_on);
		node_bool(one, "late", str_none(r[i].verdict) &&
		    r[i].due_on.n != 0 &&
		    r[i].due_on.n < moment_day(c->now).n);
	}
}

static bool
notes_put(struct ctx *c, const struct programme *p, struct node *out)
{
	const struct concept_note *all;
	const struct note_review *r = NULL;
	struct node *row;
	size_t i, n, reviews = 0;

	(void)node_list(out, "notes");
	if ((all = every(c, &concept_note_entity, p->row.id, &n)) == NULL)
		return false;
	if (ctx_may(c, &note_review_entity, SEE, p->row.id) && (r = every(c,
	    &note_review_entity, p->row.id, &reviews)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(out, "notes");
		notes_row(c, &all[i], row);
		reviews_put(c, &all[i], r, reviews, row);
	}
	node_bool(out, "has_notes", n > 0);
	return true;
}

static bool
dossiers_put(struct ctx *c, const struct programme *p, struct node *out)
{
	const struct vn_ta_dossier *all;
	struct node *row;
	size_t i, n;

	(void)node_list(out, "dossiers");
	if (!ctx_may(c, &vn_ta_dossier_entity, SEE, p->row.id))
		return true;
	if ((all = every(c, &vn_ta_dossier_entity, p->row.id, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(out, "dossiers");
		node_text(row, "title", text_in(c->arena, all[i].ten_du_an,
		    c->lang));
		node_text(row, "href", entity_href(c, &vn_ta_dossier_entity,
		    all[i].row.id));
		node_money(row, "oda", all[i].von_oda);
		node_text(row, "decision", all[i].so_quyet_dinh);
		assist_state_put(c, &vn_ta_dossier_entity, &all[i], row);
	}
	node_bool(out, "has_dossiers", n > 0);
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct programme p;

	(void)r;
	if (!programme_named(c, q, &p))
		return false;
	resources_head(c, &p, HERE, out);
	node_bool(out, "may_draft", ctx_may(c, &concept_note_entity, ADD,
	    p.row.id) && ctx_may(c, &note_section_entity, ADD, p.row.id));
	node_bool(out, "may_form", ctx_may(c, &note_template_entity, ADD,
	    (struct id){ { 0 } }));
	node_text(out, "draft_href", resources_href(c, &p, "/notes/draft"));
	node_bool(out, "may_dossier", ctx_may(c, &vn_ta_dossier_entity, ADD,
	    p.row.id));
	return notes_put(c, &p, out) && dossiers_put(c, &p, out);
}

const struct page notes_page = {
	.method = GET,
	.path   = "/programme/{id}" HERE,
	.about  = "Concept notes, proposals and dossiers of a programme: "
	    "state, version, budget, priority and reviewers.",
	.view   = "notes.html",
	.of     = &concept_note_entity,
	.needs  = SEE,
	.run    = show,
};

/* ---- a draft ---- */

static bool
forms_put(struct ctx *c, const struct request *q, struct node *out)
{
	str typed = request_form(q, "form");
	struct note_form *all;
	struct node *row;
	size_t i, n;

	if (!note_forms(c, str_of(c->lang), &all, &n))
		return false;
	for (i = 0; i < n; i++) {
		row = node_row(out, "forms");
		node_text(row, "code", all[i].code);
		node_text(row, "name", all[i].name);
		node_text(row, "about", all[i].about);
		node_text(row, "basis", all[i].basis);
		node_bool(row, "unverified", all[i].unverified);
		node_bool(row, "chosen", str_none(typed) ? i == 0 :
		    str_same(typed, all[i].code));
		if (!id_none(all[i].id))
			node_text(row, "edit_href", str_print(c->arena,
			    "%s/edit", entity_href(c, &note_template_entity,
			    all[i].id).p));
	}
	return true;
}

static int
by_priority(const void *one, const void *other)
{
	double x = ((const struct gap *)one)->priority;
	double y = ((const struct gap *)other)->priority;

	x = isnan(x) ? -1 : x;
	y = isnan(y) ? -1 : y;
	return x < y ? 1 : x > y ? -1 : 0;
}

static void
open_gap_put(struct ctx *c, const struct request *q, const struct gap *g,
    const struct planning *plan, struct node *out)
{
	struct node *row = node_row(out, "gaps");
	str id = id_text(c->arena, g->row.id);
	size_t i;

	node_text(row, "id", id);
	node_text(row, "subject", flow_name(c, &party_entity, g->subject));
	node_text(row, "dimension", flow_name(c, &dimension_entity,
	    g->dimension));
	node_real(row, "gap", g->gap, 1);
	node_count(row, "rank", g->rank);
	node_bool(row, "ticked", form_ticked(q, "gap", id));
	for (i = 0; i < plan->uncovered_gaps; i++)
		if (id_same(plan->uncovered[i].row.id, g->row.id))
			node_bool(row, "uncovered", true);
}

/* The gaps still open, the worst first; those nobody plans for are told.
 * Hundreds are asked for by ?all=yes. */
static bool
gaps_put(struct ctx *c, const struct request *q, const struct programme *p,
    struct node *out)
{
	bool all_asked = str_is(request_arg(q, "all"), "yes");
	struct planning *plan;
	struct gap *all;
	size_t i, n, open = 0;

	(void)node_list(out, "gaps");
	if (!ctx_may(c, &gap_entity, SEE, p->row.id))
		return true;
	if (!planning_find(c, p->row.id, &plan) || (all = every(c,
	    &gap_entity, p->row.id, &n)) == NULL)
		return false;
	qsort(all, n, sizeof(*all), by_priority);
	for (i = 0; i < n; i++) {
		if (str_among(all[i].state, "closed rejected"))
			continue;
		if (open++ < FIRST_GAPS || all_asked || form_ticked(q, "gap",
		    id_text(c->arena, all[i].row.id)))
			open_gap_put(c, q, &all[i], plan, out);
	}
	node_bool(out, "has_gaps", open > 0);
	if (open > FIRST_GAPS && !all_asked) {
		node_count(out, "all_n", (int64_t)open);
		node_text(out, "all_href", resources_href(c, p,
		    "/notes/draft?all=yes"));
	}
	return true;
}

static void
languages_put(struct ctx *c, const struct request *q, struct node *out)
{
	str typed = request_form(q, "language");
	struct language l;
	struct node *row;
	size_t i;

	for (i = 0; language_at(i, &l); i++) {
		row = node_row(out, "languages");
		node_z(row, "tag", l.tag);
		node_z(row, "name", l.name);
		node_bool(row, "chosen", str_is(str_none(typed) ?
		    str_of(c->lang) : typed, l.tag));
	}
}

/* Versions of the plan, the newest first; ?plan=ID is chosen to begin
 * with. */
static bool
plans_put(struct ctx *c, const struct request *q, const struct programme *p,
    struct node *out)
{
	str chosen = q->n_form > 0 ? ask_typed(q, "plan") :
	    request_arg(q, "plan");
	const struct plan_version *all;
	struct node *row;
	size_t i, n;
	str state;

	(void)node_list(out, "plans");
	if (!ctx_may(c, &plan_version_entity, SEE, p->row.id))
		return true;
	if ((all = every(c, &plan_version_entity, p->row.id, &n)) == NULL)
		return false;
	for (i = n; i > 0; i--) {
		row = node_row(out, "plans");
		node_id(row, "id", all[i - 1].row.id);
		node_count(row, "number", all[i - 1].number);
		node_text(row, "name", all[i - 1].title);
		state = state_coded(&plan_version_machine, all[i - 1].state)
		    == NULL ? (str){ 0 } : str_of(say(c, state_coded(
		    &plan_version_machine, all[i - 1].state)->label));
		node_text(row, "state", state);
		node_bool(row, "chosen", str_same(chosen, id_text(c->arena,
		    all[i - 1].row.id)));
	}
	node_bool(out, "has_plans", n > 0);
	return true;
}

static bool
show_draft(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct programme p;

	(void)r;
	if (!programme_named(c, q, &p))
		return false;
	node_z(out, "title", say(c, "Draft from the plan"));
	resources_head(c, &p, HERE, out);
	node_text(out, "draft_href", resources_href(c, &p, "/notes/draft"));
	node_text(out, "back_href", resources_href(c, &p, "/notes"));
	node_text(out, "typed_title", request_form(q, "title"));
	node_bool(out, "may_form", ctx_may(c, &note_template_entity, ADD,
	    (struct id){ { 0 } }));
	languages_put(c, q, out);
	return forms_put(c, q, out) && plans_put(c, q, &p, out) &&
	    gaps_put(c, q, &p, out);
}

const struct page note_draft_page = {
	.method = GET,
	.path   = "/programme/{id}" HERE "/draft",
	.about  = "What a concept note is to be drafted from: template, "
	    "language, gaps.",
	.view   = "note_draft.html",
	.of     = &concept_note_entity,
	.needs  = ADD,
	.run    = show_draft,
};

static str
ticked(struct ctx *c, const struct request *q, const char *name)
{
	struct write w = write_new(c->arena, 1 << 20);
	size_t i;

	for (i = 0; i < q->n_form; i++)
		if (str_is(q->form[i].name, name))
			write_format(&w, "%s%.*s", w.n > 0 ? ";" : "",
			    (int)q->form[i].value.n, q->form[i].value.p);
	return w.n == 0 ? (str){ 0 } : write_done(&w);
}

/* "go" copy=CODE: the template as one of the site's own. */
static bool
accept_draft(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct note_wanted w = { .form = ask_typed(q, "form"),
		.title = ask_typed(q, "title"),
		.language = ask_typed(q, "language") };
	struct plan_version v;
	struct programme p;
	struct id made;

	(void)out;
	if (!programme_named(c, q, &p))
		return false;
	if (str_is(request_form(q, "go"), "copy")) {
		if (!note_form_copy(c, w.form, str_of(c->lang), &made))
			return false;
		r->go = str_print(c->arena, "%s/edit", entity_href(c,
		    &note_template_entity, made).p);
		return true;
	}
	w.programme = p.row.id;
	if (!str_none(ask_typed(q, "plan")) && (!id_read(ask_typed(q, "plan"),
	    &w.plan_version) || !flow_find_text(c, &plan_version_entity,
	    ask_typed(q, "plan"), p.row.id, &v)))
		return fail(&c->errors, INVALID, "plan",
		    "There is no such version of the plan.");
	w.gaps = ticked(c, q, "gap");
	if (!note_draft(c, &w, &made))
		return false;
	r->go = entity_href(c, &concept_note_entity, made);
	return true;
}

const struct page note_draft_post = {
	.method = POST,
	.path   = "/programme/{id}" HERE "/draft",
	.about  = "Drafts a concept note: title, form, language, plan (a "
	    "version's id; none: as it stands), gap (as often "
	    "as there are); 'go' copy makes the form the site's own.",
	.view   = "note_draft.html",
	.again  = &note_draft_page,
	.of     = &concept_note_entity,
	.needs  = ADD,
	.run    = accept_draft,
};
