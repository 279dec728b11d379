/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * iati_codes.h - the codes that IATI 2.03 allows, and where.
 */
#ifndef STANDARD_IATI_CODES_H
#define STANDARD_IATI_CODES_H

#include <stdbool.h>

#include "base/str.h"

struct iati_list {
	const char *name;               /* "ActivityStatus" */
	const char *codes;              /* "1 2 3" */
};

struct iati_place {
	const char *path, *attr, *list;
};

/* NULL: none of that name, or it is not kept here. */
const struct iati_list *iati_list(const char *name);
bool iati_listed(const char *list, str code);
/* The list a value must be of, by its kind ("transaction/value") and
 * attribute; NULL: any will do. */
const char *iati_list_at(str kind, str attr);
/* The list that the code of such an element is of, by its vocabulary. */
const char *iati_list_of(str kind, str vocabulary);

#endif
