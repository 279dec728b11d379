/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Certificates for a cohort: rows, and one file to print them all from. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "flow/diploma.h"
#include "flow/find.h"
#include "flow/gather.h"
#include "flow/job.h"
#include "format/json.h"

#define FILE_NAME "certificates.pdf"

struct issue {
	struct certificate *made;       /* [n] */
	size_t n, issued;               /* certificates there were then */
};

bool
certificates_may(struct ctx *c)
{
	return ctx_may(c, &award_entity, EDIT, (struct id){ { 0 } }) ||
	    fail(&c->errors, DENIED, NULL,
	    "Certificates are issued by who may change the award.");
}

static struct id *
people_of(struct ctx *c, const struct node *input, size_t *n)
{
	const struct node *list = node_find(input, S("people")), *k;
	struct id *all = NEWS(c->arena, struct id, list == NULL ? 1 :
	    list->n + 1);

	*n = 0;
	for (k = json_first(list, ""); k != NULL; k = k->next)
		if (id_read(json_as_text(k), &all[*n]))
			++*n;
	return all;
}

static bool
count_issued(struct ctx *c, struct id award, size_t *n)
{
	return gather_of(c, &certificate_entity, "award", award, n) != NULL;
}

/* The papers of what will be kept: numbers are drawn already. */
static bool
papers(struct ctx *c, struct issue *x, str check, str *bytes)
{
	struct certificate_view *v = NEWS(c->arena, struct certificate_view,
	    x->n + 1);
	size_t i;

	for (i = 0; i < x->n; i++)
		if (!certificate_of(c, &x->made[i], &v[i]))
			return false;
	return diploma_pdf(c, v, x->n, check, bytes);
}

bool
certificates_run(struct job_work *w)
{
	struct ctx *c = w->c;
	struct issue *x = NEW(c->arena, struct issue);
	struct id award, *people;
	struct day on;
	str bytes;

	w->state = x;
	people = people_of(c, w->input, &x->n);
	x->made = NEWS(c->arena, struct certificate, x->n + 1);
	if (!id_read(json_text(w->input, "award"), &award) ||
	    !day_read(json_text(w->input, "issued_on"), &on))
		return fail(&c->errors, INVALID, NULL,
		    "The job does not say what to issue.");
	if (!count_issued(c, award, &x->issued) ||
	    !certificate_draft(c, award, people, x->n, on, x->made) ||
	    !papers(c, x, json_text(w->input, "check"), &bytes) ||
	    !job_file(c, w->folder, FILE_NAME, bytes))
		return false;
	node_z(w->result, "file", FILE_NAME);
	node_count(w->result, "certificates", (int64_t)x->n);
	node_text(w->result, "award", id_text(c->arena, award));
	w->message = str_print(c->arena, words_say(c->words,
	    "Certificates issued: %zu."), x->n);
	return true;
}

bool
certificates_write(struct job_work *w)
{
	struct issue *x = w->state;
	size_t now;

	if (x->n == 0)
		return true;
	if (!count_issued(w->c, x->made->award, &now))
		return false;
	if (now != x->issued)
		return fail(&w->c->errors, CONFLICT, NULL, "Somebody issued "
		    "certificates of this award meanwhile: look again.");
	return certificate_keep(w->c, x->made, x->n);
}
