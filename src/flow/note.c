/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/note.h"

#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/every.h"
#include "flow/note_in.h"
#include "flow/save.h"
#include "format/markdown.h"
#include "model/text.h"

#define SCHEME "figure:"

/* ---- a new one ---- */

static bool
add_section(struct ctx *c, struct note_figures *f, struct id note,
    const struct note_heading *h, size_t place)
{
	struct note_section s;

	row_blank(&note_section_entity, &s);
	s.note = note;
	s.seq = (int64_t)place + 1;
	s.heading = h->heading;
	s.help = h->help;
	s.source = str_of(note_source_code(h->source));
	if (s.source.n == 0)
		s.source = (str){ 0 };
	s.most = h->most > 0 ? h->most : INT64_MIN;
	s.must = h->must ? YES : NO;
	s.body = note_drafted(f, h->source);
	if (s.body.n == 0)
		s.body = (str){ 0 };
	return flow_save(c, &note_section_entity, &s);
}

static bool
next_version(struct ctx *c, struct concept_note *k)
{
	const struct concept_note *all;
	size_t i, n;

	k->version = 1;
	if ((all = every(c, &concept_note_entity, k->programme, &n)) == NULL)
		return false;
	for (i = 0; i < n; i++)
		if (str_same(all[i].title, k->title) &&
		    all[i].version >= k->version)
			k->version = all[i].version + 1;
	return true;
}

bool
note_draft(struct ctx *c, const struct note_wanted *w, struct id *made)
{
	str lang = str_none(w->language) ? str_of(c->lang) : w->language;
	struct concept_note k;
	struct note_figures *f;
	struct note_form form;
	size_t i;

	if (!note_form(c, w->form, lang, &form))
		return false;
	if (str_none(str_trim(w->title)))
		return fail(&c->errors, INVALID, "title", "Give it a title.");
	row_blank(&concept_note_entity, &k);
	k.programme = w->programme;
	k.language = str_none(form.language) ? lang : form.language;
	k.title = text_with(c->arena, (str){ 0 }, str_z(c->arena, k.language),
	    str_trim(w->title));
	k.kind = form.kind;
	k.template = form.code;
	k.template_version = form.version;
	k.plan_version = w->plan_version;
	k.gaps = w->gaps;
	if (!next_version(c, &k) || !note_figures(c, &k, &f))
		return false;
	k.budget = note_budget(f);
	k.duration = note_months(f);
	if (!flow_save(c, &concept_note_entity, &k))
		return false;
	for (i = 0; i < form.n; i++)
		if (!add_section(c, f, k.row.id, &form.of[i], i))
			return false;
	*made = k.row.id;
	return true;
}

/* ---- reading ---- */

struct walk {
	struct note_figures *f;
	void (*found)(void *with, struct doc_run *,
	    const struct note_figure *);
	void *with;
};

/* Each figure of a document, in order; NULL where it is not known. */
static void
walk_run(const struct walk *k, struct doc_run *r)
{
	struct note_figure now;
	bool known;

	for (; r != NULL; r = r->next) {
		if (!str_starts(r->link, S(SCHEME)))
			continue;
		known = note_figure(k->f, str_part(r->link,
		    sizeof(SCHEME) - 1, r->link.n), &now);
		k->found(k->with, r, known ? &now : NULL);
	}
}

static void
walk(const struct walk *k, const struct doc *d)
{
	const struct doc_block *b;
	const struct doc_line *l;
	size_t i;

	for (b = d->first; b != NULL; b = b->next) {
		walk_run(k, b->run);
		for (l = b->line; l != NULL; l = l->next)
			for (i = 0; i < b->n; i++)
				walk_run(k, l->cell[i]);
	}
}

static bool
each_figure(const struct walk *k, str text)
{
	struct doc *d = doc_new(k->f->c->arena, (str){ 0 }, (str){ 0 });

	if (!markdown_read(d, text, 0, SCHEME, &k->f->c->errors))
		return false;
	walk(k, d);
	return true;
}

