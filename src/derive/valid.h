/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * valid.h - whether a row keeps what its table promises.
 *
 * Looked at: MUST, bounds, lengths in code points, codes and states,
 * ids in lists, JSON inside fields, and the rules NOT_BEFORE, NOT_ABOVE
 * and GOES_WITH.  ONCE_PER, NO_CYCLE and whether a reference leads
 * somewhere need the store; flow/ asks there.
 *
 * All faults are gathered (INVALID, on the field), each with a sentence
 * that names the field's label and quotes the offender.
 */
#ifndef DERIVE_VALID_H
#define DERIVE_VALID_H

#include "base/error.h"
#include "derive/lookup.h"
#include "model/model.h"

/* Codes of open lists are taken if they look like codes: letters, digits
 * and . _ : - / at most 100. */
CHECKED bool valid_row(const struct entity *, const void *row, struct errors *);
/* With the site's own codes from the lookup: any other is refused. */
CHECKED bool valid_row_with(const struct lookup *, const struct entity *,
                 const void *row, struct errors *);
/* One field alone, without the rules. */
CHECKED bool valid_field(const struct lookup *, const struct field *,
                 const void *row, struct errors *);

#endif
