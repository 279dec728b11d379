/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What a section says when it is drafted from the rows of a programme. */
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "base/write.h"
#include "flow/every.h"
#include "flow/note_in.h"
#include "format/json.h"
#include "model/codes.h"
#include "model/sustain.h"
#include "model/text.h"

enum { DRAFTED = NOTE_BODY - 1000, YEARS = 300, CATEGORIES = 60,
	YEARS_WIDE = 8 };       /* of one table: what a page has room for */

struct draft {
	struct note_figures *f;
	struct write         w;
};

static const char *
word(const struct draft *d, const char *english)
{
	return words_say(d->f->words, english);
}

/* A text of the rows as it is: what Markdown would take for a mark stands
 * behind a backslash, and line ends are blanks.  A bar parts cells. */
static void
put(struct draft *d, str s)
{
	size_t i;

	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '\n' || s.p[i] == '\r' || s.p[i] == '|') {
			write_char(&d->w, s.p[i] == '|' ? '/' : ' ');
			continue;
		}
		if (memchr("\\`*_[]<>#", s.p[i], 9) != NULL)
			write_char(&d->w, '\\');
		write_char(&d->w, s.p[i]);
	}
}

static void
put_title(struct draft *d, str langs)
{
	put(d, text_in(d->f->c->arena, langs, d->f->lang));
}

static void
put_name(struct draft *d, const struct entity *e, struct id id)
{
	const char *was = d->f->c->lang;

	d->f->c->lang = d->f->lang;     /* names in the note's language */
	put(d, id_none(id) ? S("–") : flow_name(d->f->c, e, id));
	d->f->c->lang = was;
}

static void
put_choice(struct draft *d, const struct choices *list, str code)
{
	const struct choice *k = choice_coded(list, code);

	if (k != NULL)
		put(d, str_of(word(d, k->label)));
	else
		put(d, str_none(code) ? S("–") : code);
}

/* "There are %s gaps": the marks are put for the %s in their order. */
static void
put_sentence(struct draft *d, const char *translated, const str *mark)
{
	const char *at;

	for (at = translated; *at != '\0'; at++) {
		if (at[0] == '%' && at[1] == 's') {
			write_str(&d->w, *mark++);
			at++;
			continue;
		}
		write_char(&d->w, *at);
	}
}

static str
mark(struct draft *d, const char *source)
{
	struct write w = write_new(d->f->c->arena, 2000);

	note_mark(d->f, &w, "%s", source);
	return write_done(&w);
}

/* The sentence with its marks; false, and nothing is said, where one of the
 * figures is not known: no dash takes the place of a number. */
static bool
put_known(struct draft *d, const char *translated, const char *one,
    const char *other)
{
	const char *source[] = { one, other };
	struct note_figure k;
	str marks[2];
	size_t i;

	for (i = 0; i < 2 && source[i] != NULL; i++) {
		if (!note_figure(d->f, str_of(source[i]), &k))
			return false;
		marks[i] = mark(d, source[i]);
	}
	put_sentence(d, translated, marks);
	return true;
}

/* ---- summary and problem ---- */

static void
put_purpose(struct draft *d, str s)
{
	if (str_none(s))
		return;
	put(d, s);
	write_z(&d->w, "\n\n");
}

static void
put_summary(struct draft *d)
{
	const struct words *w = d->f->words;

	put_purpose(d, d->f->programme.purpose_what);
	if (d->f->gaps > 0) {
		if (d->f->subjects == 0)
			put_known(d, words_say(w, "It answers to %s."),
			    "gaps/counted", NULL);
		else
			put_known(d, words_say(w, "It answers to %s among "
			    "%s."), "gaps/counted", "gaps/subjects/counted");
		write_char(&d->w, ' ');
	}
	if (d->f->activities > 0) {
		if (!put_known(d, words_say(w, "The plan holds %s over %s."),
		    "activities/counted", "time/counted"))
			put_known(d, words_say(w, "The plan holds %s."),
			    "activities/counted", NULL);
		write_char(&d->w, ' ');
	}
	(void)put_known(d, words_say(w, "The cost is %s."), "budget/total",
	    NULL);
	write_z(&d->w, "\n");
}

static bool
is_person(const struct draft *d, struct id subject)
{
	size_t i;

	for (i = 0; i < d->f->subjects; i++)
		if (id_same(d->f->subject[i], subject))
			return str_is(d->f->kind[i], "IND");
	return true;
}

