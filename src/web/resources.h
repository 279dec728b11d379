/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * resources.h - what the pages of a programme's money have in common.
 *
 * A page that stands adds its line to the table of tabs in resources.c:
 * its name, its address below the programme, and the entity that who reads
 * it must be allowed to see.
 */
#ifndef WEB_RESOURCES_H
#define WEB_RESOURCES_H

#include "web/programme.h"

/*
 * The programme around the page, its title "Resources" and its tabs [ {
 * name href here } ]; `here` is the address of the page's own tab below
 * the programme: "/resources/budget".
 */
void resources_head(struct ctx *, const struct programme *, const char *here,
         struct node *out);
/* "/programme/MAR-CULT/resources" and what follows. */
str  resources_href(struct ctx *, const struct programme *, const char *below);

#endif
