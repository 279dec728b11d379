/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/codebook.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "derive/bound.h"

struct book {
	const struct codebook *o;
	struct arena          *a;
	struct node           *top;
};

static void
say(const struct book *b, struct node *n, const char *name, const char *english)
{
	if (english != NULL)
		node_z(n, name, words_say(b->o->words, english));
}

static void
plain(struct node *n, const char *name, const char *text)
{
	if (text != NULL)
		node_z(n, name, text);
}

static void
flag(struct node *n, const char *name, bool is)
{
	if (is)
		node_bool(n, name, true);
}

static void
link_to(const struct book *b, struct node *n, const char *name, char kind,
    const char *to)
{
	node_text(n, name, str_print(b->a, "#%c-%s", kind, to));
}

static void
add_id(const struct book *b, struct node *n, char kind, const char *name)
{
	node_text(n, "id", str_print(b->a, "%c-%s", kind, name));
	node_z(n, "name", name);
}

static const struct entity *
named(const struct book *b, const char *name)
{
	size_t i;

	for (i = 0; b->o->all[i] != NULL; i++)
		if (strcmp(b->o->all[i]->name, name) == 0)
			return b->o->all[i];
	return NULL;
}

/* ---- fields ---- */

/* What a field holds; words: */
static const char *const types[TYPES] = {
	[T_TEXT] = "Line of text", [T_LONG] = "Text",
	[T_LANG] = "Text by language", [T_COUNT] = "Whole number",
	[T_REAL] = "Number", [T_BOOL] = "Yes or no", [T_MONEY] = "Amount",
	[T_DAY] = "Day", [T_MOMENT] = "Moment", [T_CHOICE] = "One of a list",
	[T_CHOICES] = "Several of a list", [T_STATE] = "State",
	[T_REF] = "Reference", [T_REFS] = "References", [T_TABLE] = "Table",
	[T_JSON] = "Structured data", [T_BYTES] = "Bytes",
};

static void
add_bounds(const struct book *b, const struct field *f, struct node *n)
{
	double low = bound_low(f), high = bound_high(f);
	const char *form = NULL;

	if (!isnan(low) && !isnan(high))
		node_text(n, "bounds", str_print(b->a,
		    words_say(b->o->words, "%.15g to %.15g"), low, high));
	else if (!isnan(low))
		node_text(n, "bounds", str_print(b->a,
		    words_say(b->o->words, "at least %.15g"), low));
	else if ((f->type == T_TEXT || f->type == T_LONG) && f->max > 0)
		form = words_say(b->o->words, "up to %zu characters");
	if (form != NULL)
		node_text(n, "bounds", str_print(b->a, form, bound_length(f)));
}

static void
add_about(const struct book *b, const struct field *f, struct node *n)
{
	const char *hint = words_say(b->o->words, f->hint ? f->hint : "");
	const char *help = words_say(b->o->words, f->help ? f->help : "");

	/* Always there: a template would find the entity's own instead. */
	node_text(n, "about", str_trim(str_print(b->a, "%s %s", hint, help)));
}

static void
add_links(const struct book *b, const struct field *f, struct node *n)
{
	const struct entity *to = f->to != NULL ? named(b, f->to) : NULL;

	plain(n, "to", f->to);
	if (to != NULL) {
		say(b, n, "to_label", to->label);
		link_to(b, n, "to_href", 'e', to->name);
	}
	if (f->choices != NULL) {
		say(b, n, "list", f->choices->label);
		link_to(b, n, "list_href", 'l', f->choices->name);
	}
	if (f->machine != NULL) {
		say(b, n, "machine", f->machine->label);
		link_to(b, n, "machine_href", 'm', f->machine->name);
	}
	plain(n, "columns", f->columns);
}

static void
add_field(const struct book *b, const struct field *f, struct node *into)
{
	struct node *n = node_row(into, "fields");

	node_z(n, "name", f->name);
	say(b, n, "label", f->label);
	say(b, n, "type", types[f->type]);
	say(b, n, "unit", f->unit);
	plain(n, "only", f->only);
	add_about(b, f, n);
	add_bounds(b, f, n);
	add_links(b, f, n);
	flag(n, "must", (f->flags & MUST) != 0);
	flag(n, "personal", (f->flags & PERSONAL) != 0);
	flag(n, "secret", (f->flags & SECRET) != 0);
	flag(n, "kept", (f->flags & KEPT) != 0);
	flag(n, "code", (f->flags & CODE) != 0);
	flag(n, "listed", (f->flags & LIST) != 0);
	flag(n, "searched", (f->flags & SEARCH) != 0);
}

