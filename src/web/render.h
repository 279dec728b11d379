/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * render.h - from the tree to the bytes and headers of the answer.
 *
 * HTML by the page's template, JSON as the tree stands, CSV and XLSX as
 * the rows of the tree: what reply->more brings, else its list "rows",
 * else its first list of objects.  Rows beyond memory go to a file
 * (spool.h).  The status is the reply's, 303 where it says where to go.
 */
#ifndef WEB_RENDER_H
#define WEB_RENDER_H

#include "web/answer.h"
#include "web/file.h"

/* Never fails: what cannot be rendered becomes an answer that says so. */
void render_page(struct worker *, struct exchange *);
/* What was made before, once more. */
void render_again(struct exchange *, str body);
void render_static(struct exchange *, const struct file *, bool zipped,
     bool for_ever);

/* rows.c: into x->out.body or file; false after a fault in the ctx. */
CHECKED bool rows_json(struct exchange *, bool zip);
CHECKED bool rows_csv(struct exchange *, bool zip);
CHECKED bool rows_xlsx(struct exchange *);

#endif
