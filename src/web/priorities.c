/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Priority proposals, for anybody: what is published and no more. */
#include "base/arena.h"
#include "flow/every.h"
#include "flow/find.h"
#include "flow/note.h"
#include "flow/publish.h"
#include "model/codes.h"
#include "model/text.h"
#include "web/page.h"
#include "web/programme.h"

static bool
is_shown(const struct concept_note *k)
{
	return k->priority == YES && publish_row(&concept_note_entity, k);
}

/* The first section of the text, without its marks. */
static bool
summary(struct ctx *c, const struct concept_note *k,
    const struct publish_names *names, str *out)
{
	struct ctx system = ctx_as_program(c);
	struct note_read *n;
	struct doc *d;
	const struct doc_block *b;
	bool fine = note_read(&system, k->row.id, &n) &&
	    note_document(&system, n, true, &d);

	c->errors = system.errors;
	*out = k->summary;
	if (!fine)
		return false;
	for (b = d->first; b != NULL && n->n > 0; b = b->next)
		if (b->kind == DOC_TEXT) {
			*out = doc_plain(c->arena, b->run);
			break;
		}
	*out = publish_text(c, names, *out, NULL);
	return true;
}

static bool
note_put(struct ctx *c, const struct programme *p,
    const struct concept_note *k, const struct publish_names *names,
    struct node *out)
{
	struct node *row = node_row(out, "notes");
	str text;

	if (!summary(c, k, names, &text))
		return false;
	node_text(row, "title", publish_text(c, names, text_in(c->arena,
	    k->title, c->lang), NULL));
	node_text(row, "programme", publish_text(c, names, text_in(c->arena,
	    p->title, c->lang), NULL));
	node_text(row, "programme_code", p->code);
	node_text(row, "country", p->country);
	node_text(row, "kind", choice_says(c, &note_kind_codes, k->kind));
	node_money(row, "budget", k->budget);
	node_count(row, "months", k->duration > 0 ? k->duration : INT64_MIN);
	node_text(row, "summary", text);
	node_text(row, "reason", publish_text(c, names, k->priority_reason,
	    NULL));
	node_text(row, "programming_ref", k->programming_ref);
	return true;
}

static bool
show(struct ctx *c, const struct request *q, struct node *out, struct reply *r)
{
	struct ctx system = ctx_as_program(c);
	const struct concept_note *k;
	struct publish_names *names;
	struct programme *p;
	size_t i, j, n, notes;

	(void)q;
	(void)r;
	(void)node_list(out, "notes");
	node_z(out, "title", say(c, "Priority proposals"));
	if (!publish_every(c, &p, &n))
		return false;
	for (i = 0; i < n; i++) {
		names = NULL;
		k = every(&system, &concept_note_entity, p[i].row.id, &notes);
		if (k == NULL) {
			c->errors = system.errors;
			return false;
		}
		for (j = 0; j < notes; j++) {
			if (!is_shown(&k[j]))
				continue;
			if (names == NULL && !publish_names(c, p[i].row.id,
			    &names))
				return false;
			if (!note_put(c, &p[i], &k[j], names, out))
				return false;
		}
	}
	node_bool(out, "some", node_list(out, "notes")->n > 0);
	return true;
}

const struct page priorities_page = {
	.method = GET,
	.path   = "/priorities",
	.about  = "Priority proposals that are published: what, for whom, at "
	    "what cost.",
	.view   = "priorities.html",
	.run    = show,
};
