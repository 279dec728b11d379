/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * curl_late.h - libcurl, which sends mails and web hooks, loaded when the
 * first of them goes (base/late.h).
 */
#ifndef FORMAT_CURL_LATE_H
#define FORMAT_CURL_LATE_H

#define CURL_DISABLE_TYPECHECK      /* its macro hides the name */
#include <curl/curl.h>

#include "base/error.h"

struct curl_lib {
	CURLcode (*curl_global_init)(long);
	CURL *(*curl_easy_init)(void);
	CURLcode (*curl_easy_setopt)(CURL *, CURLoption, ...);
	CURLcode (*curl_easy_perform)(CURL *);
	CURLcode (*curl_easy_getinfo)(CURL *, CURLINFO, ...);
	void (*curl_easy_cleanup)(CURL *);
	const char *(*curl_easy_strerror)(CURLcode);
	struct curl_slist *(*curl_slist_append)(struct curl_slist *,
	    const char *);
	void (*curl_slist_free_all)(struct curl_slist *);
};

/* BROKEN: this machine has none; `what` needs it: "mail". */
CHECKED bool curl_load(struct curl_lib *, const char *what, struct errors *);

#endif
