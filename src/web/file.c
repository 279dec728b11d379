/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "web/file.h"

const struct file *
file_find(const struct file *f, str name)
{
	for (; f->name != NULL; f++)
		if (str_is(name, f->name) ||
		    (f->hashed != NULL && str_is(name, f->hashed)))
			return f;
	return NULL;
}
