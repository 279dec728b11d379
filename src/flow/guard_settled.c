/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Fields that stay while the rest of their row may still change. */
#include "flow/guard.h"

#include <string.h>

/* Fields that stay as they are once the row has left its first state. */
static const struct settling {
	const char *entity, *fields, *says;
} settled[] = {
	{ "assessment_round", "framework subject_type consent_text",
	  "The round is launched: this stays as it was when raters agreed to it." },
	{ "concept_note", "title version summary background objectives results activities duration "
	  "beneficiaries budget partners sustainability visibility kind language template gaps "
	  "template_version plan_version programming_ref",
	  "This version is submitted and stays as it is: send it back, or begin "
	  "the next version." },
	{ 0 }
};

bool
guard_settled(struct ctx *c, const struct entity *e, const void *was,
    const void *row)
{
	const struct field *f, *state = guard_state(e);
	const struct settling *z;
	bool kept = true;
	str rest, one, stands;

	for (z = settled; z->entity != NULL; z++) {
		if (strcmp(z->entity, e->name) != 0)
			continue;
		stands = *(const str *)row_get(state, was);
		if (str_none(stands) || str_is(stands, state->machine->start))
			continue;
		rest = str_of(z->fields);
		while (str_cut(&rest, ' ', &one)) {
			f = field_named(e, one);
			if (!row_same(f, was, row))
				kept = fail(&c->errors, INVALID, f->name, "%s",
				    words_say(c->words, z->says));
		}
	}
	return kept;
}
