/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "derive/bound.h"

#include <math.h>

enum { SHORT = 400, LONG = 20000, HUGE_TEXT = 1000000 };

bool
bound_numeric(const struct field *f)
{
	return f->type == T_COUNT || f->type == T_REAL || f->type == T_MONEY;
}

static bool
bounded(const struct field *f)
{
	return bound_numeric(f) && !(f->min == 0 && f->max == 0);
}

double
bound_low(const struct field *f)
{
	return bounded(f) ? f->min : (double)NAN;
}

double
bound_high(const struct field *f)
{
	return bounded(f) && !(f->max < f->min) ? f->max : (double)NAN;
}

size_t
bound_length(const struct field *f)
{
	switch (f->type) {
	case T_TEXT: case T_CHOICE: case T_STATE:
		return f->max > 0 ? (size_t)f->max : SHORT;
	case T_LONG: case T_CHOICES: case T_REFS: case T_LANG:
		return f->max > 0 ? (size_t)f->max : LONG;
	case T_TABLE: case T_JSON: case T_BYTES:
		return f->max > 0 ? (size_t)f->max : HUGE_TEXT;
	default:
		return 0;
	}
}
