/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/import.h"

enum { TOLD = 20000 };           /* refusals and notices kept, each */

static void
free_arena(void *a)
{
	arena_free(a);
}

/* The work's own arena is taken back row by row; the report is not. */
struct import_report *
import_report_new(struct arena *a)
{
	struct import_report *r = NEW(a, struct import_report);

	r->arena = arena_new(0);
	arena_closer(a, free_arena, r->arena);
	return r;
}

void
import_count(struct import_report *r, enum outcome came)
{
	r->n[came]++;
	if (r->last_file != NULL)
		r->last_file->n[came]++;
}

static void
tell(struct import_report *r, struct told *to, struct refusal what)
{
	struct refusal *it;

	if (++to->n > TOLD)
		return;
	it = NEW(r->arena, struct refusal);
	*it = what;
	if (!str_none(what.file))
		it->file = str_copy(r->arena, what.file);
	else if (r->last_file != NULL)
		it->file = r->last_file->file;
	it->column = str_copy(r->arena, what.column);
	it->reason = str_copy(r->arena, what.reason);
	if (to->last == NULL)
		to->first = it;
	else
		to->last->next = it;
	to->last = it;
}

void
import_refuse(struct import_report *r, int64_t line, str column, str reason)
{
	tell(r, &r->refusals, (struct refusal){ .line = line,
	    .column = column, .reason = reason });
}

void
import_notice(struct import_report *r, int64_t line, str column, str reason)
{
	tell(r, &r->notices, (struct refusal){ .line = line,
	    .column = column, .reason = reason });
}

void
import_notice_of(struct import_report *r, str file, str code, str reason)
{
	tell(r, &r->notices, (struct refusal){ .file = file, .column = code,
	    .reason = reason });
}

void
import_dirt(struct import_report *r, str key, str issue, str detail,
    str handling)
{
	struct found_dirt *it = NEW(r->arena, struct found_dirt);

	*it = (struct found_dirt){
		r->last_file != NULL ? r->last_file->file : (str){ 0 },
		str_copy(r->arena, key), str_copy(r->arena, issue),
		str_copy(r->arena, detail), str_copy(r->arena, handling),
		NULL };
	if (r->last_dirt == NULL)
		r->dirt = it;
	else
		r->last_dirt->next = it;
	r->last_dirt = it;
	r->dirt_n++;
}

static void
tree_counts(const int64_t n[OUTCOMES], struct node *into)
{
	node_count(into, "added", n[ADDED]);
	node_count(into, "changed", n[CHANGED]);
	node_count(into, "unchanged", n[UNCHANGED]);
	node_count(into, "refused", n[REFUSED]);
}

static void
tree_told(const struct refusal *at, struct node *list)
{
	struct node *row;

	for (; at != NULL; at = at->next) {
		row = node_item(list);
		node_text(row, "file", at->file);
		node_count(row, "line", at->line);
		node_text(row, "column", at->column);
		node_text(row, "reason", at->reason);
	}
}

void
import_tree(const struct import_report *r, struct node *out)
{
	const struct tally *t;
	const struct found_dirt *d;
	struct node *row;

	node_text(out, "programme", r->programme);
	tree_counts(r->n, out);
	(void)node_list(out, "files");
	for (t = r->files; t != NULL; t = t->next) {
		row = node_row(out, "files");
		node_text(row, "file", t->file);
		tree_counts(t->n, row);
	}
	tree_told(r->refusals.first, node_list(out, "refusals"));
	tree_told(r->notices.first, node_list(out, "notices"));
	node_count(out, "notices_n", r->notices.n);
	(void)node_list(out, "issues");
	for (d = r->dirt; d != NULL; d = d->next) {
		row = node_row(out, "issues");
		node_text(row, "file", d->file);
		node_text(row, "key", d->key);
		node_text(row, "issue", d->issue);
		node_text(row, "detail", d->detail);
		node_text(row, "handling", d->handling);
	}
}

void
import_refuse_fault(struct import_report *r, int64_t line, struct errors *e)
{
	const struct error *it = e->first;

	if (it != NULL)
		import_refuse(r, line, str_of(it->field), str_of(it->text));
	else
		import_refuse(r, line, (str){ 0 }, str_of(words_say(e->words,
		    "It could not be saved.")));
	import_count(r, REFUSED);
	errors_clear(e);
}
