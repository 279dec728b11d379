/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/changed.h"

#include "store/store.h"

bool
changed_outside(struct ctx *c, struct id programme, int64_t *at,
    int64_t *rows)
{
	struct value of = value_id(programme), v[2] = { { V_NONE } };
	struct cursor *cursor;

	if (!store_query(c->store, "programme_told", &of, 1, c->arena,
	    &cursor, &c->errors))
		return false;
	(void)store_answer(cursor, v, 2);
	*at = v[0].i;
	if (rows != NULL)
		*rows = v[1].i;
	return store_end(cursor, &c->errors);
}
