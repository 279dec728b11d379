/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * programme.h - what the pages of one programme have in common.
 *
 * A programme has ten steps, in the order of the root line.  Monitor and
 * Learn run all the time once delivery has begun; the others pass a gate.
 * Where a step stands follows from the stage of the programme alone.
 */
#ifndef WEB_PROGRAMME_H
#define WEB_PROGRAMME_H

#include "flow/assess.h"
#include "format/chart.h"
#include "model/people.h"
#include "web/page.h"

enum phase {
	PHASE_OVERVIEW = -2, PHASE_NONE = -1,   /* no step */
	PHASE_ENGAGE, PHASE_ASSESS, PHASE_GAPS, PHASE_PLAN, PHASE_RESOURCES,
	PHASE_DELIVER, PHASE_MONITOR, PHASE_EVALUATE, PHASE_LEARN,
	PHASE_SUSTAIN, PHASES
};

const char     *phase_name(enum phase);         /* "Engage": to translate */
enum chart_step phase_state(str stage, enum phase);
/* "engage", as in struct entity. */
const char     *phase_key(enum phase);
/* "done", "under way", "not started": to translate. */
const char     *phase_says(enum chart_step);

/* A sentence in the reader's language; of NULL, NULL. */
const char *say(struct ctx *, const char *english);
/* is { mark says }, as part/state wants it. */
void mark_put(struct ctx *, struct node *row, const char *mark,
         const char *says);

/* The programme named by {id} in the path, by id or code. */
CHECKED bool programme_named(struct ctx *, const struct request *,
                 struct programme *);
/*
 * Into the tree: programme { id code title stage href overview steps
 * [ { number name href state says done now todo here } ] step { number
 * name ring } }, as page/top wants it.
 */
void programme_put(struct ctx *, const struct programme *, enum phase,
         struct node *out);
/* One step into a row: its number name href state says done here. */
void step_put(struct ctx *, const struct programme *, enum phase,
         enum phase here, struct node *row);
/*
 * The same for the page of any row or list: around the programme a row
 * belongs to, or the one a list is narrowed to by ?programme=, at the step
 * of its entity; and of_programme, "?programme=MAR-CULT", for the way back
 * to the list.  Nothing, when there is none; no faults.
 */
bool programme_home(struct ctx *, const struct request *,
         const struct entity *, const void *row, struct programme *);
void programme_around(struct ctx *, const struct request *,
         const struct entity *, const void *row, struct node *out);
/* "/event?programme=MAR-CULT"; p NULL: "/event" */
str  entity_list_href(struct ctx *, const struct entity *,
         const struct programme *);
/* "Organisations · Baseline" */
str  round_name(struct ctx *, const struct assessment_round *);
/* The round that one is held against: its baseline, or the first of the
 * same framework and kind of subject; NULL for that one itself. */
const struct assessment_round *round_before(const struct assessment_round *all,
         size_t n, size_t i);
/* "/programme/MAR-CULT": by the code where there is one. */
str  programme_href(struct ctx *, const struct programme *);
/* "/programme/MAR-CULT/gaps?round=A-ORG-BL" */
str  round_href(struct ctx *, const struct programme *, const char *page,
         const struct assessment_round *);
/* What a code is called in the reader's language; the code itself if the
 * program does not know it. */
str  choice_says(struct ctx *, const struct choices *, str code);
str  programme_title(struct ctx *, const struct programme *);
/* mark and says of part/state: the stage by name. */
void programme_stage(struct ctx *, str stage, struct node *out);

/* What falls due from today on, the nearest first: due [ { on name says
 * href } ] and has_due.  Of one programme, or with no id of all. */
CHECKED bool programme_due(struct ctx *, struct id, size_t most,
                 struct node *out);

/* assess_programme_gaps, or no tables for who may not see gaps. */
CHECKED bool programme_gaps(struct ctx *, struct id, const struct gap_table ***,
                 size_t *n);
/* unseen: whether the rounds that gaps are ranked in are closed to him, so
 * that none ranked does not mean none there. */
void unseen_put(struct ctx *, struct id programme, struct node *out);
/* "/figure/course/COURSE", "/figure/cost/ROUND/ACTIVITY" (figured.h). */
str figured_href(struct ctx *, const char *kind, struct id of, str what);
/* "/figure/gap/ROUND/SUBJECT/DIMENSION", by ids. */
str figure_href(struct ctx *, const char *kind, struct id round,
         struct id subject, struct id dimension);

/* One line of a list of gaps: dimension subject current desired gap
 * importance urgency percent figure. */
void gap_put(struct ctx *, const struct gap_table *, const struct gap_line *,
         struct node *row);

/* The place, from 0, of the page asked for by ?page=. */
size_t page_asked(const struct request *, size_t pages);
/* Which page of a long table: pager { from to total before after }, the
 * addresses being `here` with &page= behind it.  Nothing for one page. */
void pager_put(struct ctx *, struct node *out, str here, size_t page,
         size_t from, size_t to, size_t total);

/* The way back up from here: crumb { links [ { name href } ] }. */
struct crumb {
	str name, href;
};
void crumb_put(struct node *out, const struct crumb *, size_t n);
/* To the page of one of the ten steps. */
struct crumb phase_crumb(struct ctx *, const struct programme *, enum phase);

/* The programme's clock: moments of this page are shown and typed by it,
 * and it is named as `clock`. */
CHECKED bool clock_put(struct ctx *, struct id programme, struct node *out);
/* A moment typed by that clock ("2026-03-01T08:00"; with Z: of UTC), or
 * none for nothing; INVALID on the field. */
CHECKED bool clock_read(struct ctx *, struct id programme,
                 const struct request *, const char *field, int64_t *at);
/* As such a field wants it. */
CHECKED bool clock_text(struct ctx *, struct id programme, int64_t at, str *);

#endif