struct look {
	struct note_read          *into;
	const struct note_section *section;
	size_t                     room;
};

static void
look_at(void *with, struct doc_run *r, const struct note_figure *now)
{
	struct look *l = with;
	struct note_read *n = l->into;

	n->n_figures++;
	if (now == NULL || str_same(now->text, r->text))
		return;
	n->moved = arena_more(n->figures->c->arena, n->moved, n->n_moved,
	    &l->room, sizeof(*n->moved));
	n->moved[n->n_moved++] = (struct note_moved){ l->section->row.id,
		l->section->heading, r->text, now->text, now->href };
}

bool
note_read(struct ctx *c, struct id id, struct note_read **out)
{
	struct note_read *n = NEW(c->arena, struct note_read);
	struct look l = { n, NULL, 0 };
	struct walk k = { NULL, look_at, &l };
	size_t i;

	if (!flow_find(c, &concept_note_entity, id, &n->note) ||
	    !note_figures(c, &n->note, &n->figures) ||
	    (n->section = every_by(c, &note_section_entity, "note", id,
	    &n->n)) == NULL)
		return false;
	k.f = n->figures;
	for (i = 0; i < n->n; i++) {
		l.section = &n->section[i];
		if (!str_none(l.section->body) &&
		    !each_figure(&k, l.section->body))
			return false;
	}
	*out = n;
	return true;
}

str
note_text(struct arena *a, const struct note_read *n)
{
	struct write w = write_new(a, 4 << 20);
	size_t i;

	for (i = 0; i < n->n; i++)
		write_format(&w, "%s# %.*s\n\n%.*s\n", i > 0 ? "\n" : "",
		    (int)n->section[i].heading.n, n->section[i].heading.p,
		    (int)n->section[i].body.n, n->section[i].body.p);
	return write_done(&w);
}

/* ---- as a document ---- */

struct shown {
	struct note_figures *f;
	bool                 paper;
};

/* A figure as it was written; on a page it opens to its rows, and says so
 * when they have changed since. */
static void
resolve(void *with, struct doc_run *r, const struct note_figure *now)
{
	const struct shown *k = with;

	r->link = (str){ 0 };
	if (now == NULL || k->paper)
		return;
	r->how |= DOC_FIGURE;
	r->link = now->href;
	r->title = str_of(words_say(k->f->c->words,
	    "Opens the rows behind it"));
	if (str_same(now->text, r->text))
		return;
	r->how |= DOC_MOVED;
	r->title = str_print(k->f->c->arena, words_say(k->f->c->words,
	    "The rows have changed: now %s"), str_z(k->f->c->arena,
	    now->text));
}

static void
resolve_all(struct note_figures *f, const struct doc *d, bool paper)
{
	struct shown s = { f, paper };
	const struct walk k = { f, resolve, &s };

	walk(&k, d);
}

bool
note_html(struct ctx *c, struct note_figures *f, str text, struct write *w)
{
	struct doc *d = doc_new(c->arena, (str){ 0 }, (str){ 0 });

	if (!markdown_read(d, text, 1, SCHEME, &c->errors))
		return false;
	resolve_all(f, d, false);
	doc_html(d, 1, w);
	return true;
}

static void
put_facts(struct doc *d, const struct note_read *n)
{
	struct note_figures *f = n->figures;
	struct write w = write_new(d->arena, 200);

	doc_fact(d, str_of(words_say(f->words, "Programme")),
	    text_in(d->arena, f->programme.title, f->lang));
	if (n->note.budget.currency[0] != '\0') {
		local_money(f->local, &w, n->note.budget);
		doc_fact(d, str_of(words_say(f->words, "Budget")),
		    write_done(&w));
	}
	if (n->note.duration > 0)
		doc_fact(d, str_of(words_say(f->words, "Duration")),
		    str_print(d->arena, words_count_say(f->words,
		    (size_t)n->note.duration, "%lld month", "%lld months"),
		    (long long)n->note.duration));
	if (n->note.version > 0)
		doc_fact(d, str_of(words_say(f->words, "Version")),
		    str_print(d->arena, "%lld", (long long)n->note.version));
}

