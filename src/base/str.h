/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * str.h - a piece of text: where it starts and how long it is.
 *
 * Bytes are UTF-8, checked where they entered the program.  A str owns
 * nothing and need not end in NUL; who made it says how long it lives.
 * No text at all is (str){0}; empty text has a non-NULL p.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

typedef struct {
	const char *p;
	size_t      n;
} str;

#define S(literal) ((str){ literal, sizeof(literal) - 1 })

str  str_of(const char *z);                 /* NULL: no text */
str  str_copy(struct arena *, str);
char *str_z(struct arena *, str);           /* ends in NUL; never NULL */
str  str_print(struct arena *, const char *format, ...)
     __attribute__((format(printf, 2, 3)));
str  str_vprint(struct arena *, const char *format, va_list)
     __attribute__((format(printf, 2, 0)));

bool str_none(str);                         /* no text, or empty */
bool str_same(str, str);
bool str_is(str, const char *z);
bool str_same_nocase(str, str);             /* ASCII letters only */
int  str_order(str, str);                   /* by bytes: <0, 0, >0 */
bool str_starts(str, str with);
bool str_ends(str, str with);

str    str_part(str, size_t from, size_t to);     /* clipped to the text */
str    str_trim(str);                             /* ASCII blanks, both ends */
bool   str_among(str one, const char *words);     /* of "PM SC BEN" */
size_t str_find(str, str what);                   /* its place, or the length */
/* Takes the piece before the next `at` off the rest; false: nothing was
 * left.  "a,,b," gives "a", "", "b": no empty piece behind the last. */
bool   str_cut(str *rest, char at, str *piece);
str    str_lower(struct arena *, str);            /* ASCII letters only */
str    str_upper(struct arena *, str);
str    str_join(struct arena *, const str *, size_t n, str between);

bool str_ascii(str);                        /* every byte from 1 to 127 */
bool str_utf8(str);                         /* well formed, no NUL in it */
size_t str_utf8_end(str);                   /* where that ends to be so */
size_t str_points(str);                     /* code points, not bytes */

/*
 * The whole text is one number, no blanks, no locale: [-]digits, and for
 * reals also . and an exponent (".5" is one, "5." and "+5" are none);
 * false on anything else, on overflow, on what is not finite, and on a
 * real of 512 characters or more.
 */
bool str_int(str, int64_t *);
bool str_real(str, double *);
bool str_typed(str, double *);              /* as people type it: 3,5 too */
int  str_hex(char);                         /* one digit: 0 to 15, or -1 */

#endif
