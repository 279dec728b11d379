/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "suites.h"

extern const struct suite derive_suites[];

const struct suite derive_suites[] = {
	{ "derive/change", change_tests },
	{ "derive/codebook", codebook_tests },
	{ "derive/ddl", ddl_tests },
	{ "derive/fieldtext", fieldtext_tests },
	{ "derive/form", form_tests },
	{ "derive/list", list_tests },
	{ "derive/migrate", migrate_tests },
	{ "derive/openapi", openapi_tests },
	{ "derive/rowjson", rowjson_tests },
	{ "derive/tabular", tabular_tests },
	{ "derive/valid", valid_tests },
	{ 0 }
};