/* Names of persons stand in no note. */
static void
put_who(struct draft *d, struct id subject)
{
	if (is_person(d, subject))
		write_z(&d->w, word(d, "A person"));
	else
		put_name(d, &party_entity, subject);
}

static void
put_gap(struct draft *d, const struct gap *g)
{
	const char *id = id_text(d->f->c->arena, g->row.id).p;

	write_z(&d->w, "| ");
	put_name(d, &dimension_entity, g->dimension);
	write_z(&d->w, " | ");
	put_who(d, g->subject);
	write_z(&d->w, " | ");
	note_mark(d->f, &d->w, "gap/%s/current", id);
	write_z(&d->w, " | ");
	note_mark(d->f, &d->w, "gap/%s/desired", id);
	write_z(&d->w, " | ");
	note_mark(d->f, &d->w, "gap/%s/gap", id);
	write_z(&d->w, " |\n");
}

static void
put_causes(struct draft *d)
{
	const struct choice *k;
	bool any = false;
	size_t i, n;

	for (k = gap_cause_codes.of; k->code != NULL; k++) {
		for (i = n = 0; i < d->f->gaps; i++)
			n += str_is(d->f->gap[i].cause, k->code);
		if (n == 0)
			continue;
		if (!any) {
			write_format(&d->w, "\n%s\n\n", words_say(d->f->words,
			    "What stands behind them:"));
			any = true;
		}
		write_z(&d->w, "- ");
		put(d, str_of(word(d, k->label)));
		write_z(&d->w, ": ");
		note_mark(d->f, &d->w, "gaps/cause/%s", k->code);
		write_z(&d->w, "\n");
	}
}

static void
put_problem(struct draft *d)
{
	const struct words *w = d->f->words;
	size_t i;

	put_purpose(d, d->f->programme.purpose_why);
	if (d->f->gaps == 0)
		return;
	if (d->f->subjects == 0)
		put_known(d, words_say(w, "The assessment found %s."),
		    "gaps/counted", NULL);
	else
		put_known(d, words_say(w, "The assessment found %s among %s."),
		    "gaps/counted", "gaps/subjects/counted");
	if (d->f->gaps > 1)
		write_format(&d->w, " %s", words_say(w,
		    "The most severe come first:"));
	write_format(&d->w, "\n\n| %s | %s | %s | %s | %s |\n"
	    "|---|---|---:|---:|---:|\n", word(d, "Capacity"),
	    word(d, "Who"), word(d, "Level found"), word(d, "Level wanted"),
	    word(d, "Gap"));
	for (i = 0; i < d->f->gaps && i < NOTE_GAPS; i++)
		put_gap(d, &d->f->gap[i]);
	put_causes(d);
}

/* ---- objectives ---- */

/* From where to where, as far as it is known. */
static bool
put_way(struct draft *d, const char *id)
{
	struct arena *a = d->f->c->arena;
	const char *from = str_print(a, "indicator/%s/baseline", id).p;
	const char *to = str_print(a, "indicator/%s/target", id).p;
	const struct words *w = d->f->words;

	return put_known(d, ": %s → %s", from, to) ||
	    put_known(d, words_say(w, ": target %s"), to, NULL) ||
	    put_known(d, words_say(w, ": baseline %s"), from, NULL);
}

static void
put_indicators(struct draft *d, struct id result)
{
	const struct indicator *k;
	const char *id;
	size_t i;

	for (i = 0; i < d->f->indicators; i++) {
		k = &d->f->indicator[i];
		if (!id_same(k->result, result))
			continue;
		id = id_text(d->f->c->arena, k->row.id).p;
		write_z(&d->w, "  - ");
		put_title(d, k->name);
		if (put_way(d, id) && !str_none(k->unit)) {
			write_z(&d->w, " (");
			put(d, k->unit);
			write_z(&d->w, ")");
		}
		write_z(&d->w, "\n");
	}
}

static bool
leads_to(const struct result *all, size_t n, struct id from, struct id to)
{
	size_t i, steps;

	for (steps = 0; steps <= n && !id_none(from); steps++) {
		if (id_same(from, to))
			return true;
		for (i = 0; i < n && !id_same(all[i].row.id, from); i++)
			;
		from = i < n ? all[i].parent : (struct id){ 0 };
	}
	return false;
}

/* A result that what is chosen leads to; every one where the chosen name
 * no result. */
static bool
is_served(const struct draft *d, const struct result *all, size_t n,
    struct id result)
{
	bool any = false;
	size_t i;

	for (i = 0; i < d->f->activities; i++) {
		if (id_none(d->f->activity[i]->result))
			continue;
		any = true;
		if (leads_to(all, n, d->f->activity[i]->result, result))
			return true;
	}
	return !any;
}

