/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/care.h"

#include "store/store.h"

bool
care_migrate(struct ctx *c, bool show_only, bool may_drop, str *what)
{
	return store_migrate(c->store, show_only, may_drop, c->arena, what,
	    &c->errors);
}
