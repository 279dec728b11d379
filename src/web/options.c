/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/options.h"

void
options_put(struct ctx *c, const struct choices *of, const char *list,
    str chosen, struct node *out)
{
	const struct choice *k;
	struct node *row;

	(void)node_list(out, list);
	for (k = of->of; k->code != NULL; k++) {
		row = node_row(out, list);
		node_z(row, "value", k->code);
		node_z(row, "label", words_say(c->words, k->label));
		node_bool(row, "selected", str_is(chosen, k->code));
	}
}

void
wrong_put(const struct request *q, const char *const *fields,
    struct node *out)
{
	struct node *o = node_object(out, "wrong");
	const char *says;

	for (; q->faults != NULL && *fields != NULL; fields++)
		if ((says = errors_text(q->faults, *fields)) != NULL)
			node_z(o, *fields, says);
}
