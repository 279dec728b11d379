/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * odata.h - rows as spreadsheets and reporting programs read them: OData
 * 4.0 (OASIS), to be read only.
 *
 * Each entity is a set of its own name with the columns of tabular.h as
 * properties; the key is `id`.  Of the query language: $top, $skip,
 * $select, $filter, $orderby by one property, $count.
 *
 * $filter knows and, or, not, brackets, eq ne gt ge lt le, in, the
 * functions contains startswith endswith tolower toupper trim length, and
 * null, true, false, numbers, 'texts', days, moments and ids; names of
 * operators in any case.  What stands in one filter is limited.  Of
 * nothing (null) eq null is true and ne null false, and gt, ge, lt, le are
 * false, as OData has it; not of these is their contrary.
 */
#ifndef STANDARD_ODATA_H
#define STANDARD_ODATA_H

#include "base/write.h"
#include "derive/tabular.h"

enum { ODATA_PAGE = 1000, ODATA_FILTER_MOST = 4096, ODATA_DEPTH = 32,
	ODATA_PARTS = 200 };

struct odata_filter;

/* A filter by these columns; with none of them every name is understood,
 * to test the grammar alone.  INVALID on "$filter", with the place. */
CHECKED bool odata_filter_read(struct arena *, const struct tabular_column *,
                 size_t n, str text, struct odata_filter **, struct errors *);
bool         odata_filter_holds(const struct odata_filter *, struct arena *,
                 const void *row);

/* The type of a column: "Edm.String", "Edm.Int64" ... */
const char  *odata_type(const struct tabular_column *);

struct odata_set {
	const struct entity         *entity;
	const struct tabular_column *column;    /* [n] */
	size_t                       n;
};

/* The description of all sets: CSDL 4.0 as XML. */
void         odata_metadata(struct write *, const struct odata_set *,
                 size_t n);

#endif
