/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * language.h - in which language a page is written: the one chosen on a
 * page (its cookie), else the best of what the browser accepts, else
 * English.  A user's own choice stands above both (login.h).
 */
#ifndef WEB_LANGUAGE_H
#define WEB_LANGUAGE_H

#include "web/page.h"

struct language {
	const char         *tag, *name; /* "vi", "Tiếng Việt" */
	const struct words *words;      /* NULL: English itself */
	bool                rtl;
};

/* Of number i, from 0; false behind the last. */
bool language_at(size_t i, struct language *);
void language_choose(const struct request *, const char **lang,
         const struct words **);

#endif
