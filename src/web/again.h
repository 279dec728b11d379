/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * again.h - a page that is dear to make is kept as it was sent.
 *
 * It is shown again to the same session, in the same language, on the same
 * day, for as long as the log of changes shows none (flow/kept.h): neither
 * to a row nor to a role.  What may be asked for is asked each time before.
 */
#ifndef WEB_AGAIN_H
#define WEB_AGAIN_H

#include "web/answer.h"

/* True when it was kept, and is now the answer.  Else x->since is set. */
bool again_find(struct exchange *);
/* After it was made: keep it, if it is nothing but a page. */
void again_keep(struct exchange *);

#endif
