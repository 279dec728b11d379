/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * link.h - the keys of links that open something without an account.
 *
 * A key is 32 random bytes as 43 characters.  The data file keeps only its
 * digest, told apart by what it is for, so nobody who reads the file can
 * open a link, nor make one thing's digest from another's.
 */
#ifndef FLOW_LINK_H
#define FLOW_LINK_H

#include "base/str.h"

struct arena;

enum { LINK_KEY = 43 };         /* characters */

str link_key(struct arena *);
/* 64 hexadecimal digits; of: what the key is for, such as "tilth sheet". */
str link_digest(struct arena *, str key, const char *of);

#endif
