/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* build.h - which build this program is. */
#ifndef BASE_BUILD_H
#define BASE_BUILD_H

#include "base/str.h"

struct arena;

/* The same for as long as the program is the same to the byte, where the
 * linker stamps what it makes; else the version. */
str build_stamp(struct arena *);

#endif
