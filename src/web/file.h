/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * file.h - the templates and static files, compiled into the program.
 *
 * tool/embed.mjs makes the two tables from src/web/view and src/web/static
 * (and folders the build adds).  A template or a style sheet refers to a
 * static file as /static/NAME; the build puts the hashed name there, under
 * which browsers may keep it for a year.  With a folder given (in
 * development) both are read from disk at each request instead.
 */
#ifndef WEB_FILE_H
#define WEB_FILE_H

#include <stddef.h>

#include "base/str.h"

struct arena;

struct file {
	const char *name;               /* "tilth.css", "entity/list.html" */
	const char *hashed;             /* "tilth.1f0c9a.css"; of views NULL */
	const char *type;               /* its media type */
	const unsigned char *bytes;     /* NUL behind the last */
	size_t      n;
	const unsigned char *zipped;    /* gzip of them, or NULL */
	size_t      n_zipped;
};

extern const struct file view_files[], static_files[];  /* end with { 0 } */

/* By name (or hashed name of a static file); NULL if there is none. */
const struct file *file_find(const struct file *, str name);

#endif