static void
put_objectives(struct draft *d)
{
	const struct choice *level;
	const struct result *all;
	size_t i, n;

	if (!ctx_may(d->f->c, &result_entity, SEE, d->f->note->programme) ||
	    (all = every(d->f->c, &result_entity, d->f->note->programme, &n))
	    == NULL)
		return;
	for (level = result_level_codes.of; level->code != NULL; level++)
		for (i = 0; i < n; i++) {
			if (!str_is(all[i].level, level->code) ||
			    !is_served(d, all, n, all[i].row.id))
				continue;
			write_format(&d->w, "- **%s %.*s**: ",
			    word(d, level->label), (int)all[i].code.n,
			    all[i].code.p);
			put_title(d, all[i].statement);
			write_z(&d->w, "\n");
			put_indicators(d, all[i].row.id);
		}
}

/* ---- activities and time ---- */

static void
put_activities(struct draft *d)
{
	const struct planning_activity *k;
	const char *id;
	size_t i;

	if (d->f->activities == 0)
		return;
	write_format(&d->w, "| %s | %s | %s | %s | %s |\n"
	    "|---|---|---|---|---:|\n", word(d, "Activity"),
	    word(d, "Modality"), word(d, "Start"), word(d, "End"),
	    word(d, "Cost"));
	for (i = 0; i < d->f->activities; i++) {
		k = d->f->activity[i];
		id = id_text(d->f->c->arena, k->row.row.id).p;
		write_z(&d->w, "| ");
		put(d, k->row.code);
		write_z(&d->w, " ");
		put_title(d, k->row.title);
		write_z(&d->w, " | ");
		put_choice(d, &modality_codes, k->row.modality);
		write_z(&d->w, " | ");
		note_mark(d->f, &d->w, "activity/%s/start", id);
		write_z(&d->w, " | ");
		note_mark(d->f, &d->w, "activity/%s/end", id);
		write_z(&d->w, " | ");
		note_mark(d->f, &d->w, "activity/%s/cost", id);
		write_z(&d->w, " |\n");
	}
}

static void
put_timeline(struct draft *d)
{
	const struct words *w = d->f->words;

	if (put_known(d, words_say(w, "From %s to %s."), "time/start",
	    "time/end")) {
		write_char(&d->w, ' ');
		(void)put_known(d, words_say(w, "That is %s."),
		    "time/counted", NULL);
	} else if (!put_known(d, words_say(w, "It begins on %s."),
	    "time/start", NULL)) {
		(void)put_known(d, words_say(w, "It ends on %s."),
		    "time/end", NULL);
	}
	write_z(&d->w, "\n");
}

/* ---- who benefits ---- */

static void
put_kind(struct draft *d, const char *kind, const char *translated)
{
	str source = str_print(d->f->c->arena, "people/%s", kind), one;
	struct note_figure k;

	if (!note_figure(d->f, source, &k))
		return;
	one = mark(d, source.p);
	write_z(&d->w, "- ");
	put_sentence(d, translated, &one);
	write_z(&d->w, "\n");
}

static void
put_people(struct draft *d)
{
	const struct words *w = d->f->words;

	put_purpose(d, d->f->programme.purpose_whom);
	if (d->f->whom.n + d->f->subjects > 0)
		write_format(&d->w, "%s\n\n", d->f->whom.n > 0 ?
		    words_say(w, "Whom the activities of the plan are for:") :
		    words_say(w, "The activities do not say whom they are "
		    "for; the gaps they answer to are those of:"));
	put_kind(d, "ORG", words_say(w, "Organisations: %s"));
	put_kind(d, "COM", words_say(w, "Communities: %s"));
	put_kind(d, "IND", words_say(w, "People: %s"));
}

/* ---- budget ---- */

static size_t
years_of(const struct note_figures *f, int64_t *year)
{
	size_t i, j, n = 0;
	int64_t y;

	for (i = 0; i < f->lines; i++) {
		y = f->line[i].year;
		for (j = 0; j < n && year[j] != y; j++)
			;
		if (j == n && n < YEARS)
			year[n++] = y;
	}
	for (i = 1; i < n; i++)
		for (j = i; j > 0 && year[j - 1] > year[j]; j--) {
			y = year[j];
			year[j] = year[j - 1];
			year[j - 1] = y;
		}
	return n;
}

