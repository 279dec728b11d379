/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/late.h"

#include <dlfcn.h>
#include <string.h>

/* In whichever of the files has it, the first one first. */
static void *
look(const char *const *files, int how, const char *name)
{
	void *lib, *found;

	for (; *files != NULL; files++) {
		/* Never closed: its threads and caches outlive any use. */
		lib = dlopen(*files, RTLD_LAZY | how);
		if (lib == NULL)
			return NULL;
		found = dlsym(lib, name);
		if (found != NULL)
			return found;
	}
	return NULL;
}

static bool
fill(const char *const *files, int how, const struct late *calls, void *into)
{
	void *found;

	for (; calls->name != NULL; calls++) {
		found = look(files, how, calls->name);
		if (found == NULL)
			return false;
		memcpy((char *)into + calls->at, &found, sizeof(found));
	}
	return true;
}

bool
late_loaded(const char *const *files, const struct late *calls, void *into)
{
	return fill(files, RTLD_NOLOAD, calls, into);
}

bool
late_load(const char *const *files, const struct late *calls, void *into,
    const char *what, const char *package, struct errors *e)
{
	if (fill(files, 0, calls, into))
		return true;
	return fail(e, BROKEN, NULL, "For %s this machine needs the package "
	    "%s; an administrator can install it.", what, package);
}
