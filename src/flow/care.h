/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * care.h - a data file as a whole: making it, bringing it to this
 * program's model, copying it.  Rows go through find.h and save.h.
 */
#ifndef FLOW_CARE_H
#define FLOW_CARE_H

#include "flow/ctx.h"

/* Sets c->store; the tables are made if they are not there. */
CHECKED bool care_create(struct ctx *, str where);
/* Opens it whatever model it was made with. */
CHECKED bool care_open(struct ctx *, str where);
/* What a migration does, a sentence or statement a line; none: nothing. */
CHECKED bool care_migrate(struct ctx *, bool show_only, bool may_drop,
    str *what);
/* A consistent and verified copy, also while it is being served. */
CHECKED bool care_backup(struct ctx *, str to);
/* Once, before anything opens a store. */
void         care_start(void);

#endif
