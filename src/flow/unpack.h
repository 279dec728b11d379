/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * unpack.h - a programme folder that came as one ZIP file.
 *
 * Only files that a programme folder is known to hold come out, by their
 * last name, into a folder of our own: what an archive calls its files is
 * never a path of ours.  The folder and its files go with the arena.
 */
#ifndef FLOW_UNPACK_H
#define FLOW_UNPACK_H

#include "flow/ctx.h"

/* Where to import_path from.  INVALID when it is no archive, is too large
 * (zipped.h), or holds no programme.json. */
CHECKED bool unpack_programme(struct ctx *, const char *zip_path, str *folder);
/* The same from bytes at hand. */
CHECKED bool unpack_bytes(struct ctx *, str zip, str *folder);

#endif
