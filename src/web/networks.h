/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * networks.h - networks and their library, as several pages show them.
 */
#ifndef WEB_NETWORKS_H
#define WEB_NETWORKS_H

#include "web/page.h"

/* networks [ { name href kind members topics is ... } ], has_networks. */
CHECKED bool networks_put(struct ctx *, struct id programme,
                 struct node *out);
/* library [ ... ] of a programme, or of one network; has_library. */
CHECKED bool library_put(struct ctx *, struct id programme,
                 struct id network, struct node *out);

#endif
