/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * tried.h - what was sent to be tried first, kept until it is taken in.
 *
 * It lies in a folder of the spool (flow/job.h), which the sweep takes when
 * its time is over.  Only who sent it finds it again: a file in the folder
 * says who that was, under a name that nothing sent may have.
 */
#ifndef FLOW_TRIED_H
#define FLOW_TRIED_H

#include "flow/ctx.h"

enum { TRIED_MINUTES = 60 };

/* Of a folder of the spool: what is in it was sent by the actor. */
CHECKED bool tried_mark(struct ctx *, const char *folder);
/* The folder of what he sent before; INVALID on `field`, in one sentence,
 * if it is too long ago, another's, or none. */
CHECKED bool tried_find(struct ctx *, str spool, str id, const char *field,
                 const char **folder);
/* Whether tried_find would find it. */
bool         tried_is(struct ctx *, str spool, struct id);
/* Whether the folder is still kept to be taken in. */
bool         tried_stands(struct ctx *, const char *folder);
/* The same files in another folder of the spool, without the mark or what
 * a job told of it. */
CHECKED bool tried_share(struct ctx *, const char *from, const char *to);

#endif
