/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* row.c - the members of a row, whatever its entity. */
#include "model/model.h"

#include <math.h>
#include <string.h>

void *
row_at(const struct field *f, void *row)
{
	return (char *)row + f->at;
}

const void *
row_get(const struct field *f, const void *row)
{
	return (const char *)row + f->at;
}

void
row_clear(const struct field *f, void *row)
{
	void *at = row_at(f, row);

	switch (f->kind) {
	case K_STR:
		*(str *)at = (str){ NULL, 0 };
		break;
	case K_INT:
		*(int *)at = UNSAID;
		break;
	case K_INT64:
		*(int64_t *)at = INT64_MIN;
		break;
	case K_REAL:
		*(double *)at = (double)NAN;
		break;
	case K_MONEY:
		*(struct money *)at = (struct money){ 0 };
		break;
	case K_DAY:
		*(struct day *)at = (struct day){ 0 };
		break;
	case K_ID:
		*(struct id *)at = (struct id){ { 0 } };
		break;
	}
}

void
row_blank(const struct entity *e, void *row)
{
	const struct field *f;

	memset(row, 0, e->size);
	for (f = e->fields; f->name != NULL; f++)
		row_clear(f, row);
}

bool
row_none(const struct field *f, const void *row)
{
	const void *at = row_get(f, row);

	switch (f->kind) {
	case K_STR:
		return ((const str *)at)->p == NULL;
	case K_INT:
		return *(const int *)at == UNSAID;
	case K_INT64:
		return *(const int64_t *)at == INT64_MIN;
	case K_REAL:
		return isnan(*(const double *)at);
	case K_MONEY:
		return ((const struct money *)at)->currency[0] == '\0';
	case K_DAY:
		return ((const struct day *)at)->n == 0;
	case K_ID:
		return id_none(*(const struct id *)at);
	}
	return true;
}

static bool
same_money(const struct money *one, const struct money *other)
{
	return one->minor == other->minor &&
	    strncmp(one->currency, other->currency,
	    sizeof(one->currency)) == 0;
}

bool
row_same(const struct field *f, const void *one, const void *other)
{
	const void *a = row_get(f, one), *b = row_get(f, other);
	bool none = row_none(f, one);

	if (none || row_none(f, other))
		return none && row_none(f, other);
	switch (f->kind) {
	case K_STR:
		return str_same(*(const str *)a, *(const str *)b);
	case K_INT:
		return *(const int *)a == *(const int *)b;
	case K_INT64:
		return *(const int64_t *)a == *(const int64_t *)b;
	case K_REAL:
		return !(*(const double *)a < *(const double *)b) &&
		    !(*(const double *)a > *(const double *)b);
	case K_MONEY:
		return same_money(a, b);
	case K_DAY:
		return ((const struct day *)a)->n ==
		    ((const struct day *)b)->n;
	case K_ID:
		return id_same(*(const struct id *)a, *(const struct id *)b);
	}
	return false;
}
