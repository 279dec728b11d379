/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * reference.h - numbers that people outside get, read out and type in.
 *
 * "TL-7K3M-9QXA": two letters for what it is, then eight of thirty signs,
 * drawn so that nobody guesses one (39 bits).
 */
#ifndef FLOW_REFERENCE_H
#define FLOW_REFERENCE_H

#include "base/arena.h"
#include "base/str.h"

str reference_new(struct arena *, const char *two_letters);
/* As it is kept, of what somebody typed: blanks off, letters large, dashes
 * where they belong. */
str reference_typed(struct arena *, str);

#endif
