/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * openapi.h - the API described for programs: OpenAPI 3.1 (JSON).
 *
 * Every entity but the INSIDE ones has its schemas NAME_in (what is sent)
 * and NAME (what comes back), and the operations list, add, find, change,
 * drop, move and history as far as it allows them.  Further pages stand
 * beside them as objects of no told shape.
 */
#ifndef DERIVE_OPENAPI_H
#define DERIVE_OPENAPI_H

#include <stdbool.h>

#include "base/write.h"
#include "model/model.h"

struct openapi_page {
	const char *method;             /* "get", "post", "put", "delete" */
	const char *path;               /* "/programme/{id}/gaps" */
	const char *about;
	bool        open;               /* to who is not signed in */
	const char *args;               /* "name: what it says;..." or NULL */
};

struct openapi {
	const struct entity *const *all;        /* ends with NULL */
	const struct openapi_page  *pages;      /* ends with { 0 }; those of
	                                         * /{entity} are passed over */
	const char                 *version;    /* of the program */
};

void openapi_write(const struct openapi *, struct write *);

#endif
