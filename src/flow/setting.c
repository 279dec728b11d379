/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/setting.h"

#include "flow/gather.h"
#include "model/office.h"

bool
setting_text(struct ctx *c, const char *key, str *value)
{
	const struct setting *s;
	size_t i, n;

	*value = (str){ 0 };
	s = gather(c, &setting_entity, (struct id){ { 0 } }, &n);
	for (i = 0; s != NULL && i < n; i++)
		if (str_is(s[i].key, key))
			*value = str_trim(s[i].value);
	return s != NULL;
}

bool
setting_share(struct ctx *c, const char *key, double *share)
{
	double percent;
	str value;

	if (!setting_text(c, key, &value))
		return false;
	if (str_real(value, &percent) && percent >= 0 && percent <= 100)
		*share = percent / 100;
	return true;
}

bool
setting_count(struct ctx *c, const char *key, int least, int most, int *n)
{
	int64_t set;
	str value;

	if (!setting_text(c, key, &value))
		return false;
	if (str_int(value, &set) && set >= least && set <= most)
		*n = (int)set;
	return true;
}
