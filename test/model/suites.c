/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "suites.h"

extern const struct suite model_suites[];

const struct suite model_suites[] = {
	{ "model/check", model_check_tests },
	{ "model/glossary", glossary_tests },
	{ "model/machines", machines_tests },
	{ "model/model", model_tests },
	{ "model/row", model_row_tests },
	{ "model/text", model_text_tests },
	{ "model/words", model_words_tests },
	{ 0 }
};
