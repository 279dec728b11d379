/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "model/words.h"

#include <string.h>

#include "base/words.h"
#include "model/model.h"
#include "suites.h"
#include "test.h"

static void
the_heading_of_a_column_is_its_name_in_words(struct arena *a)
{
	char label[COLUMN_LABEL];

	(void)a;
	model_column(S("owner_after"), label);
	CHECK(strcmp(label, "Owner after") == 0);
	model_column(S("date"), label);
	CHECK(strcmp(label, "Date") == 0);
	model_column(S(""), label);
	CHECK(strcmp(label, "") == 0);
}

static void
a_short_or_vietnamese_column_has_an_english_heading(struct arena *a)
{
	char label[COLUMN_LABEL];

	(void)a;
	model_column(S("no"), label);
	CHECK(strcmp(label, "Number") == 0);
	model_column(S("nguon_luc"), label);
	CHECK(strcmp(label, "Resources") == 0);
}

static void
a_long_name_is_cut_to_its_room(struct arena *a)
{
	char name[200], label[COLUMN_LABEL];

	(void)a;
	memset(name, 'x', sizeof(name));
	model_column((str){ name, sizeof(name) }, label);
	CHECK(strlen(label) == COLUMN_LABEL - 1);
	CHECK(label[0] == 'X' && label[1] == 'x');
}

struct counted {
	const struct words *words;
	size_t all, same;
};

static void
count(void *to, const char *english)
{
	struct counted *c = to;

	c->all++;
	c->same += strcmp(words_say(c->words, english), english) == 0;
}

/* The same in both: kilometres, bytes of a currency, proper names. */
static void
the_model_is_spoken_in_vietnamese(struct arena *a)
{
	struct counted c = { words_named(S("vi")), 0, 0 };

	(void)a;
	model_words(count, &c);
	CHECK(c.words != NULL);
	CHECK(c.all > 2000);
	CHECK(c.same < 20);
}

static void
a_column_in_two_languages_may_have_any(struct arena *a)
{
	(void)a;
	CHECK(model_has_column("text text_vi", S("text")));
	CHECK(model_has_column("text text_vi", S("text_vi")));
	CHECK(model_has_column("text text_vi", S("text_fr")));
	CHECK(model_has_column("text text_vi", S("text_pt-br")));
	CHECK(!model_has_column("text text_vi", S("text_")));
	CHECK(!model_has_column("text text_vi", S("text_F")));
	CHECK(!model_has_column("text text_vi", S("word_fr")));
	CHECK(!model_has_column("text", S("text_fr")));
	CHECK(!model_has_column("text text_vi", S("")));
	CHECK(model_has_column(NULL, S("anything")));
}

const struct test model_words_tests[] = {
	{ "the heading of a column is its name in words",
	   the_heading_of_a_column_is_its_name_in_words },
	{ "a short or Vietnamese column has an English heading",
	   a_short_or_vietnamese_column_has_an_english_heading },
	{ "a long name is cut to its room",
	   a_long_name_is_cut_to_its_room },
	{ "the model is spoken in Vietnamese",
	   the_model_is_spoken_in_vietnamese },
	{ "a column in two languages may have any",
	   a_column_in_two_languages_may_have_any },
	{ 0 }
};
