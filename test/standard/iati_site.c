/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "iati_site.h"

#include "flow/find.h"
#include "flow/gather.h"
#include "format/xml.h"
#include "model/office.h"
#include "test.h"

/* 22 November 2026, which ruleset.c takes for today. */
static const int64_t today_ms = (int64_t)1795305600000;

bool
iati_open_site(struct site *s, struct arena *a, const char *name)
{
	if (!site_open(s, a, name))
		return false;
	site_system(s);
	s->c.now = today_ms;
	return true;
}

struct iati_import *
iati_bring(struct site *s, str text, bool *fine)
{
	struct iati_import *in = iati_import_new(s->a);
	struct iati_file f = { .what = "x.xml" };

	f.xml = xml_open(s->a, text, f.what);
	*fine = iati_import(&s->c, &f, in);
	return in;
}

int64_t
iati_programmes(struct site *s)
{
	int64_t n = -1;

	CHECK(flow_count(&s->c, &programme_entity, &(struct ask){ 0 }, &n));
	return n;
}

void
iati_set_up(struct site *s, const char *key, const char *value)
{
	struct setting x;

	CHECK(gather_one(&s->c, &setting_entity, "key", str_of(key), &x));
	x.key = str_of(key);
	x.value = str_of(value);
	site_keep(s, &setting_entity, &x);
}
