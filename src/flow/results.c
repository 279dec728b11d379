/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "flow/results.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "flow/assess.h"
#include "flow/find.h"
#include "flow/results_in.h"
#include "format/csv.h"
#include "format/json.h"
#include "model/codes.h"

/* How the files call each kind of subject. */
static const struct level { const char *kind, *name; } levels[] = {
	{ "SYS", "system" }, { "ORG", "organisation" }, { "COM", "community" },
	{ "GRP", "group" }, { "IND", "individual" }, { "PRG", "programme" },
	{ NULL, NULL }
};

str
results_level(str kind)
{
	const struct level *level;

	for (level = levels; level->kind != NULL; level++)
		if (str_is(kind, level->kind))
			return str_of(level->name);
	return kind;
}

struct writing {
	struct ctx     *c;
	const char     *folder;
	const struct results **round;         /* [rounds] */
	size_t          rounds;
	void          (*told)(void *, const char *);
	void           *to;
};

static bool
to_file(void *to, const char *p, size_t n)
{
	return fwrite(p, 1, n, to) == n;
}

/* A figure as its file rounds it: at least one decimal, no zeros behind. */
static void
write_rounded(struct write *w, double x, int decimals)
{
	char text[64];
	size_t n;

	if (isnan(x))
		return;
	n = (size_t)snprintf(text, sizeof(text), "%.*f", decimals, x);
	while (n > 2 && text[n - 1] == '0' && text[n - 2] != '.')
		n--;
	write_str(w, (str){ text, n });
}

static void
cell(struct write *w, str s, bool first)
{
	csv_write_field(w, s, first);
}

static void
figure(struct write *w, double x, int decimals)
{
	write_char(w, ',');
	write_rounded(w, x, decimals);
}

static void
score_row(struct write *w, const struct results *r, size_t subject, str code,
    const struct score *s)
{
	if (isnan(s->value))
		return;
	cell(w, r->round.code, true);
	cell(w, r->subject[subject].code, false);
	cell(w, code, false);
	figure(w, s->value, 6);
	write_char(w, ',');
	write_int(w, (int64_t)s->n);
	write_char(w, '\n');
}

static void
item_scores(struct write *w, const struct results *r)
{
	const struct instrument *in = r->instrument;
	size_t i, j;

	for (i = 0; i < r->subjects; i++)
		for (j = 0; j < in->items; j++)
			score_row(w, r, i, in->item[j].code,
			    &r->item[i][j]);
}

static void
dimension_scores(struct write *w, const struct results *r)
{
	const struct instrument *in = r->instrument;
	size_t i, j;

	for (i = 0; i < r->subjects; i++)
		for (j = 0; j < in->dimensions; j++)
			score_row(w, r, i, in->dimension[j].code,
			    &r->dimension[i][j]);
}

static bool
is_of(const struct results *r, const struct level *level)
{
	return str_is(r->round.subject_type, level->kind);
}

static bool
open_file(struct writing *k, const char *name, FILE **f, struct write *w)
{
	str path = str_print(k->c->arena, "%s/%s", k->folder, name);

	*f = fopen(path.p, "w");
	if (*f == NULL)
		return fail(&k->c->errors, INVALID, NULL,
		    "%s cannot be written: %s.", path.p, strerror(errno));
	*w = write_to(k->c->arena, SIZE_MAX, to_file, *f);
	return true;
}

static bool
close_file(struct writing *k, const char *name, FILE *f, struct write *w)
{
	bool fine = write_flush(w);

	fine = fclose(f) == 0 && fine;
	if (fine && k->told != NULL)
		k->told(k->to, name);
	return fine || fail(&k->c->errors, BROKEN, NULL,
	    "%s could not be written to its end: the disk may be full.", name);
}

static bool
write_scores(struct writing *k, const struct level *level, const char *what,
    const char *head, void (*rows)(struct write *, const struct results *))
{
	str name = str_print(k->c->arena, "%s_%s.csv", what, level->name);
	struct write w;
	FILE *f;
	size_t i;

	if (!open_file(k, name.p, &f, &w))
		return false;
	write_z(&w, head);
	for (i = 0; i < k->rounds; i++)
		if (is_of(k->round[i], level))
			rows(&w, k->round[i]);
	return close_file(k, name.p, f, &w);
}

static bool
write_tree(struct writing *k, const char *name, const struct node *tree)
{
	struct write w;
	FILE *f;

	if (!open_file(k, name, &f, &w))
		return false;
	json_write(&w, tree, true);
	write_char(&w, '\n');
	return close_file(k, name, f, &w);
}

