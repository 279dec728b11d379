/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What an activity points to: documents, other activities, conditions. */
#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/publish.h"
#include "format/html.h"
#include "format/json.h"
#include "standard/iati_load.h"

/* /public/CODE on this site. */
static str
public_url(struct iati_made *m, const char *ends)
{
	struct write w = write_new(m->c->arena, 4096);

	write_str(&w, m->site->base);
	write_z(&w, "/public/");
	html_url_part(&w, m->p->code);
	write_z(&w, ends);
	return write_done(&w);
}

/* NULL: a file of ours that came back names it already. */
static struct iati *
site_link(struct iati_made *m, const char *format, str url)
{
	struct iati *e;

	for (e = iati_first(m->a, "document-link"); e != NULL;
	    e = iati_next(e))
		if (str_same(iati_get(e, "url"), url))
			return NULL;
	e = iati_add(m->a, "document-link");
	iati_set_z(e, "format", format);
	iati_set(e, "url", url);
	return e;
}

/* Its public page, and the figures of it as a file, while there are. */
static void
public_links(struct iati_made *m)
{
	unsigned parts = publish_parts(m->p);
	struct iati *e;

	if (str_none(m->site->base) || parts == 0)
		return;
	e = site_link(m, "text/html", public_url(m, ""));
	if (e != NULL) {
		iati_texts(m, iati_add(e, "title"), m->p->title);
		iati_code(e, "category", S("A12"));
		iati_code(e, "language", str_of(m->lang));
		if (m->p->published_on != INT64_MIN)
			iati_set_day(iati_add(e, "document-date"), "iso-date",
			    moment_day(m->p->published_on));
	}
	if (!(parts & (PUBLISH_CHANGE | PUBLISH_MONEY)))
		return;
	e = site_link(m, "text/csv", public_url(m, ".csv"));
	if (e == NULL)
		return;
	iati_says(iati_add(e, "title"), S("Figures of the public page"),
	    strcmp(m->lang, "en") == 0 ? NULL : "en");
	iati_code(e, "category", parts & PUBLISH_CHANGE ? S("A08")
	    : S("A05"));
	iati_code(e, "language", S("en"));
}

static void
documents(struct iati_made *m)
{
	const struct node *row = iati_rows(m->c, m->entry.documents);
	struct iati *e, *d;

	for (; row != NULL; row = row->next) {
		if (str_none(json_text(row, "url")))
			continue;
		e = iati_add(m->a, "document-link");
		iati_set(e, "format", iati_either(json_text(row, "format"),
		    S("text/html")));
		iati_set(e, "url", json_text(row, "url"));
		iati_says(iati_add(e, "title"), iati_either(json_text(row,
		    "title"), json_text(row, "url")), NULL);
		iati_code(e, "category", iati_either(json_text(row, "category"),
		    S("A02")));
		iati_code(e, "language", json_text(row, "language"));
		if (!str_none(json_text(row, "date"))) {
			d = iati_add(e, "document-date");
			iati_set(d, "iso-date", json_text(row, "date"));
		}
	}
}

static void
related(struct iati *up, const char *type, str ref)
{
	struct iati *e;

	for (e = iati_first(up, "related-activity"); e != NULL;
	    e = iati_next(e))
		if (str_same(iati_get(e, "ref"), ref) &&
		    str_is(iati_get(e, "type"), type))
			return;
	e = iati_add(up, "related-activity");
	iati_set(e, "ref", ref);
	iati_set_z(e, "type", type);
}

static bool
relations(struct iati_made *m)
{
	const struct node *row = iati_rows(m->c, m->entry.related);
	struct ctx s = ctx_as_program(m->c);
	struct programme parent, *child;
	size_t i, n;
	str ref;

	if (!id_none(m->p->parent)) {
		if (!flow_find(&s, &programme_entity, m->p->parent, &parent) ||
		    !iati_identify(m->c, m->site, &parent, &ref)) {
			m->c->errors = s.errors;
			return false;
		}
		related(m->a, "1", ref);
	}
	child = gather_of(m->c, &programme_entity, "parent", m->p->row.id, &n);
	for (i = 0; child != NULL && i < n; i++) {
		if (child[i].published != YES)
			continue;
		if (!iati_identify(m->c, m->site, &child[i], &ref))
			return false;
		related(m->a, "2", ref);
	}
	for (; row != NULL; row = row->next)
		if (!str_none(json_text(row, "ref")))
			related(m->a, str_z(m->c->arena,
			    iati_either(json_text(row, "type"), S("3"))),
			    json_text(row, "ref"));
	return child != NULL;
}

static void
conditions(struct iati_made *m)
{
	const struct node *row = iati_rows(m->c, m->entry.conditions);
	struct iati *up = NULL, *e;

	for (; row != NULL; row = row->next) {
		if (str_none(json_text(row, "text")))
			continue;
		if (up == NULL) {
			up = iati_add(m->a, "conditions");
			iati_set_z(up, "attached", "1");
		}
		e = iati_add(up, "condition");
		iati_set(e, "type", iati_either(json_text(row, "type"),
		    S("1")));
		iati_says(e, json_text(row, "text"), NULL);
	}
}

bool
iati_links(struct iati_made *m)
{
	documents(m);
	public_links(m);
	if (!relations(m))
		return false;
	conditions(m);
	return true;
}
