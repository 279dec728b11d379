/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* The step by which a programme is opened to strangers, and taken back. */
#include "flow/publish.h"

#include "base/arena.h"
#include "flow/find.h"
#include "model/codes.h"
#include "model/office.h"
#include "web/entity.h"
#include "web/options.h"
#include "web/programme.h"
#include "web/public.h"

static bool
may(struct ctx *c, const struct request *q)
{
	struct programme p;

	return programme_named(c, q, &p) && publish_may(c, &p);
}

/* The parts that are ticked, or stand in the address. */
static unsigned
parts_of(const struct pair *pair, size_t n)
{
	const struct choice *k = public_part_codes.of;
	unsigned parts = 0;
	size_t i, j;
	str rest, one;

	for (i = 0; i < n; i++) {
		if (!str_is(pair[i].name, "parts"))
			continue;
		rest = pair[i].value;
		while (str_cut(&rest, ';', &one))
			for (j = 0; k[j].code != NULL; j++)
				if (str_is(one, k[j].code))
					parts |= 1u << j;
	}
	return parts;
}

static void
parts_put(struct ctx *c, unsigned chosen, struct node *out)
{
	const struct choice *k = public_part_codes.of;
	struct node *row;
	size_t i;

	for (i = 0; k[i].code != NULL; i++) {
		row = node_row(out, "parts");
		node_z(row, "value", k[i].code);
		node_z(row, "label", say(c, k[i].label));
		node_z(row, "about", say(c, k[i].note));
		node_bool(row, "selected", chosen & 1u << i);
	}
}

static str
href(struct ctx *c, const struct programme *p, const char *below)
{
	return str_print(c->arena, "%s/publish%s",
	    str_z(c->arena, programme_href(c, p)), below);
}

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	static const char *const fields[] = { "parts", NULL };
	struct ctx system = ctx_as_program(c);
	struct programme p;
	struct crumb up;
	unsigned parts;

	(void)r;
	if (!programme_named(c, q, &p))
		return false;
	parts = publish_parts(&p);
	if (q->faults != NULL)
		parts = parts_of(q->form, q->n_form);
	else if (parts_of(q->args, q->n_args) != 0)
		parts = parts_of(q->args, q->n_args);
	else if (p.published != YES)
		parts = str_none(p.public_parts) ? PUBLISH_ALL
		    : publish_chosen(&p);
	node_z(out, "title", say(c, "Public page"));
	programme_put(c, &p, PHASE_NONE, out);
	up = (struct crumb){ programme_title(c, &p), programme_href(c, &p) };
	crumb_put(out, &up, 1);
	node_bool(out, "is_open", p.published == YES);
	node_bool(out, "is_draft", publish_waits(&p));
	node_text(out, "open_href", entity_href(c, &programme_entity,
	    p.row.id));
	node_moment(out, "on", p.published_on);
	node_text(out, "by", id_none(p.published_by) ? (str){ 0 }
	    : flow_name(&system, &user_entity, p.published_by));
	node_count(out, "revision", p.row.revision);
	node_text(out, "action", href(c, &p, ""));
	node_text(out, "public_href", public_href(c, &p));
	parts_put(c, parts, out);
	wrong_put(q, fields, out);
	return true;
}

const struct page publish_page = {
	.method = GET,
	.path   = "/programme/{id}/publish",
	.about  = "What strangers may see of a programme, and who said so.",
	.view   = "publish.html",
	.of     = &programme_entity,
	.needs  = EDIT,
	.may    = may,
	.run    = show,
};

static bool
publish(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	unsigned parts = parts_of(q->form, q->n_form);
	struct programme p;
	int64_t revision;

	(void)out;
	if (!programme_named(c, q, &p))
		return false;
	if (str_is(request_form(q, "do"), "preview")) {
		r->go = str_print(c->arena, "%s?parts=%s",
		    href(c, &p, "/preview").p,
		    publish_codes(c->arena, parts).p);
		return true;
	}
	if (!str_int(request_form(q, "revision"), &revision))
		revision = p.row.revision;
	r->go = href(c, &p, "");
	return publish_open(c, p.row.id, revision, parts);
}

const struct page publish_post = {
	.method = POST,
	.path   = "/programme/{id}/publish",
	.about  = "Publishes those parts of a programme.",
	.of     = &programme_entity,
	.needs  = EDIT,
	.again  = &publish_page,
	.run    = publish,
};

static bool
take_back(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	struct programme p;

	(void)out;
	if (!programme_named(c, q, &p))
		return false;
	r->go = href(c, &p, "");
	return publish_back(c, p.row.id);
}

const struct page publish_back_post = {
	.method = POST,
	.path   = "/programme/{id}/publish/back",
	.about  = "Takes a programme's public page back, at once.",
	.of     = &programme_entity,
	.needs  = EDIT,
	.run    = take_back,
};

static bool
preview(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	unsigned parts = parts_of(q->args, q->n_args);
	struct programme p;

	(void)r;
	if (!programme_named(c, q, &p))
		return false;
	node_bool(out, "is_preview", true);
	node_text(out, "back_href", str_print(c->arena, "%s?parts=%s",
	    href(c, &p, "").p, publish_codes(c->arena, parts).p));
	return public_put(c, q, &p, parts, out);
}

const struct page publish_preview_page = {
	.method = GET,
	.path   = "/programme/{id}/publish/preview",
	.about  = "The public page as it would be with those parts.",
	.view   = "public.html",
	.of     = &programme_entity,
	.needs  = EDIT,
	.may    = may,
	.run    = preview,
};