/* One table has room for so many years; the total stands in the last. */
static void
put_year_heads(struct draft *d, const int64_t *year, size_t n, bool total)
{
	size_t i;

	write_format(&d->w, "| %s |", word(d, "Category"));
	for (i = 0; i < n; i++)
		write_format(&d->w, " %lld |", (long long)year[i]);
	if (total)
		write_format(&d->w, " %s |", word(d, "Total"));
	write_z(&d->w, "\n|---|");
	for (i = 0; i < n + total; i++)
		write_z(&d->w, "---:|");
	write_z(&d->w, "\n");
}

static void
put_category(struct draft *d, const struct choice *k, const int64_t *year,
    size_t n, bool total)
{
	size_t i;

	write_z(&d->w, "| ");
	put(d, str_of(word(d, k->label)));
	write_z(&d->w, " |");
	for (i = 0; i < n; i++) {
		write_char(&d->w, ' ');
		note_mark(d->f, &d->w, "budget/%lld/%s", (long long)year[i],
		    k->code);
		write_z(&d->w, " |");
	}
	if (total) {
		write_char(&d->w, ' ');
		note_mark(d->f, &d->w, "budget/-/%s", k->code);
		write_z(&d->w, " |");
	}
	write_z(&d->w, "\n");
}

static bool
has_category(const struct note_figures *f, const char *code)
{
	size_t i;

	for (i = 0; i < f->lines; i++)
		if (str_is(f->line[i].category, code))
			return true;
	return false;
}

/* By year and category; the figures of the columns are sums, not sums of
 * what stands in the cells. */
static void
put_unconverted(struct draft *d)
{
	if (d->f->unconverted == 0)
		return;
	write_z(&d->w, "\n");
	write_format(&d->w, words_say(d->f->words, "Lines in another "
	    "currency without a rate: %zu. They are in no sum of this "
	    "table."), d->f->unconverted);
	write_z(&d->w, "\n");
}

static void
put_years(struct draft *d, const int64_t *year, size_t n, bool total)
{
	static const struct choice unsaid = { NOTE_UNSAID, "Not said" };
	const struct choice *k;
	size_t i;

	put_year_heads(d, year, n, total);
	for (k = un_budget_category_codes.of; k->code != NULL; k++)
		if (has_category(d->f, k->code))
			put_category(d, k, year, n, total);
	if (has_category(d->f, NOTE_UNSAID))
		put_category(d, &unsaid, year, n, total);
	write_format(&d->w, "| **%s** |", word(d, "Total"));
	for (i = 0; i < n; i++) {
		write_char(&d->w, ' ');
		note_mark(d->f, &d->w, "budget/%lld", (long long)year[i]);
		write_z(&d->w, " |");
	}
	if (total) {
		write_char(&d->w, ' ');
		note_mark(d->f, &d->w, "budget/total");
		write_z(&d->w, " |");
	}
	write_z(&d->w, "\n");
}

static void
put_budget(struct draft *d)
{
	size_t n, i = 0, part, tables;
	int64_t year[YEARS];

	if (d->f->lines == 0) {
		put_unconverted(d);
		return;
	}
	n = years_of(d->f, year);
	for (tables = (n + YEARS_WIDE - 1) / YEARS_WIDE; tables > 0;
	    tables--) {
		part = (n - i + tables - 1) / tables;
		put_years(d, year + i, part, tables == 1);
		i += part;
		if (tables > 1)
			write_z(&d->w, "\n");
	}
	put_unconverted(d);
}

/* ---- the rest ---- */

static void
put_cells(struct draft *d, const char *heading, str table)
{
	struct errors quiet = { .arena = d->f->c->arena };
	const struct node *row, *cell;
	struct node *list;

	if (str_none(table))
		return;
	if (!json_read(d->f->c->arena, table, &list, &quiet) ||
	    list->kind != N_LIST) {
		write_format(&d->w, "**%s**: ", word(d, heading));
		put(d, table);
		write_z(&d->w, "\n\n");
		return;
	}
	write_format(&d->w, "**%s**\n\n", word(d, heading));
	for (row = list->first; row != NULL; row = row->next) {
		write_z(&d->w, "- ");
		for (cell = row->first; cell != NULL; cell = cell->next)
			if (cell->kind == N_TEXT && !str_none(cell->text)) {
				put(d, cell->text);
				write_z(&d->w, cell->next != NULL ? "; " : "");
			}
		write_z(&d->w, "\n");
	}
	write_z(&d->w, "\n");
}

