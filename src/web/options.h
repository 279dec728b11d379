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

/* Whether the form has a box of that name and value, ticked. */
bool form_ticked(const struct request *, const char *name, str value);
/* A number that was typed into the form of a page that finds what it
 * stands for: goes to `base` with the number behind it.  False: none was
 * typed, and the form is to be shown. */
bool number_goes(struct ctx *, const struct request *, const char *base,
         struct reply *);

#endif
