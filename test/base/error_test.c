/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "base/error.h"

#include <string.h>

#include "base/arena.h"
#include "base/words.h"
#include "test.h"

static void
faults_gather_in_order_and_the_worst_decides(struct arena *a)
{
	struct errors e = { a, NULL };

	CHECK(errors_worst(&e) == FINE && errors_text(&e, NULL) == NULL);
	CHECK(!fail(&e, INVALID, "name", "No name for %s.", "x"));
	CHECK(!fail(&e, CONFLICT, NULL, "Changed meanwhile."));
	CHECK(!fail(&e, ABSENT, "name", "Second."));
	CHECK(errors_worst(&e) == CONFLICT);
	CHECK(strcmp(errors_text(&e, NULL), "No name for x.") == 0);
	CHECK(strcmp(errors_text(&e, "name"), "No name for x.") == 0);
	CHECK(errors_text(&e, "other") == NULL);
	CHECK(strcmp(e.first->next->next->text, "Second.") == 0);
	errors_clear(&e);
	CHECK(errors_worst(&e) == FINE && e.first == NULL);
	CHECK(!fail(&e, INVALID, NULL, "Again."));
	CHECK(strcmp(errors_text(&e, NULL), "Again.") == 0);
}

static void
each_fault_has_its_status_exit_and_name(struct arena *a)
{
	static const struct { int fault, status, exit; const char *name; } want[] = {
		{ FINE, 200, 0, "fine" }, { INVALID, 422, 1, "invalid" },
		{ ABSENT, 404, 1, "absent" }, { DENIED, 403, 2, "denied" },
		{ CONFLICT, 409, 3, "conflict" }, { BUSY, 503, 4, "busy" },
		{ NO_ROOM, 507, 5, "no_room" },
		{ BROKEN, 500, 5, "broken" },
	};
	size_t i;

	(void)a;
	for (i = 0; i < sizeof(want) / sizeof(*want); i++) {
		enum fault f = (enum fault)want[i].fault;

		CHECK(fault_status(f) == want[i].status);
		CHECK(fault_exit(f) == want[i].exit);
		CHECK(strcmp(fault_name(f), want[i].name) == 0);
	}
}

static const struct word sorted[] = {
	{ "%d of %s.", "%d trong %s." },
	{ "50%% done of %d.", "Xong 50%% của %d." },
	{ "Both %s and %d.", "Cả %d và %s." },  /* the other way round */
	{ "Only %d.", "Chỉ %s." },              /* not what is passed */
	{ "Save", "Lưu" },
	{ "Yet to do", "" },
	{ "Zero %zu.", "Không %zu." },
};
static const struct words vi = { "vi", "Tiếng Việt", sorted, 7, false,
	NULL, NULL };

static void
sentences_are_found_or_stay_english(struct arena *a)
{
	size_t i;

	(void)a;
	for (i = 0; i < 5; i++)
		CHECK(strcmp(words_say(&vi, sorted[i].english), sorted[i].other) == 0);
	CHECK(strcmp(words_say(&vi, "Yet to do"), "Yet to do") == 0);
	CHECK(strcmp(words_say(&vi, "Unknown"), "Unknown") == 0);
	CHECK(strcmp(words_say(NULL, "Save"), "Save") == 0);
	CHECK(words_say(&vi, NULL) == NULL);
}

static void
a_translation_is_used_only_if_its_conversions_agree(struct arena *a)
{
	struct errors e = { a, NULL, &vi };

	fail(&e, INVALID, "a", "%d of %s.", 3, "x");
	CHECK(strcmp(errors_text(&e, "a"), "3 trong x.") == 0);
	fail(&e, INVALID, "b", "Both %s and %d.", "x", 3);
	CHECK(strcmp(errors_text(&e, "b"), "Both x and 3.") == 0);
	fail(&e, INVALID, "c", "Only %d.", 3);
	CHECK(strcmp(errors_text(&e, "c"), "Only 3.") == 0);
	fail(&e, INVALID, "d", "50%% done of %d.", 3);
	CHECK(strcmp(errors_text(&e, "d"), "Xong 50% của 3.") == 0);
	fail(&e, INVALID, "e", "Zero %zu.", (size_t)3);
	CHECK(strcmp(errors_text(&e, "e"), "Không 3.") == 0);
}

const struct test error_tests[] = {
	{ "faults gather in order and the worst decides",
	   faults_gather_in_order_and_the_worst_decides },
	{ "each fault has its status, exit and name",
	   each_fault_has_its_status_exit_and_name },
	{ "sentences are found or stay English",
	   sentences_are_found_or_stay_english },
	{ "a translation is used only if its conversions agree",
	   a_translation_is_used_only_if_its_conversions_agree },
	{ 0 }
};
