/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/care.h"

#include "store/store.h"

void
care_start(void)
{
	store_start();
}

bool
care_create(struct ctx *c, str where)
{
	return store_open(&c->store, where, STORE_CREATE, &c->errors);
}

bool
care_open(struct ctx *c, str where)
{
	return store_open(&c->store, where, STORE_MIGRATE, &c->errors);
}

bool
care_backup(struct ctx *c, str to)
{
	return store_backup(c->store, to, &c->errors);
}
