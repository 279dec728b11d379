/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * quote.h - a stranger's text inside one of our sentences.
 *
 * On one line, at most 60 code points (then ...), control characters as
 * blanks, bytes that are not UTF-8 as question marks.  Ends in NUL.
 */
#ifndef DERIVE_QUOTE_H
#define DERIVE_QUOTE_H

#include "base/str.h"

const char *quote(struct arena *, str);

#endif
