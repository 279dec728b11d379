/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/changed.h"

#include "store/store.h"

bool
changed_outside(struct ctx *c, struct id programme, int64_t *at)
{
	struct value of = value_id(programme);

	return store_number(c->store, "programme_told", &of, 1, 0, at,
	    &c->errors);
}
