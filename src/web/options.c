/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/options.h"

#include "base/write.h"
#include "format/html.h"

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

bool
form_ticked(const struct request *q, const char *name, str value)
{
	size_t i;

	for (i = 0; i < q->n_form; i++)
		if (str_is(q->form[i].name, name) &&
		    str_same(q->form[i].value, value))
			return true;
	return false;
}

bool
number_goes(struct ctx *c, const struct request *q, const char *base,
    struct reply *r)
{
	str number = str_trim(request_arg(q, "number"));
	struct write w = write_new(c->arena, 4000);

	if (str_none(number))
		return false;
	write_z(&w, base);
	html_url_part(&w, number);
	r->go = write_done(&w);
	return true;
}
