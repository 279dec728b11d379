/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * sort.h - order that is the same everywhere.
 *
 * A merge sort: equal things keep their order, n log n at worst, and the
 * comparison gets a context (qsort has neither promise).
 */
#ifndef BASE_SORT_H
#define BASE_SORT_H

#include <stddef.h>

struct arena;

void sort(struct arena *, void *base, size_t n, size_t size,
    int (*order)(const void *, const void *, const void *with),
    const void *with);

#endif