/* ---- rules and rights ---- */

static void
add_rule(const struct book *b, const struct entity *e, const struct rule *r,
    struct node *into)
{
	const struct field *f = field_named(e, str_of(r->a));
	struct node *n = node_row(into, "rules");

	node_z(n, "field", r->a);
	say(b, n, "label", f != NULL ? f->label : r->a);
	say(b, n, "text", r->says);
}

static void
add_right(const struct book *b, const struct grant *g, struct node *into)
{
	const struct role *r = role_coded(str_of(g->role));
	struct node *n = node_row(into, "rights");

	node_z(n, "role", g->role);
	say(b, n, "label", r != NULL ? r->label : g->role);
	flag(n, "see", (g->may & SEE) != 0);
	flag(n, "add", (g->may & ADD) != 0);
	flag(n, "edit", (g->may & EDIT) != 0);
	flag(n, "drop", (g->may & DROP) != 0);
	flag(n, "personal", (g->may & SEE_PERSONAL) != 0);
	flag(n, "guarded", (g->may & SEE_GUARDED) != 0);
	plain(n, "own", g->own);
}

static void
add_users(const struct book *b, const struct entity *e, struct node *into)
{
	const struct entity *other;
	const struct field *f;
	struct node *n;
	size_t i;

	node_list(into, "used_by");
	for (i = 0; (other = b->o->all[i]) != NULL; i++)
		for (f = other->fields; f->name != NULL; f++) {
			if (f->to == NULL || strcmp(f->to, e->name) != 0)
				continue;
			n = node_row(into, "used_by");
			node_z(n, "entity", other->name);
			node_z(n, "field", f->name);
			say(b, n, "label", other->label);
			link_to(b, n, "href", 'e', other->name);
		}
}

static void
add_entity(const struct book *b, const struct entity *e)
{
	struct node *n = node_row(b->top, "entities");
	const struct field *f;
	const struct rule *r;
	const struct grant *g;

	add_id(b, n, 'e', e->name);
	say(b, n, "label", e->label);
	say(b, n, "plural", e->plural);
	say(b, n, "about", e->about);
	plain(n, "phase", e->phase);
	plain(n, "home", e->home);
	plain(n, "order", e->order);
	plain(n, "within", e->within);
	flag(n, "is_ledger", (e->flags & LEDGER) != 0);
	flag(n, "is_inside", (e->flags & INSIDE) != 0);
	flag(n, "is_public", (e->flags & PUBLIC) != 0);
	if (e->member != NULL)
		plain(n, "family", e->family);
	plain(n, "member", e->member);
	for (f = e->fields; f->name != NULL; f++)
		add_field(b, f, n);
	node_list(n, "rules");
	for (r = e->rules; r != NULL && r->kind != 0; r++)
		add_rule(b, e, r, n);
	node_list(n, "rights");
	for (g = e->grants; g != NULL && g->role != NULL; g++)
		add_right(b, g, n);
	add_users(b, e, n);
}

/* ---- phases ---- */

static struct node *
phase_of(const struct book *b, const char *phase)
{
	struct node *it = node_list(b->top, "phases")->first;
	char *label;

	for (; it != NULL; it = it->next)
		if (str_is(node_find(it, S("name"))->text, phase))
			return it;
	it = node_row(b->top, "phases");
	node_z(it, "name", phase);
	label = str_z(b->a, str_of(phase));
	if (label[0] >= 'a' && label[0] <= 'z')
		label[0] = (char)(label[0] - 'a' + 'A');
	say(b, it, "label", label);
	return it;
}

static void
add_phase(const struct book *b, const struct entity *e)
{
	struct node *n = node_row(phase_of(b, e->phase ? e->phase : "office"),
	    "entities");

	node_z(n, "name", e->name);
	say(b, n, "label", e->plural);
	link_to(b, n, "href", 'e', e->name);
}