bool
note_document(struct ctx *c, const struct note_read *n, bool paper,
    struct doc **out)
{
	struct note_figures *f = n->figures;
	struct doc *d = doc_new(c->arena, text_in(c->arena, n->note.title,
	    f->lang), str_of(f->lang));
	const struct note_section *s;
	size_t i;

	d->date = n->note.approved_on.n != 0 ? n->note.approved_on :
	    moment_day(c->now);
	if (!note_style(c, &f->programme, &d->style))
		return false;
	doc_heading(d, 0, d->title);
	put_facts(d, n);
	for (i = 0; i < n->n; i++) {
		s = &n->section[i];
		doc_heading(d, 1, s->heading);
		if (str_none(s->body)) {
			doc_text(d, 0);
			doc_run(d, DOC_ITALIC, str_of(words_say(f->words,
			    "Nothing is written here yet.")));
		} else if (!markdown_read(d, s->body, 1, SCHEME, &c->errors)) {
			return false;
		}
	}
	resolve_all(f, d, paper);
	*out = d;
	return true;
}

/* ---- changing ---- */

struct refresh {
	struct note_figures *f;
	str                  body;
	size_t               n;
};

/* Replaces "[written](figure:source)" in the text as it was typed; the
 * first that is not yet new. */
static void
renew(void *with, struct doc_run *r, const struct note_figure *now)
{
	struct refresh *k = with;
	struct arena *a = k->f->c->arena;
	struct write w;
	str was, is;
	size_t at;

	if (now == NULL || str_same(now->text, r->text))
		return;
	was = str_print(a, "[%.*s](%.*s)", (int)r->text.n, r->text.p,
	    (int)r->link.n, r->link.p);
	is = str_print(a, "[%.*s](%.*s)", (int)now->text.n, now->text.p,
	    (int)r->link.n, r->link.p);
	at = str_find(k->body, was);
	if (at >= k->body.n)
		return;
	w = write_new(a, k->body.n + is.n + 1);
	write_str(&w, str_part(k->body, 0, at));
	write_str(&w, is);
	write_str(&w, str_part(k->body, at + was.n, k->body.n));
	k->body = write_done(&w);
	k->n++;
}

bool
note_refresh(struct ctx *c, struct id id, int64_t revision, size_t *n)
{
	struct note_section s;
	struct concept_note note;
	struct refresh k = { NULL, { 0 }, 0 };
	struct walk each = { NULL, renew, &k };

	*n = 0;
	if (!flow_find(c, &note_section_entity, id, &s) ||
	    !flow_find(c, &concept_note_entity, s.note, &note) ||
	    !note_figures(c, &note, &k.f))
		return false;
	if (s.row.revision != revision)
		return fail(&c->errors, CONFLICT, NULL,
		    "Somebody has changed this section meanwhile.");
	k.body = s.body;
	each.f = k.f;
	if (!each_figure(&each, s.body))
		return false;
	*n = k.n;
	s.body = k.body;
	return k.n == 0 || flow_save_verb(c, &note_section_entity, &s,
	    S("refresh"));
}

bool
note_keep(struct ctx *c, const struct concept_note *k, const char *why)
{
	struct note_read n = { .note = *k };
	struct note_version v;

	n.section = every_by(c, &note_section_entity, "note", k->row.id,
	    &n.n);
	if (n.section == NULL)
		return false;
	row_blank(&note_version_entity, &v);
	v.note = k->row.id;
	v.version = k->version > 0 ? k->version : 1;
	v.title = text_in(c->arena, k->title, str_none(k->language) ? c->lang :
	    str_z(c->arena, k->language));
	v.body = note_text(c->arena, &n);
	v.why = str_of(why);
	return flow_save(c, &note_version_entity, &v);
}
