/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * exam_item.h - one question of the bank: what an answer to it looks like,
 * how it is marked, and that it does not change once it was answered.
 *
 * Questions belong to a course, for the figures of its test do
 * (flow/train.h); the bank of a programme is those of all its courses.
 *
 * An answer is text: of options their numbers in the bank, "3" or "1;3"
 * (of true or false 1 is true, 2 false); a number as it was typed; or
 * words.
 */
#ifndef FLOW_EXAM_ITEM_H
#define FLOW_EXAM_ITEM_H

#include "engine/exam.h"
#include "flow/ctx.h"
#include "model/deliver.h"

enum exam_kind { EXAM_ONE, EXAM_SEVERAL, EXAM_TRUE_FALSE, EXAM_NUMBER,
	EXAM_SHORT };

enum exam_kind exam_kind_of(const struct test_item *);
/* The options in that language, else as they stand; true or false has two
 * without texts.  How many there are. */
size_t exam_options(struct arena *, const struct test_item *,
    const char *lang, str **texts);
/* The JSON of n options from their texts in several languages, of which
 * the first that a row has stands for those that it lacks. */
enum { EXAM_TONGUES = 8 };
struct exam_tongue {
	str lang;                       /* "vi"; none: the plain text */
	str text[EXAM_OPTIONS];
};
str    exam_options_json(struct arena *, const struct exam_tongue *,
    size_t tongues, size_t n);
/* The languages that the texts of options name beside the plain one. */
size_t exam_tongues(struct arena *, const struct test_item *,
    str lang[EXAM_TONGUES]);
/* Of each option the text in that very language, or none. */
void   exam_option_only(struct arena *, const struct test_item *, str lang,
    str text[EXAM_OPTIONS]);
size_t exam_accepted(struct arena *, const struct test_item *, str **);
str    exam_accepted_json(struct arena *, const str *, size_t n);
/* "1;3" as a mask; bit 0 is option 1; what is no number is passed over. */
uint64_t exam_mask(str numbers);
double exam_points(const struct test_item *);   /* 1 if it does not say */

/* Whether it can be put to anybody: a question, options, a key. */
bool   exam_item_whole(struct arena *, const struct test_item *);
/* What is wrong with it as its kind, on its fields. */
CHECKED bool exam_item_check(struct arena *, const struct test_item *,
                 struct errors *);
/* The answer as it is kept; none for a blank.  INVALID on `field` if it is
 * none of the options or no number. */
CHECKED bool exam_given(struct ctx *, const struct test_item *, str typed,
                 const char *field, str *given);
/* Share of its points, 0..1; NAN: a person has to look. */
double exam_item_mark(struct arena *, const struct test_item *, str given);

/* By a sitting, or by a sheet that was imported or typed in. */
CHECKED bool exam_item_answered(struct ctx *, const struct test_item *,
                 bool *);
/*
 * Adds (revision 0; a code and a place at the end if it has none) or
 * changes a question.  One that was answered stays as it is and is
 * retired, and a new version takes its place in the bank: *item is that
 * one then.  What it lacked may be filled in.
 */
CHECKED bool exam_item_save(struct ctx *, struct test_item *,
                 bool *is_new_version);
/* What an edit by any door must not do to answers; for promise.h.  was or
 * row may be NULL. */
CHECKED bool exam_item_keep(struct ctx *, const struct test_item *was,
                 const struct test_item *row);

#endif
