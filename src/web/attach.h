/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * attach.h - the files of a row, for any page that shows one.
 *
 * A page calls attach_put and includes {{> part/files}}: a list with small
 * pictures, what each is, who added it and when, how to take it away and
 * undo that; and a form that works without script, with the camera of a
 * phone.  The form goes to POST /{entity}/{id}/files, which programs use
 * too: multipart, or the bytes alone as the body with ?name=photo.jpg.
 */
#ifndef WEB_ATTACH_H
#define WEB_ATTACH_H

#include "web/page.h"

/* attachments { id action csrf to has_rows rows may_attach ... }; nothing
 * for what holds no files. `here` is where the form and undo come back to. */
CHECKED bool attach_put(struct ctx *, const struct request *,
         const struct entity *, const void *row, str here, struct node *out);
/* Of a file's own page: whole_href picture_href on { name href }. */
struct file;
void attach_file_put(struct ctx *, const struct file *, struct node *out);

#endif
