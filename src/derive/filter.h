/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * filter.h - which rows of an entity somebody asks for.
 */
#ifndef DERIVE_FILTER_H
#define DERIVE_FILTER_H

#include "base/str.h"
#include "model/model.h"

enum compare { IS = 1, IS_NOT, BELOW, ABOVE, AT_MOST, AT_LEAST, HAS, EMPTY,
	FILLED };

struct filter {
	const struct field *field;  /* NULL: the row's id */
	enum compare how;
	str          value;         /* as in CSV: a code, an id, a number, a
	                             * day; HAS: folded before it is compared */
};

#endif
