/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * What programs and the curious may know about the interface: the
 * description of the API and the glossary, both made from the tables.
 */
#include "base/arena.h"
#include "derive/codebook.h"
#include "derive/openapi.h"
#include "web/health.h"

enum { DOCUMENT_MOST = 16 << 20 };

static const char *const methods[] = {
	[GET] = "get", [POST] = "post", [PUT] = "put", [DELETE] = "delete",
};

static const struct openapi_page *
pages(struct arena *a)
{
	struct openapi_page *all;
	size_t i, n = 0;

	while (site[n] != NULL)
		n++;
	all = NEWS(a, struct openapi_page, n + 1);
	for (i = 0; i < n; i++)
		all[i] = (struct openapi_page){ methods[site[i]->method],
		    site[i]->path, site[i]->about,
		    site[i]->needs == 0 && !(site[i]->flags & SIGNED_IN),
		    site[i]->args };
	return all;
}

static bool
show_api(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct openapi o = { entities, pages(c->arena), TILTH_VERSION };
	struct write w = write_new(c->arena, DOCUMENT_MOST);

	(void)q, (void)out;
	openapi_write(&o, &w);
	r->raw = write_done(&w);
	r->raw_type = S("application/json");
	return true;
}

const struct page openapi_page = {
	.method = GET,
	.path   = "/api/openapi",
	.about  = "This description (OpenAPI 3.1), at /api/openapi.json.",
	.run    = show_api,
};

static bool
show_codebook(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	const struct codebook o = { entities, c->words, TILTH_VERSION };
	struct write w = write_new(c->arena, DOCUMENT_MOST);

	if (q->shape == JSON) {
		codebook_node(&o, out);
		return true;
	}
	codebook_html(&o, &w);
	r->raw = write_done(&w);
	r->raw_type = S("text/html; charset=utf-8");
	/* It brings its own style, which no page of ours may. */
	r->filename = S("codebook.html");
	return true;
}

const struct page codebook_page = {
	.method = GET,
	.path   = "/codebook",
	.about  = "The glossary: every kind of thing, its fields, codes, "
	    "rules and rights, as one file.",
	.run    = show_codebook,
};