static void
put_sustainability(struct draft *d)
{
	const struct sustainability_plan *all;
	size_t n;

	if (!ctx_may(d->f->c, &sustainability_plan_entity, SEE,
	    d->f->note->programme) || (all = every(d->f->c,
	    &sustainability_plan_entity, d->f->note->programme, &n)) == NULL ||
	    n == 0)
		return;
	put_cells(d, "Results to sustain", all[n - 1].results_to_sustain);
	put_cells(d, "Transfer", all[n - 1].transfer_steps);
	put_cells(d, "Exit criteria", all[n - 1].exit_criteria);
}

static void
put_partners(struct draft *d)
{
	const struct stakeholder *all;
	struct party p;
	size_t i, n;

	if (!ctx_may(d->f->c, &stakeholder_entity, SEE,
	    d->f->note->programme) || (all = every(d->f->c,
	    &stakeholder_entity, d->f->note->programme, &n)) == NULL)
		return;
	for (i = 0; i < n; i++) {
		if (!flow_find(d->f->c, &party_entity, all[i].party, &p)) {
			errors_clear(&d->f->c->errors);
			continue;
		}
		if (str_is(p.kind, "IND"))
			continue;
		write_z(&d->w, "- ");
		put_title(d, p.name);
		write_z(&d->w, ": ");
		put_choice(d, &stakeholder_role_codes, all[i].role);
		write_z(&d->w, "\n");
	}
}

static void
put_risks(struct draft *d)
{
	const struct risk *all;
	size_t i, n;

	if (!ctx_may(d->f->c, &risk_entity, SEE, d->f->note->programme) ||
	    (all = every(d->f->c, &risk_entity, d->f->note->programme, &n))
	    == NULL || n == 0)
		return;
	write_format(&d->w, "| %s | %s |\n|---|---|\n", word(d, "Risk"),
	    word(d, "Response"));
	for (i = 0; i < n; i++) {
		if (str_among(all[i].status, "closed"))
			continue;
		write_z(&d->w, "| ");
		put_title(d, all[i].statement);
		write_z(&d->w, " | ");
		put(d, str_none(all[i].response) ? S("–") : all[i].response);
		write_z(&d->w, " |\n");
	}
}

/* ---- goals of the Convention ---- */

static void
put_goal(struct draft *d, const struct note_goal *g)
{
	static const char *const parts[] = { "gaps", "activities", "budget" };
	size_t i;

	write_z(&d->w, "| ");
	if (str_is(g->code, NOTE_UNSAID))
		put(d, str_of(words_say(d->f->words, "No goal named")));
	else
		put_choice(d, &convention_goal_codes, g->code);
	write_z(&d->w, " |");
	for (i = 0; i < 3; i++) {
		write_char(&d->w, ' ');
		note_mark(d->f, &d->w, "goal/%.*s/%s", (int)g->code.n,
		    g->code.p, parts[i]);
		write_z(&d->w, " |");
	}
	write_z(&d->w, "\n");
}

static void
put_goals(struct draft *d)
{
	const struct words *w = d->f->words;
	struct note_goal *g;
	size_t i, n = note_goals(d->f, &g), served = 0;

	if (n == 0)
		return;
	write_format(&d->w, "| %s | %s | %s | %s |\n|---|---:|---:|---:|\n",
	    words_say(w, "Goal of the 2005 Convention"),
	    words_say(w, "Gaps"), words_say(w, "Planned activities"),
	    words_say(w, "Budget"));
	for (i = 0; i < n; i++) {
		put_goal(d, &g[i]);
		served += g[i].activities;
	}
	if (served > d->f->activities)
		write_format(&d->w, "\n%s\n", words_say(w, "What serves "
		    "several goals is counted under each of them."));
}

str
note_drafted(struct note_figures *f, enum note_source source)
{
	static void (*const makers[NOTE_SOURCES])(struct draft *) = {
		[NOTE_SUMMARY] = put_summary,
		[NOTE_PROBLEM] = put_problem,
		[NOTE_OBJECTIVES] = put_objectives,
		[NOTE_ACTIVITIES] = put_activities,
		[NOTE_BENEFICIARIES] = put_people,
		[NOTE_BUDGET] = put_budget,
		[NOTE_SUSTAINABILITY] = put_sustainability,
		[NOTE_PARTNERS] = put_partners,
		[NOTE_RISKS] = put_risks,
		[NOTE_TIMELINE] = put_timeline,
		[NOTE_GOALS] = put_goals };
	struct draft d = { f, write_new(f->c->arena, DRAFTED) };

	if (makers[source] != NULL)
		makers[source](&d);
	return str_trim(write_done(&d.w));
}
