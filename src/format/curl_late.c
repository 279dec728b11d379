/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "format/curl_late.h"

#include <stddef.h>

#include "base/late.h"

#define CALL(name) { #name, offsetof(struct curl_lib, name) }
static const struct late calls[] = {
	CALL(curl_global_init), CALL(curl_easy_init), CALL(curl_easy_setopt),
	CALL(curl_easy_perform), CALL(curl_easy_getinfo),
	CALL(curl_easy_cleanup), CALL(curl_easy_strerror),
	CALL(curl_slist_append), CALL(curl_slist_free_all),
	{ 0 }
};
#undef CALL

bool
curl_load(struct curl_lib *lib, const char *what, struct errors *e)
{
	static const char *const files[] = { SONAME_CURL, NULL };

	return late_load(files, calls, lib, what, PACKAGE_CURL, e);
}
