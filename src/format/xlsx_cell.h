/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * xlsx_cell.h - what a cell of a workbook says, as text.
 */
#ifndef FORMAT_XLSX_CELL_H
#define FORMAT_XLSX_CELL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct arena;

/* How a style shows a number. */
enum xlsx_look { XLSX_NUMBER, XLSX_DAY, XLSX_TIME, XLSX_MOMENT };

/* Of a built-in format (ECMA-376 18.8.30) or of a format's own code. */
enum xlsx_look xlsx_look_of(long number);
enum xlsx_look xlsx_look_of_code(str code);

/* A number of the file as text; what is not a number stays as it is. */
str xlsx_number(struct arena *, str value, enum xlsx_look, bool from_1904);

/* "_x000D_" is how the file writes a character it may not hold. */
str xlsx_unescape(struct arena *, str);
/* What looks like that and is meant as it stands. */
str xlsx_escape(struct arena *, str);

/* The column of "AB12", from 0; `most` when it is none or not below it. */
size_t xlsx_column(str reference, size_t most);

#endif
