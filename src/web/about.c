/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What this site runs, for everybody. */
#include "web/page.h"

static bool
show(struct ctx *c, const struct request *q, struct node *out,
    struct reply *reply)
{
	(void)q, (void)reply;
	node_z(out, "title", words_say(c->words, "About this site"));
	node_z(out, "version", TILTH_VERSION);
	return true;
}

const struct page about_page = {
	.method = GET,
	.path   = "/about",
	.about  = "What this site runs, its licence, how to use it "
	    "without a mouse.",
	.view   = "about.html",
	.run    = show,
};
