/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/desk.h"

#include <string.h>

#include "store/store.h"

bool
desk_open(struct ctx *c, str where, bool writes)
{
	return store_open(&c->store, where, writes ? STORE_WRITE : STORE_READ,
	    &c->errors);
}

str
desk_shape(struct arena *a)
{
	return store_shape(a);
}

bool
desk_open_known(struct ctx *c, str where, bool writes, str shape)
{
	return store_open_known(&c->store, where, writes ? STORE_WRITE :
	    STORE_READ, shape, &c->errors);
}

void
desk_close(struct ctx *c)
{
	store_close(c->store);
	c->store = NULL;
}

bool
desk_is_shared(const struct ctx *c)
{
	return strcmp(store_scheme(c->store), "sqlite") != 0;
}

bool
desk_begin(struct ctx *c, bool writes)
{
	return store_begin(c->store, writes, &c->errors);
}

bool
desk_commit(struct ctx *c)
{
	return store_commit(c->store, &c->errors);
}

void
desk_undo(struct ctx *c)
{
	store_undo(c->store);
}

bool
desk_save(struct ctx *c)
{
	return store_save(c->store, &c->errors);
}

bool
desk_release(struct ctx *c)
{
	return store_release(c->store, &c->errors);
}

void
desk_back(struct ctx *c)
{
	store_back(c->store);
}
