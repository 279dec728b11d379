/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * programme.h - what programme.json and the dossier of a folder say.
 */
#ifndef FLOW_PROGRAMME_H
#define FLOW_PROGRAMME_H

#include "flow/land.h"

/* The programme itself, its context events; sets the land's programme. */
CHECKED bool programme_land(struct land *, const struct node *document);
/* Links of the theory of change, once results and activities are there. */
CHECKED bool programme_links(struct land *, const struct node *document);
/* van_kien_du_an.json: the Vietnamese technical-assistance dossier. */
CHECKED bool programme_dossier(struct land *, const struct node *document);

#endif
