/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * differ.h - two versions of a text side by side.
 *
 * Lines are matched by a longest common subsequence; lines that went and
 * lines that came at the same place stand beside each other as changed,
 * with the words marked in which they differ.  Every line of either text
 * is in the answer once, in its order.  Blanks at the end of a line and a
 * missing last line feed make no difference.
 * Cost: lines of one by lines of the other where they differ; beyond
 * DIFFER_CELLS what differs is shown as changed, line beside line.
 */
#ifndef BASE_DIFFER_H
#define BASE_DIFFER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;

enum { DIFFER_CELLS = 4 * 1024 * 1024 };

enum differ_is { DIFFER_SAME, DIFFER_CHANGED, DIFFER_GONE, DIFFER_NEW };

struct differ_piece {
	str  text;
	bool differs;
};

struct differ_line {
	enum differ_is is;
	str left, right;                        /* none on the other's side */
	struct differ_piece *lefts, *rights;    /* of changed lines */
	size_t n_lefts, n_rights;
};

struct differ_line *differ(struct arena *, str left, str right, size_t *n);
/* How many lines are not the same. */
size_t differ_count(const struct differ_line *, size_t n);

#endif
