/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include <string.h>

#include "base/arena.h"
#include "flow/find.h"
#include "format/html.h"
#include "web/language.h"
#include "web/page.h"

enum { PROGRAMMES = 12, INITIALS = 2 };

static str
here(struct ctx *c, const struct request *q)
{
	if (q->query.n == 0)
		return q->path;
	return str_print(c->arena, "%.*s?%.*s", (int)q->path.n, q->path.p,
	    (int)q->query.n, q->query.p);
}

/* The first letters of the first two words, whole in UTF-8. */
static str
initials(struct arena *a, str name)
{
	struct write w = write_new(a, 32);
	size_t i, n, taken = 0;
	bool begins = true;

	for (i = 0; i < name.n && taken < INITIALS; i += n) {
		for (n = 1; i + n < name.n &&
		    ((unsigned char)name.p[i + n] & 0xc0) == 0x80; n++)
			;
		if (begins && name.p[i] != ' ') {
			write_str(&w, str_part(name, i, i + n));
			taken++;
		}
		begins = name.p[i] == ' ';
	}
	return write_done(&w);
}

static void
fill_languages(struct ctx *c, const struct request *q, struct node *frame)
{
	struct language one;
	struct node *row;
	struct write href;
	size_t i;

	for (i = 0; language_at(i, &one); i++) {
		href = write_new(c->arena, 1 << 15);
		write_format(&href, "/language?lang=%s&to=", one.tag);
		html_url_part(&href, here(c, q));
		row = node_row(frame, "languages");
		node_z(row, "tag", one.tag);
		node_z(row, "name", one.name);
		node_text(row, "href", write_done(&href));
		node_bool(row, "here", strcmp(one.tag, c->lang) == 0);
		if (strcmp(one.tag, c->lang) != 0)
			continue;
		node_z(frame, "language", one.name);
		node_z(frame, "dir", one.rtl ? "rtl" : "ltr");
	}
}

/* The first few programmes somebody may see, for the switch on top. */
static void
fill_programmes(struct ctx *c, struct node *frame)
{
	const struct entity *e = entity_named(S("programme"));
	const struct field *name = e == NULL ? NULL : field_flagged(e, NAME);
	struct ask ask = { .limit = PROGRAMMES };
	struct node *list = node_list(frame, "programmes"), *row;
	struct found *f;
	void *p;

	if (name == NULL || !flow_list(c, e, &ask, &f))
		return;
	for (;;) {
		p = arena_take(c->arena, 1, e->size);
		if (!flow_next(f, c->arena, p))
			break;
		row = node_item(list);
		node_text(row, "name",
		    flow_name(c, e, ((struct row *)p)->id));
		node_text(row, "href", str_print(c->arena,
		    "/programme/%s/overview",
		    id_text(c->arena, ((struct row *)p)->id).p));
	}
	(void)!flow_end(f);
}

static void
fill_user(struct ctx *c, struct node *frame)
{
	struct node *user;

	if (id_none(c->actor.user))
		return;
	user = node_object(frame, "user");
	node_id(user, "id", c->actor.user);
	node_text(user, "name", c->actor.name);
	node_text(user, "initials", initials(c->arena, c->actor.name));
	node_bool(frame, "may_admin", ctx_admin(c));
	fill_programmes(c, frame);
}

void
frame_fill(struct ctx *c, const struct request *q, const struct page *p,
    struct node *frame)
{
	struct errors before = c->errors;

	(void)p;
	node_z(frame, "lang", c->lang);
	node_text(frame, "theme", q->theme);
	node_text(frame, "csrf", q->csrf);
	node_text(frame, "here", here(c, q));
	node_bool(frame, "save_data", q->save_data);
	fill_languages(c, q, frame);
	fill_user(c, frame);
	c->errors = before;     /* a menu that failed does not fail the page */
}
