/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * views.h - the templates, read once at the start and shared by all
 * workers; or, while one works on them, read from a folder each time.
 */
#ifndef WEB_VIEWS_H
#define WEB_VIEWS_H

#include "base/error.h"
#include "base/str.h"
#include "format/template.h"

struct views;

/* folder: NULL for those compiled in.  INVALID: file, line and reason. */
CHECKED bool views_open(struct arena *, const char *folder, struct views **,
                 struct errors *);
/* "entity/list.html"; NULL if there is none.  The arena is for what a
 * folder's file needs and must outlive the rendering. */
const struct template *views_find(const struct views *, struct arena *,
                           str name);
/* As .part of template_with, whose .parts is a struct views_in. */
struct views_in {
	const struct views *views;
	struct arena       *arena;
};
const struct template *views_part(const void *views_in, str name);

#endif
