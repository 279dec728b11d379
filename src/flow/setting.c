/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/setting.h"

#include "flow/gather.h"
#include "model/office.h"

bool
setting_share(struct ctx *c, const char *key, double *share)
{
	const struct setting *s;
	double percent;
	size_t i, n;

	s = gather(c, &setting_entity, (struct id){ { 0 } }, &n);
	for (i = 0; s != NULL && i < n; i++)
		if (str_is(s[i].key, key) &&
		    str_real(str_trim(s[i].value), &percent) &&
		    percent >= 0 && percent <= 100)
			*share = percent / 100;
	return s != NULL;
}