/* ---- code lists and machines that are in use ---- */

static bool
has(const struct node *list, const char *name)
{
	const struct node *it;

	for (it = list->first; it != NULL; it = it->next)
		if (str_is(node_find(it, S("name"))->text, name))
			return true;
	return false;
}

static void
add_list(const struct book *b, const struct choices *l)
{
	const struct choice *c;
	struct node *n, *v;

	if (has(node_list(b->top, "lists"), l->name))
		return;
	n = node_row(b->top, "lists");
	add_id(b, n, 'l', l->name);
	say(b, n, "label", l->label);
	flag(n, "is_closed", l->closed != 0);
	flag(n, "is_open", l->closed == 0);
	for (c = l->of; c->code != NULL; c++) {
		v = node_row(n, "values");
		node_z(v, "code", c->code);
		say(b, v, "label", c->label);
		plain(v, "alias", c->alias);
		say(b, v, "note", c->note);
	}
}

static void
add_move(const struct book *b, const struct machine *m, const struct move *v,
    struct node *into)
{
	const struct state *from = state_coded(m, str_of(v->from));
	const struct state *to = state_coded(m, str_of(v->to));
	struct node *n = node_row(into, "moves");

	say(b, n, "from", from != NULL ? from->label : v->from);
	say(b, n, "to", to != NULL ? to->label : v->to);
	node_z(n, "verb", v->verb);
	say(b, n, "label", v->label);
	node_z(n, "roles", v->roles != NULL ? v->roles : "");
	say(b, n, "guard", v->guard);
	plain(n, "must", v->must);
	flag(n, "reason", v->reason != 0);
	say(b, n, "effect", v->effect);
}

static void
add_machine(const struct book *b, const struct machine *m)
{
	const struct state *s;
	const struct move *v;
	struct node *n, *it;

	if (has(node_list(b->top, "machines"), m->name))
		return;
	n = node_row(b->top, "machines");
	add_id(b, n, 'm', m->name);
	say(b, n, "label", m->label);
	plain(n, "start", m->start);
	for (s = m->states; s->code != NULL; s++) {
		it = node_row(n, "states");
		node_z(it, "code", s->code);
		say(b, it, "label", s->label);
		flag(it, "final", s->final != 0);
	}
	for (v = m->moves; v->from != NULL; v++)
		add_move(b, m, v, n);
}

static void
add_words(const struct book *b)
{
	const struct entity *e;
	const struct field *f;
	size_t i;

	for (i = 0; (e = b->o->all[i]) != NULL; i++)
		for (f = e->fields; f->name != NULL; f++) {
			if (f->choices != NULL)
				add_list(b, f->choices);
			if (f->machine != NULL)
				add_machine(b, f->machine);
		}
}

static void
add_roles(const struct book *b)
{
	const struct role *r;
	struct node *n;

	for (r = roles; r->code != NULL; r++) {
		n = node_row(b->top, "roles");
		node_z(n, "code", r->code);
		say(b, n, "label", r->label);
		say(b, n, "duties", r->duties);
	}
}

static void
add_counts(const struct book *b)
{
	struct node *n = node_object(b->top, "counts");
	const struct field *f;
	int64_t fields = 0;
	size_t i;

	for (i = 0; b->o->all[i] != NULL; i++)
		for (f = b->o->all[i]->fields; f->name != NULL; f++)
			fields++;
	node_count(n, "entities", (int64_t)i);
	node_count(n, "fields", fields);
	node_count(n, "lists", (int64_t)node_list(b->top, "lists")->n);
	node_count(n, "machines", (int64_t)node_list(b->top, "machines")->n);
	node_count(n, "roles", (int64_t)node_list(b->top, "roles")->n);
}

void
codebook_node(const struct codebook *o, struct node *into)
{
	const struct book b = { o, into->arena, into };
	size_t i;

	plain(into, "version", o->version);
	node_list(into, "phases");
	node_list(into, "entities");
	node_list(into, "lists");
	node_list(into, "machines");
	for (i = 0; o->all[i] != NULL; i++) {
		add_phase(&b, o->all[i]);
		add_entity(&b, o->all[i]);
	}
	add_words(&b);
	add_roles(&b);
	add_counts(&b);
}
