/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * programme DIR SUBJECTS RATERS - a programme to measure with.
 *
 * Writes DIR/framework.json (8 dimensions of 5 items, levels 1 to 5) and
 * DIR/programme/, a folder that `tilth import` reads: SUBJECTS persons,
 * one round, and RATERS sheets on each person with all 40 items, one item
 * a row.  The same arguments give the same bytes.  A hundredth of the
 * answers are blank or not known, a thousandth carry a comment or have to
 * be cleaned; nothing is like that in all rows, and nothing is so in none.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DIMENSIONS = 8, ITEMS = 5, ROLES = 5 };

static const char *const roles[ROLES] = {
	"self", "supervisor", "peer", "peer", "external"
};

static uint64_t
draw(uint64_t *state)           /* splitmix64 */
{
	uint64_t z = (*state += 0x9e3779b97f4a7c15u);

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static FILE *
make(const char *dir, const char *name)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "w");
	if (f == NULL) {
		fprintf(stderr, "programme: %s: %s\n", path, strerror(errno));
		exit(1);
	}
	return f;
}

static void
finish(FILE *f)
{
	if (ferror(f) | fclose(f)) {
		fprintf(stderr, "programme: %s\n", strerror(errno));
		exit(1);
	}
}

static void
write_item(FILE *f, int d, int i)
{
	fprintf(f, "%s\n    {\"code\": \"D%d.%d\", \"question\": \"What the "
	    "work asks for in field %d, part %d\"}", i > 1 ? "," : "", d, i,
	    d, i);
}

static void
write_framework(const char *dir)
{
	FILE *f = make(dir, "framework.json");
	int d, i;

	fprintf(f, "{\"schema\": \"capdev-framework/1\", \"id\": \"measured\", "
	    "\"version\": \"1.0.0\",\n \"title\": \"Forty items to measure "
	    "with\", \"target_group\": \"individual\",\n \"scale\": {\"min\": 1, "
	    "\"max\": 5, \"step\": 1, \"levels\": [");
	for (i = 1; i <= 5; i++)
		fprintf(f, "%s{\"value\": %d, \"label\": \"Level %d\", "
		    "\"descriptor\": \"\"}", i > 1 ? ", " : "", i, i);
	fprintf(f, "],\n  \"allow_na\": true, \"allow_dont_know\": true, "
	    "\"higher_is_better\": true},\n \"aggregation\": "
	    "{\"raters_to_indicator\": \"median\", \"indicator_to_dimension\": "
	    "\"mean\",\n  \"dimension_to_overall\": \"mean\", "
	    "\"min_share_answered\": 0.75, \"role_weights\":\n  {\"self\": 1, "
	    "\"supervisor\": 1, \"peer\": 1, \"external\": 1}},\n "
	    "\"dimensions\": [");
	for (d = 1; d <= DIMENSIONS; d++) {
		fprintf(f, "%s\n  {\"id\": \"D%d\", \"title\": \"Field %d\", "
		    "\"description\": \"\", \"weight\": 1.0, \"indicators\": [",
		    d > 1 ? "," : "", d, d);
		for (i = 1; i <= ITEMS; i++)
			write_item(f, d, i);
		fprintf(f, "]}");
	}
	fprintf(f, "]}\n");
	finish(f);
}

static void
write_small(const char *dir)
{
	FILE *f = make(dir, "programme.json");

	fprintf(f, "{\"code\": \"MEASURED\", \"title\": {\"en\": \"A programme "
	    "to measure with\"},\n \"kind\": \"programme\", "
	    "\"start_planned\": \"2024-01-01\",\n \"end_planned\": "
	    "\"2026-12-31\", \"currency\": \"EUR\", \"frameworks\": "
	    "[\"measured\"]}\n");
	finish(f);
	f = make(dir, "assessment_rounds.csv");
	fprintf(f, "round_id,framework,kind,subject_type,opens,due,grace_until,"
	    "method,state\nM-BL,measured,baseline,IND,2024-02-01,2024-03-15,"
	    "2024-04-05,web,locked\n");
	finish(f);
	f = make(dir, "organisations.csv");
	fprintf(f, "organisation_id,name\nO01,The house they all work for\n");
	finish(f);
}

static void
write_persons(const char *dir, long subjects)
{
	FILE *f = make(dir, "persons.csv");
	long p;

	fprintf(f, "person_id,name,organisation_id,post,consent\n");
	for (p = 1; p <= subjects; p++)
		fprintf(f, "P%06ld,Testperson-%06ld,O01,officer,yes\n", p, p);
	finish(f);
}

static void
write_score(FILE *f, uint64_t r)
{
	unsigned part = (unsigned)(r % 1000);

	if (part < 5)
		fprintf(f, "DK,");
	else if (part < 10)
		fprintf(f, ",");
	else if (part == 10)
		fprintf(f, "3;,");      /* to be cleaned */
	else
		fprintf(f, "%d,", (int)(1 + (r >> 20) % 3 + (r >> 40) % 3));
	fprintf(f, (r >> 12) % 4 ? "%d," : ",", (int)(1 + (r >> 50) % 4));
}

static void
write_sheet(FILE *f, long p, int rater, long *row, uint64_t *state)
{
	int d, i, day = (int)(draw(state) % 40);
	uint64_t r;

	for (d = 1; d <= DIMENSIONS; d++)
		for (i = 1; i <= ITEMS; i++) {
			r = draw(state);
			fprintf(f, "R%07ld,M-BL,measured,IND,P%06ld,P%06ld-r%d,"
			    "%s,D%d.%d,", ++*row, p, p, rater,
			    roles[rater % ROLES], d, i);
			write_score(f, r);
			fprintf(f, "2024-%02d-%02dT%02d:%02d:00,0,web,%s\n",
			    day < 28 ? 2 : 3, 1 + day % 28, (int)(8 + p % 10),
			    (int)(p % 60), r % 1009 == 0 ?
			    "\"Seen at work, twice\"" : "");
		}
}

static void
write_responses(const char *dir, long subjects, long raters)
{
	FILE *f = make(dir, "responses_individual.csv");
	uint64_t state = 20240301;
	long p, r, row = 0;

	fprintf(f, "response_id,round_id,framework,subject_type,subject_id,"
	    "rater_id,rater_role,indicator,score,confidence,submitted_at,late,"
	    "source,comment\n");
	for (p = 1; p <= subjects; p++)
		for (r = 0; r < raters; r++)
			write_sheet(f, p, (int)r, &row, &state);
	finish(f);
}

int
main(int n, char **args)
{
	long subjects = n == 4 ? strtol(args[2], NULL, 10) : 0;
	long raters = n == 4 ? strtol(args[3], NULL, 10) : -1;
	char folder[4000];

	if (subjects < 1 || subjects > 999999 || raters < 0 || raters > 999) {
		fprintf(stderr, "usage: programme DIR SUBJECTS RATERS\n");
		return 2;
	}
	snprintf(folder, sizeof(folder), "%s/programme", args[1]);
	if (mkdir(args[1], 0777) != 0 && errno != EEXIST)
		perror(args[1]);
	if (mkdir(folder, 0777) != 0 && errno != EEXIST)
		perror(folder);
	write_framework(args[1]);
	write_small(folder);
	write_persons(folder, subjects);
	write_responses(folder, subjects, raters);
	return 0;
}
