/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * route.h - which page an address means.
 *
 * A page's path is words and {parts}: "/programme/{id}/gaps".  {entity},
 * which stands first, matches the name of an entity that has pages and
 * nothing else.  The
 * first page in the list whose path and method fit is taken, so special
 * pages stand before general ones.  ".json", ".csv" and ".xlsx" at the
 * end choose the shape.
 */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "web/page.h"

/* 200 with the page, its parts and entity in the request (and the suffix
 * taken off its path); 400 for parts that do not decode; 404; or 405 with
 * the methods that would do in allow ("GET, POST"). */
int route_find(const struct page *const *pages, struct arena *,
        struct request *, const struct page **, str *allow);

/* What a log may hold of an address: no query, and nothing of the key that
 * a personal link is.  page: the one it leads to, or NULL. */
str route_logged(const struct page *, str target);

#endif
