/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* options.h - parts of forms that pages of their own write by hand. */
#ifndef WEB_OPTIONS_H
#define WEB_OPTIONS_H

#include "web/page.h"

/* Into a list: { value label selected } of every code. */
void options_put(struct ctx *, const struct choices *, const char *list,
         str chosen, struct node *out);
/* wrong { FIELD: sentence } of a form that is shown again, to stand beside
 * its fields; the names end with NULL. */
void wrong_put(const struct request *, const char *const *fields,
         struct node *out);

#endif
