/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/save.h"
#include "web/entity.h"

static bool
accept_undo(struct ctx *c, const struct request *q, struct node *out,
    struct reply *r)
{
	int64_t n;

	if (!str_int(request_at(q, "number"), &n) || n < 1)
		return fail(&c->errors, ABSENT, NULL,
		    "There is no change of that number.");
	if (!flow_undo(c, n))
		return false;
	node_count(out, "undone", n);
	r->go = request_back(q, S("/history"));
	if (q->shape == JSON)
		r->go = (str){ 0 };
	return true;
}

const struct page undo_post = {
	.method = POST,
	.path   = "/history/{number}/undo",
	.about  = "Write back what a change replaced, if nothing came after.",
	.flags  = SIGNED_IN,
	.run    = accept_undo,
};