static bool
write_agreement(struct writing *k, const struct level *level)
{
	str name = str_print(k->c->arena, "agreement_%s.json", level->name);
	struct node *tree = node_new(k->c->arena), *alpha;
	size_t i;

	node_z(tree, "metric",
	    "Krippendorff alpha ordinal; units = subject x indicator");
	alpha = node_object(tree, "alpha");
	for (i = 0; i < k->rounds; i++)
		if (is_of(k->round[i], level))
			node_real(alpha, str_z(k->c->arena,
			    k->round[i]->round.code),
			    k->round[i]->alpha_ordinal, -1);
	return write_tree(k, name.p, tree);
}

static bool
write_level(struct writing *k, const struct level *level)
{
	size_t i;

	for (i = 0; i < k->rounds && !is_of(k->round[i], level); i++)
		;
	if (i == k->rounds)
		return true;
	return write_scores(k, level, "indicator_scores",
	    "round_id,subject_id,indicator,score,n_raters\n", item_scores) &&
	    write_scores(k, level, "dimension_scores",
	    "round_id,subject_id,dimension,score,indicators_answered\n",
	    dimension_scores) && write_agreement(k, level);
}

static void
gap_row(struct write *w, const struct gap_line *g)
{
	cell(w, g->kind, true);
	cell(w, g->subject_code, false);
	cell(w, g->dimension_code, false);
	figure(w, g->current, 6);
	figure(w, g->desired, 6);
	figure(w, g->gap, 6);
	write_char(w, ',');
	write_real(w, g->importance);
	write_char(w, ',');
	write_real(w, g->urgency);
	figure(w, g->priority, 6);
	figure(w, g->priority_norm, 8);
	write_char(w, ',');
	if (g->rank > 0)
		write_int(w, g->rank);
	write_char(w, '\n');
}

static bool
write_gaps(struct writing *k, struct id programme)
{
	const struct gap_table **table;
	struct write w;
	FILE *f;
	size_t i, j, n;

	if (!assess_programme_gaps(k->c, programme, &table, &n) ||
	    !open_file(k, "gaps_computed.csv", &f, &w))
		return false;
	write_z(&w, "level,subject_id,dimension,current,desired,gap,importance,"
	    "urgency,priority_raw,priority_norm,rank\n");
	for (i = 0; i < n; i++)
		for (j = 0; j < table[i]->n; j++)
			gap_row(&w, &table[i]->line[j]);
	return close_file(k, "gaps_computed.csv", f, &w);
}

static bool
read_rounds(struct writing *k, struct id programme)
{
	struct assessment_round *round;
	size_t i, n;

	if (!assess_rounds(k->c, programme, &round, &n))
		return false;
	k->round = NEWS(k->c->arena, const struct results *, n + 1);
	for (i = 0; i < n; i++) {
		if (!assess_results(k->c, round[i].row.id,
		    &k->round[k->rounds]))
			return false;
		if (k->round[k->rounds]->quality.sheets > 0)
			k->rounds++;
	}
	return true;
}

static bool
write_files(struct writing *k, struct id programme)
{
	static const struct results_file *const all[] = { results_plan,
		results_money, results_change, results_lasting };
	const struct results_in in = { k->c, programme, k->round, k->rounds };
	const struct results_file *f;
	struct node *tree;
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(*all); i++)
		for (f = all[i]; f->name != NULL; f++) {
			tree = node_new(k->c->arena);
			if (!f->fill(&in, tree) || (tree->n > 0 &&
			    !write_tree(k, f->name, tree)))
				return false;
		}
	return true;
}

bool
results_write(struct ctx *c, str code, const char *folder,
    void (*told)(void *, const char *), void *to)
{
	struct writing k = { .c = c, .folder = folder, .told = told, .to = to };
	const struct level *level;
	struct programme p;

	if (!flow_find_text(c, &programme_entity, code, (struct id){ 0 }, &p))
		return false;
	if (mkdir(folder, 0777) != 0 && errno != EEXIST)
		return fail(&c->errors, INVALID, NULL,
		    "The folder %s cannot be made: %s.", folder, strerror(errno));
	if (!read_rounds(&k, p.row.id))
		return false;
	for (level = levels; level->kind != NULL; level++)
		if (!write_level(&k, level))
			return false;
	return write_gaps(&k, p.row.id) && write_files(&k, p.row.id);
}
