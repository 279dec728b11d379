/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * notes.h - what the pages of concept notes and dossiers share.
 */
#ifndef WEB_NOTES_H
#define WEB_NOTES_H

#include "flow/note.h"
#include "web/page.h"

/* The note of {id} in the address. */
CHECKED bool notes_named(struct ctx *, const struct request *,
                 struct concept_note *);
/* Its programme around it, crumbs, title, state, href, revision. */
CHECKED bool notes_head(struct ctx *, const struct concept_note *,
                 struct node *out);
/* One in a list: title href kind is version budget priority ... */
void notes_row(struct ctx *, const struct concept_note *, struct node *row);
/* "/concept_note/018f..." and what follows. */
str  notes_href(struct ctx *, const struct concept_note *, const char *below);
/* Sends a document as a file of that name: DOCX where the address ends so,
 * else PDF. */
CHECKED bool notes_send(struct ctx *, const struct request *,
                 const struct doc *, str name, struct reply *);

#endif
